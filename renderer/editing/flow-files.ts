import type { ImportChoice } from '../../core/api/connection-models.ts';
import { api } from '../api/client.ts';
import { useBrought } from '../state/brought.ts';
import { bringsAnything, useImportRequest } from '../state/import-request.ts';
import { goTo } from '../state/route.ts';

/** Makes a flow, empty or from an example (under another name than the example's, if one is given), and opens it. */
export async function createAndOpen(example?: string, name?: string): Promise<void> {
  const { flowId } = await api.flows.create({ ...(example === undefined ? {} : { example }), ...(name === undefined ? {} : { name }) });
  goTo({ page: 'flow', flowId });
}

/** Looks at what a flow file brings. Where there is anything to look at, a person decides first; nothing is saved before. */
export async function importAndOpen(text: string, fileName: string): Promise<void> {
  const contents = await api.flows.inspectImport({ text, fileName });
  if (bringsAnything(contents)) useImportRequest.setState({ request: { text, fileName, contents } });
  else await importNow(text, fileName, {});
}

/** Adds a flow from a document's text and opens it; what it brings of a library that this one does not have, or has otherwise, is said. */
export async function importNow(text: string, fileName: string, connections: Readonly<Record<string, ImportChoice>>): Promise<void> {
  const { flowId } = await api.flows.import({ text, fileName, connections });
  goTo({ page: 'flow', flowId });
  const steps = await api.snippets.ofFlow({ flowId });
  if (steps.some(({ state }) => state === 'unknown' || state === 'changed')) useBrought.setState({ brought: { flowId, steps } });
}

/** Asks for a document file and imports it. */
export async function chooseAndImport(): Promise<void> {
  const file = await chooseFile('.json,application/json');
  if (file) await importAndOpen(await file.text(), file.name);
}

/** Gives a flow's document to the browser as a download. */
export async function exportToFile(flowId: string): Promise<void> {
  const { fileName, text } = await api.flows.export({ flowId });
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = Object.assign(document.createElement('a'), { href: address, download: fileName });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** The browser's own dialog for one file; null when it was left without a choice. */
export function chooseFile(accept: string): Promise<File | null> {
  return new Promise((resolve) => {
    const input = Object.assign(document.createElement('input'), { type: 'file', accept });
    input.onchange = () => resolve(input.files?.[0] ?? null);
    input.oncancel = () => resolve(null);
    input.click();
  });
}

import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import type { ImportChoice } from '../../api/connection-models.ts';
import { createTimeId } from '../../base/ids.ts';
import { createFlow } from '../../flow/edit.ts';
import type { Flow } from '../../flow/flow.ts';
import { noteBegunFlow } from '../../store/begun-flows.ts';
import { importedFlow } from '../connections/flow-file-connections.ts';
import { mustFindFlow, mustWrite, type Parts } from '../parts.ts';
import { copyExampleData, readExample } from './examples.ts';

const USABLE_ID = /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/;

/** Makes an empty flow, or one from an example with its data. */
export function createNewFlow(parts: Parts, input: { name?: string | undefined; example?: string | undefined }): string {
  if (input.example !== undefined) {
    const { example } = input;
    const flow = readExample(parts.options.examplesFolder, example);
    const copy = (folder: string) => copyExampleData(parts.options.examplesFolder ?? '', example, folder);
    return addWithFiles(parts, { ...flow, name: input.name ?? flow.name }, 'Made from an example', copy);
  }
  return addFlow(parts, createFlow(newId(parts), input.name ?? freeName(parts, 'New flow'), parts.clock.zone), 'Created');
}

/** Copies a flow as it is now, with the files in its folder. */
export function duplicateFlow(parts: Parts, flowId: string): string {
  const record = mustFindFlow(parts.store, flowId);
  const flow = parts.store.flows.document(flowId, record.version);
  const from = parts.folders.flow(flowId);
  const copy = (folder: string) => existsSync(from) && cpSync(from, folder, { recursive: true });
  return addWithFiles(parts, { ...flow, name: freeName(parts, `${flow.name} (copy)`) }, `Copied from "${flow.name}"`, copy);
}

/** Adds a new flow once its files are there: nobody ever sees it with a part of them. Where either fails, or the program is killed, nothing of it stays. */
function addWithFiles(parts: Parts, flow: Flow, summary: string, copy: (folder: string) => unknown): string {
  mustWrite(parts);
  const id = newId(parts);
  const folder = parts.folders.flow(id);
  const isOver = noteBegunFlow(folder);
  try {
    copy(folder);
    const added = addFlow(parts, { ...flow, id }, summary);
    isOver();
    return added;
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    isOver();
    throw error;
  }
}

/**
 * Takes in the text of a flow document, with the connections that were chosen for it; its id is kept unless the workspace has it already or it could not be the
 * name of a folder. Throws the UserError `not-a-flow`.
 */
export function importFlow(parts: Parts, text: string, fileName: string | undefined, choices: Readonly<Record<string, ImportChoice>> = {}): string {
  mustWrite(parts);
  const flow = importedFlow(parts.connections, text, fileName, choices);
  if (Object.values(choices).some((choice) => choice.do === 'make')) parts.connections.changed(null);
  const id = !USABLE_ID.test(flow.id) || parts.store.flows.find(flow.id) ? newId(parts) : flow.id;
  return addFlow(parts, { ...flow, id }, fileName === undefined ? 'Imported' : `Imported from ${fileName}`);
}

function addFlow(parts: Parts, flow: Flow, summary: string): string {
  mustWrite(parts);
  mkdirSync(parts.folders.flow(flow.id), { recursive: true });
  parts.store.flows.add(flow, parts.clock.now(), summary);
  parts.news.tell({ kind: 'flow-changed', flowId: flow.id, version: 1 });
  return flow.id;
}

/** The name, with a number behind it where flows of that name are there already. */
function freeName(parts: Parts, wanted: string): string {
  const taken = new Set(parts.store.flows.list().map((flow) => flow.name));
  if (!taken.has(wanted)) return wanted;
  for (let number = 2; ; number++) if (!taken.has(`${wanted} ${number}`)) return `${wanted} ${number}`;
}

function newId(parts: Parts): string {
  return createTimeId(parts.clock.now(), parts.random);
}

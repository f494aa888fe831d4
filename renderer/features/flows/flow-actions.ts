import type { ExampleRow, FlowRow } from '../../../core/api/flow-models.ts';
import { api } from '../../api/client.ts';
import { toReport } from '../../api/report.ts';
import { createAndOpen, exportToFile } from '../../editing/flow-files.ts';
import { t, told } from '../../i18n/i18n.ts';
import { saveNow } from '../../state/autosave.ts';
import { useDocument } from '../../state/document.ts';
import { environmentToPublish } from '../../state/publishing.ts';
import { goTo } from '../../state/route.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { say, sayFailed } from '../../ui/say.ts';

/** What can be done with a flow of the list; failures are said in words, and the list is asked again afterwards. */
async function attempt(title: string, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    sayFailed(title, toReport(error));
  }
  useWorkspace.setState(({ flowsChanged }) => ({ flowsChanged: flowsChanged + 1 }));
}

export function duplicateFlow({ flowId, name }: FlowRow): Promise<void> {
  return attempt(t('{{name}} could not be duplicated', { name }), async () => {
    await api.flows.duplicate({ flowId });
    say(t('A copy of {{name}} was added.', { name }));
  });
}

/** Renames a flow. One that is open in the designer is loaded again when it is next shown, so that its name is right there too. */
export function renameFlow({ flowId, name }: FlowRow, to: string): Promise<void> {
  return attempt(t('{{name}} could not be renamed', { name }), async () => {
    if (useDocument.getState().flowId === flowId) await saveNow();
    await api.flows.rename({ flowId, name: to });
    if (useDocument.getState().flowId === flowId) useDocument.getState().close();
  });
}

/** Removes a flow; it can be had back for as long as the message stands, and later from its runs. */
export function removeFlow({ flowId, name }: FlowRow): Promise<void> {
  return attempt(t('{{name}} could not be deleted', { name }), async () => {
    await api.flows.remove({ flowId });
    if (useDocument.getState().flowId === flowId) useDocument.getState().close();
    const undo = () =>
      void attempt(t('{{name}} could not be brought back', { name }), async () => {
        await api.flows.restore({ flowId });
      });
    say(t('{{name}} was deleted.', { name }), { action: { label: t('Undo'), run: undo } });
  });
}

export function exportFlow({ flowId, name }: FlowRow): Promise<void> {
  return attempt(t('{{name}} could not be exported', { name }), () => exportToFile(flowId));
}

export function switchLive({ flowId, name }: FlowRow, live: boolean): Promise<void> {
  return attempt(live ? t('{{name}} could not be made live', { name }) : t('{{name}} is still live', { name }), async () => {
    const environment = live ? await environmentToPublish(flowId, name) : undefined;
    if (environment === null) return;
    const state = await api.flows.setLive({ flowId, live, ...(environment ? { environment } : {}) });
    if (useDocument.getState().flowId === flowId) useDocument.getState().noteLive(state);
  });
}

/** Makes a flow of one's own from an example, under its name in the window's language, and opens it. */
export function openExample({ example, name }: ExampleRow): Promise<void> {
  return attempt(t('The example could not be opened'), () => createAndOpen(example, told(name)));
}

/** The same without leaving the gallery. */
export function copyExample({ example, name }: ExampleRow): Promise<void> {
  return attempt(t('The example could not be added'), async () => {
    const { flowId } = await api.flows.create({ example, name: told(name) });
    say(t('{{name}} was added to your flows.', { name: told(name) }), { action: { label: t('Open'), run: () => goTo({ page: 'flow', flowId }) } });
  });
}

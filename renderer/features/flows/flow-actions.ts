import type { FlowRow } from '../../../core/api/flow-models.ts';
import { api } from '../../api/client.ts';
import { toReport } from '../../api/report.ts';
import { exportToFile } from '../../editing/flow-files.ts';
import { t } from '../../i18n/i18n.ts';
import { saveNow } from '../../state/autosave.ts';
import { useDocument } from '../../state/document.ts';
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
  return attempt(`${name} could not be duplicated`, async () => {
    await api.flows.duplicate({ flowId });
    say(`A copy of ${name} was added.`);
  });
}

/** Renames a flow. One that is open in the designer is loaded again when it is next shown, so that its name is right there too. */
export function renameFlow({ flowId, name }: FlowRow, to: string): Promise<void> {
  return attempt(`${name} could not be renamed`, async () => {
    if (useDocument.getState().flowId === flowId) await saveNow();
    await api.flows.rename({ flowId, name: to });
    if (useDocument.getState().flowId === flowId) useDocument.getState().close();
  });
}

/** Removes a flow; it can be had back for as long as the message stands, and later from its runs. */
export function removeFlow({ flowId, name }: FlowRow): Promise<void> {
  return attempt(`${name} could not be deleted`, async () => {
    await api.flows.remove({ flowId });
    if (useDocument.getState().flowId === flowId) useDocument.getState().close();
    const undo = () =>
      void attempt(`${name} could not be brought back`, async () => {
        await api.flows.restore({ flowId });
      });
    say(`${name} was deleted.`, { action: { label: t('Undo'), run: undo } });
  });
}

export function exportFlow({ flowId, name }: FlowRow): Promise<void> {
  return attempt(`${name} could not be exported`, () => exportToFile(flowId));
}

export function switchLive({ flowId, name }: FlowRow, live: boolean): Promise<void> {
  return attempt(live ? `${name} could not be made live` : `${name} is still live`, async () => {
    const state = await api.flows.setLive({ flowId, live });
    if (useDocument.getState().flowId === flowId) useDocument.getState().noteLive(state);
  });
}

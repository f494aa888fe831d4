import { api } from '../api/client.ts';
import { connection } from '../api/connection.ts';
import { isConflict, toReport } from '../api/report.ts';
import { t } from '../i18n/i18n.ts';
import { useDocument } from './document.ts';

const QUIET_MS = 800;
let underWay: Promise<void> | null = null;

/** Saves the draft now if it has unsaved edits; resolves when what was on the screen is stored (or cannot be). */
export async function saveNow(): Promise<void> {
  while (underWay !== null) await underWay;
  const { flowId, flow, version, saved, noteSaving, noteSaved, noteSaveFailed } = useDocument.getState();
  if (!flowId || !flow || saved === 'saved' || saved === 'conflict') return;
  noteSaving();
  underWay = (async () => {
    try {
      const result = await api.flows.save({ flowId, flow, expectedVersion: version });
      if (useDocument.getState().flowId === flowId) noteSaved(result, flow);
    } catch (error) {
      if (useDocument.getState().flowId === flowId) noteSaveFailed(isConflict(error) ? 'conflict' : 'error', toReport(error));
    } finally {
      underWay = null;
    }
  })();
  await underWay;
}

/** After a conflict: store this draft as the newest version, over the other one (which stays in the flow's versions). */
export async function keepMine(): Promise<void> {
  const { flowId } = useDocument.getState();
  if (!flowId) return;
  const theirs = await api.flows.get({ flowId });
  useDocument.setState({ version: theirs.version, saved: 'unsaved', saveError: null });
  await saveNow();
}

/** After a conflict: show the version that was saved elsewhere. Undo brings this draft back. */
export async function takeTheirs(): Promise<void> {
  const { flowId } = useDocument.getState();
  if (!flowId) return;
  const theirs = await api.flows.get({ flowId });
  useDocument.setState({ version: theirs.version, saved: 'unsaved', saveError: null });
  useDocument.getState().apply(t('Take the version saved elsewhere'), () => theirs.flow);
  useDocument.getState().noteSaved({ version: theirs.version, savedAt: theirs.savedAt }, theirs.flow);
}

/** Saves 800 ms after the last edit, and again when a lost connection is back. Returns the function that stops it. */
export function startAutosave(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const save = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void saveNow(), QUIET_MS);
  };
  const stopEdits = useDocument.subscribe((now, before) => {
    if (now.saved === 'unsaved' && (now.flow !== before.flow || before.saved !== 'unsaved')) save();
  });
  const stopLine = connection.subscribe(() => {
    if (connection.state === 'open' && useDocument.getState().saved === 'error') useDocument.setState({ saved: 'unsaved' });
  });
  return () => {
    clearTimeout(timer);
    stopEdits();
    stopLine();
  };
}

import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ErrorReport } from '../base/errors.ts';
import { settleEnded } from './run-ended.ts';
import type { RunRecord } from './run-record.ts';
import type { Store } from './store.ts';

/** Progress takes sequence numbers too but is not kept: what is told after a crash must come behind all that anyone may have heard. */
const SEQ_GAP = 1_000_000;

const INTERRUPTED: ErrorReport = {
  class: 'operational',
  code: 'interrupted',
  message: 'Swivel ended while this run was going on. What its targets had not begun to commit was not written.',
  hint: 'Replay the run. The plan of the replay says what was already written.',
};

/** Marks runs of a program that died as interrupted, their effects without a receipt as unknown, and removes their half products. Says which runs. */
export function recover(store: Store, workspace: string, now: number): RunRecord[] {
  const open = store.runs.open();
  rmSync(join(workspace, 'spill'), { recursive: true, force: true });
  removeStrayCaptures(store, join(workspace, 'captures'));
  if (store.health.unclean) tellRemoved(store, store.partFolders.removeOld());
  if (open.length === 0) return [];
  takeBackUndone(store, open);
  store.partFolders.removeOf(new Set(open.map(({ runId }) => runId)));
  for (const { runId } of open) for (const path of store.effects.partFiles(runId)) rmSync(path, { force: true });
  return store.write(() => {
    for (const run of open) {
      store.effects.leaveUnknown(run.runId);
      store.effects.dropPartFiles(run.runId);
      store.events.add(run.runId, [{ kind: 'status', seq: store.events.last(run.runId) + SEQ_GAP, at: now, status: 'interrupted' }]);
    }
    const interrupted = store.runs.interruptOpen(now, INTERRUPTED);
    for (const run of interrupted) settleEnded(store, { ...run, status: 'interrupted', trouble: INTERRUPTED.message, closing: false }, now);
    return interrupted;
  });
}

/** Durably before the half products go, which are what tells it. */
function takeBackUndone(store: Store, open: readonly RunRecord[]): void {
  const undone = open.flatMap(({ runId }) =>
    store.effects.meantWithHalf(runId).flatMap(({ nodeId, key, half }) => (existsSync(half) ? [{ runId, nodeId, key }] : [])),
  );
  if (undone.length === 0) return;
  store.write(() => {
    for (const { runId, nodeId, key } of undone) store.effects.notSent(runId, nodeId, key);
  });
}

function tellRemoved(store: Store, paths: readonly string[]): void {
  if (paths.length === 0) return;
  const which = paths.length === 1 ? 'A half-written file' : `${paths.length} half-written files`;
  store.health.notices.push(`${which} of a run that was cut off with the machine ${paths.length === 1 ? 'was' : 'were'} removed: ${paths.join(', ')}.`);
}

/** Captured files that nothing in the database knows of: their run was killed before they were put down, or whoever removed them was in between. */
function removeStrayCaptures(store: Store, captures: string): void {
  if (!existsSync(captures)) return;
  const kept = store.captures.kept();
  for (const runId of readdirSync(captures)) if (!kept.has(runId)) rmSync(join(captures, runId), { recursive: true, force: true });
}

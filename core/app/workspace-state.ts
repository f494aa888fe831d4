import { statfsSync } from 'node:fs';
import type { WorkspaceEvent } from '../api/app-models.ts';
import type { Parts } from './parts.ts';

const PAUSED = 'paused';
const LOW_DISK_BYTES = 512 * 1024 * 1024;

/** Whether all triggers are paused; remembered over restarts. */
export function isPaused({ store }: Pick<Parts, 'store'>): boolean {
  return store.settings.get(PAUSED) === true;
}

/** Pauses all triggers, or lets them go on. */
export function setPaused(parts: Parts, paused: boolean): void {
  parts.store.settings.set(PAUSED, paused);
  parts.scheduler.setPaused(paused);
  parts.news.stateChanged();
}

/** What every window shows of the workspace all the time. */
export function workspaceState(parts: Pick<Parts, 'store' | 'desk' | 'scheduler' | 'folders'>): Extract<WorkspaceEvent, { kind: 'state' }> {
  const { store, desk, scheduler, folders } = parts;
  const runs = desk.live();
  const due = store.triggers.all().find((trigger) => trigger.nextDue !== null);
  const nameOf = (flowId: string) => store.flows.find(flowId)?.name ?? flowId;
  return {
    kind: 'state',
    running: runs
      .filter((run) => run.status === 'running')
      .map(({ runId, flowId, flowName, status, startedAt, counts }) => ({ runId, flowId, flowName, status, startedAt, counts })),
    queued: runs.filter((run) => run.status === 'queued').length,
    paused: isPaused(parts),
    live: store.flows.live().length,
    nextDue: due?.nextDue ? { at: due.nextDue, flowId: due.flowId, flowName: nameOf(due.flowId) } : null,
    workspaceBytes: store.bytes() + store.captures.totalBytes(),
    troubles: [
      ...scheduler.troubles().map(({ flowId, trouble }) => `The schedule of "${nameOf(flowId)}" does not run: ${trouble}`),
      ...diskTrouble(folders.root),
    ],
  };
}

function diskTrouble(folder: string): string[] {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize < LOW_DISK_BYTES ? [`The disk of the workspace is nearly full: ${Math.round((bavail * bsize) / 1_048_576)} MB are left.`] : [];
  } catch {
    return [];
  }
}

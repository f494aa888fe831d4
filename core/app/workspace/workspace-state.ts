import type { WorkspaceEvent } from '../../api/app-models.ts';
import { freeBytes } from '../../store/ballast.ts';
import { forgetRestored, readRestored } from '../../store/restore.ts';
import type { TriggerHealth } from '../../triggers/trigger-hub.ts';
import { readEnvironment } from '../connections/environment.ts';
import type { Parts } from '../parts.ts';

const PAUSED = 'paused';
const LOW_DISK_BYTES = 512 * 1024 * 1024;

/** Whether all triggers are paused; remembered over restarts. */
export function isPaused({ store }: Pick<Parts, 'store'>): boolean {
  return store.settings.get(PAUSED) === true;
}

/** Pauses all triggers, or lets them go on. */
export function setPaused(parts: Parts, paused: boolean): void {
  setPausedIn(parts.store, paused);
  parts.triggers.setPaused(paused);
  parts.news.stateChanged();
}

/** Writes down that all triggers are paused or go on; going on takes the note of a restored backup away. */
export function setPausedIn(store: Parts['store'], paused: boolean): void {
  store.write(() => {
    store.settings.set(PAUSED, paused);
    if (!paused && readRestored(store.settings)) forgetRestored(store.settings);
  });
}

/** What every window shows of the workspace all the time. */
export function workspaceState(
  parts: Pick<Parts, 'store' | 'desk' | 'triggers' | 'folders' | 'backups' | 'alertPost' | 'arrivals'>,
): Extract<WorkspaceEvent, { kind: 'state' }> {
  const { store, desk, triggers } = parts;
  const runs = desk.live();
  const restored = readRestored(store.settings);
  const due = store.triggers.all().find((trigger) => trigger.nextDue !== null);
  const nameOf = (flowId: string) => store.flows.find(flowId)?.name ?? flowId;
  return {
    kind: 'state',
    running: runs
      .filter((run) => run.status === 'running')
      .map(({ runId, flowId, flowName, status, startedAt, counts }) => ({ runId, flowId, flowName, status, startedAt, counts })),
    queued: runs.filter((run) => run.status === 'queued').length,
    paused: isPaused(parts),
    environment: readEnvironment(store.settings),
    live: store.flows.live().length,
    nextDue: due?.nextDue ? { at: due.nextDue, flowId: due.flowId, flowName: nameOf(due.flowId) } : null,
    alerts: { open: store.incidents.count({ state: 'open' }), unseen: store.incidents.count({ state: 'unseen' }) },
    workspaceBytes: store.bytes() + store.captures.totalBytes(),
    troubles: [
      ...triggers.health().flatMap((health) => triggerTrouble(health, nameOf(health.trigger.flowId))),
      ...(triggers.dispatcher.trouble === null ? [] : [`What triggers have received cannot be given to runs: ${triggers.dispatcher.trouble}`]),
      ...(triggers.trouble === null ? [] : [`The triggers cannot be looked after: ${triggers.trouble}`]),
      ...(parts.backups.trouble === null ? [] : [parts.backups.trouble]),
      ...parts.alertPost.troubles,
      ...parts.arrivals.troubles(),
      ...store.health.notices,
      ...diskTrouble(parts),
    ],
    ...(restored ? { restored } : {}),
  };
}

function triggerTrouble({ trigger, state, trouble }: TriggerHealth, flow: string): string[] {
  if (state !== 'silent' && trouble === null) return [];
  switch (trigger.settings.on) {
    case 'due':
      return [
        trouble === null ? `The schedule of "${flow}" has gone silent. It is restarted automatically.` : `The schedule of "${flow}" does not run: ${trouble}`,
      ];
    case 'files':
      return [
        trouble === null ? `The watch for files of "${flow}" has gone silent. It is restarted automatically.` : `"${flow}" cannot look for files: ${trouble}`,
      ];
    case 'requests':
      return [
        trouble === null ? `The webhook of "${flow}" has gone silent. It is restarted automatically.` : `The webhook of "${flow}" does not listen: ${trouble}`,
      ];
    case 'flow-ended':
      return [`"${flow}" cannot start: ${trouble ?? ''}`];
  }
}

function diskTrouble({ store, folders }: Pick<Parts, 'store' | 'folders'>): string[] {
  const troubles: string[] = [];
  if (store.ballast.released)
    troubles.push(
      'The disk of the workspace was full. Room that was held back for that was used to write down what was going on: make more, on the same disk.',
    );
  if (store.journal.held)
    troubles.push(`Another program has been reading the workspace database for a long time: its journal has grown to ${megabytes(store.journal.bytes())} MB.`);
  try {
    const free = freeBytes(folders.root);
    if (free < LOW_DISK_BYTES) troubles.push(`The disk of the workspace is nearly full: ${megabytes(free)} MB are left.`);
  } catch {
    // A disk that does not say how full it is.
  }
  return troubles;
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1_048_576);
}

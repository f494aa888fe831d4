import { mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../base/clock.ts';
import type { Store } from '../../store/store.ts';
import type { TriggerOf } from '../../store/trigger-state.ts';
import { AfterFlow } from '../../triggers/after-flow.ts';
import { Dispatcher, type Room, type StartOrder } from '../../triggers/dispatcher.ts';
import { FileWatcher } from '../../triggers/file-watcher.ts';
import { type LookPlace, localPlace } from '../../triggers/look-place.ts';
import { remotePlace } from '../../triggers/remote-place.ts';
import { Scheduler } from '../../triggers/schedule.ts';
import { ScheduleWatcher } from '../../triggers/schedule-watcher.ts';
import { TriggerHub } from '../../triggers/trigger-hub.ts';
import { WebhookListener } from '../../triggers/webhook-listener.ts';
import type { ConnectionDesk } from '../connections/connection-desk.ts';
import type { RunDesk } from '../runs/run-desk.ts';
import { absolutePath, type WorkspaceFolders } from '../workspace/workspace-folders.ts';
import { readSettings } from '../workspace/workspace-settings.ts';
import { triggerSecret } from './trigger-secrets.ts';

/** What the triggers of a workspace need. */
export interface TriggerParts {
  store: Store;
  clock: Clock;
  desk: RunDesk;
  folders: WorkspaceFolders;
  connections: ConnectionDesk;
  start(order: StartOrder): string;
  changed(): void;
}

/** Puts the triggers of a workspace together; they fire once the hub is opened. */
export function createTriggers(parts: TriggerParts): TriggerHub {
  const { store, clock, changed } = parts;
  const dispatcher = new Dispatcher({ store, clock, changed, start: parts.start, room: (flowId, version) => roomFor(parts, flowId, version) });
  const scheduler = new Scheduler({
    store,
    clock,
    holidays: () => readSettings(store.settings).holidays,
    fire: ({ flowId, nodeId, due, note }) =>
      store.inbox.add([{ flowId, nodeId, at: clock.now(), what: { kind: 'due', nodeId, due }, ...(note === null ? {} : { note }) }]),
    changed: () => {
      dispatcher.look();
      changed();
    },
  });
  const schedules = new ScheduleWatcher(scheduler, store);
  const arrived = () => {
    dispatcher.look();
    changed();
  };
  const files = new FileWatcher({ store, clock, arrived, place: (trigger) => placeOf(parts, trigger) });
  const webhooks = new WebhookListener({
    store,
    clock,
    arrived,
    address: () => {
      const { webhookPort: port, webhookOpen: open } = readSettings(store.settings);
      return { port, open };
    },
    secret: (flowId, nodeId) => triggerSecret(parts, flowId, nodeId),
  });
  return new TriggerHub({ store, clock, dispatcher, schedules, webhooks, watchers: [files, new AfterFlow(store, clock)], changed });
}

function placeOf(
  { folders, connections, clock }: TriggerParts,
  { flowId, nodeId, environment, settings: { connection, folder } }: TriggerOf<'files'>,
): LookPlace {
  if (connection === '') return localPlace(absolutePath(folders.flow(flowId), folder.trim()));
  const scratch = folders.spill(`arrivals-${flowId}-${nodeId}`);
  return remotePlace(
    folder.trim(),
    () => connections.open(connection, 'files', { environment }),
    () => {
      mkdirSync(scratch, { recursive: true });
      return join(scratch, `${clock.now()}.part`);
    },
    () => rm(scratch, { recursive: true, force: true }),
  );
}

/** A flow has at most one run waiting for its turn; what else there is waits in the inbox, where it is safe and takes no memory. */
function roomFor({ store, desk }: TriggerParts, flowId: string, version: number): Room {
  const runs = desk.of(flowId);
  if (runs.length === 0) return 'free';
  const { concurrency } = store.flows.document(flowId, version).settings;
  if (concurrency === 'skip') return 'skip';
  return runs.some(({ status }) => status === 'queued') ? 'wait' : 'free';
}

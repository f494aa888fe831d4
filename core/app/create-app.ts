import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SwivelError } from '../base/errors.ts';
import { FINAL_STATUSES } from '../base/run-facts.ts';
import { connectionCatalog } from '../connections/index.ts';
import { loadConnection } from '../connections/runs.ts';
import { DEFAULT_LIMITS } from '../engine/run-job.ts';
import { createRunHost } from '../engine/threads/create-run-host.ts';
import type { Flow } from '../flow/flow.ts';
import { catalog as programKinds } from '../nodes/index.ts';
import { type HolderKind, takeLease } from '../store/lease.ts';
import { openNowhere, openStore } from '../store/open-store.ts';
import { settleEnded } from '../store/run-ended.ts';
import type { Store } from '../store/store.ts';
import { Vault } from '../vault/vault.ts';
import { AlertDesk } from './alerts/alert-desk.ts';
import { AlertPost } from './alerts/alert-post.ts';
import { ArrivalDesk } from './alerts/arrival-desk.ts';
import { TriggerAlerts } from './alerts/trigger-alerts.ts';
import { connectedHost } from './connections/connected-host.ts';
import { ConnectionDesk } from './connections/connection-desk.ts';
import { DatabaseViews } from './connections/database-views.ts';
import { withOwnConnections } from './connections/flow-file-connections.ts';
import { vaultMemory } from './connections/vault-memory.ts';
import { FieldsSeen } from './drafts/fields-seen.ts';
import type { inspectFlow } from './drafts/inspect-flow.ts';
import { KindPairs } from './drafts/kind-pairs.ts';
import { previewFlow } from './drafts/preview-flow.ts';
import { FIRST_EXAMPLE } from './flows/examples.ts';
import { createNewFlow } from './flows/new-flows.ts';
import type { AppOptions, Parts } from './parts.ts';
import { randomInStock } from './runs/random-stock.ts';
import { RunDesk } from './runs/run-desk.ts';
import { runDetail } from './runs/run-detail.ts';
import { type StartRequest, startDocument, startSavedFlow } from './runs/start-run.ts';
import { changeMemory, flowMemory } from './runs/step-memory.ts';
import { watchRun } from './runs/watch-run.ts';
import { systemClock } from './system-clock.ts';
import { idleHost } from './triggers/idle-host.ts';
import { createTriggers } from './triggers/open-triggers.ts';
import { JournalMover } from './workspace/journal-mover.ts';
import { KeepBackups } from './workspace/keep-backups.ts';
import { KeepTidy } from './workspace/keep-tidy.ts';
import { masksOf } from './workspace/mask-key.ts';
import { workspaceFolders } from './workspace/workspace-folders.ts';
import { WorkspaceNews } from './workspace/workspace-news.ts';
import { readSettings } from './workspace/workspace-settings.ts';
import { isPaused, workspaceState } from './workspace/workspace-state.ts';

export type { AppOptions } from './parts.ts';

/** The whole backend of one workspace, running. */
export interface App {
  /** What goes with every call of the contract, which `router.ts` implements: whoever serves it loads that, a command that only runs a flow does not. */
  readonly context: Parts;
  /**
   * What a program on this machine may do without the contract: work with documents that are no flows of the workspace (paths start at `folder`), and
   * start runs and follow them.
   */
  readonly local: {
    startSaved(flowId: string, request: StartRequest): string;
    startDocument(flow: Flow, folder: string, request: StartRequest): string;
    inspect(flow: Flow, folder: string): ReturnType<typeof inspectFlow>;
    memory(flow: Flow, folder: string): ReturnType<typeof flowMemory>;
    changeMemory(flow: Flow, folder: string, change: Parameters<typeof changeMemory>[3]): ReturnType<typeof changeMemory>;
    preview(request: Parameters<typeof previewFlow>[1], signal?: AbortSignal): ReturnType<typeof previewFlow>;
    watch(runId: string): ReturnType<typeof watchRun>;
    detail(runId: string): ReturnType<typeof runDetail>;
    cancel(runId: string): void;
    /** Id and name of every flow. */
    flows(): { flowId: string; name: string }[];
  };
  /** Whether triggers or runs would stop if the program ended now. */
  keepsAwake(): boolean;
  /** To be called when the machine woke from sleep: due times are looked at at once. */
  woke(): void;
  /** Whether a thread is still at work after everything was closed, inside a call that nothing interrupts: then the process does not end by itself. */
  hangs(): boolean;
  /** Sentences about the workspace that whoever opened it should read. */
  readonly notices: readonly string[];
  /** Takes no more work, waits up to `drainMs` (default 30 s) for what is running, then cancels it. Leaves nothing open; a second call waits for the first. With
   * `keepListeners` the news of the workspace are not ended: whoever closes it does that. */
  close(drainMs?: number, keepListeners?: boolean): Promise<void>;
}

/** Who holds the workspace, by the shell. */
export const HOLDERS: Record<AppOptions['shell'], HolderKind> = { desktop: 'desktop', browser: 'host', none: 'command line' };

/** Opens a workspace and puts everything together. Throws what `openStore` throws: a sentence why the workspace cannot be used. */
export async function createApp(options: AppOptions): Promise<App> {
  const clock = options.clock ?? systemClock();
  const random = options.random ?? randomInStock();
  const folders = workspaceFolders(options.workspace);
  const readOnly = options.readOnly ?? false;
  // The first worker starts in its own thread while the database is opened here.
  const host = readOnly ? idleHost() : createRunHost({ workerFile: options.workerFile, clock, early: options.early });
  let store: Store | undefined;
  try {
    store = openStore({ workspace: folders.root, kind: HOLDERS[options.shell], now: clock.now(), readOnly });
    return start(assemble(options, { clock, random, folders, store, host, damage: null }));
  } catch (error) {
    store?.close();
    await host.close();
    if (!options.rescue || readOnly || !(error instanceof SwivelError) || !RESCUED.has(error.code)) throw error;
    return openRescue(options, { clock, random, folders, damage: error });
  }
}

/** Errors of a workspace for which a backup is the way out. */
const RESCUED = new Set(['workspace-damaged', 'workspace-lost']);

/** An app without a database, which only answers what the matter is and restores a backup. It holds the workspace meanwhile. */
function openRescue(options: AppOptions, basics: Omit<Basics, 'store' | 'host'>): App {
  const { clock, folders } = basics;
  const lease = takeLease(folders.root, { kind: HOLDERS[options.shell], pid: process.pid, since: clock.now() });
  return start(assemble({ ...options, readOnly: true }, { ...basics, store: openNowhere(folders.root, lease), host: idleHost() }));
}

type Basics = Pick<Parts, 'clock' | 'random' | 'folders' | 'store' | 'host' | 'damage'>;

function assemble(options: AppOptions, basics: Basics): Parts & { openFlowId: string | null } {
  const { clock, random, folders, store, damage } = basics;
  const catalog = options.kinds?.catalog ?? programKinds;
  const connections = new ConnectionDesk(
    {
      ...{ store, clock, random, catalog, options },
      vault: new Vault({ ...(options.vault ?? { file: null }), memory: vaultMemory(store.settings) }),
      kinds: options.kinds?.connections ?? { catalog: connectionCatalog, load: loadConnection },
    },
    (connectionId) => {
      news.tell({ kind: 'connections-changed', connectionId });
      // Flows that could not run may be able to now, and triggers that were not let in may be.
      triggers.look();
    },
  );
  const host = connectedHost(basics.host, connections);
  const news = new WorkspaceNews(clock, () => workspaceState(parts));
  const mover = new JournalMover({ store, clock, workerFile: options.workerFile });
  const desk = new RunDesk({
    store,
    clock,
    random,
    host,
    runsAtOnce: () => readSettings(store.settings).runsAtOnce,
    prepare: ({ flow, folder, memoryId }, runId) => ({
      folders: { flow: folder, captures: folders.captures(runId), state: folders.state(memoryId ?? flow.id), spill: folders.spill(runId) },
      limits: { ...DEFAULT_LIMITS, captureBytes: Math.min(DEFAULT_LIMITS.captureBytes, readSettings(store.settings).captureQuotaMb * 1_048_576) },
      ...masksOf(flow, store.settings, random),
    }),
    connections: ({ flow, environment = 'production' }) => connections.forFlow(flow, environment),
    ended: (run, at) => void settleEnded(store, run, at),
    changed: ({ runId, flowId, status }) => {
      if (status === null) news.stateChanged();
      else {
        news.tell({ kind: 'run-changed', runId, flowId, status });
        triggers.runChanged();
        if (!FINAL_STATUSES.includes(status)) return;
        alertPost.runEnded();
        arrivals.ranTo(flowId);
      }
    },
  });
  const alerts = new AlertDesk({ store, clock, random, usualLanguage: options.languages?.usual, changed: () => alertPost.nudge(true) });
  const alertPost: AlertPost = new AlertPost({
    store,
    clock,
    random,
    desk: alerts,
    tellIn: options.languages?.tellIn,
    channels: {
      open: (connectionId, family, { signal }) => connections.open(connectionId, family, { signal, environment: connections.standing(connectionId) }),
      show: (notice) => {
        if (news.listeners === 0) return false;
        news.tell({ kind: 'alert', ...notice });
        return true;
      },
    },
    changed: () => news.tell({ kind: 'alerts-changed' }),
  });
  const triggers = createTriggers({
    store,
    clock,
    desk,
    folders,
    connections,
    changed: () => {
      news.stateChanged();
      triggerAlerts.look();
    },
    start: ({ flowId, version, note, ...order }) => {
      connections.refuseUnasked(store.flows.document(flowId, version), order.environment);
      return startSavedFlow(parts, flowId, { mode: 'run', ...order, ...(note === null ? {} : { note }) }, version);
    },
  });
  const arrivals = new ArrivalDesk({ store, clock, folders, connections, news, alarm: alerts });
  const triggerAlerts: TriggerAlerts = new TriggerAlerts({ store, clock, alerts, health: () => triggers.health() });
  const fieldsSeen = new FieldsSeen({ catalog, host, folders, now: () => clock.now(), patienceMs: options.patienceMs, connections });
  const parts: Parts & { openFlowId: string | null } = {
    options,
    clock,
    random,
    folders,
    store,
    host,
    catalog,
    desk,
    triggers,
    arrivals,
    news,
    connections,
    alerts,
    alertPost,
    triggerAlerts,
    fieldsSeen,
    databaseViews: new DatabaseViews({ catalog, connections, now: () => clock.monotonic(), patienceMs: options.patienceMs }),
    kindPairs: new KindPairs(store.flows),
    backups: new KeepBackups({ store, folders, clock, workerFile: options.workerFile, changed: () => news.stateChanged() }),
    tidy: new KeepTidy({ store, folders, clock, changed: () => news.stateChanged(), hasRoom: () => mover.hasRoom() }),
    mover,
    damage,
    openFlowId: null,
  };
  return parts;
}

function start(parts: Parts & { openFlowId: string | null }): App {
  const { options, store, host, desk, triggers, arrivals, news, tidy, mover, backups, alertPost } = parts;
  if (!options.readOnly) {
    parts.openFlowId = firstFlow(parts);
    triggers.open(isPaused(parts));
    arrivals.open();
    // A program that stays knows early whether secrets can be opened; a command asks when it needs one.
    if (options.shell !== 'none' && store.connections.countSecrets('').secrets > 0) parts.connections.ask();
    tidy.open();
    mover.open();
    backups.open();
    alertPost.open();
  }
  let closing: Promise<void> | null = null;
  const close = async (drainMs: number, keepListeners: boolean): Promise<void> => {
    parts.connections.close();
    parts.triggerAlerts.close();
    await triggers.close();
    await arrivals.close();
    tidy.close();
    await backups.close();
    await desk.close(drainMs);
    await alertPost.close();
    // No run is left: while the threads end, this one sees to the backup of the day.
    const threadsGone = host.close();
    try {
      if (!keepListeners) news.close();
      if (options.shell === 'none' && !options.readOnly) backups.atEnd();
    } finally {
      await threadsGone;
    }
    await mover.close();
    store.close();
  };
  return {
    context: parts,
    local: {
      startSaved: (flowId, request) => startSavedFlow(parts, flowId, request),
      startDocument: (flow, folder, request) => startDocument(parts, flow, folder, request),
      inspect: async (flow, folder) => (await import('./drafts/inspect-flow.ts')).inspectFlow(parts, flow, folder),
      memory: (flow, folder) => flowMemory(parts, flow, folder),
      changeMemory: (flow, folder, change) => changeMemory(parts, flow, folder, change),
      preview: (request, signal) => previewFlow(parts, { ...request, flow: withOwnConnections(parts.connections, request.flow) }, signal),
      watch: (runId) => watchRun(parts, runId, 0),
      detail: (runId) => runDetail(parts, runId),
      cancel: (runId) => desk.cancel(runId),
      flows: () => store.flows.list().map(({ flowId, name }) => ({ flowId, name })),
    },
    keepsAwake: () => store.flows.live().length > 0 || desk.live().length > 0,
    woke: () => {
      triggers.look();
      arrivals.look();
    },
    hangs: () => host.busy(),
    notices: store.health.notices,
    close: (drainMs = 30_000, keepListeners = false) => {
      closing ??= close(drainMs, keepListeners);
      return closing;
    },
  };
}

/** A workspace that never had a flow starts with the example, unless it is only used by a command. */
function firstFlow(parts: Parts): string | null {
  const { options, store } = parts;
  const remembered = store.settings.get('first-flow');
  if (!store.flows.isEmpty()) return typeof remembered === 'string' && store.flows.find(remembered)?.removedAt === null ? remembered : null;
  const { examplesFolder } = options;
  if (options.shell === 'none' || examplesFolder === undefined || !existsSync(join(examplesFolder, FIRST_EXAMPLE, `${FIRST_EXAMPLE}.swivel.json`))) return null;
  const flowId = createNewFlow(parts, { example: FIRST_EXAMPLE });
  store.settings.set('first-flow', flowId);
  return flowId;
}

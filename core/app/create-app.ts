import { randomFillSync } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SwivelError, UserError } from '../base/errors.ts';
import { createRunHost } from '../engine/create-run-host.ts';
import type { RunHost } from '../engine/run-host.ts';

import { DEFAULT_LIMITS } from '../engine/run-job.ts';
import type { Flow } from '../flow/flow.ts';
import { catalog } from '../nodes/index.ts';
import { type HolderKind, takeLease } from '../store/lease.ts';
import { openNowhere, openStore } from '../store/open-store.ts';
import type { Store } from '../store/store.ts';
import { Scheduler } from '../triggers/schedule.ts';
import { FIRST_EXAMPLE } from './examples.ts';
import { FieldsSeen } from './fields-seen.ts';
import type { inspectFlow } from './inspect-flow.ts';
import { KeepBackups } from './keep-backups.ts';
import { KeepTidy } from './keep-tidy.ts';
import { masksOf } from './mask-key.ts';
import { createNewFlow } from './new-flows.ts';
import type { AppOptions, Parts } from './parts.ts';
import { previewFlow } from './preview-flow.ts';
import { RunDesk } from './run-desk.ts';
import { runDetail } from './run-detail.ts';
import { type StartRequest, startDocument, startSavedFlow } from './start-run.ts';
import { changeMemory, flowMemory } from './step-memory.ts';
import { systemClock } from './system-clock.ts';
import { watchRun } from './watch-run.ts';
import { workspaceFolders } from './workspace-folders.ts';
import { WorkspaceNews } from './workspace-news.ts';
import { readSettings } from './workspace-settings.ts';
import { isPaused, workspaceState } from './workspace-state.ts';

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

/** Opens a workspace and puts everything together. Throws what `openStore` throws: a sentence why the workspace can't be used. */
export async function createApp(options: AppOptions): Promise<App> {
  const clock = options.clock ?? systemClock();
  const random = options.random ?? ((count: number) => randomFillSync(new Uint8Array(count)));
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
  const { clock, random, folders, store, host, damage } = basics;
  const news = new WorkspaceNews(clock, () => workspaceState(parts));
  const desk = new RunDesk({
    store,
    clock,
    random,
    host,
    runsAtOnce: () => readSettings(store.settings).runsAtOnce,
    prepare: ({ flow, folder }, runId) => ({
      folders: { flow: folder, captures: folders.captures(runId), state: folders.state(flow.id), spill: folders.spill(runId) },
      limits: { ...DEFAULT_LIMITS, captureBytes: Math.min(DEFAULT_LIMITS.captureBytes, readSettings(store.settings).captureQuotaMb * 1_048_576) },
      ...masksOf(flow, store.settings, random),
    }),
    changed: ({ runId, flowId, status }) => (status === null ? news.stateChanged() : news.tell({ kind: 'run-changed', runId, flowId, status })),
  });
  const scheduler = new Scheduler({
    store,
    clock,
    changed: () => news.stateChanged(),
    fire: ({ flowId, nodeId, note }) => {
      const version = store.flows.find(flowId)?.liveVersion;
      if (version === null || version === undefined) return null;
      try {
        return startSavedFlow(parts, flowId, { mode: 'run', cause: 'schedule', ...(note === null ? {} : { note }) }, version);
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        if (error.code !== 'already-running') store.triggers.setTrouble(flowId, nodeId, error.message);
        return null;
      }
    },
  });
  const fieldsSeen = new FieldsSeen({ catalog, host, folders, now: () => clock.now() });
  const parts: Parts & { openFlowId: string | null } = {
    options,
    clock,
    random,
    folders,
    store,
    host,
    catalog,
    desk,
    scheduler,
    news,
    fieldsSeen,
    backups: new KeepBackups({ store, folders, clock, workerFile: options.workerFile, changed: () => news.stateChanged() }),
    tidy: new KeepTidy({ store, folders, clock, changed: () => news.stateChanged() }),
    damage,
    openFlowId: null,
  };
  return parts;
}

function start(parts: Parts & { openFlowId: string | null }): App {
  const { options, store, host, desk, scheduler, news, tidy, backups } = parts;
  if (!options.readOnly) {
    parts.openFlowId = firstFlow(parts);
    scheduler.open(isPaused(parts));
    tidy.open();
    backups.open();
  }
  let closing: Promise<void> | null = null;
  const close = async (drainMs: number, keepListeners: boolean): Promise<void> => {
    scheduler.close();
    tidy.close();
    await backups.close();
    await desk.close(drainMs);
    // No run is left: while the threads end, this one sees to the backup of the day.
    const threadsGone = host.close();
    try {
      if (!keepListeners) news.close();
      if (options.shell === 'none' && !options.readOnly) backups.atEnd();
    } finally {
      await threadsGone;
    }
    store.close();
  };
  return {
    context: parts,
    local: {
      startSaved: (flowId, request) => startSavedFlow(parts, flowId, request),
      startDocument: (flow, folder, request) => startDocument(parts, flow, folder, request),
      inspect: async (flow, folder) => (await import('./inspect-flow.ts')).inspectFlow(parts, flow, folder),
      memory: (flow, folder) => flowMemory(parts, flow, folder),
      changeMemory: (flow, folder, change) => changeMemory(parts, flow, folder, change),
      preview: (request, signal) => previewFlow(parts, request, signal),
      watch: (runId) => watchRun(parts, runId, 0),
      detail: (runId) => runDetail(parts, runId),
      cancel: (runId) => desk.cancel(runId),
      flows: () => store.flows.list().map(({ flowId, name }) => ({ flowId, name })),
    },
    keepsAwake: () => store.flows.live().length > 0 || desk.live().length > 0,
    woke: () => scheduler.look(),
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

/** In a workspace that is only read nothing runs; previews say so. */
function idleHost(): RunHost {
  const refuse = () => {
    throw new UserError('read-only', 'This workspace is open for reading only, so nothing can be run.');
  };
  return {
    start: refuse,
    preview: async () => refuse(),
    forgetPreview: () => undefined,
    prepare: () => undefined,
    busy: () => false,
    close: async () => undefined,
  };
}

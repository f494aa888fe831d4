import type { Clock } from '../base/clock.ts';
import type { ErrorReport } from '../base/errors.ts';
import { toErrorReport, UserError } from '../base/errors.ts';
import { createTimeId, type RandomBytes } from '../base/ids.ts';
import { NO_COUNTS, type RunCause, type RunCounts, type RunMode, type RunStatus } from '../base/run-facts.ts';
import type { RunOutcome } from '../engine/messages.ts';
import type { RunHandle, RunHost } from '../engine/run-host.ts';
import type { RunJob } from '../engine/run-job.ts';
import type { Flow } from '../flow/flow.ts';
import { serialiseFlow } from '../flow/serialise.ts';
import type { Store } from '../store/store.ts';
import { RunFeed } from './run-feed.ts';
import { RunRecorder } from './run-recorder.ts';

/** A run as it is asked for. */
export interface RunOrder {
  flow: Flow;
  /** The saved version `flow` is; 0 when it is no saved version: then the document is kept with the run. */
  flowVersion: number;
  mode: RunMode;
  cause: RunCause;
  /** Parameters as set, already complete. */
  parameters: Readonly<Record<string, string>>;
  /** Folder relative paths start at. */
  folder: string;
  note?: string;
  replay?: { of: string; request: string; choice: NonNullable<RunJob['replay']> };
  keyFields: readonly string[];
  /** Called in the transaction that writes the end of the run. */
  ended?(outcome: RunOutcome, runId: string): void;
}

export interface RunDeskOptions {
  store: Store;
  clock: Clock;
  random: RandomBytes;
  host: RunHost;
  /** Folders and limits of a run's job. */
  prepare(order: RunOrder, runId: string): Pick<RunJob, 'folders' | 'limits'>;
  runsAtOnce(): number;
  /** A run began to exist, changed its status, or made progress (`status` null). */
  changed(run: { runId: string; flowId: string; status: RunStatus | null }): void;
}

interface Waiting {
  runId: string;
  order: RunOrder;
}

/** A run that is queued or going on. */
export interface LiveRun {
  runId: string;
  flowId: string;
  flowName: string;
  status: 'queued' | 'running';
  startedAt: number | null;
  counts: RunCounts;
  feed: RunFeed;
  handle: RunHandle | null;
  recorder: RunRecorder | null;
  ended: Promise<void>;
}

const SHUT_DOWN: ErrorReport = {
  class: 'operational',
  code: 'shut-down',
  message: 'Swivel was closed before this run could start.',
  hint: 'Start it again.',
};

/** Takes run orders, writes each down before anything happens, and runs them in turn: first come, first served, as many at once as settings and flows allow. */
export class RunDesk {
  readonly #options: RunDeskOptions;
  readonly #live = new Map<string, LiveRun & { end: () => void }>();
  readonly #queue: Waiting[] = [];
  #closing = false;

  constructor(options: RunDeskOptions) {
    this.#options = options;
  }

  /** Queues a run and gives its id; it is on disk when this returns. Throws the UserError `already-running` for a flow that skips runs that overlap. */
  order(order: RunOrder): string {
    const { store, clock, random } = this.#options;
    if (this.#closing) throw new UserError('closing', 'Swivel is being closed, so no new run is started.');
    const { flow } = order;
    if (flow.settings.concurrency === 'skip' && this.of(flow.id).length > 0)
      throw new UserError('already-running', `"${flow.name}" is running already.`, {
        hint: 'Wait until it is over, or let runs of this flow wait for each other in its settings.',
      });
    const queuedAt = clock.now();
    const runId = createTimeId(queuedAt, random);
    const feed = new RunFeed();
    const live = {
      runId,
      flowId: flow.id,
      flowName: flow.name,
      status: 'queued' as const,
      startedAt: null,
      counts: NO_COUNTS,
      feed,
      handle: null,
      recorder: null,
    };
    const ended = Promise.withResolvers<void>();
    store.write(() => {
      store.runs.queue({
        runId,
        flowId: flow.id,
        flowName: flow.name,
        flowVersion: order.flowVersion,
        ...(order.flowVersion === 0 ? { document: serialiseFlow(flow), folder: order.folder } : {}),
        mode: order.mode,
        cause: order.cause,
        queuedAt,
        parameters: order.parameters,
        ...(order.replay ? { replayOf: order.replay.of, replay: order.replay.request } : {}),
        ...(order.note === undefined ? {} : { note: order.note }),
      });
      const seq = feed.tell({ kind: 'status', status: 'queued', at: queuedAt });
      store.events.add(runId, [{ kind: 'status', seq, at: queuedAt, status: 'queued' }]);
    });
    this.#live.set(runId, { ...live, ended: ended.promise, end: ended.resolve });
    this.#queue.push({ runId, order });
    this.#options.changed({ runId, flowId: flow.id, status: 'queued' });
    queueMicrotask(() => this.#pump());
    return runId;
  }

  /** Runs queued or going on, in the order they were asked for. */
  live(): LiveRun[] {
    return [...this.#live.values()];
  }

  /** Those of one flow. */
  of(flowId: string): LiveRun[] {
    return this.live().filter((run) => run.flowId === flowId);
  }

  find(runId: string): LiveRun | undefined {
    return this.#live.get(runId);
  }

  /** Asks a run to stop; one that is still queued never starts. A run that is over is left alone. */
  cancel(runId: string): void {
    const run = this.#live.get(runId);
    if (run?.status === 'running') run.handle?.cancel();
    else if (run) this.#endQueued(runId, undefined);
  }

  /** Starts what may start now. To be called when a limit was raised. */
  more(): void {
    this.#pump();
  }

  /** Takes no more orders, waits up to `drainMs` for the runs going on, then cancels them. Queued ones are cancelled at once. */
  async close(drainMs: number): Promise<void> {
    this.#closing = true;
    for (const { runId } of [...this.#queue]) this.#endQueued(runId, SHUT_DOWN);
    const all = Promise.all(this.live().map((run) => run.ended));
    if (this.live().length === 0) return;
    let stop: () => void = () => undefined;
    const timeUp = new Promise<void>((resolve) => {
      stop = this.#options.clock.after(drainMs, resolve);
    });
    await Promise.race([all, timeUp]);
    stop();
    for (const run of this.live()) run.handle?.cancel();
    await all;
  }

  #endQueued(runId: string, error: ErrorReport | undefined): void {
    const { store, clock } = this.#options;
    const run = this.#live.get(runId);
    const index = this.#queue.findIndex((waiting) => waiting.runId === runId);
    if (!run || index < 0) return;
    this.#queue.splice(index, 1);
    const at = clock.now();
    store.write(() => {
      const seq = run.feed.tell({ kind: 'status', status: 'cancelled', at, ...(error ? { error } : {}) });
      store.events.add(runId, [{ kind: 'status', seq, at, status: 'cancelled' }]);
      store.runs.finish(runId, { status: 'cancelled', at, durationMs: 0, counts: NO_COUNTS, ...(error ? { error } : {}) });
    });
    this.#over(runId, 'cancelled');
  }

  #pump(): void {
    const running = () => this.live().filter((run) => run.status === 'running');
    for (const waiting of [...this.#queue]) {
      if (running().length >= this.#options.runsAtOnce()) return;
      const { flow } = waiting.order;
      if (flow.settings.concurrency !== 'parallel' && running().some((run) => run.flowId === flow.id)) continue;
      this.#queue.splice(this.#queue.indexOf(waiting), 1);
      this.#start(waiting);
    }
  }

  #start({ runId, order }: Waiting): void {
    const { store, clock, host, prepare } = this.#options;
    const run = this.#live.get(runId);
    if (!run) return;
    const { flow } = order;
    const recorder = new RunRecorder({ store, clock, feed: run.feed, runId, flowId: flow.id, keyFields: order.keyFields });
    const startedAt = clock.now();
    run.status = 'running';
    run.startedAt = startedAt;
    run.recorder = recorder;
    const began = clock.monotonic();
    try {
      store.write(() => {
        store.runs.start(runId, startedAt);
        const seq = run.feed.tell({ kind: 'status', status: 'running', at: startedAt });
        store.events.add(runId, [{ kind: 'status', seq, at: startedAt, status: 'running' }]);
      });
      const { mode, parameters, replay } = order;
      const zone = flow.settings.zone || clock.zone;
      const job: RunJob = {
        runId,
        flowId: flow.id,
        flow,
        mode,
        startedAt,
        zone,
        parameters,
        ...prepare(order, runId),
        ...(replay ? { replay: replay.choice } : {}),
      };
      run.handle = host.start(job, (event) => {
        recorder.hear(event);
        if (event.kind !== 'progress') return;
        run.counts = event.counts;
        this.#options.changed({ runId, flowId: flow.id, status: null });
      });
    } catch (error) {
      this.#ended(runId, order, {
        status: 'failed',
        error: toErrorReport(error),
        counts: NO_COUNTS,
        steps: [],
        receipts: [],
        ms: clock.monotonic() - began,
        stateOf: [],
      });
      return;
    }
    this.#options.changed({ runId, flowId: flow.id, status: 'running' });
    void run.handle.done.then((outcome) => this.#ended(runId, order, outcome));
  }

  #ended(runId: string, order: RunOrder, outcome: RunOutcome): void {
    const run = this.#live.get(runId);
    try {
      run?.recorder?.finish(outcome, () => order.ended?.(outcome, runId));
    } catch (error) {
      // The end could not be written (disk full, database gone): the next start finds the run open and marks it interrupted.
      run?.feed.tell({ kind: 'status', status: 'failed', at: this.#options.clock.now(), error: toErrorReport(error) });
    }
    this.#over(runId, outcome.status);
    this.#pump();
  }

  #over(runId: string, status: RunStatus): void {
    const run = this.#live.get(runId);
    if (!run) return;
    run.feed.end();
    this.#live.delete(runId);
    this.#options.changed({ runId, flowId: run.flowId, status });
    run.end();
  }
}

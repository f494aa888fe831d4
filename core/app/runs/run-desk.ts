import type { Clock } from '../../base/clock.ts';
import type { ErrorReport } from '../../base/errors.ts';
import { toErrorReport, UserError } from '../../base/errors.ts';
import { createTimeId, type RandomBytes } from '../../base/ids.ts';
import { NO_COUNTS, type RunCounts, type RunStatus } from '../../base/run-facts.ts';
import type { RunJob } from '../../engine/run-job.ts';
import type { JobConnection } from '../../engine/step-connections.ts';
import type { RunOutcome } from '../../engine/threads/messages.ts';
import type { RunHandle, RunHost } from '../../engine/threads/run-host.ts';
import type { EndedRun } from '../../store/run-ended.ts';
import type { Store } from '../../store/store.ts';
import { RunFeed } from './run-feed.ts';
import { newRun, type RunOrder } from './run-order.ts';
import { RunRecorder } from './run-recorder.ts';

/** What the run desk needs. */
export interface RunDeskOptions {
  store: Store;
  clock: Clock;
  random: RandomBytes;
  host: RunHost;
  /** Folders and limits of a run's job. */
  prepare(order: RunOrder, runId: string): Pick<RunJob, 'folders' | 'limits' | 'masks'>;
  /** The connections a run is given, with their secrets; a list at once where it uses none. */
  connections?(order: RunOrder): readonly JobConnection[] | Promise<readonly JobConnection[]>;
  runsAtOnce(): number;
  /** Called in the transaction that writes the end of any run. */
  ended?(run: EndedRun, at: number): void;
  /** A run began to exist, changed its status, or made progress (`status` null). */
  changed(run: { runId: string; flowId: string; status: RunStatus | null }): void;
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

interface Entry extends LiveRun {
  order: RunOrder;
  /** Asked to stop before it was handed to a worker. */
  cancelWanted: boolean;
  end: () => void;
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
  readonly #live = new Map<string, Entry>();
  readonly #queue: Entry[] = [];
  #closing = false;

  constructor(options: RunDeskOptions) {
    this.#options = options;
  }

  /**
   * Queues a run and gives its id; it is on record when this returns, and on disk before anything is written outside (unless a person asked for it: at
   * once). One that need not wait is written down as running in the same transaction, and begins after the caller's own transaction is over; where there is
   * none it is given to its thread first, which begins while it is being written down: nothing may come of it before this thread has answered. Throws the
   * UserError `already-running` for a flow that skips runs that overlap.
   */
  order(order: RunOrder): string {
    const { store, clock, random } = this.#options;
    if (this.#closing) throw new UserError('closing', 'Swivel is being closed, so no new run is started.');
    const { flow } = order;
    if (flow.settings.concurrency === 'skip' && this.of(flow.id).length > 0)
      throw new UserError('already-running', `"${flow.name}" is running already.`, {
        hint: 'Wait until it is over, or let runs of this flow wait for each other in its settings.',
      });
    const at = clock.now();
    const runId = createTimeId(at, random);
    const { promise: ended, resolve: end } = Promise.withResolvers<void>();
    const facts = { runId, flowId: flow.id, flowName: flow.name, status: 'queued' as const, startedAt: null, counts: NO_COUNTS };
    const run: Entry = { ...facts, feed: new RunFeed(), handle: null, recorder: null, cancelWanted: false, ended, end, order };
    const now = this.#queue.length === 0 && this.#mayStart(run);
    // Somebody who asks for a run learns of it, and a power cut before anything came of it leaves nothing undone; a trigger must not forget that it fired.
    const soon = order.cause === 'manual';
    const early = now && soon && !store.writing;
    if (early) {
      run.startedAt = at;
      this.#launch(run);
    }
    const write = soon ? store.writeSoon.bind(store) : store.write.bind(store);
    try {
      write(() => {
        store.runs.queue({ ...newRun(order), runId, queuedAt: at, ...(now ? { startedAt: at } : {}) });
        const seq = run.feed.tell({ kind: 'status', status: 'queued', at });
        store.events.add(runId, [{ kind: 'status', seq, at, status: 'queued' }]);
        if (now) this.#tellStart(run, at);
      });
    } catch (error) {
      // It never was: what its thread says of it is not written down, so that it cannot come to anything.
      run.recorder = null;
      if (run.handle) run.handle.cancel();
      else run.cancelWanted = true;
      throw error;
    }
    this.#live.set(runId, run);
    this.#options.changed({ runId, flowId: flow.id, status: run.status });
    if (early) return runId;
    if (now) queueMicrotask(() => this.#launchWritten(run));
    else {
      this.#queue.push(run);
      queueMicrotask(() => this.#pump());
    }
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
    if (run?.status === 'queued') this.#endQueued(run, undefined);
    else if (run?.handle) run.handle.cancel();
    else if (run) run.cancelWanted = true;
  }

  /** Starts what may start now. To be called when a limit was raised. */
  more(): void {
    this.#pump();
  }

  /** Takes no more orders, waits up to `drainMs` for the runs going on, then cancels them. Queued ones are cancelled at once. */
  async close(drainMs: number): Promise<void> {
    this.#closing = true;
    for (const run of [...this.#queue]) this.#endQueued(run, SHUT_DOWN);
    const all = Promise.all(this.live().map((run) => run.ended));
    if (this.live().length === 0) return;
    let stop: () => void = () => undefined;
    const timeUp = new Promise<void>((resolve) => {
      stop = this.#options.clock.after(drainMs, resolve);
    });
    await Promise.race([all, timeUp]);
    stop();
    for (const run of this.live()) this.cancel(run.runId);
    await all;
  }

  #endQueued(run: Entry, error: ErrorReport | undefined): void {
    const { store, clock } = this.#options;
    const { runId } = run;
    const index = this.#queue.indexOf(run);
    if (index < 0) return;
    this.#queue.splice(index, 1);
    const at = clock.now();
    const why = error ? { error } : {};
    store.write(() => {
      const seq = run.feed.tell({ kind: 'status', status: 'cancelled', at, ...why });
      store.events.add(runId, [{ kind: 'status', seq, at, status: 'cancelled' }]);
      store.runs.finish(runId, { status: 'cancelled', at, durationMs: 0, counts: NO_COUNTS, ...why });
      this.#tellEnd(run, { status: 'cancelled', counts: NO_COUNTS, ...why }, at);
    });
    this.#over(run, 'cancelled');
  }

  #mayStart({ order: { flow } }: Entry): boolean {
    const running = this.live().filter((run) => run.status === 'running');
    return running.length < this.#options.runsAtOnce() && (flow.settings.concurrency === 'parallel' || !running.some((run) => run.flowId === flow.id));
  }

  #pump(): void {
    for (const run of [...this.#queue]) {
      if (!this.#mayStart(run)) continue;
      this.#queue.splice(this.#queue.indexOf(run), 1);
      const { store, clock, changed } = this.#options;
      const at = clock.now();
      store.write(() => {
        store.runs.start(run.runId, at);
        this.#tellStart(run, at);
      });
      changed({ runId: run.runId, flowId: run.flowId, status: 'running' });
      this.#launch(run);
    }
  }

  #tellStart(run: Entry, at: number): void {
    const { store } = this.#options;
    const seq = run.feed.tell({ kind: 'status', status: 'running', at });
    store.events.add(run.runId, [{ kind: 'status', seq, at, status: 'running' }]);
    run.status = 'running';
    run.startedAt = at;
  }

  #launchWritten(run: Entry): void {
    // The transaction the order was part of may have been taken back: then this run never was.
    if (this.#options.store.runs.status(run.runId) === 'running') this.#launch(run);
    else this.#over(run, 'cancelled');
  }

  #launch(run: Entry): void {
    // From here on its end can be written down, however early it comes.
    const recorder = this.#recorderOf(run);
    run.recorder = recorder;
    try {
      const connections = this.#options.connections?.(run.order) ?? [];
      if (!(connections instanceof Promise)) this.#hand(run, recorder, connections);
      else
        connections.then(
          (opened) => this.#hand(run, recorder, opened),
          (error) => this.#failed(run, error, 0),
        );
    } catch (error) {
      this.#failed(run, error, 0);
    }
  }

  #recorderOf({ runId, flowId, feed, order: { flow, memoryId = flowId, keyFields } }: Entry): RunRecorder {
    const { store, clock } = this.#options;
    return new RunRecorder({ store, clock, feed, runId, memoryId, keyFields, captureDays: flow.settings.captureDays });
  }

  /** Gives the run to a worker. */
  #hand(run: Entry, recorder: RunRecorder, connections: readonly JobConnection[]): void {
    const { clock, host, prepare, changed } = this.#options;
    const { runId, flowId, order } = run;
    const { flow, mode, parameters, replay, happening, problems } = order;
    const began = clock.monotonic();
    try {
      const zone = flow.settings.zone || clock.zone;
      const facts = {
        runId,
        flowId,
        flow,
        mode,
        startedAt: run.startedAt ?? clock.now(),
        zone,
        parameters,
        effects: replay?.effects ?? { flowVersion: order.flowVersion, settled: {} },
        ...(happening ? { happening } : {}),
        ...(problems ? { problems } : {}),
      };
      run.handle = host.start(
        { ...facts, ...prepare(order, runId), ...(connections.length > 0 ? { connections } : {}), ...(replay ? { replay: replay.choice } : {}) },
        (event) => {
          const kept = recorder.hear(event);
          if (event.kind !== 'progress') return kept;
          run.counts = event.counts;
          changed({ runId, flowId, status: null });
          return kept;
        },
      );
    } catch (error) {
      this.#failed(run, error, clock.monotonic() - began);
      return;
    }
    if (run.cancelWanted) run.handle.cancel();
    void run.handle.done.then((outcome) => void this.#ended(run, outcome));
  }

  /** It could not even begin; that is said when it has been written down itself. */
  #failed(run: Entry, error: unknown, ms: number): void {
    queueMicrotask(() => void this.#ended(run, { status: 'failed', error: toErrorReport(error), counts: NO_COUNTS, steps: [], receipts: [], ms, stateOf: [] }));
  }

  /** Never rejects. */
  async #ended(run: Entry, outcome: RunOutcome): Promise<void> {
    try {
      await run.recorder?.finish(outcome, (at) => {
        run.order.ended?.(outcome, run.runId);
        this.#tellEnd(run, outcome, at);
      });
    } catch (error) {
      // The end could not be written (disk full, database gone): the next start finds the run open and marks it interrupted.
      run.feed.tell({ kind: 'status', status: 'failed', at: this.#options.clock.now(), error: toErrorReport(error) });
    }
    this.#over(run, outcome.status);
    this.#pump();
  }

  #tellEnd(run: Entry, { status, counts, error }: Pick<RunOutcome, 'status' | 'counts' | 'error'>, at: number): void {
    const { runId, flowId, flowName, startedAt, order } = run;
    this.#options.ended?.(
      { runId, flowId, flowName, mode: order.mode, status, startedAt, counts, trouble: error?.message ?? null, closing: this.#closing },
      at,
    );
  }

  #over(run: Entry, status: RunStatus): void {
    run.feed.end();
    this.#live.delete(run.runId);
    this.#options.changed({ runId: run.runId, flowId: run.flowId, status });
    run.end();
  }
}

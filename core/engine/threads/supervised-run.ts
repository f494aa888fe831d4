import { existsSync } from 'node:fs';
import type { Clock } from '../../base/clock.ts';
import { toErrorReport } from '../../base/errors.ts';
import type { ReceiptFacts, RunCounts, StepFacts } from '../../base/run-facts.ts';
import { cleanUp, keepStates } from '../after-run.ts';
import type { RunJob } from '../run-job.ts';
import { orDiskFull } from './disk-full.ts';
import { type EngineWorker, ranOutOfMemory } from './engine-worker.ts';
import { LimitWatch } from './limit-watch.ts';
import type { EngineEvent, FromWorker, RunOutcome, ToldEvent, UndoneEffect } from './messages.ts';
import { RunBoard, type StopReason } from './run-board.ts';
import type { RunListener } from './run-host.ts';
import { flowText } from './sent-flow.ts';
import type { WorkerPool } from './worker-pool.ts';
import { verdict } from './worker-verdict.ts';

/** How long a worker has to honour the wish to stop; with its end that makes less than a second. */
const CANCEL_MS = 700;

/**
 * A run in its worker, seen from the main thread: passes events on, acknowledges what is durable, watches over its limits, and writes the verdict
 * itself where the worker no longer can. What the run leaves behind is cleaned up in every case.
 */
export class SupervisedRun {
  readonly done: Promise<RunOutcome>;
  readonly #pool: WorkerPool;
  readonly #worker: EngineWorker;
  readonly #number: number;
  readonly #job: RunJob;
  readonly #listener: RunListener;
  readonly #clock: Clock;
  readonly #begun: number;
  readonly #board = new RunBoard();
  readonly #watch: LimitWatch;
  readonly #partFiles = new Set<string>();
  readonly #committing = new Set<string>();
  /** Intents of targets that had not begun to commit, or whose half products tell whether they have. */
  readonly #announced = new Map<string, UndoneEffect & { half: string }>();
  readonly #receipts: ReceiptFacts[] = [];
  #steps: StepFacts[] = [];
  #counts: RunCounts | null = null;
  #stopTimer: (() => void) | null = null;
  #stopping = false;
  #listenerError: unknown = null;
  #over = false;
  #resolve: (outcome: RunOutcome) => void = () => {};

  /** Takes a worker for the run, and gives it back when that is over. */
  constructor(pool: WorkerPool, job: RunJob, listener: RunListener, clock: Clock) {
    const worker = pool.take(job.limits.threadBytes);
    this.#pool = pool;
    this.#worker = worker;
    this.#number = worker.nextRun();
    this.#job = job;
    this.#listener = listener;
    this.#clock = clock;
    this.#begun = clock.monotonic();
    this.done = new Promise((resolve) => {
      this.#resolve = resolve;
    });
    this.#watch = new LimitWatch({
      clock,
      limits: job.limits,
      memory: () => worker.memory(),
      look: () => this.#board.look(),
      timeoutOf: (step) => this.#timeoutOf(step),
      places: () => [job.folders.spill, job.folders.captures, ...this.#partFiles],
      passed: (reason) => this.#stop(reason),
    });
    worker.use(
      (message) => this.#hear(message),
      (error) => this.#gone(error),
    );
    worker.send({ kind: 'run', run: this.#number, job: { ...job, flow: flowText(job.flow) }, cancel: this.#board.memory });
  }

  cancel(): void {
    this.#stop('cancelled');
  }

  /** Asks the run to stop, and ends its thread if it does not. A thread that takes memory without end is ended at once. */
  #stop(reason: StopReason): void {
    if (this.#over || this.#stopTimer) return;
    this.#board.stop(reason);
    this.#worker.send({ kind: 'cancelled' });
    this.#stopTimer = this.#clock.after(reason === 'memory' ? 0 : CANCEL_MS, () => {
      if (this.#over) return;
      this.#stopping = true;
      void this.#worker.end(reason === 'memory');
    });
  }

  #timeoutOf(step: number): number | undefined {
    const nodeId = this.#steps[step]?.nodeId;
    return this.#job.flow.nodes.find((node) => node.id === nodeId)?.timeoutMs;
  }

  #hear(message: FromWorker): void {
    switch (message.kind) {
      case 'ready':
      case 'preview':
        return;
      case 'events':
        if (message.run === this.#number) this.#hearEvents(message.events);
        return;
      case 'finished':
        if (message.run !== this.#number) return;
        this.#hearEvents(message.events);
        this.#finish(message.outcome, false);
        return;
    }
  }

  #hearEvents(events: readonly ToldEvent[]): void {
    for (const { id, event } of events) {
      this.#note(event);
      this.#tell(id, event);
    }
  }

  #note(event: EngineEvent): void {
    switch (event.kind) {
      case 'planned':
        this.#steps = event.steps;
        return;
      case 'progress':
        this.#steps = event.steps;
        this.#counts = event.counts;
        return;
      case 'part-file':
        this.#partFiles.add(event.path);
        return;
      case 'intent':
        if (event.half !== undefined) this.#announced.set(event.nodeId, { nodeId: event.nodeId, key: event.key, half: event.half });
        else this.#committing.add(event.nodeId);
        return;
      case 'begins':
        this.#committing.add(event.nodeId);
        return;
      case 'sent':
      case 'not-sent':
      case 'unknown-effect':
        this.#committing.delete(event.nodeId);
        return;
      case 'delivered':
        this.#committing.delete(event.nodeId);
        this.#announced.delete(event.nodeId);
        this.#receipts.push(event.receipt);
        return;
      default:
        return;
    }
  }

  #tell(id: number, event: EngineEvent): void {
    const failed = (error: unknown) => {
      this.#listenerError ??= error;
      if (id > 0) this.#worker.send({ kind: 'acknowledge', id, error: toErrorReport(error) });
      else this.cancel();
    };
    try {
      if (event.kind === 'settling') keepStates(this.#job, event.nodeIds);
      const heard = this.#listener(event);
      if (heard instanceof Promise) heard.then(() => this.#acknowledge(id), failed);
      else this.#acknowledge(id);
    } catch (error) {
      failed(error);
    }
  }

  #acknowledge(id: number): void {
    if (id > 0 && !this.#over) this.#worker.send({ kind: 'acknowledge', id });
  }

  #gone(error: unknown): void {
    if (this.#over) return;
    const { reason } = this.#board;
    const stopped = this.#stopping && reason !== null;
    const end = stopped ? ({ how: 'stopped', reason } as const) : ranOutOfMemory(error) ? ({ how: 'memory' } as const) : ({ how: 'died', error } as const);
    const atWork = this.#board.look();
    const undone = this.#undone();
    this.#finish(
      verdict(end, {
        steps: this.#steps,
        atWork,
        limits: this.#job.limits,
        timeoutMs: this.#timeoutOf(atWork.step),
        counts: this.#counts,
        receipts: this.#receipts,
        committing: [...this.#committing],
        undone,
        ms: Math.round(this.#clock.monotonic() - this.#begun),
      }),
      true,
    );
  }

  /** What was meant and not done, by the half products that are still there. Of a thread that may still be at it, only what it had not begun. */
  #undone(): UndoneEffect[] {
    const undone: UndoneEffect[] = [];
    for (const { nodeId, key, half } of this.#announced.values()) {
      const mayStillCommit = this.#worker.busy && this.#committing.has(nodeId);
      if (mayStillCommit || !existsSync(half)) this.#committing.add(nodeId);
      else {
        this.#committing.delete(nodeId);
        undone.push({ nodeId, key });
      }
    }
    return undone;
  }

  #finish(told: RunOutcome, killed: boolean): void {
    if (this.#over) return;
    this.#over = true;
    this.#watch.close();
    this.#stopTimer?.();
    let outcome = told;
    const fail = (error: unknown) => {
      const said = orDiskFull(error, { step: '', nodeId: '', parts: [], spill: this.#job.folders.spill });
      outcome = { ...outcome, status: 'failed', error: outcome.error ?? toErrorReport(said) };
    };
    if (this.#listenerError !== null) fail(this.#listenerError);
    try {
      keepStates(this.#job, outcome.stateOf);
    } catch (error) {
      fail(error);
    }
    try {
      cleanUp(this.#job, killed ? [...this.#partFiles] : []);
    } catch (error) {
      fail(error);
    }
    // A thread that was given up may still have files open, which some systems do not let go before.
    if (killed) void this.#worker.exited.then(() => cleanUp(this.#job, [...this.#partFiles])).catch(() => undefined);
    const unasked = !killed && this.#board.reason === null;
    this.#pool.giveBack(this.#worker, unasked ? outcome : null).then(
      () => this.#resolve(outcome),
      () => this.#resolve(outcome),
    );
  }
}

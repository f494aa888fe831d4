import type { Clock } from '../base/clock.ts';
import { toErrorReport } from '../base/errors.ts';
import type { ReceiptFacts, RunCounts, StepFacts } from '../base/run-facts.ts';
import { cleanUp, keepStates } from './after-run.ts';
import { raiseShared, sharedCancel, stepAtWork } from './cancel.ts';
import { type EngineWorker, ranOutOfMemory } from './engine-worker.ts';
import type { EngineEvent, FromWorker, RunOutcome } from './messages.ts';
import type { RunListener } from './run-host.ts';
import type { RunJob } from './run-job.ts';
import { verdict } from './worker-verdict.ts';

/** How long a worker has to honour a cancel (with its end that makes less than a second), and how much longer while a target is committing. */
const CANCEL_MS = 700;
const COMMIT_MS = 30_000;

/**
 * A run in its worker, seen from the main thread: passes events on, acknowledges what is durable, and writes the verdict itself where the worker
 * no longer can. What the run leaves behind is cleaned up in every case.
 */
export class SupervisedRun {
  readonly done: Promise<RunOutcome>;
  readonly #worker: EngineWorker;
  readonly #job: RunJob;
  readonly #listener: RunListener;
  readonly #clock: Clock;
  readonly #heapMb: number;
  readonly #begun: number;
  readonly #cancel = sharedCancel();
  readonly #partFiles = new Set<string>();
  readonly #committing = new Set<string>();
  readonly #receipts: ReceiptFacts[] = [];
  #steps: StepFacts[] = [];
  #counts: RunCounts | null = null;
  #stopTimer: (() => void) | null = null;
  #stopping = false;
  #listenerError: unknown = null;
  #over = false;
  #resolve: (outcome: RunOutcome) => void = () => {};

  constructor(worker: EngineWorker, job: RunJob, listener: RunListener, clock: Clock, heapMb: number) {
    this.#worker = worker;
    this.#job = job;
    this.#listener = listener;
    this.#clock = clock;
    this.#heapMb = heapMb;
    this.#begun = clock.monotonic();
    this.done = new Promise((resolve) => {
      this.#resolve = resolve;
    });
    worker.use(
      (message) => this.#hear(message),
      (error) => this.#gone(error),
    );
    worker.send({ kind: 'run', job, cancel: this.#cancel });
  }

  cancel(): void {
    if (this.#over || this.#stopTimer) return;
    raiseShared(this.#cancel);
    this.#worker.send({ kind: 'cancelled' });
    this.#stopAfter(CANCEL_MS);
  }

  #stopAfter(ms: number): void {
    this.#stopTimer = this.#clock.after(ms, () => {
      if (this.#over) return;
      if (this.#committing.size > 0 && ms < COMMIT_MS) return this.#stopAfter(COMMIT_MS);
      this.#stopping = true;
      void this.#worker.end();
    });
  }

  #hear(message: FromWorker): void {
    switch (message.kind) {
      case 'ready':
      case 'preview':
        return;
      case 'event':
        this.#note(message.event);
        this.#tell(message.id, message.event);
        return;
      case 'finished':
        this.#finish(message.outcome, false);
        return;
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
        this.#committing.add(event.nodeId);
        return;
      case 'delivered':
        this.#committing.delete(event.nodeId);
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
    const end = this.#stopping
      ? ({ how: 'stopped' } as const)
      : ranOutOfMemory(error)
        ? ({ how: 'memory', heapMb: this.#heapMb } as const)
        : ({ how: 'died', error } as const);
    const ms = Math.round(this.#clock.monotonic() - this.#begun);
    this.#finish(
      verdict(end, {
        steps: this.#steps,
        atWork: stepAtWork(this.#cancel),
        counts: this.#counts,
        receipts: this.#receipts,
        committing: [...this.#committing],
        ms,
      }),
      true,
    );
  }

  #finish(told: RunOutcome, killed: boolean): void {
    if (this.#over) return;
    this.#over = true;
    this.#stopTimer?.();
    let outcome = told;
    const fail = (error: unknown) => {
      outcome = { ...outcome, status: 'failed', error: outcome.error ?? toErrorReport(error) };
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
    this.#worker.end().then(
      () => this.#resolve(outcome),
      () => this.#resolve(outcome),
    );
  }
}

import type { Clock } from '../base/clock.ts';
import { Defect, OperationalError, toErrorReport } from '../base/errors.ts';
import { type EngineWorker, ranOutOfMemory } from './engine-worker.ts';
import { LimitWatch } from './limit-watch.ts';
import type { FromWorker, PreviewHappening } from './messages.ts';
import { RunBoard } from './run-board.ts';
import { DEFAULT_LIMITS, type PreviewJob } from './run-job.ts';

const CANCEL_MS = 700;

interface Pending {
  readonly request: number;
  readonly flowId: string;
  readonly board: RunBoard;
  readonly listener: (event: PreviewHappening) => void;
  readonly finish: () => void;
}

/** One warm worker for all previews; what it has read stays there between them. It is ended and made anew when it does not stop or dies. */
export class PreviewHost {
  readonly #takeWorker: () => EngineWorker;
  readonly #clock: Clock;
  readonly #pending = new Map<number, Pending>();
  #worker: EngineWorker | null = null;
  #lastRequest = 0;
  #hung = false;
  #full = false;
  #watch: LimitWatch | null = null;
  readonly #memoryBytes: number;

  /** `memoryBytes` is what previews may take. */
  constructor(takeWorker: () => EngineWorker, clock: Clock, memoryBytes: number) {
    this.#memoryBytes = memoryBytes;
    this.#takeWorker = takeWorker;
    this.#clock = clock;
  }

  preview(job: PreviewJob, listener: (event: PreviewHappening) => void, signal?: AbortSignal): Promise<void> {
    for (const other of this.#pending.values()) if (other.flowId === job.flowId) this.#cancel(other);
    const request = ++this.#lastRequest;
    const board = new RunBoard();
    return new Promise((resolve) => {
      const pending = { request, flowId: job.flowId, board, listener, finish: resolve };
      this.#pending.set(request, pending);
      const worker = this.#ensureWorker();
      worker.keepAlive(true);
      this.#watch ??= this.#watchOver(worker);
      worker.send({ kind: 'preview', request, job, cancel: board.memory });
      if (signal?.aborted) this.#cancel(pending);
      signal?.addEventListener('abort', () => this.#cancel(pending), { once: true });
    });
  }

  forget(flowId: string): void {
    this.#worker?.send({ kind: 'forget', flowId });
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    this.#worker = null;
    await worker?.end();
    this.#endAll(new OperationalError('cancelled', 'The preview was ended.'));
  }

  #ensureWorker(): EngineWorker {
    if (this.#worker?.alive) return this.#worker;
    const worker = this.#takeWorker();
    this.#worker = worker;
    worker.use(
      (message) => this.#hear(message),
      (error) => {
        if (this.#worker === worker) this.#worker = null;
        this.#endAll(
          this.#hung
            ? new OperationalError('cancelled', 'The preview did not stop in time and was ended.')
            : this.#full || ranOutOfMemory(error)
              ? new OperationalError('out-of-memory', 'The preview needed too much memory and was stopped.', { hint: 'Take fewer records.' })
              : new Defect('worker-died', 'The preview ended unexpectedly.', { details: error instanceof Error ? (error.stack ?? '') : '' }),
        );
        this.#hung = false;
        this.#full = false;
      },
    );
    return worker;
  }

  #hear(message: FromWorker): void {
    if (message.kind !== 'preview') return;
    const pending = this.#pending.get(message.request);
    if (!pending) return;
    pending.listener(message.event);
    if (message.event.kind !== 'finished') return;
    this.#pending.delete(message.request);
    if (this.#pending.size === 0) this.#rest();
    pending.finish();
  }

  #cancel(pending: Pending): void {
    if (!this.#pending.has(pending.request) || !pending.board.stop('cancelled')) return;
    this.#worker?.send({ kind: 'cancelled' });
    this.#clock.after(CANCEL_MS, () => {
      if (!this.#pending.has(pending.request)) return;
      this.#hung = true;
      void this.#worker?.end();
    });
  }

  /** Nothing is asked for: the worker waits, and does not keep the process alive. */
  #rest(): void {
    this.#worker?.keepAlive(false);
    this.#watch?.close();
    this.#watch = null;
  }

  #watchOver(worker: EngineWorker): LimitWatch {
    return new LimitWatch({
      clock: this.#clock,
      limits: { ...DEFAULT_LIMITS, threadBytes: this.#memoryBytes, wallMs: Number.POSITIVE_INFINITY },
      memory: () => worker.memory(),
      look: () => new RunBoard().look(),
      timeoutOf: () => undefined,
      places: () => [],
      passed: () => {
        this.#full = true;
        void worker.end();
      },
    });
  }

  #endAll(error: unknown): void {
    this.#watch?.close();
    this.#watch = null;
    const ended = [...this.#pending.values()];
    this.#pending.clear();
    for (const { listener, finish } of ended) {
      listener({ kind: 'finished', ms: 0, error: toErrorReport(error) });
      finish();
    }
  }
}

import type { Clock } from '../../base/clock.ts';
import { Defect, OperationalError, toErrorReport } from '../../base/errors.ts';
import type { CaptureFound, CaptureSearch } from '../capture/search-capture.ts';
import { DEFAULT_LIMITS, type PreviewJob } from '../run-job.ts';
import { type EngineWorker, ranOutOfMemory } from '../threads/engine-worker.ts';
import { LimitWatch } from '../threads/limit-watch.ts';
import type { FromWorker, PreviewHappening } from '../threads/messages.ts';
import { RunBoard } from '../threads/run-board.ts';
import type { PreviewLook, PreviewSeen } from './preview-look.ts';

const CANCEL_MS = 700;

interface Pending {
  readonly request: number;
  readonly flowId: string;
  readonly job: PreviewJob;
  readonly board: RunBoard;
  readonly listener: (event: PreviewHappening) => void;
  readonly finish: () => void;
}

/** One warm worker for all previews; what it has read stays there between them. It is ended and made anew when it does not stop or dies. */
export class PreviewHost {
  readonly #takeWorker: () => EngineWorker;
  readonly #clock: Clock;
  readonly #pending = new Map<number, Pending>();
  readonly #searching = new Map<number, (event: CaptureFound) => void>();
  readonly #looking = new Map<number, (seen: PreviewSeen | null) => void>();
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
      const pending = { request, flowId: job.flowId, job, board, listener, finish: resolve };
      this.#send(pending);
      if (signal?.aborted) this.#cancel(pending);
      signal?.addEventListener('abort', () => this.#cancel(pending), { once: true });
    });
  }

  #send(pending: Pending): void {
    const { request, job, board } = pending;
    this.#pending.set(request, pending);
    const worker = this.#ensureWorker();
    worker.keepAlive(true);
    this.#watch ??= this.#watchOver(worker);
    worker.send({ kind: 'preview', request, job, cancel: board.memory });
  }

  /** More of what the last preview has kept of a step; null when that is gone. */
  look(look: PreviewLook): Promise<PreviewSeen | null> {
    const worker = this.#worker;
    if (!worker?.alive) return Promise.resolve(null);
    const request = ++this.#lastRequest;
    return new Promise((resolve) => {
      this.#looking.set(request, resolve);
      worker.keepAlive(true);
      worker.send({ kind: 'look', request, look });
    });
  }

  /** Looks through what a run has captured, beside previews. Resolves when it has ended, also by the signal. */
  search(search: CaptureSearch, listener: (event: CaptureFound) => void, signal?: AbortSignal): Promise<void> {
    const request = ++this.#lastRequest;
    const board = new RunBoard();
    return new Promise((resolve) => {
      this.#searching.set(request, (event) => {
        listener(event);
        if (event.kind === 'ended') resolve();
      });
      const worker = this.#ensureWorker();
      worker.keepAlive(true);
      worker.send({ kind: 'search', request, search, cancel: board.memory });
      if (signal?.aborted) board.stop('cancelled');
      signal?.addEventListener('abort', () => board.stop('cancelled'), { once: true });
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
        // Those that only waited behind one that did not stop are none the worse for it.
        const others = this.#hung ? [...this.#pending.values()].filter(({ board }) => board.reason === null) : [];
        for (const { request } of others) this.#pending.delete(request);
        this.#endAll(
          this.#hung
            ? new OperationalError('cancelled', 'The preview did not stop in time and was ended.')
            : this.#full || ranOutOfMemory(error)
              ? new OperationalError('out-of-memory', 'The preview needed too much memory and was stopped.', { hint: 'Take fewer records.' })
              : new Defect('worker-died', 'The preview ended unexpectedly.', { details: error instanceof Error ? (error.stack ?? '') : '' }),
        );
        this.#hung = false;
        this.#full = false;
        for (const other of others) this.#send(other);
      },
    );
    return worker;
  }

  #hear(message: FromWorker): void {
    if (message.kind === 'looked') {
      this.#looking.get(message.request)?.(message.seen);
      this.#looking.delete(message.request);
      if (this.#isIdle()) this.#rest();
    }
    if (message.kind === 'searched') {
      this.#searching.get(message.request)?.(message.event);
      if (message.event.kind === 'ended') this.#searching.delete(message.request);
      if (this.#isIdle()) this.#rest();
    }
    if (message.kind !== 'preview') return;
    const pending = this.#pending.get(message.request);
    if (!pending) return;
    pending.listener(message.event);
    if (message.event.kind !== 'finished') return;
    this.#pending.delete(message.request);
    if (this.#isIdle()) this.#rest();
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

  #isIdle(): boolean {
    return this.#pending.size + this.#looking.size + this.#searching.size === 0;
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
        void worker.end(true);
      },
    });
  }

  #endAll(error: unknown): void {
    this.#watch?.close();
    this.#watch = null;
    const ended = [...this.#pending.values()];
    this.#pending.clear();
    const looking = [...this.#looking.values()];
    this.#looking.clear();
    for (const resolve of looking) resolve(null);
    const searching = [...this.#searching.values()];
    this.#searching.clear();
    for (const hear of searching) hear({ kind: 'ended', looked: 0, of: 0, error: toErrorReport(error) });
    for (const { listener, finish } of ended) {
      listener({ kind: 'finished', ms: 0, error: toErrorReport(error) });
      finish();
    }
  }
}

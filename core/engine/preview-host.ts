import type { Clock } from '../base/clock.ts';
import { Defect, OperationalError, toErrorReport } from '../base/errors.ts';
import { sharedCancel } from './cancel.ts';
import { type EngineWorker, ranOutOfMemory } from './engine-worker.ts';
import type { FromWorker, PreviewHappening } from './messages.ts';
import type { PreviewJob } from './run-job.ts';

const CANCEL_MS = 700;

interface Pending {
  readonly request: number;
  readonly flowId: string;
  readonly cancel: SharedArrayBuffer;
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

  constructor(takeWorker: () => EngineWorker, clock: Clock) {
    this.#takeWorker = takeWorker;
    this.#clock = clock;
  }

  preview(job: PreviewJob, listener: (event: PreviewHappening) => void, signal?: AbortSignal): Promise<void> {
    for (const other of this.#pending.values()) if (other.flowId === job.flowId) this.#cancel(other);
    const request = ++this.#lastRequest;
    const cancel = sharedCancel();
    return new Promise((resolve) => {
      const pending = { request, flowId: job.flowId, cancel, listener, finish: resolve };
      this.#pending.set(request, pending);
      const worker = this.#ensureWorker();
      worker.keepAlive(true);
      worker.send({ kind: 'preview', request, job, cancel });
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
            : ranOutOfMemory(error)
              ? new OperationalError('out-of-memory', 'The preview needed too much memory and was stopped.', { hint: 'Take fewer records.' })
              : new Defect('worker-died', 'The preview ended unexpectedly.', { details: error instanceof Error ? (error.stack ?? '') : '' }),
        );
        this.#hung = false;
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
    if (this.#pending.size === 0) this.#worker?.keepAlive(false);
    pending.finish();
  }

  #cancel(pending: Pending): void {
    const flag = new Int32Array(pending.cancel);
    if (!this.#pending.has(pending.request) || Atomics.exchange(flag, 0, 1) === 1) return;
    this.#worker?.send({ kind: 'cancelled' });
    this.#clock.after(CANCEL_MS, () => {
      if (!this.#pending.has(pending.request)) return;
      this.#hung = true;
      void this.#worker?.end();
    });
  }

  #endAll(error: unknown): void {
    const ended = [...this.#pending.values()];
    this.#pending.clear();
    for (const { listener, finish } of ended) {
      listener({ kind: 'finished', ms: 0, error: toErrorReport(error) });
      finish();
    }
  }
}

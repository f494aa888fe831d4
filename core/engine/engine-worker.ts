import { Worker } from 'node:worker_threads';
import type { FromWorker, ToWorker } from './messages.ts';

/** A worker thread of ours with its messages typed. */
export class EngineWorker {
  readonly #worker: Worker;
  #hear: (message: FromWorker) => void = () => {};
  #gone: (error: unknown) => void = () => {};
  #error: unknown = null;
  #ended = false;

  constructor(file: URL | string, heapMb: number) {
    this.#worker = new Worker(file, { resourceLimits: { maxOldGenerationSizeMb: heapMb }, env: {}, stdin: false });
    this.#worker.unref();
    this.#worker.on('message', (message: FromWorker) => this.#hear(message));
    this.#worker.on('error', (error) => {
      this.#error = error;
    });
    this.#worker.on('exit', () => {
      this.#ended = true;
      this.#gone(this.#error);
    });
  }

  /** False once the thread has ended. */
  get alive(): boolean {
    return !this.#ended;
  }

  /** Puts the worker to use: keeps the process alive, and hears its messages and, once, its end with the error if there was one. */
  use(hear: (message: FromWorker) => void, gone: (error: unknown) => void): void {
    this.#hear = hear;
    this.#gone = gone;
    this.keepAlive(true);
    if (this.#ended) gone(this.#error);
  }

  /** Whether the worker keeps the process alive. */
  keepAlive(yes: boolean): void {
    if (yes) this.#worker.ref();
    else this.#worker.unref();
  }

  send(message: ToWorker): void {
    this.#worker.postMessage(message);
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }
}

/** Whether a worker ended because its heap was full. */
export function ranOutOfMemory(error: unknown): boolean {
  return error instanceof Error && (error as { code?: string }).code === 'ERR_WORKER_OUT_OF_MEMORY';
}

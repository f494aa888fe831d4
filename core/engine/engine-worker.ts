import { Worker } from 'node:worker_threads';
import type { Clock } from '../base/clock.ts';
import type { FromWorker, ToWorker } from './messages.ts';

/** How long a thread may take to end. One inside a call that nothing interrupts (a long SQLite query) ends only when the call returns. */
const END_MS = 250;

/** The young part of its heap is kept small: V8 moves what survives in one go, and where that passes the limit by much it ends the whole process. */
const YOUNG_MB = 24;

/** A worker thread of ours with its messages typed. */
export class EngineWorker {
  readonly #worker: Worker;
  #hear: (message: FromWorker) => void = () => {};
  #gone: (error: unknown) => void = () => {};
  readonly #clock: Clock;
  #error: unknown = null;
  #ended = false;
  #exited = false;
  #inUse = false;

  constructor(file: URL | string, heapMb: number, clock: Clock) {
    this.#clock = clock;
    this.#worker = new Worker(file, { resourceLimits: { maxOldGenerationSizeMb: heapMb, maxYoungGenerationSizeMb: YOUNG_MB }, env: {}, stdin: false });
    this.#worker.unref();
    this.#worker.on('message', (message: FromWorker) => this.#hear(message));
    this.#worker.on('error', (error) => {
      this.#error = error;
    });
    this.#worker.on('exit', () => {
      this.#exited = true;
      this.#leave();
    });
  }

  /** Whether the thread is at work, or inside a call that nothing interrupts: a process with such a thread does not end by itself. */
  get busy(): boolean {
    return !this.#exited && this.#inUse;
  }

  /** False once the thread has ended, or was given up. */
  get alive(): boolean {
    return !this.#ended;
  }

  /** Puts the worker to use: keeps the process alive, and hears its messages and, once, its end with the error if there was one. */
  use(hear: (message: FromWorker) => void, gone: (error: unknown) => void): void {
    this.#hear = hear;
    this.#gone = gone;
    this.#inUse = true;
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

  /**
   * Ends the thread. One that can't be interrupted is given up after a quarter of a second: it counts as gone, and no code of ours runs in it
   * any more when its call returns.
   */
  async end(): Promise<void> {
    if (this.#ended) return;
    this.#worker.ref();
    const { promise, resolve } = Promise.withResolvers<void>();
    const stop = this.#clock.after(END_MS, () => {
      this.#worker.unref();
      this.#leave();
      resolve();
    });
    this.#worker.terminate().then(
      () => resolve(),
      () => resolve(),
    );
    await promise;
    stop();
  }

  #leave(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#gone(this.#error);
  }
}

/** Whether a worker ended because its heap was full. */
export function ranOutOfMemory(error: unknown): boolean {
  return error instanceof Error && (error as { code?: string }).code === 'ERR_WORKER_OUT_OF_MEMORY';
}

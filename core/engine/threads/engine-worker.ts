import { getCompileCacheDir } from 'node:module';
import { dirname, join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import type { Clock } from '../../base/clock.ts';
import { memorySlack } from './limit-watch.ts';
import type { FromWorker, ToWorker } from './messages.ts';

/** How long a thread may take to end before it counts as gone. One inside a call that nothing interrupts (a long SQLite query) ends only when the call returns. */
const END_MS = 250;
/** Of that, the time it has to leave by itself: ended from outside it may be in the midst of a call of SQLite or of the system. */
const LEAVE_MS = 100;
const MB = 1024 * 1024;

/**
 * Buffers of batches that are done with count as old values. V8 looks for what is no longer needed among the old ones whenever they have grown by a few
 * megabytes; a heap that is said to begin with so much waits until then, which takes a twentieth of the collections. Once V8 has been told, what Node has
 * ready for the start of a thread no longer fits, which takes twice as long.
 */
const OLD_MB = 96;
/** The young part of its heap is kept small: V8 moves what survives in one go. */
const YOUNG_MB = 24;
/**
 * Where V8 itself would end the thread lies so far above the run's limit that no single value gets there before the watch has seen it: V8 ends a thread in
 * good order only while what it asks for is small, else the whole process.
 */
const LARGEST_VALUES = 1536 * MB;

/** What a worker is told when it is started. */
export interface WorkerFacts {
  /** In a program that stays, the main thread has the right of way: a window, or those who ask, must not wait while runs are at work. */
  readonly behind: boolean;
}

/** A worker thread of ours with its messages typed. */
export class EngineWorker {
  readonly #worker: Worker;
  #hear: (message: FromWorker) => void = () => {};
  #gone: (error: unknown) => void = () => {};
  readonly #clock: Clock;
  readonly #exit = Promise.withResolvers<void>();
  #error: unknown = null;
  #ended = false;
  #exited = false;
  #inUse = false;
  #runs = 0;
  readonly memoryBytes: number;

  /** `memoryBytes` is what its runs may take; who runs them watches over it. `early`: what counts is that it can begin soon. */
  constructor(file: URL | string, memoryBytes: number, clock: Clock, early = false) {
    this.#clock = clock;
    this.memoryBytes = memoryBytes;
    const maxOldGenerationSizeMb = Math.ceil((memoryBytes + memorySlack(memoryBytes) + LARGEST_VALUES) / MB);
    if (!early) setFlagsFromString(`--initial-old-space-size=${OLD_MB}`);
    const resourceLimits = { maxOldGenerationSizeMb, maxYoungGenerationSizeMb: YOUNG_MB };
    const workerData: WorkerFacts = { behind: !early };
    this.#worker = new Worker(file, { resourceLimits, workerData, env: compileCache(), stdin: false });
    this.#worker.unref();
    this.#worker.on('message', (message: FromWorker) => this.#hear(message));
    this.#worker.on('error', (error) => {
      this.#error = error;
    });
    this.#worker.on('exit', () => {
      this.#exited = true;
      this.#leave();
      this.#exit.resolve();
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

  /** Resolves when the thread is no more; for one that was given up, when the call it is in returns. */
  get exited(): Promise<void> {
    return this.#exit.promise;
  }

  /** Bytes the thread holds now, uncollected ones included; null when it is gone. Answered even while its code never rests. */
  async memory(): Promise<number | null> {
    if (this.#ended) return null;
    try {
      const { used_heap_size, external_memory } = await this.#worker.getHeapStatistics();
      return used_heap_size + external_memory;
    } catch {
      return null;
    }
  }

  /** Puts the worker to use: keeps the process alive, and hears its messages and, once, its end with the error if there was one. */
  use(hear: (message: FromWorker) => void, gone: (error: unknown) => void): void {
    this.#hear = hear;
    this.#gone = gone;
    this.#inUse = true;
    this.keepAlive(true);
    if (this.#ended) gone(this.#error);
  }

  /** How many runs it has been given. */
  get runs(): number {
    return this.#runs;
  }

  /** The number of the next run given to it, from 1: what the thread says carries it, so that nothing said late is taken for another run's. */
  nextRun(): number {
    this.#runs++;
    return this.#runs;
  }

  /** Lets go of a worker that has nothing to do: nobody hears it, and the process may end. */
  rest(): void {
    this.#hear = () => {};
    this.#gone = () => {};
    this.#inUse = false;
    this.keepAlive(false);
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
   * Ends the thread: it is asked to leave, and where it does not hear that within a tenth of a second (`atOnce`: without asking) it is ended from outside. One
   * that cannot be interrupted is given up after a quarter of a second: it counts as gone, and no code of ours runs in it any more when its call returns.
   */
  async end(atOnce = false): Promise<void> {
    if (this.#ended) return;
    this.#worker.ref();
    const { promise, resolve } = Promise.withResolvers<void>();
    const terminate = () =>
      void this.#worker.terminate().then(
        () => resolve(),
        () => resolve(),
      );
    const stops = [
      this.#clock.after(END_MS, () => {
        this.#worker.unref();
        this.#leave();
        resolve();
      }),
    ];
    if (atOnce) terminate();
    else {
      this.send({ kind: 'leave' });
      stops.push(this.#clock.after(LEAVE_MS, terminate));
    }
    await Promise.race([promise, this.exited]);
    for (const stop of stops) stop();
  }

  #leave(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#gone(this.#error);
  }
}

/**
 * All of the environment that a thread gets: where the program keeps what V8 made of its code, when it does. The folder that is told is that of this version.
 * Threads have one of their own: of a file that both load, each uses other functions, and only those that were used are kept.
 */
function compileCache(): NodeJS.ProcessEnv {
  const folder = getCompileCacheDir();
  return folder === undefined ? {} : { NODE_COMPILE_CACHE: join(dirname(folder), 'threads') };
}

/** Whether a worker ended because its heap was full. */
export function ranOutOfMemory(error: unknown): boolean {
  return error instanceof Error && (error as { code?: string }).code === 'ERR_WORKER_OUT_OF_MEMORY';
}

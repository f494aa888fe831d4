import type { Clock } from '../../base/clock.ts';
import { EngineWorker } from './engine-worker.ts';
import type { RunOutcome } from './messages.ts';

/** What the pool makes its workers from. */
export interface WorkerPoolOptions {
  readonly workerFile: URL | string;
  readonly clock: Clock;
  /** What a run may take in a worker of the usual size. */
  readonly memoryBytes: number;
  /** Workers kept started in advance. */
  readonly spares: number;
  /** One that was started already. */
  readonly early?: EngineWorker | undefined;
}

/** Time after a run until a new spare is started: a program that ends after one run starts none. */
const REFILL_MS = 250;
/** Workers that have done a run and wait for the next one, beyond the spares; and how long they wait. */
const MOST_IDLE = 4;
const IDLE_MS = 30_000;
/** A worker takes another run only after a short and small one, and does not live for ever. */
const SHORT_MS = 5_000;
const FEW_RECORDS = 200_000;
const FEW_BYTES = 128 * 1024 * 1024;
const MOST_RUNS = 2_000;
/** What a worker still holds is asked after a run of so many records, or every so many runs: the question interrupts its next one. */
const WORTH_A_LOOK = 2_000;
const RUNS_TO_A_LOOK = 16;

/**
 * The worker threads of a program: some started in advance, and those that have done a small run and can do the next, which saves starting a thread and
 * loading what the steps do. A run that failed, was stopped, was long or took much memory ends its worker.
 */
export class WorkerPool {
  readonly #options: WorkerPoolOptions;
  readonly #idle: EngineWorker[] = [];
  readonly #all = new Set<EngineWorker>();
  readonly #kinds = new Set<string>();
  readonly #connections = new Set<string>();
  #stopTrim: (() => void) | null = null;
  #stopRefill: (() => void) | null = null;
  #closed = false;

  /** Starts the spares at once. */
  constructor(options: WorkerPoolOptions) {
    this.#options = options;
    if (options.early?.memoryBytes === options.memoryBytes) {
      this.#all.add(options.early);
      this.#idle.push(options.early);
    }
    this.#refill();
  }

  /** A worker for a run that may take so much memory: an idle one where there is one that will do. */
  take(memoryBytes = this.#options.memoryBytes): EngineWorker {
    if (memoryBytes > this.#options.memoryBytes) return this.#make(memoryBytes);
    let worker = this.#idle.pop();
    while (worker && !worker.alive) worker = this.#idle.pop();
    return worker ?? this.#make(this.#options.memoryBytes);
  }

  /** Takes a worker back after its run. Resolves when it is idle, or has ended. `outcome` is null where the worker did not get to the end by itself. */
  async giveBack(worker: EngineWorker, outcome: RunOutcome | null): Promise<void> {
    this.#refillLater();
    if (outcome === null || this.#closed || !this.#canGoOn(worker, outcome) || this.#idle.length >= MOST_IDLE) return worker.end();
    worker.rest();
    this.#idle.push(worker);
    if (outcome.counts.read >= WORTH_A_LOOK || worker.runs % RUNS_TO_A_LOOK === 0) this.#look(worker).catch(() => undefined);
    this.#trimLater();
  }

  /** A worker that will not be given back; another spare takes its place. */
  takeForGood(): EngineWorker {
    this.#refillLater();
    return this.take();
  }

  /** Has workers that are started from now on load what these kinds of steps and of connections do. */
  remember(kinds: readonly string[], connections: readonly string[]): void {
    for (const kind of kinds) this.#kinds.add(kind);
    for (const kind of connections) this.#connections.add(kind);
  }

  /** The same, and the idle ones too. */
  prepare(kinds: readonly string[], connections: readonly string[]): void {
    this.remember(kinds, connections);
    for (const worker of this.#idle) worker.send({ kind: 'prepare', kinds: [...kinds], connections: [...connections] });
  }

  /** Whether a worker is at work, or still inside a call that nothing interrupts. */
  busy(): boolean {
    return [...this.#all].some((worker) => worker.busy);
  }

  /** Ends the idle workers and starts no more. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#stopTrim?.();
    this.#stopRefill?.();
    await Promise.all(this.#idle.splice(0).map((worker) => worker.end()));
  }

  /** Workers that have not ended, busy ones. */
  leaving(): EngineWorker[] {
    return [...this.#all].filter((worker) => worker.busy);
  }

  #make(memoryBytes: number): EngineWorker {
    for (const worker of this.#all) if (!worker.alive && !worker.busy) this.#all.delete(worker);
    const made = new EngineWorker(this.#options.workerFile, memoryBytes, this.#options.clock);
    if (this.#kinds.size > 0) made.send({ kind: 'prepare', kinds: [...this.#kinds], connections: [...this.#connections] });
    this.#all.add(made);
    return made;
  }

  #refillLater(): void {
    if (this.#closed || this.#stopRefill) return;
    this.#stopRefill = this.#options.clock.after(REFILL_MS, () => {
      this.#stopRefill = null;
      this.#refill();
    });
  }

  #refill(): void {
    while (!this.#closed && this.#idle.length < this.#options.spares) this.#idle.unshift(this.#make(this.#options.memoryBytes));
  }

  #canGoOn(worker: EngineWorker, { status, counts, ms }: RunOutcome): boolean {
    const well = status === 'succeeded' || status === 'succeeded-with-rejects';
    return well && worker.alive && worker.memoryBytes === this.#options.memoryBytes && worker.runs < MOST_RUNS && ms < SHORT_MS && counts.read < FEW_RECORDS;
  }

  /** Ends an idle worker that still holds much. One that has been taken again meanwhile is left to its run. */
  async #look(worker: EngineWorker): Promise<void> {
    const held = await worker.memory();
    if (held === null || held < FEW_BYTES) return;
    const at = this.#idle.indexOf(worker);
    if (at < 0) return;
    this.#idle.splice(at, 1);
    await worker.end();
    this.#refill();
  }

  /** Ends what has been idle for long, beyond the spares. */
  #trimLater(): void {
    if (this.#closed || this.#stopTrim || this.#idle.length <= this.#options.spares) return;
    this.#stopTrim = this.#options.clock.after(IDLE_MS, () => {
      this.#stopTrim = null;
      for (const worker of this.#idle.splice(0, Math.max(0, this.#idle.length - this.#options.spares))) void worker.end();
    });
  }
}

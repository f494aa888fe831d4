import type { Clock } from '../../base/clock.ts';

/** How a thread's memory is measured, in bytes. */
export interface MemoryUse {
  /** What it holds now, with what is only not collected yet. Cheap. */
  used(): number;
  /** What it needs: measured after a full collection, which takes its time. */
  needed(): number;
}

/** Part of its memory a run may need before it is stopped in good order. */
const FULL = 0.9;
const LOOK_MS = 100;
const LEAST_MORE = 16 * 1024 * 1024;

/** Tells between two batches whether the run needs more memory than it may take. Collects before it says so, and not again before much more was taken. */
export class MemoryGuard {
  readonly #use: MemoryUse | undefined;
  readonly #limit: number;
  readonly #clock: Clock;
  #collectAbove: number;
  #next: number;

  constructor(use: MemoryUse | undefined, limit: number, clock: Clock) {
    this.#use = use;
    this.#limit = limit * FULL;
    this.#clock = clock;
    this.#collectAbove = this.#limit;
    this.#next = clock.monotonic() + LOOK_MS;
  }

  /** True when the run must be stopped. */
  full(): boolean {
    const now = this.#clock.monotonic();
    if (!this.#use || now < this.#next) return false;
    this.#next = now + LOOK_MS;
    if (this.#use.used() <= this.#collectAbove) return false;
    const needed = this.#use.needed();
    this.#collectAbove = Math.max(this.#limit, needed + Math.max(LEAST_MORE, (this.#limit - needed) / 2));
    return needed > this.#limit;
  }
}

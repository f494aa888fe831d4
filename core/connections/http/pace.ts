import type { Clock } from '../../base/clock.ts';
import { SharedTurns } from '../../base/shared-turns.ts';
import type { StopSignal } from '../../base/stop-signal.ts';

/** How fast requests may follow one another. */
export interface PaceLimits {
  /** Most at the same time. */
  readonly concurrency: number;
  /** Least ms from the start of one to the start of the next; 0: no limit. */
  readonly gapMs: number;
}

/**
 * Lets requests through in the order in which they asked: never more at once than is allowed, and never closer together, also together with everybody else who
 * shares the turns.
 */
export class Pace {
  readonly #limits: PaceLimits;
  readonly #clock: Clock;
  readonly #waiting: (() => void)[] = [];
  readonly #turns: SharedTurns;
  #busy = 0;
  /** Set while a turn that was taken is still to come. */
  #timer: (() => void) | null = null;
  /** When the turn that was taken last, and not used yet, came. */
  #came: number | null = null;

  constructor(limits: PaceLimits, clock: Clock, turns = new SharedTurns()) {
    this.#limits = limits;
    this.#clock = clock;
    this.#turns = turns;
  }

  /** Waits for the turn, does the work, and lets the next one in. A cancel ends the waiting. */
  async run<T>(signal: StopSignal, work: () => Promise<T>): Promise<T> {
    await this.#turn(signal as AbortSignal);
    try {
      return await work();
    } finally {
      this.#busy--;
      this.#advance();
    }
  }

  #turn(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    return new Promise((resolve, reject) => {
      const enter = () => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const leave = () => {
        this.#waiting.splice(this.#waiting.indexOf(enter), 1);
        reject(signal.reason);
      };
      signal.addEventListener('abort', leave, { once: true });
      this.#waiting.push(enter);
      this.#advance();
    });
  }

  #advance(): void {
    while (this.#waiting.length > 0 && this.#busy < this.#limits.concurrency) {
      if (!this.#mayBegin()) return;
      this.#came = null;
      this.#busy++;
      this.#waiting.shift()?.();
    }
  }

  /** Whether it is the turn of the next one; where it is not yet, looks again when it is. */
  #mayBegin(): boolean {
    const { gapMs } = this.#limits;
    if (gapMs === 0) return true;
    if (this.#timer) return false;
    const now = this.#clock.monotonic();
    // A turn that came long ago, while all were busy, may lie right before somebody else's.
    if (this.#came !== null && now - this.#came <= gapMs) return true;
    const wait = this.#turns.take(now, gapMs);
    if (wait <= 0) return true;
    this.#timer = this.#clock.after(Math.ceil(wait), () => {
      this.#timer = null;
      this.#came = this.#clock.monotonic();
      this.#advance();
    });
    return false;
  }
}

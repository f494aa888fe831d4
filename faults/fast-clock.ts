import type { Clock } from '../core/base/clock.ts';

/** How a clock is set: it showed `start` at the real time `epoch`, and runs so many times faster than time does. */
export interface FastClockOptions {
  /** Both in milliseconds since 1970. */
  start: number;
  epoch: number;
  speed: number;
}

/** A clock that runs fast, so that schedules of minutes are tried in seconds; programs that are given the same options see the same time. It can be set. */
export class FastClock implements Clock {
  readonly zone = 'UTC';
  readonly #options: FastClockOptions;
  #jumped = 0;

  constructor(options: FastClockOptions) {
    this.#options = options;
  }

  now(): number {
    const { start, epoch, speed } = this.#options;
    return Math.floor(start + (Date.now() - epoch) * speed + this.#jumped);
  }

  monotonic(): number {
    return performance.now() * this.#options.speed;
  }

  after(ms: number, callback: () => void): () => void {
    const timer = setTimeout(callback, Math.min(ms / this.#options.speed, 2 ** 31 - 1));
    timer.unref();
    return () => clearTimeout(timer);
  }

  /** Sets the wall clock by so many milliseconds, as a person or a time server does; no time passes. */
  jump(ms: number): void {
    this.#jumped += ms;
  }
}

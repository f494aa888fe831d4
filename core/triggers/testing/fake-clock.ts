import type { Clock } from '../../base/clock.ts';

/** A clock that tests move by hand. Timers fire in order while it is moved; `jump` sets the wall clock without letting time pass. */
export class FakeClock implements Clock {
  readonly zone: string;
  #now: number;
  #steady = 0;
  #timers: { at: number; callback: () => void }[] = [];

  constructor(now: number, zone = 'Europe/Berlin') {
    this.#now = now;
    this.zone = zone;
  }

  now(): number {
    return this.#now;
  }

  monotonic(): number {
    return this.#steady;
  }

  after(ms: number, callback: () => void): () => void {
    const timer = { at: this.#steady + Math.max(0, ms), callback };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((one) => one !== timer);
    };
  }

  /** Lets time pass, calling timers when they are due. */
  pass(ms: number): void {
    const end = this.#steady + ms;
    for (;;) {
      const next = this.#timers.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.#timers = this.#timers.filter((timer) => timer !== next);
      this.#now += next.at - this.#steady;
      this.#steady = next.at;
      next.callback();
    }
    this.#now += end - this.#steady;
    this.#steady = end;
  }

  /** Sets the wall clock, as a person, a time server or a sleep does. */
  jump(ms: number): void {
    this.#now += ms;
  }

  get timers(): number {
    return this.#timers.length;
  }
}

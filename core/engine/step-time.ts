import type { Clock } from '../base/clock.ts';
import type { RunBoard } from './threads/run-board.ts';

/** The time a step takes itself, without what the steps behind it take meanwhile. Tells the board that it is at work. */
export class StepTime {
  readonly #clock: Clock;
  readonly #board: Pick<RunBoard, 'enter'>;
  readonly #step: number;
  #ownMs = 0;
  #outsideMs = 0;

  constructor(clock: Clock, board: Pick<RunBoard, 'enter'>, step: number) {
    this.#clock = clock;
    this.#board = board;
    this.#step = step;
  }

  /** Milliseconds, to a tenth. */
  get ms(): number {
    return Math.max(0, Math.round(this.#ownMs * 10) / 10);
  }

  /** Runs something the step does and books the time on it. */
  own<T>(work: () => T | Promise<T>): T | Promise<T> {
    const begun = this.#clock.monotonic();
    const outside = this.#outsideMs;
    const before = this.#board.enter(this.#step);
    const book = () => {
      this.#board.enter(before);
      this.#ownMs += this.#clock.monotonic() - begun - (this.#outsideMs - outside);
    };
    const result = work();
    if (result instanceof Promise) return result.finally(book);
    book();
    return result;
  }

  /** From now until what is returned is called, others are at work. */
  outside(): () => void {
    const begun = this.#clock.monotonic();
    return () => {
      this.#outsideMs += this.#clock.monotonic() - begun;
    };
  }
}

import type { MaybePromise } from './maybe-promise.ts';

/** Calls that wait for a step that is at work: more than these mean that somebody does not wait for `emit`. */
const MOST_WAITING = 64;

/** Calls of a step: one at a time, in the order they came. */
export class Turns {
  readonly #tooMany: () => never;
  #tail: Promise<void> | null = null;
  #waiting = 0;

  /** `tooMany` is called, and must throw, when calls pile up. */
  constructor(tooMany: () => never) {
    this.#tooMany = tooMany;
  }

  /** Makes a call when those before are over. A promise resolves when this one is. */
  take(work: () => MaybePromise): MaybePromise {
    if (this.#tail === null) return this.#follow(work());
    if (++this.#waiting > MOST_WAITING) this.#tooMany();
    return this.#follow(
      this.#tail.then(() => {
        this.#waiting--;
        return work();
      }),
    );
  }

  /** Resolves when no call is left. */
  async over(): Promise<void> {
    while (this.#tail !== null) await this.#tail;
  }

  #follow(result: MaybePromise): MaybePromise {
    if (!(result instanceof Promise)) return;
    const tail: Promise<void> = result.finally(() => {
      if (this.#tail === tail) this.#tail = null;
    });
    this.#tail = tail;
    return tail;
  }
}

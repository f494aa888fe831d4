/** What was opened is registered here at once, and closed in reverse order, all of it even when one fails. */
export class Disposables {
  readonly #closers: (() => void | Promise<void>)[] = [];

  add<T>(thing: T, close: (thing: T) => void | Promise<void>): T {
    this.#closers.push(() => close(thing));
    return thing;
  }

  /** Closes everything, last opened first; throws the first error after all have been tried. */
  async close(): Promise<void> {
    const errors: unknown[] = [];
    for (let closer = this.#closers.pop(); closer; closer = this.#closers.pop()) {
      try {
        await closer();
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw errors[0];
  }

  get size(): number {
    return this.#closers.length;
  }
}

/** As many things as several steps ask about one after another: the fields of a batch on its way. */
const MOST = 16;

/**
 * Keeps what was made of the last few things, so that it is made once though several steps ask for it while a batch passes. Nothing is kept alive by it, neither
 * a thing nor what was made of it: whoever asks again later may get another one of the same content.
 *
 * A `WeakMap` would keep all of it for long where what is made leads back to the thing. Once its table has become old, V8 counts the values in it as needed
 * until it looks through everything that is old; thousands of batches would stay until then, and pages that are in the processor's cache would not be used again.
 */
export class MadeLately<Thing extends object, Made> {
  readonly #lately: (WeakRef<{ readonly thing: Thing; readonly made: Made }> | undefined)[] = new Array(MOST).fill(undefined);
  #next = 0;

  /** What was made of the thing, or what `make` makes of it now. What `make` throws is thrown, and nothing is kept. */
  of(thing: Thing, make: (thing: Thing) => Made): Made {
    for (const held of this.#lately) {
      const known = held?.deref();
      if (known?.thing === thing) return known.made;
    }
    const made = make(thing);
    this.#lately[this.#next] = new WeakRef({ thing, made });
    this.#next = (this.#next + 1) % MOST;
    return made;
  }
}

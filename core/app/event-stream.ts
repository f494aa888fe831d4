/**
 * Events for one listener, as an async iterator: pushed by us, pulled at the listener's speed. Leaving the loop, the signal, and `end` all stop it at
 * once, also while it waits, and run `closed` exactly once.
 */
export class EventStream<T> implements AsyncIteratorObject<T, void, void> {
  readonly #waiting: T[] = [];
  readonly #replaces: (newer: T, older: T) => boolean;
  readonly #closed: () => void;
  readonly #signal: AbortSignal | undefined;
  #pull: ((result: IteratorResult<T, void>) => void) | null = null;
  #ended = false;

  /** `replaces` says that a newer event makes an older one, not yet pulled, needless: a slow listener then skips it. */
  constructor(options: { signal?: AbortSignal | undefined; closed?: () => void; replaces?: (newer: T, older: T) => boolean } = {}) {
    this.#replaces = options.replaces ?? (() => false);
    this.#closed = options.closed ?? (() => undefined);
    this.#signal = options.signal;
    if (options.signal?.aborted) this.#stop();
    else options.signal?.addEventListener('abort', this.#stop);
  }

  push(event: T): void {
    if (this.#ended) return;
    if (this.#pull) {
      const pull = this.#pull;
      this.#pull = null;
      pull({ done: false, value: event });
      return;
    }
    const older = this.#waiting.findIndex((waiting) => this.#replaces(event, waiting));
    if (older >= 0) this.#waiting.splice(older, 1);
    this.#waiting.push(event);
  }

  /** No more events come; those waiting are still delivered. */
  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#signal?.removeEventListener('abort', this.#stop);
    this.#pull?.({ done: true, value: undefined });
    this.#pull = null;
    this.#closed();
  }

  next(): Promise<IteratorResult<T, void>> {
    const event = this.#waiting.shift();
    if (event !== undefined) return Promise.resolve({ done: false, value: event });
    if (this.#ended) return Promise.resolve({ done: true, value: undefined });
    return new Promise((resolve) => {
      this.#pull = resolve;
    });
  }

  return(): Promise<IteratorResult<T, void>> {
    this.#stop();
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop();
  }

  readonly #stop = (): void => {
    this.#waiting.length = 0;
    this.end();
  };
}

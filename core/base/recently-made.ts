/** Keys longer than this are looked up once only: keeping them would cost more than making the thing again. */
const LONGEST_KEY = 256 * 1024;

/**
 * Keeps what was made last, by key: asked again with the same key, it gives the same object. At most `most` are kept; the one that was not asked for
 * longest goes first. For things that nobody changes.
 */
export class RecentlyMade<T> {
  readonly #most: number;
  readonly #made = new Map<string, T>();

  constructor(most: number) {
    this.#most = most;
  }

  /** What was made for this key, or what `make` makes now. What `make` throws is thrown, and nothing is kept. */
  get(key: string, make: () => T): T {
    const kept = this.#made.get(key);
    if (kept !== undefined) {
      this.#made.delete(key);
      this.#made.set(key, kept);
      return kept;
    }
    const made = make();
    if (key.length > LONGEST_KEY) return made;
    this.#made.set(key, made);
    for (const oldest of this.#made.keys()) {
      if (this.#made.size <= this.#most) break;
      this.#made.delete(oldest);
    }
    return made;
  }
}

/** Makes plain data unchangeable, all the way down, and gives it back. */
export function frozen<T>(value: T): T {
  if (value === null || typeof value !== 'object' || Object.isFrozen(value)) return value;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== Array.prototype && prototype !== null) return value;
  Object.freeze(value);
  for (const member of Object.values(value)) frozen(member);
  return value;
}

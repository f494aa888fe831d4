import type { Db } from './database.ts';

/**
 * What was read from rows that only this program changes, by key, so that it need not be read again. All of it is forgotten when a transaction is taken
 * back; whoever changes a row forgets its key. Of a database that is open for reading only, which others write, nothing is kept.
 */
export class Remembered<V> {
  readonly #db: Db;
  readonly #values = new Map<string, V>();
  #takenBack = 0;

  constructor(db: Db) {
    this.#db = db;
  }

  /** What is known under this key, or what `read` reads now. */
  get(key: string, read: () => V): V {
    if (this.#takenBack !== this.#db.takenBack) {
      this.#values.clear();
      this.#takenBack = this.#db.takenBack;
    }
    const known = this.#values.get(key);
    if (known !== undefined) return known;
    const value = read();
    if (!this.#db.readOnly) this.#values.set(key, value);
    return value;
  }

  forget(key: string): void {
    this.#values.delete(key);
  }
}

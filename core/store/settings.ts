import { frozen } from '../base/recently-made.ts';
import type { Db } from './database.ts';
import { Remembered } from './remembered.ts';

/** A setting as it is kept, and what it was read as. */
interface Kept {
  readonly stored: unknown;
  readonly read: Map<unknown, unknown>;
}

/** Settings of the workspace: JSON values by name. What they mean is for the caller to say. */
export class SettingsTable {
  readonly #db: Db;
  readonly #kept: Remembered<Kept>;

  constructor(db: Db) {
    this.#db = db;
    this.#kept = new Remembered(db);
  }

  /** The value as it is kept, which nobody can change; undefined where nothing is. */
  get(key: string): unknown {
    return this.#of(key).stored;
  }

  /** What `parse` makes of the value; asked again with the same function, it gives the same object until the setting is changed. */
  read<T>(key: string, parse: (stored: unknown) => T): T {
    const { stored, read } = this.#of(key);
    if (!read.has(parse)) read.set(parse, frozen(parse(stored)));
    return read.get(parse) as T;
  }

  set(key: string, value: unknown): void {
    this.#db.run('INSERT OR REPLACE INTO settings (key, value) VALUES (?, ?)', key, JSON.stringify(value));
    this.#kept.forget(key);
  }

  #of(key: string): Kept {
    return this.#kept.get(key, () => {
      const row = this.#db.get<{ value: string }>('SELECT value FROM settings WHERE key = ?', key);
      return { stored: row ? frozen(JSON.parse(row.value) as unknown) : undefined, read: new Map() };
    });
  }
}

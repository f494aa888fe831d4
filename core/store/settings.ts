import type { Db } from './database.ts';

/** Settings of the workspace: JSON values by name. What they mean is for the caller to say. */
export class SettingsTable {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  get(key: string): unknown {
    const row = this.#db.get<{ value: string }>('SELECT value FROM settings WHERE key = ?', key);
    return row ? JSON.parse(row.value) : undefined;
  }

  set(key: string, value: unknown): void {
    this.#db.run('INSERT OR REPLACE INTO settings (key, value) VALUES (?, ?)', key, JSON.stringify(value));
  }
}

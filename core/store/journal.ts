import { statSync } from 'node:fs';
import type { Db } from './database.ts';
import { markOpen, readMark } from './session-mark.ts';

/** The write-ahead log is cut back to this, and brought back below it as soon as nobody reads from it. */
export const LARGEST_JOURNAL = 64 * 1_048_576;
const WORTH_CUTTING = 16 * 1_048_576;

/**
 * The write-ahead log beside the database. SQLite moves its content into the database after every thousand pages, and starts it anew when no reader
 * needs the old part; a reader that stays long (another program looking at the file) keeps it growing. `cut` ends that as soon as the reader is gone.
 */
export class Journal {
  readonly #db: Db;
  readonly #file: string;
  /** Whether it was too big when last looked at, because somebody read all the time. */
  held = false;

  constructor(db: Db, databaseFile: string) {
    this.#db = db;
    this.#file = `${databaseFile}-wal`;
  }

  bytes(): number {
    try {
      return statSync(this.#file).size;
    } catch {
      return 0;
    }
  }

  /** Moves all it can into the database without waiting for anyone and, when nobody reads, cuts the file to nothing. `held`: somebody reads and it is too big. */
  cut(): 'small' | 'cut' | 'held' {
    const result = this.#cut();
    this.held = result === 'held';
    return result;
  }

  #cut(): 'small' | 'cut' | 'held' {
    if (this.bytes() <= WORTH_CUTTING) return 'small';
    this.#db.pragma('wal_checkpoint(PASSIVE)');
    const busy = this.#db.withoutWaiting(() => this.#db.pragma<number>('wal_checkpoint(TRUNCATE)'));
    if (busy === 0) {
      // A program that has the database open always has a journal with something in it: that one is gone is noticed by this.
      markOpen(this.#db, readMark(this.#db)?.at ?? 0);
      return 'cut';
    }
    return this.bytes() > LARGEST_JOURNAL ? 'held' : 'small';
  }
}

import { statSync } from 'node:fs';
import { Db } from './database.ts';
import { markOpen, readMark } from './session-mark.ts';

/** The write-ahead log is cut back to this, and brought back below it as soon as nobody reads from it. */
export const LARGEST_JOURNAL = 64 * 1_048_576;
const WORTH_CUTTING = 16 * 1_048_576;
/** After so many pages in the log SQLite moves them into the database, in the call that wrote the last of them. */
export const PAGES_BETWEEN = 3_000;
/**
 * Only a log of which everything was moved is begun anew by the next write; until then it grows, and a file that grows waits twice as long for the drive. While
 * others write without a pause something is always left: from so many pages on that little is moved while nobody may write, if the drive is quick just then.
 */
const PAGES_GROWN = 2_000;
const QUICK_MS = 20;
const TRIES = 3;
/** So long one may wait for whoever writes, and keep others from writing while somebody reads. */
const PATIENCE_MS = 8;
/** The same while somebody else moves them: only where that one does not get round to it. Three quarters of the largest journal. */
const PAGES_AT_MOST = 12_000;

/**
 * The write-ahead log beside the database. SQLite moves its content into the database every now and then, and starts it anew when no reader
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

  /** How often something was written so far, which is what makes it grow. */
  get written(): number {
    return this.#db.written;
  }

  /** Whether another thread moves its content into the database (see `moveJournal`), so that calls of this one need not. */
  movedElsewhere(yes: boolean): void {
    moveEvery(this.#db, yes ? PAGES_AT_MOST : PAGES_BETWEEN);
  }

  /** Whether the file has grown beyond what is usual. */
  get large(): boolean {
    return this.bytes() > WORTH_CUTTING;
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
    if (!this.large) return 'small';
    this.#db.pragma('wal_checkpoint(PASSIVE)');
    const busy = this.#db.waitingAtMost(0, () => this.#db.pragma<number>('wal_checkpoint(TRUNCATE)'));
    if (busy === 0) {
      // A program that has the database open always has a journal with something in it: that one is gone is noticed by this.
      markOpen(this.#db, readMark(this.#db)?.at ?? 0);
      return 'cut';
    }
    return this.bytes() > LARGEST_JOURNAL ? 'held' : 'small';
  }
}

/** After how many pages in the log a writing call moves them. */
export function moveEvery(db: Db, pages: number): void {
  db.pragma(`wal_autocheckpoint = ${pages}`);
}

/** Moves what can be moved without making anyone wait; says how many pages the log has. */
function moved(db: Db): number {
  return db.all<{ log: number }>('PRAGMA wal_checkpoint(PASSIVE)')[0]?.log ?? 0;
}

/**
 * For a thread of its own: opens the database, and gives what moves the log's content into it, as far as nobody needs the old pages, mostly without making
 * anyone wait. It throws an OperationalError where the disk is in the way; nothing is lost by that.
 */
export function moveJournal(file: string): { move(): void; close(): void } {
  const db = new Db(file);
  return {
    move() {
      if (moved(db) < PAGES_GROWN) return;
      const begun = performance.now();
      moved(db);
      if (performance.now() - begun >= QUICK_MS) return;
      // Whoever waited long here for a reader would keep everybody from writing meanwhile.
      for (let time = 0; time < TRIES; time++) if (db.waitingAtMost(PATIENCE_MS, () => db.pragma<number>('wal_checkpoint(FULL)')) === 0) return;
    },
    close() {
      db.close();
    },
  };
}

import { statSync } from 'node:fs';
import { OperationalError } from '../base/errors.ts';
import { Db } from './database.ts';
import { markAgain } from './session-mark.ts';

/** The write-ahead log is cut back to this, and brought back below it as soon as nobody reads from it. */
export const LARGEST_JOURNAL = 64 * 1_048_576;
const WORTH_CUTTING = 16 * 1_048_576;
/** With so many pages still to be moved the log is far behind what is usual. */
const PAGES_BEHIND = 4_000;
/** Who writes much and can wait does so from so many pages on, until all are moved: half of the largest journal. */
const PAGES_FULL = 8_000;
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
  #elsewhere = false;
  /** Whether it was too big when last looked at, because somebody read all the time. */
  held = false;
  /** Whether somebody waits for its content to be moved, however little that is. */
  wanted = false;

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
    this.#elsewhere = yes;
    moveEvery(this.#db, yes ? PAGES_AT_MOST : PAGES_BETWEEN);
  }

  /** Has its content moved into the database: at once, or by the other thread when that looks next. */
  moveSoon(): void {
    if (this.#elsewhere) this.wanted = true;
    else pagesOf(this.#db, 'PASSIVE');
  }

  /** Whether much more waits to be moved than is usual. */
  get behind(): boolean {
    return this.#look().left > PAGES_BEHIND;
  }

  /** Whether so much stands in it that who can wait should not write more until all of it is moved: then the next write begins it anew. */
  get full(): boolean {
    const { all, left } = this.#look();
    return left > 0 && all > PAGES_FULL;
  }

  bytes(): number {
    try {
      return statSync(this.#file).size;
    } catch {
      return 0;
    }
  }

  /**
   * Makes the file small where it has grown, all of it was moved and nobody reads. Nobody waits for that, nor for the moving, unless no other thread does it
   * or that one falls far behind. `held`: it is too big because somebody reads.
   */
  cut(): 'small' | 'cut' | 'held' {
    const result = this.#cut();
    this.held = result === 'held';
    return result;
  }

  #cut(): 'small' | 'cut' | 'held' {
    const bytes = this.bytes();
    if (bytes <= WORTH_CUTTING) return 'small';
    const { left } = pagesOf(this.#db, this.#elsewhere && bytes <= LARGEST_JOURNAL ? 'NOOP' : 'PASSIVE');
    if (left === 0 && this.#begin() && this.bytes() <= WORTH_CUTTING) return 'cut';
    return this.bytes() > LARGEST_JOURNAL ? 'held' : 'small';
  }

  /** Begins it anew with little in it: never with nothing, because one that is gone is noticed by that. False where somebody reads or writes. */
  #begin(): boolean {
    if (this.#db.waitingAtMost(0, () => this.#db.pragma<number>('wal_checkpoint(RESTART)')) !== 0) return false;
    this.#db.pragma('journal_size_limit = 0');
    try {
      markAgain(this.#db);
    } finally {
      this.#db.pragma(`journal_size_limit = ${LARGEST_JOURNAL}`);
    }
    return true;
  }

  /** Where the drive is in the way whoever writes next will say so. */
  #look(): LogPages {
    try {
      return pagesOf(this.#db, 'NOOP');
    } catch (error) {
      if (!(error instanceof OperationalError)) throw error;
      return { all: 0, left: 0 };
    }
  }
}

/** After how many pages in the log a writing call moves them. */
export function moveEvery(db: Db, pages: number): void {
  db.pragma(`wal_autocheckpoint = ${pages}`);
}

/** Pages of the log: all, and those still to be moved. */
interface LogPages {
  all: number;
  left: number;
}

/** Looks only (`NOOP`), or moves before that what can be moved without making anyone wait (`PASSIVE`). */
function pagesOf(db: Db, how: 'NOOP' | 'PASSIVE'): LogPages {
  const { log, checkpointed } = db.all<{ log: number; checkpointed: number }>(`PRAGMA wal_checkpoint(${how})`)[0] ?? { log: 0, checkpointed: 0 };
  return { all: log, left: log - checkpointed };
}

/**
 * For a thread of its own: opens the database, and gives what moves the log's content into it, as far as nobody needs the old pages, mostly without making
 * anyone wait. It throws an OperationalError where the disk is in the way; nothing is lost by that.
 */
export function moveJournal(file: string): { move(): void; close(): void } {
  const db = new Db(file);
  return {
    move() {
      if (pagesOf(db, 'PASSIVE').all < PAGES_GROWN) return;
      const begun = performance.now();
      pagesOf(db, 'PASSIVE');
      if (performance.now() - begun >= QUICK_MS) return;
      // Whoever waited long here for a reader would keep everybody from writing meanwhile.
      for (let time = 0; time < TRIES; time++) if (db.waitingAtMost(PATIENCE_MS, () => db.pragma<number>('wal_checkpoint(FULL)')) === 0) return;
    },
    close() {
      db.close();
    },
  };
}

import { statSync } from 'node:fs';
import { Db } from './database.ts';
import { markOpen, readMark } from './session-mark.ts';

/** The write-ahead log is cut back to this, and brought back below it as soon as nobody reads from it. */
export const LARGEST_JOURNAL = 64 * 1_048_576;
const WORTH_CUTTING = 16 * 1_048_576;
/** Who writes much and can wait does so while the file is larger: half of the largest, as the cutting takes a while. */
const FULL_ENOUGH = LARGEST_JOURNAL / 2;
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

  /** Whether another thread moves its content into the database (see `journalBeside`), so that calls of this one need not. */
  movedElsewhere(yes: boolean): void {
    moveEvery(this.#db, yes ? PAGES_AT_MOST : PAGES_BETWEEN);
  }

  /** Whether the file has grown beyond what is usual. */
  get large(): boolean {
    return this.bytes() > WORTH_CUTTING;
  }

  /** Whether so much waits to be moved that whoever can wait should not write more. */
  get full(): boolean {
    return this.bytes() > FULL_ENOUGH;
  }

  bytes(): number {
    try {
      return statSync(this.#file).size;
    } catch {
      return 0;
    }
  }

  /** Moves all it can into the database without waiting for anyone and, when nobody reads, makes the file small. `held`: somebody reads and it is too big. */
  cut(): 'small' | 'cut' | 'held' {
    const result = this.#cut();
    this.held = result === 'held';
    return result;
  }

  #cut(): 'small' | 'cut' | 'held' {
    if (!this.large) return 'small';
    moved(this.#db);
    if (begunAnew(this.#db, 0) && !this.large) return 'cut';
    return this.bytes() > LARGEST_JOURNAL ? 'held' : 'small';
  }
}

/** After how many pages in the log a writing call moves them. */
export function moveEvery(db: Db, pages: number): void {
  db.pragma(`wal_autocheckpoint = ${pages}`);
}

/** Moves what can be moved without making anyone wait; says how many pages the log has, and how many of them are left to be moved. */
function moved(db: Db): { pages: number; left: number } {
  const { log, checkpointed } = db.all<{ log: number; checkpointed: number }>('PRAGMA wal_checkpoint(PASSIVE)')[0] ?? { log: 0, checkpointed: 0 };
  return { pages: log, left: log - checkpointed };
}

/** What a thread of its own does with the journal of a database. Both throw an OperationalError where the disk is in the way; nothing is lost by that. */
export interface JournalBeside {
  /** Moves its content into the database, as far as nobody needs the old pages, mostly without making anyone wait. */
  move(): void;
  /** Moves all of it and makes the file small, where nobody reads or writes all the time. Keeps others from writing for a few milliseconds at most. */
  cut(): void;
  close(): void;
}

/** For a thread of its own: opens the database, whose journal others go on writing. */
export function journalBeside(file: string): JournalBeside {
  const db = new Db(file);
  return {
    move() {
      if (moved(db).pages < PAGES_GROWN) return;
      const begun = performance.now();
      moved(db);
      if (performance.now() - begun >= QUICK_MS) return;
      // Whoever waited long here for a reader would keep everybody from writing meanwhile.
      for (let time = 0; time < TRIES; time++) if (allMoved(db, 'FULL', PATIENCE_MS)) return;
    },
    cut() {
      for (let time = 0; time < TRIES; time++) if (moved(db).left === 0 && begunAnew(db, PATIENCE_MS)) return;
    },
    close() {
      db.close();
    },
  };
}

/** FULL: the next write begins the journal anew if nobody reads just then. RESTART: nobody reads from it any more. False where either would take longer. */
function allMoved(db: Db, how: 'FULL' | 'RESTART', ms: number): boolean {
  return db.waitingAtMost(ms, () => db.pragma<number>(`wal_checkpoint(${how})`)) === 0;
}

/**
 * Begins the journal anew and cuts the file to what stands in it then: never to nothing, because a program that has the database open always has a journal
 * with something in it, and that one is gone is noticed by this. False where somebody reads or writes.
 */
function begunAnew(db: Db, ms: number): boolean {
  if (!allMoved(db, 'RESTART', ms)) return false;
  db.pragma('journal_size_limit = 0');
  try {
    markOpen(db, readMark(db)?.at ?? 0);
  } finally {
    db.pragma(`journal_size_limit = ${LARGEST_JOURNAL}`);
  }
  return true;
}

import type { Db } from './database.ts';

const KEY = 'session';

/** A note in the database that a program has it open, and since when. It lies in the database file itself, not only in the journal. */
export interface SessionMark {
  open: boolean;
  /** Milliseconds since 1970. */
  at: number;
}

/** What the last program that wrote left behind; undefined in a database that never had a mark. */
export function readMark(db: Db): SessionMark | undefined {
  const row = db.get<{ value: string }>('SELECT value FROM settings WHERE key = ?', KEY);
  return row ? (JSON.parse(row.value) as SessionMark) : undefined;
}

/** Notes that this program has the database open, and moves the note out of the journal: should the journal vanish, the note is still there. */
export function markOpen(db: Db, now: number): void {
  write(db, { open: true, at: now });
  db.pragma('wal_checkpoint(PASSIVE)');
}

/** Writes the note once more as it stands, so that there is something in the journal: a program that has the database open always has that. Nobody waits for the drive. */
export function markAgain(db: Db): void {
  db.writeSoon(() => write(db, { open: true, at: readMark(db)?.at ?? 0 }));
}

/** Notes that all is written and the program is about to leave. */
export function markClosed(db: Db): void {
  write(db, { open: false, at: readMark(db)?.at ?? 0 });
}

function write(db: Db, mark: SessionMark): void {
  db.run('INSERT OR REPLACE INTO settings (key, value) VALUES (?, ?)', KEY, JSON.stringify(mark));
}

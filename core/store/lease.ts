import { join } from 'node:path';
import { UserError } from '../base/errors.ts';
import { Db, sqliteCode } from './database.ts';

/** What kind of program holds a workspace. */
export type HolderKind = 'desktop' | 'host' | 'command line';

/** Who writes a workspace now. */
export interface Holder {
  kind: HolderKind;
  pid: number;
  /** Milliseconds since 1970. */
  since: number;
}

/** The right to write a workspace; held until released or until the process ends, however it ends. */
export interface Lease {
  release(): void;
}

const FILE = 'swivel.lease';

/**
 * Takes the lease of a workspace folder, or throws the UserError `workspace-in-use` that names who holds it. The lease is a write lock of the
 * operating system on a small SQLite file, kept by a transaction that stays open: a killed holder loses it in the same instant, no clock or
 * heartbeat is involved, and readers of the file still see who the holder is.
 */
export function takeLease(folder: string, holder: Holder): Lease {
  const db = new Db(join(folder, FILE), { busyTimeoutMs: 0 });
  try {
    db.pragma('journal_mode = DELETE');
    db.exec('BEGIN IMMEDIATE');
    db.exec(
      'CREATE TABLE IF NOT EXISTS holder (id INTEGER PRIMARY KEY CHECK (id = 1), kind TEXT NOT NULL, pid INTEGER NOT NULL, since INTEGER NOT NULL) STRICT',
    );
    db.run('INSERT OR REPLACE INTO holder VALUES (1, ?, ?, ?)', holder.kind, holder.pid, holder.since);
    db.exec('COMMIT');
    db.exec('BEGIN IMMEDIATE');
  } catch (error) {
    db.close();
    if (sqliteCode(error)?.startsWith('SQLITE_BUSY')) throw inUse(folder, readHolder(folder));
    throw error;
  }
  return { release: () => db.close() };
}

/** Who held the workspace last; null when nobody ever did. The holder may be gone: only `takeLease` can tell. */
export function readHolder(folder: string): Holder | null {
  let db: Db | undefined;
  try {
    db = new Db(join(folder, FILE), { readOnly: true, busyTimeoutMs: 1_000 });
    return db.get<Holder>('SELECT kind, pid, since FROM holder') ?? null;
  } catch {
    return null;
  } finally {
    db?.close();
  }
}

const WHO: Record<HolderKind, string> = { desktop: 'the Swivel app', host: 'a Swivel host for the browser', 'command line': 'a Swivel command' };

function inUse(folder: string, holder: Holder | null): UserError {
  const who = holder ? `${WHO[holder.kind]} (process ${holder.pid}, since ${new Date(holder.since).toISOString()})` : 'another Swivel';
  return new UserError('workspace-in-use', `The workspace ${folder} is in use by ${who}.`, {
    hint: 'Use the window that is already open, close it first, or choose another workspace. Looking at runs works meanwhile.',
    ...(holder ? { details: JSON.stringify(holder) } : {}),
  });
}

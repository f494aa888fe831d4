import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../base/errors.ts';
import { Ballast } from './ballast.ts';
import { removeHalfFiles } from './begun-flows.ts';
import { Db, sqliteCode } from './database.ts';
import { checkHealth, type HealthReport } from './health.ts';
import { moveEvery, PAGES_BETWEEN } from './journal.ts';
import { type HolderKind, type Lease, takeLease } from './lease.ts';
import { migrate } from './migrate.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { recover } from './recover.ts';
import { finishRestore, isRestorePending } from './restore.ts';
import { markOpen } from './session-mark.ts';
import { Store, type StorePlace } from './store.ts';
import { prepareFolder, refusePlace } from './workspace-place.ts';

/** Which workspace to open, by whom, and when. */
export interface OpenStoreOptions {
  workspace: string;
  /** Who opens it, for the message another one gets. */
  kind: HolderKind;
  /** Milliseconds since 1970. */
  now: number;
  /** Only looks: needs no lease, so it works while another Swivel runs, and changes nothing. */
  readOnly?: boolean;
}

const DATABASE = 'swivel.sqlite';
/** Up to this size an old file is packed anew when it cannot give space back piece by piece. */
const PACK_BYTES = 1_024 * 1_048_576;

/**
 * Opens the database of a workspace folder, which is made when it is not there. Throws a UserError with a sentence when the folder cannot be used, is
 * held by another Swivel, was written by a newer one, or is damaged. A restore that was under way is brought to its end first. Runs that were going on in a
 * program that died are marked interrupted, their effects without a receipt become unknown, and their half products are removed.
 */
export function openStore(options: OpenStoreOptions): Store {
  const { workspace, now } = options;
  const file = join(workspace, DATABASE);
  if (options.readOnly) return openForReading(workspace, file);
  prepareFolder(workspace);
  const ballast = new Ballast(workspace);
  ballast.releaseWhenFull();
  const lease = takeLease(workspace, { kind: options.kind, pid: process.pid, since: now });
  try {
    return openHeld({ workspace, file, ballast }, lease, now);
  } catch (error) {
    lease.release();
    throw error;
  }
}

/** An empty store that is nowhere on disk: for an app that can only offer to restore a backup. */
export function openNowhere(workspace: string, lease: Lease | null): Store {
  const db = new Db(':memory:');
  migrate(db, workspace, 0);
  return new Store(db, lease, { workspace, file: join(workspace, DATABASE) });
}

function openHeld(place: StorePlace, lease: Lease, now: number): Store {
  const { workspace, file } = place;
  const finished = finishRestore(workspace);
  takeBackHalf(file);
  let report: HealthReport = { notices: [], unclean: false, whole: true };
  if (existsSync(file) && statSync(file).size > 0) report = checkHealth(workspace, file);
  else refuseLostDatabase(workspace, file);
  if (finished) report.notices.push('A restore that was under way when Swivel ended was brought to its end.');
  const db = new Db(file);
  try {
    db.pragma('auto_vacuum = INCREMENTAL');
    const mode = db.pragma<string>('journal_mode = WAL');
    db.exec('PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA journal_size_limit = 67108864');
    moveEvery(db, PAGES_BETWEEN);
    if (mode !== 'wal')
      throw new UserError('workspace-not-usable', `The disk of the workspace ${workspace} does not allow what a safe history needs (a write-ahead log).`, {
        hint: 'Choose a folder on a local disk.',
      });
    if (migrate(db, workspace, now)) checkHealth(workspace, file);
    packOnce(db, file, workspace);
    const store = new Store(db, lease, place, report);
    removeHalfFiles(store, join(workspace, 'files'));
    store.interrupted = recover(store, workspace, now);
    markOpen(db, now);
    return store;
  } catch (error) {
    db.close();
    throw error;
  }
}

function openForReading(workspace: string, file: string): Store {
  if (existsSync(workspace)) refusePlace(workspace, workspace);
  if (!existsSync(file))
    throw new UserError('no-workspace', `There is no Swivel workspace in ${workspace}.`, { hint: 'Check the folder, or start Swivel there once.' });
  if (isRestorePending(workspace))
    throw new UserError('restore-under-way', `A backup is just being put into the workspace ${workspace}, or was when Swivel ended.`, {
      hint: 'Open it once for writing (start the app, or run a flow), which brings the restore to its end.',
    });
  const report = healthForReading(workspace, file);
  const db = new Db(file, { readOnly: true });
  try {
    const version = db.pragma<number>('user_version');
    if (version === 0) throw halfMade(workspace);
    if (version < MIGRATIONS.length)
      throw new UserError('workspace-older', `The workspace ${workspace} was last used by an older version of Swivel.`, {
        hint: 'Open it once for writing (start the app, or run a flow), which brings it up to date.',
      });
    return new Store(db, null, { workspace, file }, report);
  } catch (error) {
    db.close();
    throw error;
  }
}

function healthForReading(workspace: string, file: string): HealthReport {
  try {
    return checkHealth(workspace, file, true);
  } catch (error) {
    if (sqliteCode(error) !== 'SQLITE_READONLY_ROLLBACK') throw error;
    throw halfMade(workspace);
  }
}

function halfMade(workspace: string): UserError {
  return new UserError('workspace-half-made', `The workspace ${workspace} is just being made, or was when Swivel ended.`, {
    hint: 'Open it once for writing (start the app, or run a flow), which makes it ready.',
  });
}

/**
 * A program killed before the file had its write-ahead log (while it was being made, or just after a backup was put back) leaves a change half done, with a
 * journal to take it back. Only somebody who may write can do that: SQLite does it by itself when the file is read.
 */
function takeBackHalf(file: string): void {
  if (!existsSync(`${file}-journal`)) return;
  const db = new Db(file);
  try {
    db.pragma('user_version');
  } catch (error) {
    // What is damaged is told, and kept aside, by the look at it that follows.
    if (!/^SQLITE_(NOTADB|CORRUPT)/.test(sqliteCode(error) ?? '')) throw error;
  } finally {
    db.close();
  }
}

/** A file from before space could be given back piece by piece is written anew, once, where it is small enough not to keep anybody waiting. */
function packOnce(db: Db, file: string, workspace: string): void {
  if (db.pragma<number>('auto_vacuum') === 2 || statSync(file).size > PACK_BYTES || !existsSync(workspace)) return;
  db.exec('PRAGMA auto_vacuum = INCREMENTAL; VACUUM');
}

/** A database that is gone while the flows' files or backups are still there was lost: an empty one must not take its place without a word. */
function refuseLostDatabase(workspace: string, file: string): void {
  const hasSome = (folder: string) => existsSync(join(workspace, folder)) && readdirSync(join(workspace, folder)).length > 0;
  if (!hasSome('files') && !hasSome('backups')) return;
  throw new UserError('workspace-lost', `The workspace ${workspace} has files of flows or backups, but its database ${file} is missing or empty.`, {
    hint: 'Restore a backup: start Swivel with this workspace and choose one, or use the command "swivel restore --list".',
  });
}

import { copyFileSync, existsSync, linkSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OperationalError, type SwivelError, UserError } from '../base/errors.ts';
import { type BackupFile, backupFolder, listBackups } from './backup-files.ts';
import { Db } from './database.ts';
import { type HolderKind, takeLease } from './lease.ts';
import { syncFile, syncFolder, verify } from './make-backup.ts';
import { MIGRATIONS } from './migrations/index.ts';

/** What a restore did: written into the restored database itself, and shown until somebody lets the schedules go on. */
export interface Restored {
  /** The backup that was put in place, and when it was made. */
  from: string;
  backupAt: number;
  content: BackupFile['content'];
  /** When it was put in place. */
  at: number;
  /** Where the database that it took the place of is kept; null when there was none. */
  quarantine: string | null;
}

const DATABASE = 'swivel.sqlite';
const NEXT = `${DATABASE}.restored`;
/** While this file is there, `NEXT` is whole and is to become the database, whatever happens in between. */
const DECIDED = 'restore.json';
const SETTING = 'restored';

/** Called between the steps of a restore; tests end the program there. */
export type Step = (name: 'copied' | 'quarantined' | 'decided' | 'journal-gone' | 'in-place') => void;

/** The backup that a word means: its name, or `newest`. Throws the UserError `backup-not-found`. */
export function findBackup(workspace: string, word: string): BackupFile {
  const backups = listBackups(workspace);
  const found = word === 'newest' ? backups[0] : backups.find(({ name }) => name === word);
  if (found) return found;
  throw new UserError('backup-not-found', backups.length === 0 ? `The workspace ${workspace} has no backup.` : `There is no backup called ${word}.`, {
    hint: backups.length === 0 ? 'If you have a copy of your own, put it into the folder of the workspace as swivel.sqlite.' : 'See "swivel restore --list".',
  });
}

/**
 * Puts a backup in the place of the database of a workspace that nobody has open (the caller holds the lease). The database that was there is kept in
 * `quarantine/`, with its journal; schedules are paused in the restored one. A program killed in the middle leaves either the old database, untouched, or
 * the restored one: `finishRestore` at the next opening brings it to the end. Throws a UserError when the backup is damaged or of a newer program, and the
 * OperationalError `restore-no-room` when the disk is too full for a copy of it.
 */
export function restoreBackup(workspace: string, backup: BackupFile, now: number, step: Step = () => undefined): Restored {
  const file = join(workspace, DATABASE);
  const next = join(workspace, NEXT);
  refuseNewerBackup(backup);
  removeWith(next);
  const quarantine = existsSync(file) ? join(workspace, 'quarantine', `${new Date(now).toISOString().replaceAll(':', '')}-replaced`) : null;
  const restored: Restored = { from: backup.name, backupAt: backup.at, content: backup.content, at: now, quarantine };
  try {
    copyFileSync(join(backupFolder(workspace), backup.name), next);
    verify(next);
    noteRestored(next, restored);
  } catch (error) {
    removeWith(next);
    throw unreadable(backup, error);
  }
  syncFile(next);
  step('copied');
  if (quarantine) setAside(file, quarantine);
  step('quarantined');
  writeFileSync(join(workspace, DECIDED), JSON.stringify(restored));
  syncFile(join(workspace, DECIDED));
  syncFolder(workspace);
  step('decided');
  finishRestore(workspace, step);
  return restored;
}

/** Throws what `restoreBackup` would throw of a backup that is damaged or of a newer program: to know it before anything is stopped. */
export function refuseBadBackup(workspace: string, backup: BackupFile): void {
  refuseNewerBackup(backup);
  try {
    verify(join(backupFolder(workspace), backup.name));
  } catch (error) {
    throw unreadable(backup, error);
  }
}

/** As `restoreBackup`, for a workspace that nobody holds: takes its lease meanwhile. Throws the UserError `workspace-in-use` when somebody does. */
export function restoreWorkspace(workspace: string, word: string, kind: HolderKind, now: number): Restored {
  const backup = findBackup(workspace, word);
  const lease = takeLease(workspace, { kind, pid: process.pid, since: now });
  try {
    finishRestore(workspace);
    return restoreBackup(workspace, backup, now);
  } finally {
    lease.release();
  }
}

/** Brings a restore to its end that was decided on before its program ended. Null when there is none; leftovers of one that was not decided on are removed. */
export function finishRestore(workspace: string, step: Step = () => undefined): Restored | null {
  const decided = join(workspace, DECIDED);
  const next = join(workspace, NEXT);
  const file = join(workspace, DATABASE);
  if (!existsSync(decided)) {
    removeWith(next);
    removeSharedQuarantine(workspace, file);
    return null;
  }
  const restored = readDecision(decided);
  if (existsSync(next)) {
    // The journal belongs to the database that goes: beside the new one it would be played into it.
    for (const ending of ['-wal', '-shm', '-journal']) rmSync(file + ending, { force: true });
    step('journal-gone');
    renameSync(next, file);
    syncFolder(workspace);
    step('in-place');
  }
  rmSync(decided);
  syncFolder(workspace);
  return restored;
}

/** Whether a restore was decided on and waits to be brought to its end. */
export function isRestorePending(workspace: string): boolean {
  return existsSync(join(workspace, DECIDED));
}

/** The note that a restored database carries until schedules go on. */
export function readRestored(settings: { get(key: string): unknown }): Restored | null {
  return (settings.get(SETTING) as Restored | undefined) ?? null;
}

/** Takes the note away: somebody has looked and lets the schedules go on. */
export function forgetRestored(settings: { set(key: string, value: unknown): void }): void {
  settings.set(SETTING, null);
}

function refuseNewerBackup(backup: BackupFile): void {
  if (backup.schema <= MIGRATIONS.length) return;
  throw new UserError('backup-newer', `The backup ${backup.name} was made by a newer version of Swivel.`, {
    hint: 'Choose another one, or start the newer version.',
  });
}

function unreadable(backup: BackupFile, error: unknown): SwivelError {
  const { code } = error as { code?: unknown };
  if (code === 'disk-full' || code === 'ENOSPC' || code === 'EDQUOT')
    return new OperationalError('restore-no-room', `The backup ${backup.name} cannot be put in place: there is no room on the disk. Nothing was changed.`, {
      hint: 'Make room on the disk of the workspace, then restore it again.',
      cause: error,
      details: String(error),
    });
  return new UserError('backup-damaged', `The backup ${backup.name} cannot be read, so nothing was changed.`, {
    hint: 'Choose another one.',
    cause: error,
    details: String(error),
  });
}

function readDecision(file: string): Restored | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Restored;
  } catch {
    return null;
  }
}

/** Pauses the schedules in the copy and writes into it where it comes from. */
function noteRestored(file: string, restored: Restored): void {
  const db = new Db(file);
  try {
    db.pragma('journal_mode = DELETE');
    db.write(() => {
      const set = (key: string, value: unknown) => db.run('INSERT OR REPLACE INTO settings (key, value) VALUES (?, ?)', key, JSON.stringify(value));
      set('paused', true);
      set('session', { open: false, at: restored.at });
      set(SETTING, restored);
    });
  } finally {
    db.close();
  }
}

/** A second name for the file where the disk allows that, else a copy: the first stays where it is until the new one takes its place. */
function setAside(file: string, folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const ending of ['', '-wal']) {
    if (!existsSync(file + ending)) continue;
    const copy = join(folder, DATABASE + ending);
    try {
      linkSync(file + ending, copy);
    } catch {
      copyFileSync(file + ending, copy);
      syncFile(copy);
    }
    if (statSync(copy).size !== statSync(file + ending).size) throw new Error(`${file + ending} could not be put aside`);
  }
  syncFolder(folder);
}

/** What an end in the middle of a restore left aside: a second name for the database that stayed, so it would change with it and be no copy of anything. */
function removeSharedQuarantine(workspace: string, file: string): void {
  const folder = join(workspace, 'quarantine');
  const database = statSync(file, { throwIfNoEntry: false, bigint: true });
  if (!database || database.nlink < 2n || !existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    if (!name.endsWith('-replaced')) continue;
    const aside = statSync(join(folder, name, DATABASE), { throwIfNoEntry: false, bigint: true });
    if (aside?.ino === database.ino && aside.dev === database.dev) rmSync(join(folder, name), { recursive: true, force: true });
  }
}

function removeWith(file: string): void {
  for (const ending of ['', '-wal', '-shm', '-journal']) rmSync(file + ending, { force: true });
}

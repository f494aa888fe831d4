import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { OperationalError } from '../base/errors.ts';
import { type BackupFacts, countRows } from './backup-facts.ts';
import { type BackupContent, type BackupFile, backupFolder, backupName, rotateBackups } from './backup-files.ts';
import { type FreeBytes, freeBytes } from './ballast.ts';
import { Db } from './database.ts';
import { copyEssentials } from './essentials.ts';

/** Where and when a backup is made. */
export interface BackupOrder {
  workspace: string;
  /** Milliseconds since 1970. */
  now: number;
  /** Up to this many bytes all of the database is kept; beyond, the essentials. */
  wholeUpTo: number;
  free?: FreeBytes;
}

/** Room that is left on the disk beside a backup. */
const SPARE_BYTES = 64 * 1_048_576;
/** What the essentials of a big history take at most, roughly. */
const ESSENTIALS_BYTES = 64 * 1_048_576;

/**
 * Makes a backup of the database of a workspace as it is at one moment, verifies it by opening and checking all of it, and only then gives it its name; then
 * removes older ones no longer worth keeping. The database may be in use meanwhile. Throws the OperationalError `backup-no-room` or `backup-failed`; then
 * nothing is left of it.
 */
export function makeBackup({ workspace, now, wholeUpTo, free = freeBytes }: BackupOrder): BackupFile {
  const file = join(workspace, 'swivel.sqlite');
  const folder = backupFolder(workspace);
  const size = statSync(file).size;
  const content: BackupContent = size <= wholeUpTo ? 'whole' : 'essentials';
  refuseShortDisk(workspace, (content === 'whole' ? size : Math.min(size, ESSENTIALS_BYTES)) + SPARE_BYTES, free);
  const part = join(folder, `${backupName(now, 0, content)}.part`);
  try {
    mkdirSync(folder, { recursive: true });
    rmSync(part, { force: true });
    const facts = content === 'whole' ? copyWhole(file, part) : copyEssentials(file, part);
    verify(part, facts);
    const name = backupName(now, facts.schema, content);
    syncFile(part);
    renameSync(part, join(folder, name));
    syncFolder(folder);
    rotateBackups(workspace);
    return { name, at: now, bytes: statSync(join(folder, name)).size, schema: facts.schema, content };
  } catch (error) {
    dropPart(part);
    throw new OperationalError('backup-failed', `The workspace ${workspace} could not be backed up.`, {
      hint: 'The backups before it are untouched. Is the disk full?',
      retryable: true,
      cause: error,
      details: String(error),
    });
  }
}

/** Opens a backup and looks at every page and row count of it; throws an Error that says what is wrong. */
export function verify(file: string, facts?: BackupFacts): void {
  const db = new Db(file, { readOnly: true });
  try {
    const faults = db.all<{ integrity_check: string }>('PRAGMA integrity_check(5)').map((row) => row.integrity_check);
    if (faults.join() !== 'ok') throw new Error(`The backup ${file} is damaged: ${faults.join('; ')}`);
    if (!facts) return;
    if (db.pragma<number>('user_version') !== facts.schema) throw new Error(`The backup ${file} has another schema than what it was made of.`);
    const rows = countRows(db);
    for (const [table, count] of Object.entries(facts.rows))
      if (rows[table] !== count) throw new Error(`The backup ${file} has ${rows[table]} rows in ${table} where there should be ${count}.`);
  } finally {
    db.close();
  }
}

/** A statement of its own sees one moment: rows are counted before and after, and one of both must be what the copy has. */
function copyWhole(file: string, part: string): BackupFacts {
  const db = new Db(file);
  try {
    for (let attempt = 0; ; attempt++) {
      const before = countRows(db);
      db.run('VACUUM INTO ?', part);
      const after = countRows(db);
      const schema = db.pragma<number>('user_version');
      if (JSON.stringify(before) === JSON.stringify(after)) return { schema, rows: before };
      // Somebody saved a flow meanwhile: what was counted may not be what was copied.
      if (attempt === 4) return { schema, rows: {} };
      rmSync(part, { force: true });
    }
  } finally {
    db.close();
  }
}

function dropPart(part: string): void {
  try {
    rmSync(part, { force: true });
  } catch {
    // The folder itself is in the way; what is left is removed with the next backup.
  }
}

function refuseShortDisk(workspace: string, needed: number, free: FreeBytes): void {
  const has = free(workspace);
  if (has >= needed) return;
  const mb = (bytes: number) => Math.ceil(bytes / 1_048_576);
  throw new OperationalError('backup-no-room', `No backup was made: the disk of the workspace has ${mb(has)} MB left, ${mb(needed)} MB are needed.`, {
    hint: 'Make room on the disk. The next attempt is automatic.',
    retryable: true,
  });
}

/** Makes sure that a file is on disk. */
export function syncFile(file: string): void {
  const handle = openSync(file, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Makes sure that the names in a folder are on disk; Windows has no such call and needs none. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32' || !existsSync(folder)) return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

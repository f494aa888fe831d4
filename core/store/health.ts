import { closeSync, copyFileSync, existsSync, fstatSync, mkdirSync, openSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../base/errors.ts';
import { freeBytes } from './ballast.ts';
import { Db, sqliteCode } from './database.ts';
import { refuseNewer } from './migrate.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { readMark } from './session-mark.ts';

/** Checked as a whole at every start up to this size: it takes some hundredths of a second. */
const ALWAYS_BYTES = 8 * 1_048_576;
/** Checked as a whole after a program that did not close it, up to this size: it takes about a second. */
const AFTER_KILL_BYTES = 512 * 1_048_576;
/** What tells of runs, or is counted from that: much of it in the end, and without it nothing stops. */
export const HISTORY: ReadonlySet<string> = new Set([
  ...['runs', 'run_totals', 'run_buckets', 'run_steps', 'step_shapes', 'run_events', 'run_happenings', 'position_changes', 'source_spans'],
  ...['search_words', 'recent_words', 'samples', 'sample_sets', 'rejects', 'reject_totals'],
  ...['effects', 'part_files', 'captures', 'capture_total', 'connection_tests', 'alert_attempts'],
]);

/** Tables of the newest schema, read from its steps. */
export const TABLES: readonly string[] = tablesMade(MIGRATIONS);

/** What cannot be made again: checked at every start, whatever the size. A table that nobody counted to the history is one of them. */
export const PRECIOUS: readonly string[] = TABLES.filter((table) => !HISTORY.has(table));

/** What the look at a sound database found. */
export interface HealthReport {
  /** Sentences about something that is not right but keeps nobody from working. */
  notices: string[];
  /** The last program did not close the database. */
  unclean: boolean;
  /** Every page was looked at. */
  whole: boolean;
}

/**
 * Looks whether the database file is sound: its header and length, its tables, the pages of what cannot be made again; all pages where the file is small, where
 * the last program was killed, or where its journal is gone. A damaged one is copied into `quarantine/` (when there is room) and reported as the UserError
 * `workspace-damaged`; it is never replaced, and stays where it is. Also throws `workspace-newer` and `workspace-foreign`. Changes nothing in the file.
 * `reading`: somebody else may have it open.
 */
export function checkHealth(workspace: string, file: string, reading = false): HealthReport {
  const journal = hasJournal(file);
  const { size } = statSync(file);
  let db: Db | undefined;
  try {
    const cut = journal ? null : cutOff(file);
    if (cut) throw damaged(workspace, file, cut);
    db = new Db(file, { readOnly: true });
    refuseNewer(db, file);
    refuseIncomplete(db, workspace, file);
    const mark = db.pragma<number>('user_version') > 0 ? readMark(db) : undefined;
    const unclean = mark?.open === true;
    const journalLost = unclean && !journal;
    // To somebody who only reads, a program that is running now looks like one that was killed.
    const whole = journalLost || size <= ALWAYS_BYTES || (unclean && !reading && size <= AFTER_KILL_BYTES);
    const faults = faultsIn(db, whole);
    if (faults.length > 0) throw damaged(workspace, file, faults.join('\n'));
    return { notices: journalLost ? [lostJournal(db, file)] : [], unclean, whole };
  } catch (error) {
    const code = sqliteCode(error);
    // Nothing asked here is wrong in itself: where SQLite says so, it reads a header that was not written by it.
    if (code?.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB' || code === 'SQLITE_ERROR') throw damaged(workspace, file, String(error));
    throw error;
  } finally {
    db?.close();
  }
}

/** What SQLite finds wrong with the pages: in all of the file, or in the tables that cannot be made again. Reads only. */
export function faultsIn(db: Db, whole: boolean): string[] {
  const tables = new Set(db.all<{ name: string }>(`SELECT name FROM sqlite_schema WHERE type = 'table'`).map((row) => row.name));
  const answers = whole
    ? db.all<{ quick_check: string }>('PRAGMA quick_check(20)')
    : PRECIOUS.filter((table) => tables.has(table)).flatMap((table) => db.all<{ quick_check: string }>(`PRAGMA quick_check(${table})`));
  return answers.map((answer) => answer.quick_check).filter((text) => text !== 'ok');
}

/** A journal that is there but empty counts as none: whoever only reads leaves such a one behind, and who writes never has one. */
function hasJournal(file: string): boolean {
  return existsSync(`${file}-wal`) && statSync(`${file}-wal`).size > 0;
}

function tablesMade(steps: readonly string[]): string[] {
  const tables = new Set<string>();
  for (const [, made, gone, old, renamed] of steps
    .join('')
    .matchAll(/CREATE (?:VIRTUAL )?TABLE (?:IF NOT EXISTS )?(\w+)(?!\.)\b|DROP TABLE (\w+)(?!\.)\b|ALTER TABLE (\w+) RENAME TO (\w+)/g)) {
    for (const name of [gone, old]) if (name) tables.delete(name);
    for (const name of [made, renamed]) if (name) tables.add(name);
  }
  return [...tables];
}

/** The file is shorter than its own header says; null when it is not, or when the header does not tell. */
function cutOff(file: string): string | null {
  const handle = openSync(file, 'r');
  try {
    const head = Buffer.alloc(100);
    if (readSync(handle, head) < 100 || head.toString('latin1', 0, 15) !== 'SQLite format 3') return null;
    const pageSize = head.readUInt16BE(16) === 1 ? 65_536 : head.readUInt16BE(16);
    // The count of pages only holds where the same program wrote both counters.
    if (head.readUInt32BE(24) !== head.readUInt32BE(92)) return null;
    const [has, wanted] = [fstatSync(handle).size, head.readUInt32BE(28) * pageSize];
    return has < wanted ? `The file has ${has} bytes, its header says ${wanted}.` : null;
  } finally {
    closeSync(handle);
  }
}

function refuseIncomplete(db: Db, workspace: string, file: string): void {
  const version = db.pragma<number>('user_version');
  const there = new Set(db.all<{ name: string }>(`SELECT name FROM sqlite_schema WHERE type = 'table'`).map((row) => row.name));
  if (version === 0 && there.size > 0)
    throw new UserError('workspace-foreign', `The file ${file} is a database of another program, not of Swivel.`, { hint: 'Choose another workspace.' });
  if (version < 0) throw damaged(workspace, file, `The version of its schema is ${version}.`);
  if (version !== MIGRATIONS.length) return;
  const missing = TABLES.filter((table) => !there.has(table));
  if (missing.length > 0)
    throw damaged(
      workspace,
      file,
      `Missing: ${missing.join(', ')}.`,
      ` The ${missing.length === 1 ? 'table' : 'tables'} ${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} missing.`,
    );
}

function lostJournal(db: Db, file: string): string {
  const newest = db.get<{ queued_at: number }>('SELECT queued_at FROM runs ORDER BY seq DESC LIMIT 1');
  const known = newest ? `The newest run that is known is of ${new Date(newest.queued_at).toISOString()}.` : 'No run is known.';
  return `The journal ${file}-wal of the last session is gone: another program removed it, or it was not copied along. What was saved last may be missing. ${known}`;
}

function damaged(workspace: string, file: string, details: string, more = ''): UserError {
  const copy = quarantineCopy(workspace, file);
  return new UserError(
    'workspace-damaged',
    `The workspace database ${file} is damaged.${more} Nothing was changed${copy ? `; a copy is in ${copy}` : ', and no copy was made because the disk has no room for one'}.`,
    { hint: 'Restore a backup: start Swivel with this workspace and choose one, or use the command "swivel restore --list".', details },
  );
}

/** Copies a damaged file and its journal aside, once for each state of it; null when there is no room. */
function quarantineCopy(workspace: string, file: string): string | null {
  const { size, mtimeMs } = statSync(file);
  const copy = join(workspace, 'quarantine', `${new Date(mtimeMs).toISOString().replaceAll(':', '')}-${size}`);
  if (existsSync(copy)) return copy;
  if (freeBytes(workspace) < size * 1.5) return null;
  try {
    mkdirSync(copy, { recursive: true });
    for (const ending of ['', '-wal']) if (existsSync(file + ending)) copyFileSync(file + ending, join(copy, `swivel.sqlite${ending}`));
    return copy;
  } catch {
    return null;
  }
}

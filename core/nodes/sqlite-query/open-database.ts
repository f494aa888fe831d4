import { statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { OperationalError, UserError } from '../../base/errors.ts';
import { reasonOf } from '../../base/system-trouble.ts';
import type { StepContext } from '../../engine/node-door.ts';

const LOCK_PATIENCE_MS = 5_000;
const LOCK_PAUSE_MS = 50;

/** Opens a database file so that nothing in it can change. Throws a `UserError` where the path is not a database that can be read. */
export function openForReading(file: string): Database.Database {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found)
    throw new UserError('file-not-found', `There is no database file ${file}.`, {
      hint: 'Check the path. A database is not made by reading it.',
      place: { file },
    });
  if (!found.isFile())
    throw new UserError('not-a-file', `${file} is ${found.isDirectory() ? 'a folder' : 'not a plain file'}, not a database file.`, {
      hint: 'Choose the database file itself.',
      place: { file },
    });
  try {
    const database = new Database(file, { readonly: true, fileMustExist: true, timeout: 0 });
    database.pragma('trusted_schema = OFF');
    return database;
  } catch (error) {
    throw databaseError(error, file);
  }
}

/** Does `work` again until the database is no longer locked, for up to five seconds or until the run is cancelled. */
export async function patiently<T>({ signal, clock }: Pick<StepContext, 'signal' | 'clock'>, work: () => T): Promise<T> {
  for (const begun = clock.monotonic(); ; ) {
    signal.throwIfAborted();
    try {
      return work();
    } catch (error) {
      const locked = error instanceof OperationalError && error.code === 'database-locked';
      if (!locked || clock.monotonic() - begun > LOCK_PATIENCE_MS) throw error;
      await new Promise<void>((resolve) => clock.after(LOCK_PAUSE_MS, resolve));
    }
  }
}

/** Turns what SQLite reports while reading into an error that says what to do. Other errors are given back as they are. */
export function databaseError(error: unknown, file: string): unknown {
  if (!(error instanceof Database.SqliteError)) return error;
  const extras = { place: { file }, details: `${error.code}: ${error.message}`, cause: error };
  if (/^SQLITE_(BUSY|LOCKED)/.test(error.code))
    return new OperationalError('database-locked', `The database ${file} is locked: another program is writing to it.`, {
      ...extras,
      retryable: true,
      hint: 'Try again when the other program has finished, or let the step try more often.',
    });
  if (error.code === 'SQLITE_NOTADB')
    return new UserError('not-a-database', `${file} is not a SQLite database.`, {
      ...extras,
      hint: 'Choose another file. Encrypted databases cannot be read.',
    });
  if (/^SQLITE_CORRUPT/.test(error.code))
    return new OperationalError('database-damaged', `The database ${file} is damaged: SQLite cannot read all of it.`, {
      ...extras,
      hint: 'Restore it from a backup, or ask its owner to check it with PRAGMA integrity_check.',
    });
  if (/^SQLITE_(CANTOPEN|IOERR|PERM|AUTH|READONLY)/.test(error.code))
    return new OperationalError('database-not-readable', `The database ${file} cannot be read: ${reasonOf(error)}.`, {
      ...extras,
      hint: 'Check that this user may read the file and its folder, and that the drive is connected.',
    });
  return new UserError('query-failed', `The query cannot be carried out: ${error.message}.`, {
    ...extras,
    hint: 'Correct the query. Table and column names must be as they are in the database.',
  });
}

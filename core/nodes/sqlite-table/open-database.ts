import { existsSync, rmSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { OperationalError, UserError } from '../../base/errors.ts';
import { reasonOf } from '../../base/system-trouble.ts';
import type { StepContext } from '../../engine/node-door.ts';
import { ensureFolder, type MadeFolder } from '../../formats/files/ensure-folder.ts';

const LOCK_PATIENCE_MS = 5_000;
const LOCK_PAUSE_MS = 50;

/**
 * A database being written by one run. All steps of the run that write to one file share it and its transaction: two transactions of one run would wait
 * for each other for ever, and so their tables change together or not at all.
 */
export class RunDatabase {
  readonly file: string;
  readonly database: Database.Database;
  readonly #created: boolean;
  readonly #folder: MadeFolder | null;
  readonly #onEmpty: () => void;
  #members = 0;
  #committed = false;

  constructor(file: string, create: boolean, onEmpty: () => void) {
    this.file = file;
    this.#onEmpty = onEmpty;
    this.#created = !existsSync(file);
    this.#folder = this.#created && create ? ensureFolder(file) : null;
    try {
      this.database = openFile(file, { readonly: false, create });
    } catch (error) {
      this.#folder?.remove();
      throw error;
    }
  }

  /** Joins another step; each must `leave` once. */
  join(): this {
    this.#members++;
    return this;
  }

  /** Whether one step alone writes to it. */
  get alone(): boolean {
    return this.#members === 1;
  }

  /** Begins the run's transaction unless it is going on. Waits a few seconds for another program that writes. */
  async begin(context: StepContext): Promise<void> {
    if (this.database.inTransaction) return;
    await this.#patiently(context, () => {
      this.database.pragma('synchronous = FULL');
      this.database.pragma('trusted_schema = OFF');
      this.database.exec('BEGIN IMMEDIATE');
    });
  }

  /** Makes everything that the run's steps wrote to this file durable. Does nothing where there is nothing to commit. */
  async commit(context: StepContext): Promise<void> {
    if (!this.database.inTransaction) return;
    await this.#patiently(context, () => this.database.exec('COMMIT'));
    this.#committed = true;
  }

  /** Takes back what has not been committed. */
  rollback(): void {
    if (this.database.open && this.database.inTransaction) this.database.exec('ROLLBACK');
  }

  /** Leaves; the last one closes the database, and removes a file that was made for nothing. */
  leave(): void {
    if (--this.#members > 0) return;
    this.#onEmpty();
    this.rollback();
    this.database.close();
    if (!this.#created || this.#committed || statSync(this.file, { throwIfNoEntry: false })?.size !== 0) return;
    rmSync(this.file, { force: true });
    this.#folder?.remove();
  }

  async #patiently(context: StepContext, work: () => void): Promise<void> {
    for (const begun = context.clock.monotonic(); ; ) {
      context.signal.throwIfAborted();
      try {
        return work();
      } catch (error) {
        const told = databaseError(error, this.file);
        if ((told as Partial<OperationalError>).retryable !== true || context.clock.monotonic() - begun > LOCK_PATIENCE_MS) throw told;
        await new Promise<void>((resolve) => context.clock.after(LOCK_PAUSE_MS, resolve));
      }
    }
  }
}

/** The databases that runs of this thread are writing to, by run and file; a database is here only while a step of its run has it open. */
const writing = new Map<string, RunDatabase>();

/** Opens the database for writing, or joins the step of the same run that has it open already. */
export function joinDatabase(file: string, runId: string, create: boolean): RunDatabase {
  const key = `${runId}\0${file}`;
  const found = writing.get(key) ?? new RunDatabase(file, create, () => writing.delete(key));
  writing.set(key, found);
  return found.join();
}

/** Opens a database file; `UserError` or `OperationalError` with the path where that cannot be done. A zero timeout: waiting is done by the caller. */
export function openFile(file: string, options: { readonly: boolean; create: boolean }): Database.Database {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found && !found.isFile())
    throw new UserError('not-a-file', `${file} is ${found.isDirectory() ? 'a folder' : 'not a plain file'}, not a database file.`, {
      hint: 'Choose the database file itself.',
      place: { file },
    });
  if (!found && !options.create)
    throw new UserError('file-not-found', `There is no database file ${file}.`, {
      hint: 'Check the path, or switch on "Make what is missing".',
      place: { file },
    });
  try {
    return new Database(file, { readonly: options.readonly, fileMustExist: !options.create, timeout: 0 });
  } catch (error) {
    throw databaseError(error, file);
  }
}

const RULES: readonly (readonly [RegExp, string])[] = [
  [/^FOREIGN KEY/, 'a row that others refer to would be missing'],
  [/^NOT NULL/, 'a column that must not be empty is empty'],
  [/^(UNIQUE|PRIMARY KEY)/, 'a value that must be unique would appear twice'],
  [/^CHECK/, 'a value breaks a rule of the table'],
];

/** Which rule of the table the commit broke, with the names SQLite gives of it. */
function brokenRule(message: string): string {
  const words = RULES.find(([pattern]) => pattern.test(message))?.[1];
  if (words === undefined) return message;
  const names = /failed: (.+)$/s.exec(message)?.[1];
  return names === undefined ? words : `${words} (${names})`;
}

/** Turns what SQLite reports into an error that says what to do. Other errors are given back as they are. */
export function databaseError(error: unknown, file: string): unknown {
  if (!(error instanceof Database.SqliteError)) return error;
  const extras = { place: { file }, details: `${error.code}: ${error.message}`, cause: error };
  const failed = (code: string, what: string, hint: string, retryable = false) =>
    new OperationalError(code, `The database ${file} ${what}.`, { ...extras, hint, retryable });
  if (/^SQLITE_(BUSY|LOCKED)/.test(error.code))
    return failed('database-locked', 'is locked: another program is using it', 'Try again when the other program has finished.', true);
  if (error.code === 'SQLITE_NOTADB') return new UserError('not-a-database', `${file} is not a SQLite database.`, { ...extras, hint: 'Choose another file.' });
  if (/^SQLITE_CORRUPT/.test(error.code)) return failed('database-damaged', 'is damaged', 'Restore it from a backup before anything is written to it.');
  if (error.code === 'SQLITE_FULL') return failed('disk-full', 'cannot grow: the disk is full', 'Free some space and run again. The database was not changed.');
  if (/^SQLITE_READONLY/.test(error.code))
    return failed('database-read-only', 'is write-protected', 'Allow writing to the file and its folder, or choose another file.');
  if (/^SQLITE_(CANTOPEN|IOERR|PERM|AUTH)/.test(error.code))
    return failed(
      'database-not-writable',
      `cannot be written: ${reasonOf(error)}`,
      'Check that this user may write to the file and its folder, and that the drive is connected.',
    );
  if (/^SQLITE_CONSTRAINT/.test(error.code))
    return new UserError('constraint-failed', `The database ${file} does not accept the change: ${brokenRule(error.message)}.`, {
      ...extras,
      hint: 'Rows of another table may still refer to these rows. The database was not changed.',
    });
  return new UserError('statement-failed', `The database ${file} refused a statement: ${error.message}.`, {
    ...extras,
    hint: 'Check the table in the database. The database was not changed.',
  });
}

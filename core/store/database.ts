import Database from 'better-sqlite3';
import { Defect, OperationalError, SwivelError } from '../base/errors.ts';
import { DriveSync } from './drive-sync.ts';

if (Number(process.versions.node.split('.')[0]) < 24)
  throw new Error(`Node ${process.version} is too old for the workspace database: start Swivel through its own scripts, which bring Node 24.`);

/** What may be bound to a statement. */
export type Bindable = string | number | bigint | Uint8Array | null;

/** Options of one opened database file. */
export interface DatabaseOptions {
  readOnly?: boolean;
  /** Milliseconds to wait for another connection's write; default 5,000. */
  busyTimeoutMs?: number;
}

/**
 * One SQLite connection with prepared statements kept by their text. All statements of the store go through it, so that a row's
 * shape is named where it is asked for and nothing is prepared twice. What the disk or another program refuses is thrown as an
 * OperationalError that says so; `sqliteCode` still knows the cause.
 */
export class Db {
  readonly readOnly: boolean;
  readonly #file: string;
  readonly #raw: Database.Database;
  readonly #busyTimeoutMs: number;
  readonly #statements = new Map<string, Database.Statement>();
  #writing = false;
  #takenBack = 0;
  #written = 0;
  /** Whether a transaction waits for the drive before it is over: as SQLite was last told. */
  #waits = true;
  #drive: DriveSync | null = null;
  /** Called when the disk is full; true when it made room: then the same is tried once more. */
  makeRoom: (() => boolean) | null = null;

  constructor(file: string, options: DatabaseOptions = {}) {
    this.readOnly = options.readOnly ?? false;
    this.#file = file;
    this.#busyTimeoutMs = options.busyTimeoutMs ?? 5_000;
    this.#raw = this.#do(() => new Database(file, { readonly: this.readOnly, fileMustExist: this.readOnly, timeout: this.#busyTimeoutMs }));
  }

  /** Whether a transaction is open. */
  get writing(): boolean {
    return this.#writing;
  }

  /** How many transactions were taken back so far. */
  get takenBack(): number {
    return this.#takenBack;
  }

  /** How many transactions and single statements have written so far. */
  get written(): number {
    return this.#written;
  }

  /** Rows of a query, each of shape `T`. */
  all<T>(sql: string, ...values: Bindable[]): T[] {
    return this.#do(() => this.#prepared(sql).all(...values) as T[]);
  }

  /** The first row of a query, or undefined. */
  get<T>(sql: string, ...values: Bindable[]): T | undefined {
    return this.#do(() => this.#prepared(sql).get(...values) as T | undefined);
  }

  /** The first column of the first row; throws when there is no row. */
  value<T>(sql: string, ...values: Bindable[]): T {
    const row = this.get<Record<string, T>>(sql, ...values);
    if (!row) throw new Defect('no-row', `The workspace database gave no answer to: ${sql}`);
    return Object.values(row)[0] as T;
  }

  /** Runs a writing statement and says how many rows it changed. */
  run(sql: string, ...values: Bindable[]): { changes: number; rowid: number } {
    if (!this.#writing) this.#alone();
    const result = this.#do(() => this.#prepared(sql).run(...values));
    return { changes: result.changes, rowid: Number(result.lastInsertRowid) };
  }

  /** Runs several statements without values: schema changes, transactions held open. */
  exec(sql: string): void {
    if (!this.#writing) this.#alone();
    this.#do(() => this.#raw.exec(sql));
  }

  pragma<T = unknown>(text: string): T {
    return this.#do(() => this.#raw.pragma(text, { simple: true }) as T);
  }

  /** Does something that gives up after so many milliseconds, with 0 at once, where it would wait for another connection. */
  waitingAtMost<T>(ms: number, work: () => T): T {
    this.pragma(`busy_timeout = ${ms}`);
    try {
      return work();
    } finally {
      this.pragma(`busy_timeout = ${this.#busyTimeoutMs}`);
    }
  }

  /**
   * Runs `work` in one transaction that takes the write lock at once; all of it is durable when this returns, or none of it is. When the disk was full and
   * room could be made, all of it was taken back and `work` is called once more.
   */
  write<T>(work: () => T): T {
    if (this.#writing) return work();
    return this.#transaction(true, work);
  }

  #transaction<T>(waits: boolean, work: () => T): T {
    this.#wait(waits);
    this.#written++;
    return this.#do(() => {
      this.#writing = true;
      try {
        return this.#raw.transaction(work).immediate() as T;
      } catch (error) {
        this.#takenBack++;
        throw error;
      } finally {
        this.#writing = false;
      }
    });
  }

  /**
   * The same, but without waiting for the drive: all of it is there whatever becomes of this program, and a power cut takes it back (whole) only until the
   * next `write` has returned. Within a `write` it is part of that.
   */
  writeSoon<T>(work: () => T): T {
    if (this.#writing) return work();
    return this.#transaction(false, work);
  }

  /**
   * Resolves when all that was written so far is on the drive, as after a `write`, but without this thread waiting for it. Rejects with an OperationalError
   * where the drive refuses: what was written then is there as long as the machine runs, and nobody knows what a power cut would leave of it.
   */
  async settled(): Promise<void> {
    if (this.#raw.memory) return;
    this.#drive ??= new DriveSync(`${this.#file}-wal`);
    try {
      await this.#drive.settled();
    } catch (error) {
      throw notOnDrive(error, this.#file);
    }
  }

  /** Closes the connection; a second call does nothing. */
  close(): void {
    this.#statements.clear();
    this.#drive?.close();
    this.#raw.close();
  }

  #alone(): void {
    this.#wait(true);
    this.#written++;
  }

  /** Told to SQLite only where it changes: small runs write soon and durably in turn, and each telling takes as long as a statement. */
  #wait(yes: boolean): void {
    if (yes === this.#waits) return;
    this.pragma(yes ? 'synchronous = FULL' : 'synchronous = NORMAL');
    this.#waits = yes;
  }

  #do<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      // A full disk may have ended the transaction: a statement of it must not be repeated alone. The whole is, by the call that began it.
      if (!isDiskFull(error) || this.#writing || !this.makeRoom?.()) throw outsideTrouble(error, this.#file) ?? error;
    }
    try {
      return work();
    } catch (error) {
      throw outsideTrouble(error, this.#file) ?? error;
    }
  }

  #prepared(sql: string): Database.Statement {
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = this.#raw.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}

/** The SQLite result code of an error thrown by the database (`SQLITE_BUSY`), or null for any other error. */
export function sqliteCode(error: unknown): string | null {
  const cause = error instanceof SwivelError ? error.cause : error;
  return cause instanceof Database.SqliteError ? cause.code : null;
}

/** Whether there was no room on the disk for what the database wanted to write; also of an error that was put into words already. */
export function isDiskFull(error: unknown): boolean {
  const code = sqliteCode(error);
  return code === 'SQLITE_FULL' || code === 'SQLITE_IOERR_SHMSIZE';
}

function notOnDrive(error: unknown, file: string): OperationalError {
  const full = error instanceof Error && /^(ENOSPC|EDQUOT)$/.test((error as NodeJS.ErrnoException).code ?? '');
  const what = full ? 'cannot grow: the disk is full' : 'cannot be used: the disk does not answer properly';
  return new OperationalError(full ? 'disk-full' : 'disk-trouble', `The workspace database ${file} ${what}.`, {
    hint: full ? 'Make room on the disk of the workspace, then try again.' : 'Check that the disk of the workspace is connected and sound. Then try again.',
    retryable: true,
    cause: error,
    details: String(error),
  });
}

/** What the disk, its rights or another program did to the database, in words; null for errors that are our own. */
function outsideTrouble(error: unknown, file: string): OperationalError | null {
  if (!(error instanceof Database.SqliteError)) return null;
  const { code } = error;
  const trouble = (name: string, what: string, hint: string, retryable: boolean) =>
    new OperationalError(name, `The workspace database ${file} ${what}.`, { hint, retryable, cause: error, details: `${code}: ${String(error)}` });
  if (isDiskFull(error)) return trouble('disk-full', 'cannot grow: the disk is full', 'Make room on the disk of the workspace, then try again.', true);
  if (code.startsWith('SQLITE_BUSY'))
    return trouble('workspace-locked', 'is locked by another program', 'Close the program that has it open, then try again.', true);
  if (/^SQLITE_(READONLY|PERM|CANTOPEN)/.test(code))
    return trouble(
      'workspace-not-writable',
      'cannot be opened or written',
      'Check that this user may write to the folder of the workspace, or choose another one.',
      false,
    );
  if (code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT'))
    return trouble(
      'workspace-damaged',
      'is damaged',
      file.endsWith('.lease') ? 'Delete this file; nothing is kept in it.' : 'Put back a copy from a backup (folder "backups"), or choose another workspace.',
      false,
    );
  if (code.startsWith('SQLITE_IOERR'))
    return trouble(
      'disk-trouble',
      'cannot be used: the disk is full or does not answer properly',
      'Make room on the disk of the workspace, or check that it is connected. Then try again.',
      true,
    );
  return null;
}

import Database from 'better-sqlite3';
import { Defect } from '../base/errors.ts';

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
 * shape is named where it is asked for and nothing is prepared twice.
 */
export class Db {
  readonly readOnly: boolean;
  readonly #raw: Database.Database;
  readonly #statements = new Map<string, Database.Statement>();

  constructor(file: string, options: DatabaseOptions = {}) {
    this.readOnly = options.readOnly ?? false;
    this.#raw = new Database(file, { readonly: this.readOnly, fileMustExist: this.readOnly, timeout: options.busyTimeoutMs ?? 5_000 });
  }

  /** Rows of a query, each of shape `T`. */
  all<T>(sql: string, ...values: Bindable[]): T[] {
    return this.#prepared(sql).all(...values) as T[];
  }

  /** The first row of a query, or undefined. */
  get<T>(sql: string, ...values: Bindable[]): T | undefined {
    return this.#prepared(sql).get(...values) as T | undefined;
  }

  /** The first column of the first row; throws when there is no row. */
  value<T>(sql: string, ...values: Bindable[]): T {
    const row = this.get<Record<string, T>>(sql, ...values);
    if (!row) throw new Defect('no-row', `The workspace database gave no answer to: ${sql}`);
    return Object.values(row)[0] as T;
  }

  /** Runs a writing statement and says how many rows it changed. */
  run(sql: string, ...values: Bindable[]): { changes: number; rowid: number } {
    const result = this.#prepared(sql).run(...values);
    return { changes: result.changes, rowid: Number(result.lastInsertRowid) };
  }

  /** Runs several statements without values: schema changes, transactions held open. */
  exec(sql: string): void {
    this.#raw.exec(sql);
  }

  pragma<T = unknown>(text: string): T {
    return this.#raw.pragma(text, { simple: true }) as T;
  }

  /** Runs `work` in one transaction that takes the write lock at once; all of it is durable when this returns, or none of it is. */
  write<T>(work: () => T): T {
    return this.#raw.inTransaction ? work() : (this.#raw.transaction(work).immediate() as T);
  }

  /** Closes the connection; a second call does nothing. */
  close(): void {
    this.#statements.clear();
    this.#raw.close();
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
  return error instanceof Database.SqliteError ? error.code : null;
}

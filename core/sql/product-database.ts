import { UserError } from '../base/errors.ts';
import type { StopSignal } from '../base/stop-signal.ts';
import type { ConnectContext } from '../catalog/connection-spec.ts';
import type {
  ColumnShape,
  Database,
  NewColumn,
  Reading,
  RowStream,
  SqlValue,
  TableEntry,
  TableHolds,
  TableName,
  TableShape,
  TableWriter,
  Writing,
} from '../catalog/families/database.ts';
import { type BulkSession, BulkWriter } from './bulk-writer.ts';
import { checkWriting } from './check-writing.ts';
import { pickedColumns, tableMissing, tableWords } from './reading-sql.ts';
import type { PooledSession, SessionPool } from './session-pool.ts';

/** Keys as they come, some at a time. */
export type KeyStream = AsyncIterable<readonly (readonly SqlValue[])[]>;

/** A signed-in line as all products have it. */
export interface SqlSession extends PooledSession {
  /** One statement; its errors are the driver's. */
  query(sql: string): Promise<unknown>;
  /** An error of the driver or the server in our words. */
  trouble(error: unknown): Error;
}

/** A column of a table as one product knows it. */
export type ColumnIn<T extends TableShape> = T['columns'][number];

/** What one product does with a session, behind the promises of the family. Each call ends with the session free again, unless it says otherwise. */
export interface Product<S extends SqlSession, T extends TableShape> {
  readonly dialect: Database['dialect'];
  listTables(session: S, like: string, most: number): Promise<TableEntry[]>;
  /** Null where there is no such table. */
  shapeOf(session: S, table: TableName): Promise<T | null>;
  /** The same without asking for rights, where that costs something. */
  readShape(session: S, table: TableName): Promise<Omit<T, 'may'> | null>;
  columnsOf(session: S, reading: Reading): Promise<readonly ColumnShape[]>;
  /** `done` is called once, when the session is free again: also when opening fails. */
  openReading(session: S, reading: Reading, signal: StopSignal, done: () => void): Promise<RowStream>;
  rowsWithKeys(
    session: S,
    shape: Omit<T, 'may'>,
    picked: readonly ColumnIn<T>[],
    key: readonly ColumnIn<T>[],
    keys: readonly (readonly SqlValue[])[],
  ): Promise<(SqlValue[] | null)[]>;
  rowsBeside(
    session: S,
    shape: Omit<T, 'may'>,
    picked: readonly ColumnIn<T>[],
    key: readonly ColumnIn<T>[],
    keep: KeyStream,
    most: number,
  ): Promise<{ count: number; sample: SqlValue[][] }>;
  holds(session: S, shape: Omit<T, 'may'>, key: readonly ColumnIn<T>[], keys: KeyStream | null): Promise<TableHolds>;
  /** Of columns of this declared type an index may hold only the beginning of each value. */
  indexedInPart?(declared: string): boolean;
  /** Throws where a table cannot be written as the family promises. */
  refuse?(session: S, table: TableName): Promise<void>;
  /** The way rows are written; it has the session until it is closed. `mark` tells what it makes from what others make. */
  bulk(
    pool: SessionPool<S>,
    session: S,
    writing: Writing,
    table: { readonly shape: T; readonly columns: readonly ColumnIn<T>[] },
    mark: string,
    signal: StopSignal,
  ): BulkSession;
  createStatement(table: TableName, columns: readonly NewColumn[]): string;
  /** Whether making a table failed because there is one of this name. */
  isThere(error: unknown): boolean;
}

/** A database that is signed in to: the interface of the family over what one product does with its sessions. */
export class ProductDatabase<S extends SqlSession, T extends TableShape> implements Database {
  readonly dialect: Database['dialect'];
  readonly product: string;
  readonly title: string;
  readonly #does: Product<S, T>;
  readonly #pool: SessionPool<S>;
  readonly #context: ConnectContext;

  /** `product`: what is at the other end, with its version. */
  constructor(does: Product<S, T>, product: string, at: { readonly database: string; readonly host: string }, pool: SessionPool<S>, context: ConnectContext) {
    this.dialect = does.dialect;
    this.product = product;
    this.title = `${at.database} on ${at.host}`;
    this.#does = does;
    this.#pool = pool;
    this.#context = context;
  }

  tables(like: string, most: number): Promise<TableEntry[]> {
    return this.#pool.use((session) => this.#does.listTables(session, like, most), this.#context.signal);
  }

  shapeOf(table: TableName): Promise<TableShape | null> {
    return this.#pool.use((session) => this.#does.shapeOf(session, table), this.#context.signal);
  }

  columnsOf(reading: Reading): Promise<ColumnShape[]> {
    return this.#pool.use(async (session) => [...(await this.#does.columnsOf(session, reading))], this.#context.signal);
  }

  async read(reading: Reading, signal: StopSignal): Promise<RowStream> {
    const session = await this.#pool.take(signal);
    return this.#does.openReading(session, reading, signal, () => this.#pool.release(session));
  }

  rowsWithKeys(table: TableName, columns: readonly string[], key: readonly string[], keys: readonly (readonly SqlValue[])[]): Promise<(SqlValue[] | null)[]> {
    return this.#withTable(table, (session, shape) => this.#does.rowsWithKeys(session, shape, pickedColumns(shape, columns), pickedColumns(shape, key), keys));
  }

  rowsBeside(
    table: TableName,
    columns: readonly string[],
    key: readonly string[],
    keep: KeyStream,
    most: number,
  ): Promise<{ count: number; sample: SqlValue[][] }> {
    return this.#withTable(table, (session, shape) =>
      this.#does.rowsBeside(session, shape, pickedColumns(shape, columns), pickedColumns(shape, key), keep, most),
    );
  }

  async writer(writing: Writing, signal: StopSignal): Promise<TableWriter> {
    const session = await this.#pool.take(signal);
    try {
      const shape = await this.#does.shapeOf(session, writing.table);
      const columns = checkWriting<ColumnIn<T>>(writing, shape, (declared) => this.#does.indexedInPart?.(declared) ?? false);
      if (!shape) throw tableMissing(writing.table);
      await this.#does.refuse?.(session, shape.table);
      const { clock, random } = this.#context;
      const mark = Math.floor(random() * 2 ** 48).toString(36);
      const bulk = this.#does.bulk(this.#pool, session, writing, { shape, columns }, mark, signal);
      return new BulkWriter(bulk, { transaction: writing.transaction, survivesLoss: writing.way !== 'mirror', signal, clock, random });
    } catch (error) {
      this.#pool.release(session);
      throw error;
    }
  }

  holds(table: TableName, key: readonly string[], keys: KeyStream | null): Promise<TableHolds> {
    return this.#withTable(table, (session, shape) => this.#does.holds(session, shape, pickedColumns(shape, key), keys));
  }

  createStatement(table: TableName, columns: readonly NewColumn[]): string {
    return this.#does.createStatement(table, columns);
  }

  createTable(table: TableName, columns: readonly NewColumn[]): Promise<void> {
    return this.#pool.use(async (session) => {
      try {
        await session.query(this.#does.createStatement(table, columns));
      } catch (error) {
        if (!this.#does.isThere(error)) throw session.trouble(error);
        throw new UserError('table-exists', `There is a table "${tableWords(table)}" already.`, {
          hint: 'Choose another name, or write into the one that is there.',
        });
      }
    }, this.#context.signal);
  }

  #withTable<R>(table: TableName, work: (session: S, shape: Omit<T, 'may'>) => Promise<R>): Promise<R> {
    return this.#pool.use(async (session) => {
      const shape = await this.#does.readShape(session, table);
      if (!shape) throw tableMissing(table);
      return work(session, shape);
    }, this.#context.signal);
  }
}

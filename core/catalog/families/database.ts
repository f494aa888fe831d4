import type { Field } from '../../base/field.ts';
import type { StopSignal } from '../../base/stop-signal.ts';
import type { RejectedRow } from './rejected-row.ts';

/**
 * A value on its way to or from a database. Whole numbers beyond 2^53 are `bigint`; exact decimals, dates and times are the texts that `core/base/value.ts`
 * speaks of. A moment that names its zone ends in `Z`; one without has none. JSON is its text (`object`), an array the text of a JSON list (`list`), and bytes
 * are base64.
 */
export type SqlValue = null | boolean | number | bigint | string;

/** A table or view by its name. `schema` is null where the product has none beside the database. */
export interface TableName {
  readonly schema: string | null;
  readonly name: string;
}

/** A table as a list shows it. */
export interface TableEntry extends TableName {
  readonly kind: 'table' | 'view';
}

/** A column as the database declares it. */
export interface ColumnShape {
  readonly name: string;
  /** As the database names it: `numeric(12,2)`, `varchar(40)`. */
  readonly declared: string;
  /** As a flow sees it. */
  readonly type: Field['type'];
  readonly nullable: boolean;
  /** Filled by the database where nothing is given. */
  readonly hasDefault: boolean;
  /** Always made by the database; nothing can be written there. */
  readonly generated: boolean;
  /** Most characters of a text. */
  readonly length?: number;
}

/** What the catalogue of the database says of a table. */
export interface TableShape {
  readonly table: TableName;
  readonly kind: 'table' | 'view';
  readonly columns: readonly ColumnShape[];
  /** Columns of the primary key, in order; none when there is none. */
  readonly primaryKey: readonly string[];
  /** Further sets of columns whose values together may not repeat; where one of them is empty, they may. */
  readonly uniqueKeys: readonly (readonly string[])[];
  /** What the signed-in user may do. */
  readonly may: { readonly insert: boolean; readonly update: boolean; readonly delete: boolean };
}

/** One condition on a column; all must hold. */
export interface ColumnCondition {
  readonly column: string;
  readonly operator: '=' | '<>' | '<' | '<=' | '>' | '>=' | 'is-null' | 'is-not-null' | 'starts-with' | 'contains' | 'in';
  readonly value?: SqlValue | readonly SqlValue[];
}

/** Behind which row reading goes on: rows whose column is larger, or as large with a larger tie-break. */
export interface ReadAfter {
  readonly column: string;
  readonly value: SqlValue;
  /** A column that decides between equal values; empty when there is none. */
  readonly tie: string;
  readonly tieValue: SqlValue;
}

/** Which part of the rows is read, in the order of a watermark. */
export interface ReadPart {
  /** Only rows behind this one. */
  readonly after?: ReadAfter;
  /** Only rows up to and with this one: what was read once can be read again, although more has come since. */
  readonly upTo?: ReadAfter;
  /**
   * Rows in which one of these columns is null have no place in the order: they are left out, or nothing but they are read. Absent: it does not matter.
   */
  readonly nulls?: { readonly of: readonly string[]; readonly rows: 'without' | 'only' };
}

/** What is to be read. */
export type Reading = ReadPart &
  (
    | {
        readonly from: 'table';
        readonly table: TableName;
        /** In this order; none means all. */
        readonly columns: readonly string[];
        readonly conditions: readonly ColumnCondition[];
        /** Ascending. Needed for reading on from a watermark. */
        readonly orderBy: readonly string[];
        /** Most rows. */
        readonly limit?: number;
      }
    | {
        readonly from: 'query';
        /** One statement that only reads. `:name` stands for a parameter; texts, comments and `::casts` are left alone. */
        readonly sql: string;
        readonly parameters: Readonly<Record<string, SqlValue>>;
        readonly orderBy: readonly string[];
        readonly limit?: number;
      }
  );

/** Rows as they stream from a cursor: never more in memory than was asked for. */
export interface RowStream {
  readonly columns: readonly ColumnShape[];
  /** Up to `most` rows, one list of values each; an empty list is the end. */
  next(most: number): Promise<SqlValue[][]>;
  close(): Promise<void>;
}

/** How rows are written. */
export interface Writing {
  readonly table: TableName;
  /**
   * `insert` adds every row; `upsert` changes the row with the same key and adds the others; `update` and `delete` touch only rows that are there;
   * `mirror` is `upsert`, and at the end every row whose key did not come is deleted; a row that was refused has come. Of rows with the same key the last
   * one counts.
   */
  readonly way: 'insert' | 'upsert' | 'update' | 'delete' | 'mirror';
  /** Columns of the rows that are pushed, in order. */
  readonly columns: readonly string[];
  /** Columns that name a row; of `columns`. None for `insert`. */
  readonly key: readonly string[];
  /** One transaction for everything, or one for each so many rows, which stay when a later one fails. */
  readonly transaction: 'all' | { readonly rows: number };
}

/** What was changed in the end. */
export interface WrittenCounts {
  inserted: number;
  updated: number;
  unchanged: number;
  deleted: number;
}

/** Rows on their way into a table. Nothing is visible to others before a transaction is committed. */
export interface TableWriter {
  /**
   * Writes rows in bulk (COPY, many rows a statement). A row that a constraint, a type or a length refuses is given back with the reason and leaves no trace;
   * the others of its batch are written. For `update` and `delete` a row that is not in the table is given back as `row-missing`.
   * What fails only by chance (a deadlock, a cut line) is done again as long as the rows of its transaction are at hand.
   * May be called before the push before has answered: they are served in their order, and the rows made ready meanwhile. Everything else waits for them.
   */
  push(rows: readonly (readonly SqlValue[])[]): Promise<RejectedRow[]>;
  /**
   * Everything was pushed: does all that is left but to commit (rules that are looked at last, the deletes of a mirror unless the rest is to be kept), and
   * says what will have been changed. `commit` alone does it with `delete`.
   */
  finish(rest: 'delete' | 'keep'): Promise<WrittenCounts>;
  /**
   * Ends the last transaction. Nothing happened where it fails, but for one case: a connection that is lost between the commit and its answer is the
   * OperationalError `commit-unknown`, where the database cannot be asked afterwards what became of it.
   */
  commit(): Promise<WrittenCounts>;
  /** Takes back what is not committed; says what was committed before that, and stays. */
  abort(): Promise<WrittenCounts>;
}

/** What a table holds, read back after a commit in a transaction of its own. */
export interface TableHolds {
  /** Rows in the table. */
  rows: number;
  /** Of the keys that were asked for, each as often as it was: how many are there. */
  found: number;
}

/** A column of a table that is to be made. */
export interface NewColumn {
  readonly name: string;
  readonly type: Field['type'];
  readonly key: boolean;
}

/** A signed-in database. Sessions are taken from a small pool and given back; waiting for one is bounded and ends with a clear error. */
export interface Database {
  /** "PostgreSQL 15.14". */
  readonly product: string;
  /** How its SQL differs, for editors and generated statements. */
  readonly dialect: 'postgres' | 'mysql';
  /** As a person knows it: "payroll on db.example". */
  readonly title: string;
  /** Tables and views the user may see whose name holds `like`, at most `most`, in order of their names. */
  tables(like: string, most: number): Promise<TableEntry[]>;
  /** Null when there is no such table, or it is not to be seen. */
  shapeOf(table: TableName): Promise<TableShape | null>;
  /** Columns of what would be read, without reading it. A mistake in a query is the UserError `query-wrong` with the place in it. */
  columnsOf(reading: Reading): Promise<ColumnShape[]>;
  read(reading: Reading, signal: StopSignal): Promise<RowStream>;
  /** Of each of these keys the row that is there, or null; in their order. For rehearsals. */
  rowsWithKeys(table: TableName, columns: readonly string[], key: readonly string[], keys: readonly (readonly SqlValue[])[]): Promise<(SqlValue[] | null)[]>;
  /** Rows of the table whose key is none of those that `keep` gives, counted, with the first `most` of them; for the rehearsal of a mirror. */
  rowsBeside(
    table: TableName,
    columns: readonly string[],
    key: readonly string[],
    keep: AsyncIterable<readonly (readonly SqlValue[])[]>,
    most: number,
  ): Promise<{ count: number; sample: SqlValue[][] }>;
  /** Begins to write. What the table cannot take (a column that is gone, no rights, no unique key for an upsert) is a UserError before the first row. */
  writer(writing: Writing, signal: StopSignal): Promise<TableWriter>;
  /** Reads back what is there. `keys` are gone through up to twice, one time after the other. */
  holds(table: TableName, key: readonly string[], keys: AsyncIterable<readonly (readonly SqlValue[])[]> | null): Promise<TableHolds>;
  /** The statement that would make the table, to show before it is done. */
  createStatement(table: TableName, columns: readonly NewColumn[]): string;
  createTable(table: TableName, columns: readonly NewColumn[]): Promise<void>;
}

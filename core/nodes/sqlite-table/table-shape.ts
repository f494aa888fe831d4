import type Database from 'better-sqlite3';
import { UserError } from '../../base/errors.ts';

/** How SQLite treats what is put into a column, found from its declared type. `decimal` and `boolean` are NUMERIC to SQLite, told apart by name. */
export type Affinity = 'integer' | 'real' | 'text' | 'none' | 'numeric' | 'decimal' | 'boolean';

/** A column of a table as the database declares it. */
export interface TableColumn {
  readonly name: string;
  readonly affinity: Affinity;
  /** False for columns that the table computes itself. */
  readonly writable: boolean;
}

/** A table as the database describes it. */
export interface TableShape {
  /** The name as the database writes it. */
  readonly name: string;
  readonly columns: readonly TableColumn[];
  /** Sets of columns of which no two rows can have the same values. */
  readonly keys: readonly (readonly string[])[];
}

/** A name as SQL takes it whatever characters it has. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** SQLite knows names apart only by more than the case of ASCII letters. */
export function sameName(a: string, b: string): boolean {
  return a === b || foldAscii(a) === foldAscii(b);
}

/** A name with its ASCII letters in lower case. */
export function foldAscii(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** The table of that name, `null` when there is none. Throws a `UserError` for a view. */
export function readTable(database: Database.Database, table: string): TableShape | null {
  const found = database
    .prepare<[string], { name: string; type: string }>("SELECT name, type FROM sqlite_schema WHERE name = ? COLLATE NOCASE AND type IN ('table', 'view')")
    .get(table);
  if (!found) return null;
  if (found.type === 'view')
    throw new UserError('not-a-table', `"${found.name}" is a view: nothing can be written to it.`, { hint: 'Choose the table behind the view.' });
  const columns = database
    .prepare<[string], { name: string; type: string; hidden: number; pk: number }>('SELECT name, type, hidden, pk FROM pragma_table_xinfo(?)')
    .all(found.name);
  const primary = columns
    .filter((column) => column.pk > 0)
    .sort((a, b) => a.pk - b.pk)
    .map((column) => column.name);
  return {
    name: found.name,
    columns: columns.map(({ name, type, hidden }) => ({ name, affinity: affinityOf(type), writable: hidden === 0 })),
    keys: [...(primary.length > 0 ? [primary] : []), ...uniqueIndexes(database, found.name)],
  };
}

function uniqueIndexes(database: Database.Database, table: string): string[][] {
  const indexes = database.prepare<[string], { name: string }>('SELECT name FROM pragma_index_list(?) WHERE "unique" = 1 AND partial = 0').all(table);
  const columnsOf = database.prepare<[string], { name: string | null }>('SELECT name FROM pragma_index_info(?) ORDER BY seqno');
  return indexes.map(({ name }) => columnsOf.all(name).map((column) => column.name)).filter((names): names is string[] => !names.includes(null));
}

/** SQLite's rules for declared types (https://sqlite.org/datatype3.html section 3.1). */
export function affinityOf(declared: string): Affinity {
  const name = declared.toUpperCase();
  if (name.includes('INT')) return 'integer';
  if (/CHAR|CLOB|TEXT/.test(name)) return 'text';
  if (name === '' || name.includes('BLOB') || name === 'ANY') return 'none';
  if (/REAL|FLOA|DOUB/.test(name)) return 'real';
  if (/DEC|NUM/.test(name)) return 'decimal';
  return name.includes('BOOL') ? 'boolean' : 'numeric';
}

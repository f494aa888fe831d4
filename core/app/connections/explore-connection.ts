import type * as z from 'zod';
import type { queryColumns, remoteListing, tableList, tableShape } from '../../api/connection-models.ts';
import type { Database, SqlValue, TableName, TableShape } from '../../catalog/families/database.ts';
import type { FilePlace } from '../../catalog/families/file-place.ts';
import type { BorrowedConnection, ConnectionDesk } from './connection-desk.ts';

/** More entries of a folder than this are not shown. */
const MOST_ENTRIES = 2_000;

/** Tables and views of a database whose name holds `like`. */
export function exploreTables(desk: ConnectionDesk, id: string, like: string, most: number, signal?: AbortSignal): Promise<z.infer<typeof tableList>> {
  return withDatabase(desk, id, signal, async (database) => {
    const found = await database.tables(like, most + 1);
    const { product, dialect } = database;
    return { product, dialect, tables: found.slice(0, most).map(({ schema, name, kind }) => ({ schema, name, kind })), more: found.length > most };
  });
}

/** Columns, keys and rights of a table; null when there is none of that name. */
export function exploreTable(desk: ConnectionDesk, id: string, table: TableName, signal?: AbortSignal): Promise<z.infer<typeof tableShape>> {
  return withDatabase(desk, id, signal, async (database) => {
    const shape = await database.shapeOf(table);
    return shape && plainShape(shape);
  });
}

/** Columns of what a query would give. Throws the UserError `query-wrong`. */
export function exploreQuery(
  desk: ConnectionDesk,
  id: string,
  sql: string,
  parameters: Readonly<Record<string, SqlValue>>,
  signal?: AbortSignal,
): Promise<z.infer<typeof queryColumns>> {
  return withDatabase(desk, id, signal, async (database) => ({
    columns: (await database.columnsOf({ from: 'query', sql, parameters, orderBy: [] })).map((column) => ({ ...column })),
  }));
}

/** What lies in a folder of a place outside: folders first. Throws the UserError `folder-not-found`. */
export function exploreFolder(
  desk: ConnectionDesk,
  id: string,
  folder: string,
  signal: AbortSignal = new AbortController().signal,
): Promise<z.infer<typeof remoteListing>> {
  return withPlace(desk, id, signal, async (place) => {
    const entries = await place.list(folder, signal);
    const sorted = [...entries.filter(({ kind }) => kind === 'folder'), ...entries.filter(({ kind }) => kind !== 'folder')];
    return {
      title: place.title,
      folder,
      entries: sorted.slice(0, MOST_ENTRIES).map(({ name, path, bytes, modifiedAt, kind }) => ({ name, path, bytes, modifiedAt, kind })),
      more: entries.length > MOST_ENTRIES,
    };
  });
}

/** Does something with the place for files of a connection, and leaves nothing open. */
export function withPlace<T>(desk: ConnectionDesk, id: string, signal: AbortSignal, work: (place: FilePlace) => Promise<T>): Promise<T> {
  return closing(desk.open(id, 'files', { signal }), work);
}

function withDatabase<T>(desk: ConnectionDesk, id: string, signal: AbortSignal | undefined, work: (database: Database) => Promise<T>): Promise<T> {
  return closing(desk.open(id, 'database', signal ? { signal } : {}), work);
}

async function closing<F extends 'database' | 'files', T>(
  opening: Promise<BorrowedConnection<F>>,
  work: (use: BorrowedConnection<F>['use']) => Promise<T>,
): Promise<T> {
  const open = await opening;
  try {
    return await work(open.use);
  } finally {
    await open.close();
  }
}

function plainShape({ table, kind, columns, primaryKey, uniqueKeys, may }: TableShape): z.infer<typeof tableShape> {
  return {
    table: { schema: table.schema, name: table.name },
    kind,
    columns: columns.map((column) => ({ ...column })),
    primaryKey: [...primaryKey],
    uniqueKeys: uniqueKeys.map((key) => [...key]),
    may: { ...may },
  };
}

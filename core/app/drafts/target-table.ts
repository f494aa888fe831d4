import type { TargetFound } from '../../api/target-models.ts';
import { UserError } from '../../base/errors.ts';
import type { Database, SqlValue, TableName } from '../../catalog/families/database.ts';
import { canonicalText } from '../../data/canonical-text.ts';
import type { ConnectionDesk } from '../connections/connection-desk.ts';

const VALUES = 30;

/** The columns of a table behind a connection that can be written, with values seen in them. Throws the UserError `table-not-found`. */
export async function fieldsOfTable(desk: ConnectionDesk, connectionId: string, table: TableName): Promise<TargetFound> {
  const open = await desk.open(connectionId, 'database');
  try {
    return await found(open.use, table);
  } finally {
    await open.close();
  }
}

async function found(database: Database, table: TableName): Promise<TargetFound> {
  const label = table.schema === null ? table.name : `${table.schema}.${table.name}`;
  const shape = await database.shapeOf(table);
  if (!shape) throw new UserError('table-not-found', `There is no table "${label}" in ${database.title}.`, { hint: 'Choose one that is there.' });
  const columns = shape.columns.filter(({ generated }) => !generated);
  const rows = await firstRows(
    database,
    table,
    columns.map(({ name }) => name),
  );
  return {
    target: {
      kind: 'table',
      label,
      table: label,
      fields: columns.map(({ name, type, nullable, hasDefault }) => ({ name, type, ...(nullable || hasDefault ? {} : { required: true }) })),
    },
    values: columns.map((_, at) => rows.flatMap((row) => textOf(row[at] ?? null))),
    tables: [],
  };
}

async function firstRows(database: Database, table: TableName, columns: readonly string[]): Promise<SqlValue[][]> {
  const stream = await database.read({ from: 'table', table, columns, conditions: [], orderBy: [], limit: VALUES }, new AbortController().signal);
  try {
    return await stream.next(VALUES);
  } finally {
    await stream.close();
  }
}

function textOf(value: SqlValue): string[] {
  const text = value === null ? '' : canonicalText(value);
  return text === '' || text.length > 200 ? [] : [text];
}

import { UserError } from '../../base/errors.ts';
import type { NewColumn, TableName } from '../../catalog/families/database.ts';
import { quotedTable } from '../../sql/reading-sql.ts';
import { dialect } from './dialect.ts';

const TYPES: Readonly<Record<NewColumn['type'], string>> = {
  text: 'text',
  integer: 'bigint',
  number: 'float8',
  decimal: 'numeric',
  boolean: 'boolean',
  date: 'date',
  datetime: 'timestamptz',
  time: 'time',
  list: 'jsonb',
  object: 'jsonb',
  any: 'text',
};

/** See `Database.createStatement`. The types lose nothing of what a field may hold. */
export function createStatement(table: TableName, columns: readonly NewColumn[]): string {
  const long = [table.name, ...columns.map(({ name }) => name)].find((name) => Buffer.byteLength(name) > 63);
  if (long !== undefined)
    throw new UserError('name-too-long', `The name "${long}" is longer than PostgreSQL allows.`, {
      hint: 'At most 63 bytes. Give the field a shorter name before this step.',
    });
  const lines = columns.map(({ name, type, key }) => `  ${dialect.quote(name)} ${TYPES[type]}${key ? ' NOT NULL' : ''}`);
  const keys = columns.filter(({ key }) => key).map(({ name }) => dialect.quote(name));
  return `CREATE TABLE ${quotedTable(table, dialect)} (\n${[...lines, ...(keys.length > 0 ? [`  PRIMARY KEY (${keys.join(', ')})`] : [])].join(',\n')}\n)`;
}

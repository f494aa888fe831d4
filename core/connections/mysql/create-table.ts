import { UserError } from '../../base/errors.ts';
import type { NewColumn, TableName } from '../../catalog/families/database.ts';
import { quotedTable } from '../../sql/reading-sql.ts';
import { dialect } from './dialect.ts';

const TYPES: Readonly<Record<NewColumn['type'], string>> = {
  text: 'longtext',
  integer: 'bigint',
  number: 'double',
  decimal: 'decimal(65,20)',
  boolean: 'tinyint(1)',
  date: 'date',
  datetime: 'datetime(6)',
  time: 'time(6)',
  list: 'json',
  object: 'json',
  any: 'longtext',
};
/** Texts of a key have to be of a length that can be indexed. */
const KEY_TYPES: Readonly<Partial<Record<NewColumn['type'], string>>> = { text: 'varchar(255)', any: 'varchar(255)' };

/** See `Database.createStatement`. Texts keep every character, and differ in every character. */
export function createStatement(table: TableName, columns: readonly NewColumn[]): string {
  const long = [table.name, ...columns.map(({ name }) => name)].find((name) => [...name].length > 64);
  if (long !== undefined)
    throw new UserError('name-too-long', `The name "${long}" is longer than MySQL and MariaDB allow.`, {
      hint: 'At most 64 characters. Give the field a shorter name before this step.',
    });
  const typeOf = ({ type, key }: NewColumn) => `${(key ? KEY_TYPES[type] : undefined) ?? TYPES[type]} ${key ? 'NOT NULL' : 'NULL'}`;
  const lines = columns.map((column) => `  ${dialect.quote(column.name)} ${typeOf(column)}`);
  const keys = columns.filter(({ key }) => key).map(({ name }) => dialect.quote(name));
  const all = [...lines, ...(keys.length > 0 ? [`  PRIMARY KEY (${keys.join(', ')})`] : [])].join(',\n');
  return `CREATE TABLE ${quotedTable(table, dialect)} (\n${all}\n) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin`;
}

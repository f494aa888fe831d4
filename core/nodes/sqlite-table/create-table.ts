import { UserError } from '../../base/errors.ts';
import type { FieldType } from '../../base/field.ts';
import type { BatchField } from '../../data/batch.ts';
import { foldAscii, quoted } from './table-shape.ts';

/** Decimals, dates and times stay the text they are; a field whose records differ gets a column that takes anything as it is. */
const COLUMN_TYPES: Readonly<Record<FieldType, string>> = {
  text: 'TEXT',
  integer: 'INTEGER',
  number: 'REAL',
  decimal: 'TEXT',
  boolean: 'INTEGER',
  date: 'TEXT',
  datetime: 'TEXT',
  time: 'TEXT',
  list: 'TEXT',
  object: 'TEXT',
  any: '',
};

/** The declared type of a column made for a field of this type; empty for a column that takes anything. */
export function columnType(type: FieldType): string {
  return COLUMN_TYPES[type];
}

/** A column as it is written in CREATE TABLE or ADD COLUMN. */
export function columnDefinition(field: BatchField): string {
  return `${quoted(field.name)} ${COLUMN_TYPES[field.type]}`.trimEnd();
}

/** The statement that makes a table for these fields, with a key over `keys` where there are any. */
export function createTableSql(table: string, fields: readonly BatchField[], keys: readonly string[]): string {
  const parts = fields.map(columnDefinition);
  if (keys.length > 0) parts.push(`UNIQUE (${keys.map(quoted).join(', ')})`);
  return `CREATE TABLE ${quoted(table)} (\n  ${parts.join(',\n  ')}\n)`;
}

/** Throws a `UserError` for fields that cannot be columns of one table: none at all, one without a name, or two that SQLite takes for the same. */
export function checkColumnNames(table: string, fields: readonly BatchField[]): void {
  if (fields.length === 0)
    throw new UserError('no-fields', `The records for the table "${table}" have no fields.`, {
      hint: 'Let a mapping before this step name at least one field.',
    });
  const seen = new Map<string, string>();
  for (const { name } of fields) {
    if (name === '' || name.includes('\0'))
      throw new UserError('bad-column-name', `A field without a name cannot be written to the table "${table}".`, {
        hint: 'Give every field a name with a mapping before this step.',
        place: { field: name },
      });
    const other = seen.get(foldAscii(name));
    if (other !== undefined)
      throw new UserError('same-column', `The fields "${other}" and "${name}" would be the same column of the table "${table}".`, {
        hint: 'SQLite does not tell capital and small letters in names apart. Rename or drop one of the two with a mapping.',
        place: { field: name },
      });
    seen.set(foldAscii(name), name);
  }
}

import { UserError } from '../../base/errors.ts';
import type { BatchField } from '../../data/batch.ts';
import { foldAscii, sameName, type TableColumn, type TableShape } from './table-shape.ts';

/** Fields of arriving records next to the columns they go to. */
export interface FieldColumns {
  readonly fields: readonly BatchField[];
  /** Parallel to `fields`. */
  readonly columns: readonly TableColumn[];
}

/** The column for each field, by name. Throws a `UserError` that names field and table where there is none, or none that can be written. */
export function columnsForFields(table: TableShape, fields: readonly BatchField[]): FieldColumns {
  const columns = fields.map((field) => {
    const column = table.columns.find((each) => each.name === field.name) ?? table.columns.find((each) => sameName(each.name, field.name));
    if (!column)
      throw new UserError('column-missing', `The table "${table.name}" has no column for the field "${field.name}".`, {
        hint: `Its columns are ${table.columns.map((each) => each.name).join(', ')}. Rename or drop the field with a mapping, or add the column.`,
        place: { field: field.name },
      });
    if (!column.writable)
      throw new UserError('column-computed', `The column "${column.name}" of "${table.name}" is computed by the table and cannot be written.`, {
        hint: 'Drop the field with a mapping before this step.',
        place: { field: field.name },
      });
    return column;
  });
  return { fields, columns };
}

/** Throws a `UserError` unless the key fields arrive and the table keeps rows with the same key apart. Gives the columns of the key. */
export function keyColumns(table: TableShape, keys: readonly string[], { fields, columns }: FieldColumns): string[] {
  const names = keys.map((key) => {
    const at = fields.findIndex((field) => field.name === key);
    if (at < 0)
      throw new UserError('key-field-missing', `The key field "${key}" does not arrive.`, {
        hint: `These fields arrive: ${fields.map((field) => field.name).join(', ')}. Choose another key, or let a mapping before this step give it.`,
        place: { field: key },
      });
    return (columns[at] as TableColumn).name;
  });
  const wanted = names.map(foldAscii).sort().join('\0');
  if (!table.keys.some((key) => key.map(foldAscii).sort().join('\0') === wanted))
    throw new UserError('no-unique-key', `Rows of "${table.name}" cannot be updated by ${names.join(', ')}: the table may hold the same key twice.`, {
      hint: `Ask for a unique index first: CREATE UNIQUE INDEX … ON "${table.name}" (${names.join(', ')})`,
      place: { field: names[0] ?? '' },
    });
  return names;
}

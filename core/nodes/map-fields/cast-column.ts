import type { Value } from '../../base/value.ts';
import type { Batch } from '../../data/batch.ts';
import { withType } from '../../data/bytes-column.ts';
import { canonicalText } from '../../data/canonical-text.ts';
import type { Column } from '../../data/column.ts';
import { columnOfValues } from '../../data/column-of-values.ts';
import { columnReader } from '../../data/column-reader.ts';
import { type Misfit, misfit, readAsType, type TypedColumn } from '../../formats/field-types.ts';
import type { TextType } from '../../formats/text-types.ts';
import { valueCast } from './cast-value.ts';

/** Converts a column for the selected rows; rows whose value does not fit are null and named. Text is read in bulk, other values one by one. */
export function castColumn(column: Column, cast: TextType, { selection, count, rows }: Batch, zone: string): TypedColumn {
  if (cast.type === column.type || cast.type === 'any') return { column, misfits: [] };
  if (column.kind === 'bytes') {
    if (column.type === 'text' && cast.type !== 'list' && cast.type !== 'object') return readAsType(column, cast, selection, count, rows);
    if (cast.type === 'text' && !cast.format) return { column: withType(column, 'text'), misfits: [] };
  }
  const convert = valueCast(column.type, cast, zone);
  const read = columnReader(column, count);
  const values: Value[] = new Array(rows).fill(null);
  const misfits: Misfit[] = [];
  for (let position = 0; position < count; position++) {
    const row = selection[position] as number;
    const value = read(row);
    if (value === null) continue;
    const made = convert(value);
    if (made === undefined) misfits.push(misfit(row, canonicalText(value), cast));
    else values[row] = made;
  }
  return { column: columnOfValues(values, cast.type), misfits };
}

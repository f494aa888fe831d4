import type { Batch } from '../../data/batch.ts';
import { bytesText, endAt, QUOTE, startAt } from '../../data/bytes-column.ts';
import type { BytesColumn, Column } from '../../data/column.ts';
import { isNullAt, valueAt } from '../../data/column-value.ts';
import { asFloat64 } from '../../data/kernels/float64.ts';
import { hasNull } from '../../data/nulls.ts';

/** The field's values as arithmetic sees them, for the selected records in their order: `empty` for an empty one, `NaN` for what is no plain double. */
export function fieldNumbers(batch: Batch, name: string, empty: number): Float64Array {
  const { selection, count } = batch;
  const out = new Float64Array(count);
  const column = batch.columns[batch.names.indexOf(name)];
  if (column === undefined) return out.fill(empty);
  if (column.kind !== 'bytes' && column.kind !== 'float64') {
    for (let position = 0; position < count; position++) out[position] = numberAt(column, selection[position] as number, empty);
    return out;
  }
  const { values, nulls } = asFloat64(column, batch.rows);
  for (let position = 0; position < count; position++) {
    const row = selection[position] as number;
    if (nulls !== null && hasNull(nulls, row)) out[position] = isEmptyAt(column, row) ? empty : Number.NaN;
    else out[position] = safe(values[row] as number);
  }
  return out;
}

const safe = (value: number): number => (value <= Number.MAX_SAFE_INTEGER && value >= -Number.MAX_SAFE_INTEGER ? value : Number.NaN);

function numberAt(column: Column, row: number, empty: number): number {
  const value = valueAt(column, row);
  if (typeof value === 'number') return safe(value);
  return value === null || value === '' ? empty : Number.NaN;
}

/** Whether the value is null or the empty text. */
export function isEmptyAt(column: Column, row: number): boolean {
  if (column.kind === 'bytes') return hasNull(column.nulls, row) || isEmptyText(column, row);
  if (column.kind === 'float64') return hasNull(column.nulls, row);
  if (column.kind === 'dictionary') {
    const index = column.index[row] as number;
    return index < 0 || isEmptyAt(column.values, index);
  }
  return isNullAt(column, row) || valueAt(column, row) === '';
}

function isEmptyText(column: BytesColumn, row: number): boolean {
  const length = endAt(column, row) - startAt(column, row);
  return length <= 0 || (length === 2 && column.raw && column.bytes[startAt(column, row)] === QUOTE && bytesText(column, row) === '');
}

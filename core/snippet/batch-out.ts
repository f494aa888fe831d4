import { type Batch, MAX_BATCH_ROWS } from '../data/batch.ts';
import { ordinalAt, select, slice, sourceAt } from '../data/batch-ops.ts';
import type { Column } from '../data/column.ts';
import { compactOrigin } from '../data/origin.ts';
import type { SliceResult } from './messages.ts';
import { columnOut, isGone, isUnset, isUntouched, type Placement } from './values-out.ts';

/** What leaves of a batch after a snippet: the records, and for each of them the row of the arriving batch it came from. */
export interface SnippetOutput {
  readonly batch: Batch;
  /** By record of `batch`, in order. */
  readonly from: Int32Array;
}

/**
 * Puts together what a snippet made of a batch. Records that leave once and in their order keep their rows, and fields nobody touched keep their
 * columns; otherwise untouched fields point back to the arriving columns. Nothing is copied that the snippet did not change.
 */
export function batchOut(batch: Batch, result: SliceResult): SnippetOutput {
  const { rows } = result;
  const from = new Int32Array(rows.length);
  let inPlace = true;
  for (let k = 0; k < rows.length; k++) {
    const row = rows[k] as number;
    from[k] = batch.selection[row] as number;
    if (result.made[k] !== 0 || (k > 0 && row <= (rows[k - 1] as number))) inPlace = false;
  }
  const place: Placement = inPlace
    ? { rows: batch.rows, to: from, from }
    : { rows: from.length, to: Int32Array.from({ length: from.length }, (_, k) => k), from };
  const changed = new Map(result.columns.map((column) => [column.name, column]));
  const hasOld = result.made.some((made) => made === 0);
  const names: string[] = [];
  const columns: Column[] = [];
  const add = (name: string, column: Column): void => {
    names.push(name);
    columns.push(column);
  };
  batch.names.forEach((name, at) => {
    const before = batch.columns[at] as Column;
    const out = changed.get(name);
    changed.delete(name);
    if (out && !isUntouched(out)) {
      if (!isGone(out)) add(name, columnOut(out, before, place));
    } else if (hasOld) add(name, inPlace ? before : pointed(before, from, result.made));
  });
  for (const [name, out] of changed) if (!isUnset(out)) add(name, columnOut(out, undefined, place));
  if (inPlace) return { batch: select({ ...batch, names, columns }, from, from.length), from };
  const origin = compactOrigin(
    Int32Array.from(from, (row) => sourceAt(batch, row)),
    Float64Array.from(from, (row) => ordinalAt(batch, row)),
  );
  return { batch: { rows: from.length, count: from.length, selection: place.to, names, columns, origin }, from };
}

/** The column seen through other rows; null for records the snippet made. */
function pointed(column: Column, from: Int32Array, made: Uint8Array): Column {
  const through = column.kind === 'dictionary' ? column : null;
  const index = from.map((row, k) => (made[k] === 1 ? -1 : through ? (through.index[row] as number) : row));
  return { kind: 'dictionary', type: column.type, index, values: through ? through.values : column };
}

/** The records in batches of the largest size a batch may have; none where there are no records. */
export function cutToSize(batch: Batch): Batch[] {
  const parts: Batch[] = [];
  for (let at = 0; at < batch.count; at += MAX_BATCH_ROWS) parts.push(slice(batch, at, at + MAX_BATCH_ROWS));
  return parts;
}

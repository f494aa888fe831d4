import type { Batch } from '../../data/batch.ts';
import type { FormulaFailure } from '../failure.ts';

/** The rows of a batch by what becomes of them. `kept` and `left` are in record order. */
export interface FilteredRows {
  readonly kept: Int32Array;
  readonly keptCount: number;
  readonly failed: ReadonlyMap<number, FormulaFailure>;
}

/** The rule of the step for batches of one layout. */
export interface RowFilter {
  /** The arriving fields that the rule reads. */
  readonly fieldsUsed: readonly string[];
  /** Decides for the records of a batch which of them stay. */
  split(batch: Batch): FilteredRows;
}

/** Keeps those of the rows for which a test holds; a failing one is noted, and not kept. */
export function keepRows(
  selection: Int32Array,
  count: number,
  test: (row: number) => boolean | FormulaFailure,
  failed: Map<number, FormulaFailure>,
): { rows: Int32Array; count: number } {
  const rows = new Int32Array(count);
  let kept = 0;
  for (let position = 0; position < count; position++) {
    const row = selection[position] as number;
    const holds = test(row);
    if (holds === true) rows[kept++] = row;
    else if (holds !== false) failed.set(row, holds);
  }
  return { rows, count: kept };
}

/** The rows of the batch that are neither kept nor failed, in record order. */
export function rowsLeft({ selection, count }: Batch, { kept, keptCount, failed }: FilteredRows): Int32Array {
  const left = new Int32Array(count - keptCount - failed.size);
  let next = 0;
  let at = 0;
  for (let position = 0; position < count; position++) {
    const row = selection[position] as number;
    if (next < keptCount && kept[next] === row) next++;
    else if (failed.size === 0 || !failed.has(row)) left[at++] = row;
  }
  return left;
}

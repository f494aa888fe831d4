import type { Batch } from '../../data/batch.ts';
import { select } from '../../data/batch-ops.ts';
import type { FormulaFailure } from '../../formula/failure.ts';
import type { RowFilter } from '../../formula/rows/row-filter.ts';

/** Physical rows in record order. */
export interface Rows {
  readonly rows: Int32Array;
  readonly count: number;
}

/** The rows of a batch by the case that takes them, those that none takes last, and those that a case cannot judge, which are in no part. */
export interface PartedRows {
  readonly parts: readonly Rows[];
  readonly failed: ReadonlyMap<number, FormulaFailure>;
}

/**
 * Asks the cases in order. With `firstOnly` a row that a case has taken is not shown to the later ones; else each row is shown to all of them. A row
 * that any case asked cannot judge belongs to none.
 */
export function partRows(batch: Batch, cases: readonly RowFilter[], firstOnly: boolean): PartedRows {
  const failed = new Map<number, FormulaFailure>();
  const taken = new Uint8Array(batch.rows);
  const found: Rows[] = [];
  let open: Rows = { rows: batch.selection, count: batch.count };
  for (const one of cases) {
    const split = one.split(select(batch, open.rows, open.count));
    for (const [row, failure] of split.failed) if (!failed.has(row)) failed.set(row, failure);
    for (let at = 0; at < split.keptCount; at++) taken[split.kept[at] as number] = 1;
    found.push({ rows: split.kept, count: split.keptCount });
    if (firstOnly) open = only(open, (row) => taken[row] === 0 && !failed.has(row));
  }
  const rest = firstOnly ? open : only(open, (row) => taken[row] === 0);
  const parts = [...found, rest];
  return { parts: failed.size === 0 ? parts : parts.map((part) => only(part, (row) => !failed.has(row))), failed };
}

function only({ rows, count }: Rows, holds: (row: number) => boolean): Rows {
  const kept = new Int32Array(count);
  let at = 0;
  for (let position = 0; position < count; position++) {
    const row = rows[position] as number;
    if (holds(row)) kept[at++] = row;
  }
  return { rows: kept, count: at };
}

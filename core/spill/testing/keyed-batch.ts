import type { Batch } from '../../data/batch.ts';
import { createBatch, runningOrigin } from '../../data/batch-ops.ts';
import { textColumn } from '../../data/bytes-column.ts';
import { columnOfValues } from '../../data/column-of-values.ts';

/** Records with the fields `key` (text), `n` (number) and `at`, their number from `first` on, which is their ordinal too. */
export function keyedBatch(rows: readonly (readonly [key: string | null, n: number])[], first: number, source = 0): Batch {
  const columns = [textColumn(rows.map(([key]) => key)), columnOfValues(rows.map(([, n]) => n)), columnOfValues(rows.map((_, at) => first + at))];
  return createBatch(['key', 'n', 'at'], columns, rows.length, runningOrigin(source, first));
}

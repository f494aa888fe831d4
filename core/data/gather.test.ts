import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Batch } from './batch.ts';
import { createBatch, gather, keep, ordinalAt, runningOrigin, select } from './batch-ops.ts';
import { batchBytes } from './batch-size.ts';
import { withType } from './bytes-column.ts';
import type { BytesColumn } from './column.ts';
import { textAt } from './column-value.ts';

/** Records as a reader of delimited text keeps them: all fields in one piece of memory, behind something else, some of them quoted. */
function storedBatch(rows: readonly string[][], first: number): Batch {
  const width = rows[0]?.length ?? 0;
  const offsets: number[] = [];
  const pieces = ['junk,before\n'];
  let end = pieces[0]?.length ?? 0;
  for (const row of rows) {
    for (const field of row) {
      offsets.push(end);
      const stored = /["\n,]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
      pieces.push(stored, ',');
      end += Buffer.byteLength(stored) + 1;
    }
    offsets.push(end);
  }
  const shared = { bytes: Buffer.from(pieces.join('')), offsets: Int32Array.from(offsets), stride: width + 1, trim: 1, raw: true, nulls: null } as const;
  const columns = Array.from({ length: width }, (_, at): BytesColumn => ({ kind: 'bytes', type: 'text', at, ...shared }));
  return createBatch(
    columns.map((_, at) => `f${at}`),
    columns,
    rows.length,
    runningOrigin(0, first),
  );
}

const row = fc.tuple(fc.constantFrom('a', 'é"x', '', 'x,y', '007', 'z'.repeat(80)), fc.constantFrom('1', '22', '"'), fc.constantFrom('p', 'q\nr', ''));
const shape = fc.constantFrom<(batch: Batch) => Batch>(
  (batch) => batch,
  (batch) => keep(batch, ['f2', 'f0']),
  (batch) => keep(batch, ['f1']),
  (batch) => ({ ...batch, columns: batch.columns.map((column, at) => (at === 1 ? withType(column as BytesColumn, 'integer') : column)) }),
  (batch) => ({
    ...batch,
    columns: batch.columns.map((column, at) =>
      at === 0 ? { kind: 'values', type: 'text', values: Array.from({ length: batch.rows }, (_, r) => textAt(column, r)) } : column,
    ),
  }),
);

test('records stored in one piece are gathered as any others are, whatever became of their fields', () => {
  void fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.array(row, { minLength: 1, maxLength: 8 }), shape), { minLength: 1, maxLength: 4 }),
      fc.array(fc.tuple(fc.nat(3), fc.nat(7)), { maxLength: 20 }),
      (parts, picks) => {
        const batches = parts.map(([rows, shaped], at) => shaped(storedBatch(rows, at * 100)));
        const chosen = picks.map(([batch, row]): [number, number] => [batch % batches.length, row % (batches[batch % batches.length]?.rows ?? 1)]);
        const [batchOf, rowOf] = [Int32Array.from(chosen, ([batch]) => batch), Int32Array.from(chosen, ([, row]) => row)];
        const made = gather(batches, batchOf, rowOf, chosen.length);
        chosen.forEach(([batch, row], at) => {
          const from = batches[batch] as Batch;
          expect(ordinalAt(made, at)).toBe(ordinalAt(from, row));
          for (const [position, name] of made.names.entries()) {
            const column = from.columns[from.names.indexOf(name)];
            expect(textAt(made.columns[position] as BytesColumn, at)).toBe(column ? textAt(column, row) : '');
          }
        });
      },
    ),
    { numRuns: 300 },
  );
});

test('what is gathered is only what was asked for, not all that lay around it', () => {
  const batch = storedBatch(
    Array.from({ length: 500 }, () => ['x'.repeat(100), 'y', 'z']),
    0,
  );
  const few = gather([select(batch, Int32Array.of(7), 1)], new Int32Array(2), Int32Array.of(7, 8), 2);
  expect(batchBytes(few)).toBeLessThan(1000);
  expect(textAt(few.columns[2] as BytesColumn, 1)).toBe('z');
});

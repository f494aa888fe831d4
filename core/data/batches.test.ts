import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Value } from '../base/value.ts';
import type { Batch } from './batch.ts';
import { concat, drop, gather, keep, ordinalAt, rename, reorder, select, slice, sourceAt, withColumns } from './batch-ops.ts';
import { textColumn } from './bytes-column.ts';
import { RecordBuilder } from './record-builder.ts';
import { recordAt, records, rowReader, rowValues } from './records.ts';
import { arbitraryBatch } from './testing/arbitrary.ts';

const plain = (batch: Batch): Value[][] => Array.from(batch.selection.subarray(0, batch.count), (row) => rowValues(batch, row));
const origins = (batch: Batch): [number, number][] =>
  Array.from(batch.selection.subarray(0, batch.count), (row) => [sourceAt(batch, row), ordinalAt(batch, row)]);

describe('batches', () => {
  it('gives the same values by record, by row and by position', () => {
    fc.assert(
      fc.property(arbitraryBatch, (batch) => {
        const read = rowReader(batch);
        const all = [...records(batch)];
        expect(all.map((record) => batch.names.map((name) => record[name]))).toEqual(plain(batch));
        expect(all).toEqual(Array.from(batch.selection.subarray(0, batch.count), (row) => recordAt(batch, row)));
        for (const row of batch.selection.subarray(0, batch.count)) expect(batch.names.map((_, at) => read(row, at))).toEqual(rowValues(batch, row));
        expect(({} as { [key: string]: unknown })['field 1']).toBeUndefined();
      }),
    );
  });

  it('builds a batch from records that reads the same', () => {
    fc.assert(
      fc.property(arbitraryBatch, (batch) => {
        const builder = new RecordBuilder();
        const rows = batch.selection.subarray(0, batch.count);
        for (const [at, record] of [...records(batch)].entries())
          builder.addRecord(record, sourceAt(batch, rows[at] as number), ordinalAt(batch, rows[at] as number));
        const built = builder.finish();
        expect(builder.count).toBe(0);
        if (batch.count > 0) expect(plain(built)).toEqual(plain(batch));
        expect(origins(built)).toEqual(origins(batch));
      }),
    );
  });

  it('concat and gather copy records with their origins', () => {
    fc.assert(
      fc.property(fc.array(arbitraryBatch, { minLength: 1, maxLength: 3 }), (batches) => {
        const whole = concat(batches);
        expect(origins(whole)).toEqual(batches.flatMap(origins));
        const expected = batches.flatMap((batch) => [...records(batch)].map((record) => whole.names.map((name) => record[name] ?? null)));
        expect(plain(whole)).toEqual(expected);
        const reversed = Int32Array.from({ length: whole.count }, (_, at) => whole.count - 1 - at);
        expect(plain(gather([whole], new Int32Array(whole.count), reversed, whole.count))).toEqual(expected.reverse());
      }),
    );
  });

  it('selects, slices, renames, keeps, drops and reorders without copying', () => {
    const a = textColumn(['1', '2', '3']);
    const b = textColumn(['x', 'y', 'z']);
    const batch: Batch = {
      rows: 3,
      count: 3,
      selection: Int32Array.of(0, 1, 2),
      names: ['a', 'b'],
      columns: [a, b],
      origin: { source: 0, first: 10, ordinals: null },
    };
    expect(plain(select(batch, Int32Array.of(2, 0), 2))).toEqual([
      ['3', 'z'],
      ['1', 'x'],
    ]);
    expect(plain(slice(batch, 1, 9))).toEqual([
      ['2', 'y'],
      ['3', 'z'],
    ]);
    expect(origins(slice(batch, 1, 2))).toEqual([[0, 11]]);
    expect(
      rename(
        batch,
        new Map([
          ['a', 'id'],
          ['zz', 'q'],
        ]),
      ).names,
    ).toEqual(['id', 'b']);
    expect(keep(batch, ['b', 'nope', 'a']).columns).toEqual([b, a]);
    expect(drop(batch, ['a']).names).toEqual(['b']);
    expect(reorder(batch, ['b']).names).toEqual(['b', 'a']);
    const replaced = withColumns(batch, [
      { name: 'a', column: b },
      { name: 'c', column: a },
    ]);
    expect([replaced.names, replaced.columns]).toEqual([
      ['a', 'b', 'c'],
      [b, b, a],
    ]);
  });

  it('finds types from values, and any where they differ', () => {
    const builder = new RecordBuilder([
      { name: 'code', type: 'text' },
      { name: 'n', type: 'number' },
    ]);
    builder.addValues(['007', 1], 0, 0);
    builder.addRecord({ code: '1', n: 2.5, mixed: 'a', late: true }, 0, 1);
    builder.addRecord({ mixed: 3 }, 0, 2);
    const batch = builder.finish();
    expect(batch.names.map((name, at) => [name, batch.columns[at]?.type])).toEqual([
      ['code', 'text'],
      ['n', 'number'],
      ['mixed', 'any'],
      ['late', 'boolean'],
    ]);
    expect(plain(batch)).toEqual([
      ['007', 1, null, null],
      ['1', 2.5, 'a', true],
      [null, null, 3, null],
    ]);
  });
});

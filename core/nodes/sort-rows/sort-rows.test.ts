import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Value } from '../../base/value.ts';
import { batchOf } from '../testing/batches.ts';
import { runTransform } from '../testing/step-harness.ts';
import { compareCodePoints, compareNumerals, naturalKey } from './natural-order.ts';
import { run } from './run.ts';
import { spec } from './spec.ts';

const kind = { spec, run };

async function sorted(values: readonly Value[], key: object, type?: 'integer' | 'decimal' | 'text'): Promise<Value[]> {
  const batch = batchOf(
    values.map((value) => ({ value })),
    type ? { as: 'bytes', types: { value: type } } : {},
  );
  const { emitted } = await runTransform(kind, { keys: [{ field: 'value', ...key }] }, { in: [batch] });
  return (emitted['out'] ?? []).map((record) => record['value'] ?? null);
}

describe('the order', () => {
  test('natural: numbers by value, capitals and accents do not count', async () => {
    expect(await sorted(['file10', 'File2', 'élan', 'Zoë', 'eclair', 'file2', '7', '007', '10'], {})).toEqual([
      '007',
      '7',
      '10',
      'eclair',
      'élan',
      'File2',
      'file2',
      'file10',
      'Zoë',
    ]);
  });

  test('text: by code point, also beyond the first plane', async () => {
    expect(await sorted(['b', 'B', 'a10', 'a2', '\u{1f600}', '\uffee'], { order: 'text' })).toEqual(['B', 'a10', 'a2', 'b', '\uffee', '\u{1f600}']);
  });

  test('number: by value, other texts behind', async () => {
    expect(await sorted(['10', '9', '-1', 'x', '1e3', '0.5'], { order: 'number' })).toEqual(['-1', '0.5', '9', '10', '1e3', 'x']);
  });

  test('empty ones keep their end in either direction', async () => {
    for (const direction of ['ascending', 'descending'] as const) {
      expect((await sorted(['b', '', 'a', null], { direction, empty: 'last' })).slice(2)).toEqual(['', null]);
      expect((await sorted(['b', '', 'a', null], { direction, empty: 'first' })).slice(0, 2)).toEqual(['', null]);
    }
  });

  test('numbers longer than a double are told apart, integers and decimals alike', async () => {
    expect(await sorted([9007199254740993n, 9007199254740992n, 5], {})).toEqual([5, 9007199254740992n, 9007199254740993n]);
    expect(await sorted(['0.30000000000000000002', '0.3', '0.30000000000000000001'], {}, 'decimal')).toEqual([
      '0.3',
      '0.30000000000000000001',
      '0.30000000000000000002',
    ]);
  });

  test('compares numerals as big integers would', () => {
    void fc.assert(
      fc.property(fc.bigInt(), fc.bigInt(), fc.nat(20), (a, b, zeros) => {
        const text = (n: bigint) => `${n < 0n ? '-' : ''}${'0'.repeat(zeros)}${n < 0n ? -n : n}`;
        expect(Math.sign(compareNumerals(text(a), String(b)))).toBe(a < b ? -1 : a > b ? 1 : 0);
      }),
    );
  });

  test('compares texts as their UTF-8 bytes would', () => {
    void fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) => {
        expect(Math.sign(compareCodePoints(a, b))).toBe(Math.sign(Buffer.compare(Buffer.from(a), Buffer.from(b))));
      }),
    );
  });

  test('a natural key puts digits by value wherever they stand', () => {
    void fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.constantFrom('', 'a', 'x-'), (a, b, stem) => {
        const [x, y] = [naturalKey(`${stem}${a}z`), naturalKey(`${stem}00${b}z`)];
        expect(Math.sign(compareCodePoints(x, y))).toBe(Math.sign(a - b));
      }),
    );
  });
});

describe('sort rows', () => {
  test('several keys; equal records keep their order; origins go along', async () => {
    const rows = [
      { d: 'IT', n: 2 },
      { d: 'HR', n: 1 },
      { d: 'IT', n: 3 },
      { d: 'HR', n: 1 },
    ];
    const { emitted, origins } = await runTransform(
      kind,
      { keys: [{ field: 'd' }, { field: 'n', direction: 'descending' }] },
      { in: [batchOf(rows.slice(0, 2)), batchOf(rows.slice(2), { first: 2 })] },
    );
    expect(emitted['out']?.map(({ d, n }) => [d, n])).toEqual([
      ['HR', 1],
      ['HR', 1],
      ['IT', 3],
      ['IT', 2],
    ]);
    expect(origins['out']?.map(({ ordinal }) => ordinal)).toEqual([1, 3, 2, 0]);
  });

  test('beyond its memory it spills, gives the same as in memory, and leaves nothing behind', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sort-'));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ a: fc.constantFrom('x1', 'x10', 'x2', 'X1', '', 'é', 'e'), b: fc.option(fc.integer({ min: -5, max: 5 })) }), {
          minLength: 1,
          maxLength: 300,
        }),
        fc.constantFrom('ascending', 'descending'),
        fc.nat(40),
        async (rows, direction, size) => {
          const keys = [
            { field: 'a', direction },
            { field: 'b', empty: 'first' },
          ];
          const batches = [];
          for (let from = 0; from < rows.length; from += size + 1) batches.push(batchOf(rows.slice(from, from + size + 1), { first: from }));
          const inMemory = await runTransform(kind, { keys }, { in: batches });
          const spilled = await runTransform(kind, { keys }, { in: batches }, { memoryBudget: 2000, folder });
          expect(spilled.emitted['out']).toEqual(inMemory.emitted['out']);
          expect(spilled.origins['out']).toEqual(inMemory.origins['out']);
        },
      ),
      { numRuns: 60 },
    );
    expect(readdirSync(folder, { recursive: true }).filter((name) => String(name).endsWith('.spool'))).toEqual([]);
    rmSync(folder, { recursive: true });
  });

  test('a field that no record has stops a run, not a preview', async () => {
    const batches = { in: [batchOf([{ n: 2 }, { n: 1 }])] };
    await expect(runTransform(kind, { keys: [{ field: 'gone' }] }, batches)).rejects.toMatchObject({ code: 'field-never-arrived', place: { field: 'gone' } });
    const { emitted } = await runTransform(kind, { keys: [{ field: 'gone' }] }, batches, { mode: 'preview' });
    expect(emitted['out']?.map(({ n }) => n)).toEqual([2, 1]);
  });
});

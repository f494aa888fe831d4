import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import type { Value } from '../../base/value.ts';
import { KeyWriter } from '../../spill/key-writer.ts';
import { naturalKey } from '../../spill/natural-order.ts';
import { batchOf, record } from '../testing/batches.ts';
import { runTransform } from '../testing/step-harness.ts';
import { run } from './run.ts';
import { spec } from './spec.ts';
import { compareCodePoints, compareNumerals, plainlySorted } from './testing/plain-order.ts';

// Many small runs to disk, and a machine may be busy.
vi.setConfig({ testTimeout: 120_000 });

const kind = { spec, run };

async function sorted(values: readonly Value[], key: object, type?: 'integer' | 'decimal' | 'text', more: object = {}): Promise<Value[]> {
  const batch = batchOf(
    values.map((value) => ({ value })),
    type ? { as: 'bytes', types: { value: type } } : {},
  );
  const { emitted } = await runTransform(kind, { keys: [{ field: 'value', ...key }], ...more }, { in: [batch] });
  return (emitted['out'] ?? []).map(({ value }) => value ?? null);
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

const text = fc.oneof(
  fc.constantFrom(
    '',
    'a',
    'A',
    'ä',
    'Ä',
    'z',
    'ae',
    'file2',
    'File10',
    'file02',
    'é',
    'e',
    '\u{1f600}',
    '\uffee',
    '\u0000',
    'a\u0001',
    '__proto__',
    'x'.repeat(30),
  ),
  fc.constantFrom(
    '1',
    '01',
    '-1',
    '10',
    '9',
    '1.50',
    '1.5',
    '1e2',
    '-0',
    '0',
    '99.99',
    '-99.991',
    '1e-3',
    '.5',
    '5.',
    '9007199254740993',
    '9007199254740992',
    '1e9000',
    '-1e9000',
  ),
  fc.string({ unit: fc.constantFrom('a', 'B', '1', '0', '9', '-', '.', 'ß'), maxLength: 5 }),
);
const anyValue: fc.Arbitrary<Value> = fc.oneof(
  text,
  fc.constant(null),
  fc.integer(),
  fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }),
  fc.constantFrom(0.1, 1e21, -2.5, 3),
);
const sortKey = fc.record({
  field: fc.constantFrom('a', '__proto__', 'gone'),
  direction: fc.constantFrom('ascending' as const, 'descending' as const),
  order: fc.constantFrom('natural' as const, 'text' as const, 'number' as const, 'language' as const),
  empty: fc.constantFrom('first' as const, 'last' as const),
});

describe('any order', () => {
  test('is what comparing value by value gives, in memory and on disk', async () => {
    const sizes = fc.constantFrom({ memoryBudget: 1 << 30 }, { memoryBudget: 1 }, { memoryBudget: 3000 });
    const settings = fc.record({
      keys: fc.array(sortKey, { minLength: 1, maxLength: 3 }),
      language: fc.constantFrom('en', 'de', 'de-u-co-phonebk', 'sv'),
      ignoreCase: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(anyValue, text), { maxLength: 60 }),
        settings,
        sizes,
        fc.boolean(),
        fc.integer({ min: 1, max: 40 }),
        async (rows, config, surroundings, asBytes, size) => {
          const records = rows.map(([a, b], at) =>
            record([
              ['a', asBytes ? String(a ?? '') : a],
              ['__proto__', b],
              ['at', at],
            ]),
          );
          const batches = [];
          for (let from = 0; from < records.length; from += size)
            batches.push(batchOf(records.slice(from, from + size), { as: asBytes ? 'bytes' : 'values', types: { at: 'integer' }, first: from }));
          const { emitted, counts } = await runTransform(kind, config, { in: batches }, { ...surroundings, mode: 'preview' });
          expect((emitted['out'] ?? []).map(({ at }) => at)).toEqual(plainlySorted(records, config.keys, config).map(({ at }) => at));
          expect(emitted['out'] ?? []).toEqual(plainlySorted(records, config.keys, config));
          expect(counts).toMatchObject({ in: rows.length, out: rows.length });
        },
      ),
      { numRuns: 300 },
    );
  });

  test('a language has its own alphabet, always the one that is set', async () => {
    const words = ['zebra', 'öl', 'oz', 'Ohr', 'ohr', 'ol', 'oe', 'od'];
    expect(await sorted(words, { order: 'language' })).toEqual(['od', 'oe', 'ohr', 'Ohr', 'ol', 'öl', 'oz', 'zebra']);
    expect(await sorted(words, { order: 'language' }, 'text', { language: 'sv' })).toEqual(['od', 'oe', 'ohr', 'Ohr', 'ol', 'oz', 'zebra', 'öl']);
    expect(await sorted(words, { order: 'language' }, 'text', { language: 'de-u-co-phonebk' })).toEqual(['od', 'oe', 'öl', 'ohr', 'Ohr', 'ol', 'oz', 'zebra']);
    expect(await sorted(['Öl', 'Ofen', 'Oder'], { order: 'language' }, 'text', { language: 'de-u-co-phonebk' })).toEqual(['Oder', 'Öl', 'Ofen']);
  });

  test('capitals may be passed over: the next key decides', async () => {
    const rows = [
      { name: 'miller', n: 3 },
      { name: 'Miller', n: 1 },
      { name: 'MILLER', n: 2 },
    ];
    for (const order of ['natural', 'text', 'language']) {
      const config = { keys: [{ field: 'name', order }, { field: 'n' }], ignoreCase: true };
      const { emitted } = await runTransform(kind, config, { in: [batchOf(rows)] });
      expect(emitted['out']?.map(({ n }) => n)).toEqual([1, 2, 3]);
    }
  });

  test('dates with time are sorted by their instant, whatever their offset', async () => {
    const times = [
      '2026-03-29T12:00:00+02:00',
      '2026-03-29T10:30:00Z',
      '2026-03-29T09:59:59.9999Z',
      '2026-03-29T09:59:59.9991Z',
      '1969-12-31T23:59:59Z',
      '2026-03-29T11:59:00',
      '',
    ];
    const batch = batchOf(
      times.map((value) => ({ value })),
      { as: 'bytes', types: { value: 'datetime' } },
    );
    const { emitted } = await runTransform(kind, { keys: [{ field: 'value' }] }, { in: [batch] }, { zone: 'Europe/Berlin' });
    expect(emitted['out']?.map(({ value }) => value)).toEqual([
      '1969-12-31T23:59:59Z',
      '2026-03-29T11:59:00',
      '2026-03-29T09:59:59.9991Z',
      '2026-03-29T09:59:59.9999Z',
      '2026-03-29T12:00:00+02:00',
      '2026-03-29T10:30:00Z',
      '',
    ]);
  });

  test('ASCII text is written as the natural key is', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'B', '0', '1', '9', '-', '\u0000', '\u0001'), maxLength: 12 });
    const written = (write: (writer: KeyWriter) => void) => {
      const writer = new KeyWriter(16);
      write(writer);
      return Buffer.from(writer.arena.bytes.subarray(0, writer.end)).toString('hex');
    };
    void fc.assert(
      fc.property(letters, (ascii) => {
        const bytes = Buffer.from(ascii);
        expect(written((writer) => writer.naturalBytes(bytes, 0, bytes.length))).toBe(written((writer) => writer.text(naturalKey(ascii))));
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

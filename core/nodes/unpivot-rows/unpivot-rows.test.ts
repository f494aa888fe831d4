import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PlainRecord, Value } from '../../base/value.ts';
import { batchOf, record } from '../testing/batches.ts';
import { runTransform } from '../testing/step-harness.ts';
import { run } from './run.ts';
import { spec, type UnpivotRowsConfig } from './spec.ts';

const kind = { spec, run };
const NAMES = ['k', '__proto__', 'jan', 'feb'];

/** What it does, written down plainly. */
function naively(rows: readonly PlainRecord[], { which, columns, name, value, skipEmpty }: UnpivotRowsConfig): { made: PlainRecord[]; from: number[] } {
  const made: PlainRecord[] = [];
  const from: number[] = [];
  rows.forEach((row, at) => {
    for (const turned of NAMES) {
      if (columns.includes(turned) !== (which === 'these')) continue;
      const one = row[turned] ?? null;
      if (skipEmpty && (one === null || String(one).trim() === '')) continue;
      const staying = NAMES.filter((field) => columns.includes(field) === (which === 'all-but')).map((field): [string, Value] => [field, row[field] ?? null]);
      made.push(record([...staying, [name, turned], [value, one]]));
      from.push(at);
    }
  });
  return { made, from };
}

describe('columns to rows', () => {
  test('is what doing it by hand gives, and every record is accounted for', async () => {
    const one: fc.Arbitrary<Value> = fc.constantFrom<Value>('', ' ', 'x', '007', 7, 0.5, null, true);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(one, one, one, one), { maxLength: 40 }),
        fc.subarray(NAMES),
        fc.constantFrom('these', 'all-but'),
        fc.boolean(),
        fc.boolean(),
        async (rows, columns, which, skipEmpty, asBytes) => {
          const records = rows.map((row) => record(NAMES.map((name, at): [string, Value] => [name, asBytes ? String(row[at] ?? '') : (row[at] ?? null)])));
          const config = spec.config.parse({ which, columns, skipEmpty });
          const batches = [records.slice(0, 13), records.slice(13)]
            .filter(({ length }) => length > 0)
            .map((part, at) => batchOf(part, { as: asBytes ? 'bytes' : 'values', first: at * 13 }));
          const { emitted, origins, filtered, counts } = await runTransform(kind, config, { in: batches });
          const expected = naively(records, config);
          expect(emitted['out'] ?? []).toEqual(expected.made);
          expect((origins['out'] ?? []).map(({ ordinal }) => ordinal)).toEqual(expected.from);
          expect(filtered).toEqual(records.filter((_, at) => !expected.from.includes(at)));
          expect(counts.fannedOut).toBe(expected.made.length + filtered.length - records.length);
        },
      ),
      { numRuns: 200 },
    );
  });

  test('a batch of many columns leaves in several', async () => {
    const wide = Array.from({ length: 3000 }, (_, at) => Object.fromEntries(Array.from({ length: 5 }, (_c, column) => [`c${column}`, `${at}-${column}`])));
    const { emitted, batches } = await runTransform(kind, { which: 'all-but' }, { in: [batchOf(wide, { as: 'bytes' })] });
    expect(emitted['out']?.length).toBe(15_000);
    expect(batches['out']?.map(({ count }) => count)).toEqual([4096, 4096, 4096, 2712]);
    expect(emitted['out']?.at(-1)).toEqual(record({ name: 'c4', value: '2999-4' }));
  });

  test('types: one that all columns have is kept, texts of numbers as they were read', async () => {
    const arriving = [
      { name: 'k', type: 'text' as const },
      { name: 'jan', type: 'integer' as const },
      { name: 'feb', type: 'integer' as const },
    ];
    const batch = batchOf([{ k: 'a', jan: '007', feb: '8' }], { as: 'bytes', types: { jan: 'integer', feb: 'integer' } });
    const { batches } = await runTransform(kind, { columns: ['jan', 'feb'] }, { in: [batch] });
    const out = batches['out']?.[0];
    expect(out?.columns.map((column) => [column.kind, column.type])).toEqual([
      ['bytes', 'text'],
      ['dictionary', 'text'],
      ['bytes', 'integer'],
    ]);
    const fields = (config: object) => spec.fields(spec.config.parse(config), { in: arriving })['out'];
    expect(fields({ columns: ['jan', 'feb'] })?.map(({ name, type }) => `${name} ${type}`)).toEqual(['k text', 'name text', 'value integer']);
    expect(fields({ columns: ['k', 'jan'] })?.at(-1)?.type).toBe('any');
  });

  test('a name that is taken, a column that never comes', async () => {
    const batches = { in: [batchOf([{ name: 'x', jan: 1 }])] };
    await expect(runTransform(kind, { columns: ['jan'] }, batches)).rejects.toMatchObject({ code: 'name-taken', place: { field: 'name' } });
    await expect(runTransform(kind, { columns: ['jan', 'may'], name: 'month' }, batches)).rejects.toMatchObject({ code: 'field-never-arrived' });
    expect((await runTransform(kind, { columns: ['jan'] }, { in: [] })).emitted).toEqual({});
  });
});

describe('settings', () => {
  const parse = (config: object) => spec.config.parse(config);

  test('in words, and what is wrong', () => {
    expect([spec.summary(parse({})), spec.summary(parse({ columns: ['a', 'b'] })), spec.summary(parse({ which: 'all-but', columns: ['id'] }))]).toEqual([
      'no columns chosen yet',
      'a, b',
      'all but id',
    ]);
    const problems = (config: object) => spec.check(parse(config), { in: [{ name: 'id', type: 'text' }] }).map(({ code, field }) => `${code} ${field}`);
    expect(problems({})).toEqual(['missing-setting columns']);
    expect(problems({ columns: ['a', ''], name: 'id', value: '' })).toEqual(['missing-setting columns.1', 'wrong-setting name', 'missing-setting value']);
    expect(problems({ columns: ['a'], name: 'x', value: 'x' })).toEqual(['wrong-setting value']);
  });

  test('columns are used and renamed', () => {
    expect(spec.uses(parse({ columns: ['a', ''] }))).toEqual([{ port: 'in', field: 'a', setting: 'columns.0' }]);
    expect(spec.renameField?.(parse({ columns: ['a', 'b'] }), 'b', 'c').columns).toEqual(['a', 'c']);
  });
});

import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import type { PlainRecord, Value } from '../../base/value.ts';
import { AGGREGATE_NAMES, type AggregateConfig, nameOf } from '../../catalog/aggregates.ts';
import { naturalKey } from '../../spill/natural-order.ts';
import { batchOf, record } from '../testing/batches.ts';
import type { Surroundings } from '../testing/step-context.ts';
import { runTransform } from '../testing/step-harness.ts';
import { run } from './run.ts';
import { type GroupRowsConfig, spec } from './spec.ts';

// Many small runs to disk, and a machine may be busy.
vi.setConfig({ testTimeout: 120_000 });

const kind = { spec, run };
Decimal.set({ precision: 4000 });

const shown = (value: Value | undefined) => (value === null || value === undefined ? '' : String(value));
const NUMBER = /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i;
const isNumber = (value: Value | undefined) => value !== true && value !== false && NUMBER.test(shown(value));
const plain = (decimal: Decimal) => {
  const text = decimal.toFixed();
  return text === '-0' ? '0' : text;
};

interface Member {
  record: PlainRecord;
  at: number;
}

/** What group rows does, written down without any thought of memory. */
function naively(rows: readonly PlainRecord[], config: GroupRowsConfig) {
  const keyOf = (value: Value | undefined) => {
    const text = config.trim ? shown(value).trim() : shown(value);
    return config.ignoreCase ? text.toLowerCase() : text;
  };
  const needing = config.aggregates.filter(
    ({ kind: what, compare }) => what === 'sum' || what === 'average' || (compare === 'number' && (what === 'min' || what === 'max')),
  );
  const isBad = (row: PlainRecord) => needing.some(({ field }) => shown(row[field]).trim() !== '' && !isNumber(row[field]));
  const members = rows.map((row, at): Member => ({ record: row, at }));
  const rejected = config.notNumbers === 'reject' ? members.filter(({ record: row }) => isBad(row)) : [];
  const groups = new Map<string, Member[]>();
  for (const member of members) {
    if (rejected.includes(member)) continue;
    const key = JSON.stringify(config.keys.map((name) => keyOf(member.record[name])));
    groups.set(key, [...(groups.get(key) ?? []), member]);
  }
  const made = [...groups.values()].map((group) => {
    const first = group[0] as Member;
    const keys = config.keys.map((name): [string, Value] => [name, first.record[name] ?? null]);
    return record([...keys, ...config.aggregates.map((one): [string, Value] => [nameOf(one), naiveAggregate(one, group, keyOf)])]);
  });
  return { made, groups: [...groups.values()], rejected };
}

function naiveAggregate(
  { kind: what, field, compare, separator }: AggregateConfig,
  group: readonly Member[],
  keyOf: (value: Value | undefined) => string,
): Value {
  const values = group.map(({ record: row }) => row[field] ?? null);
  const filled = values.filter((value) => shown(value).trim() !== '');
  const once = filled.filter((value, at) => filled.findIndex((other) => keyOf(other) === keyOf(value)) === at);
  const numbers = filled.filter(isNumber).map((value) => new Decimal(shown(value).trim()));
  const sum = numbers.reduce((a, b) => a.plus(b), new Decimal(0));
  switch (what) {
    case 'count':
      return group.length;
    case 'count-filled':
      return filled.length;
    case 'count-distinct':
      return once.length;
    case 'sum':
      return numbers.length === 0 ? null : plain(sum);
    case 'average': {
      if (numbers.length === 0) return null;
      return plain(sum.div(numbers.length));
    }
    case 'min':
    case 'max': {
      const some = values.filter((value) => (compare === 'number' ? isNumber(value) : shown(value) !== ''));
      const order = compare === 'number' ? (a: Value, b: Value) => new Decimal(shown(a).trim()).cmp(new Decimal(shown(b).trim())) : byText;
      return some.reduce<Value>((best, value) => (best === null || order(value, best) * (what === 'min' ? 1 : -1) < 0 ? value : best), null);
    }
    case 'first':
      return values[0] ?? null;
    case 'last':
      return values.at(-1) ?? null;
    case 'join':
      return filled.length === 0 ? null : filled.map(shown).join(separator);
    case 'join-distinct':
      return once.length === 0 ? null : once.map(shown).join(separator);
    case 'list':
      return filled;
    case 'list-distinct':
      return once;
  }
}

/** Numbers before texts, by value; texts in natural order. */
function byText(a: Value, b: Value): number {
  const [x, y] = [typeof a === 'number', typeof b === 'number'];
  if (x && y) return (a as number) - (b as number);
  if (x !== y) return x ? -1 : 1;
  const [left, right] = [`${naturalKey(shown(a))}\u0000${shown(a)}`, `${naturalKey(shown(b))}\u0000${shown(b)}`];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Averages are compared by their first 20 digits. */
function comparable(row: PlainRecord, config: GroupRowsConfig): PlainRecord {
  const averages = config.aggregates.filter(({ kind: what }) => what === 'average').map(nameOf);
  return record(
    Object.entries(row).map(([name, value]): [string, Value] => [
      name,
      averages.includes(name) && value !== null ? new Decimal(shown(value)).toSignificantDigits(20).toFixed() : value,
    ]),
  );
}

const keyText = fc.constantFrom('a', 'A', ' a', 'b', '', '__proto__', 'é', '1', null);
const anyValue: fc.Arbitrary<Value> = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    'x',
    'y',
    'xy',
    '1',
    '2.50',
    '-0.1',
    '0.2',
    ' 7 ',
    '1e3',
    '9007199254740993',
    '123456789012345678.000000000000000001',
    '.5',
    '-',
    null,
    null,
  ),
  fc.integer({ min: -1000, max: 1000 }),
  fc.constantFrom(0.1, 0.2, -1.5, true),
);
const aggregate = fc.record({
  kind: fc.constantFrom(...AGGREGATE_NAMES),
  field: fc.constantFrom('v', '__proto__', 'gone'),
  compare: fc.constantFrom('type' as const, 'number' as const),
  separator: fc.constantFrom(', ', ''),
});
const settings = fc
  .record({
    keys: fc.uniqueArray(fc.constantFrom('k', '__proto__', 'gone'), { maxLength: 2 }),
    aggregates: fc.array(aggregate, { minLength: 1, maxLength: 5 }),
    notNumbers: fc.constantFrom('reject', 'ignore'),
    ignoreCase: fc.boolean(),
    trim: fc.boolean(),
  })
  .map((one) => spec.config.parse({ ...one, aggregates: one.aggregates.map((each, at) => ({ ...each, name: `made ${at}` })) }));

describe('group rows', () => {
  test('is what grouping by hand gives, in memory and on disk, however the batches are cut', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'group-'));
    const row = fc.record({ k: keyText, p: keyText, v: anyValue });
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { maxLength: 50 }),
        settings,
        fc.constantFrom(1, 40_000, 1 << 28),
        fc.integer({ min: 1, max: 30 }),
        fc.boolean(),
        async (rows, config, memoryBudget, size, asBytes) => {
          const records = rows.map(({ k, p, v }) =>
            record([
              ['k', asBytes ? shown(k) : k],
              ['__proto__', asBytes ? shown(p) : p],
              ['v', asBytes ? shown(v) : v],
            ]),
          );
          const batches = [];
          for (let from = 0; from < records.length; from += size)
            batches.push(batchOf(records.slice(from, from + size), { as: asBytes ? 'bytes' : 'values', types: asBytes ? {} : { v: 'any' }, first: from }));
          const surroundings: Surroundings = { memoryBudget, folder, mode: 'preview' };
          const outcome = await runTransform(kind, config, { in: batches }, surroundings);
          const expected = naively(records, config);
          expect((outcome.emitted['out'] ?? []).map((one) => comparable(one, config))).toEqual(expected.made.map((one) => comparable(one, config)));
          expect(outcome.rejects.map(({ ordinal, reason }) => [ordinal, reason.code])).toEqual(expected.rejected.map(({ at }) => [at, 'not-a-number']));
          // Every record lives on in the first one of its group, if by way of another one.
          expect((outcome.origins['out'] ?? []).map(({ ordinal }) => ordinal)).toEqual(expected.groups.map((group) => group[0]?.at));
          const leaderOf = new Map(outcome.combined);
          const follow = (origin: string): string => (leaderOf.has(origin) ? follow(leaderOf.get(origin) as string) : origin);
          expect(leaderOf.size).toBe(outcome.combined.length);
          for (const group of expected.groups) expect(new Set(group.map(({ at }) => follow(`0:${at}`)))).toEqual(new Set([`0:${group[0]?.at}`]));
        },
      ),
      { numRuns: 400 },
    );
    expect(readdirSync(folder, { recursive: true }).filter((name) => String(name).endsWith('.spool'))).toEqual([]);
    rmSync(folder, { recursive: true });
  });

  test('many groups beyond the budget, and one group larger than it', async () => {
    const rows = Array.from({ length: 30_000 }, (_, at) => ({ id: `${(at * 7919) % 11_000}`, all: 'x', n: `${at}.5` }));
    const batches = [];
    for (let from = 0; from < rows.length; from += 4000) batches.push(batchOf(rows.slice(from, from + 4000), { as: 'bytes', first: from }));
    const aggregates = [{ kind: 'count' }, { kind: 'sum', field: 'n' }, { kind: 'count-distinct', field: 'n' }, { kind: 'last', field: 'n' }];
    for (const memoryBudget of [300_000, 1 << 30]) {
      const { emitted } = await runTransform(kind, { keys: ['id'], aggregates }, { in: batches }, { memoryBudget });
      expect(emitted['out']?.length).toBe(11_000);
      expect(emitted['out']?.slice(0, 2)).toEqual([
        record([...Object.entries({ id: '0', count: 3, 'sum of n': '33001.5', 'count different values of n': 3, 'last of n': '22000.5' })]),
        record([...Object.entries({ id: '7919', count: 3, 'sum of n': '33004.5', 'count different values of n': 3, 'last of n': '22001.5' })]),
      ]);
      const one = await runTransform(kind, { keys: ['all'], aggregates }, { in: batches }, { memoryBudget });
      expect(Object.values(one.emitted['out']?.[0] ?? {})).toEqual(['x', 30_000, '450000000', 30_000, '29999.5']);
    }
  });

  test('types stay what they are: 007 as it was read, whole sums whole, the rest exact', async () => {
    const rows = [
      { k: '007', n: '007', d: '1.10', t: '2026-01-02' },
      { k: '7', n: '9007199254740993', d: '2.2', t: '2025-01-02' },
    ];
    const batch = batchOf(rows, { as: 'bytes', types: { k: 'integer', n: 'integer', d: 'decimal', t: 'date' } });
    const aggregates = [
      { kind: 'sum', field: 'n' },
      { kind: 'sum', field: 'd' },
      { kind: 'average', field: 'd' },
      { kind: 'first', field: 'n' },
      { kind: 'min', field: 't' },
    ];
    const { emitted, batches } = await runTransform(kind, { keys: ['k'], aggregates }, { in: [batch] });
    expect(emitted['out']).toEqual([
      record([
        ...Object.entries({ k: 7, 'sum of n': 9007199254741000n, 'sum of d': '3.3', 'average of d': '1.65', 'first of n': 7, 'smallest of t': '2025-01-02' }),
      ]),
    ]);
    const out = batches['out']?.[0];
    expect(out?.columns.map(({ type }) => type)).toEqual(['integer', 'integer', 'decimal', 'decimal', 'integer', 'date']);
    const arriving =
      rows.length > 0 ? (['integer', 'integer', 'decimal', 'date'] as const).map((type, at) => ({ name: ['k', 'n', 'd', 't'][at] as string, type })) : [];
    expect(spec.fields(spec.config.parse({ keys: ['k'], aggregates }), { in: arriving })['out']?.map(({ name, type }) => [name, type])).toEqual(
      out?.names.map((name, at) => [name, out.columns[at]?.type]),
    );
  });

  test('a field that no record has stops a run; nothing comes of nothing', async () => {
    const batches = { in: [batchOf([{ n: 2 }])] };
    await expect(runTransform(kind, { keys: ['gone'] }, batches)).rejects.toMatchObject({ code: 'field-never-arrived', place: { field: 'gone' } });
    expect((await runTransform(kind, { aggregates: [{ kind: 'count' }] }, { in: [] })).emitted).toEqual({});
  });

  test('cancelled while it spills, it leaves no file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'group-'));
    for (const stopAt of [1, 3]) {
      const abort = new AbortController();
      const batches = Array.from({ length: 4 }, (_, part) =>
        batchOf(
          Array.from({ length: 500 }, (_n, at) => ({ id: `${part * 500 + at}` })),
          { as: 'bytes', first: part * 500 },
        ),
      );
      const config = { keys: ['id'], aggregates: [{ kind: 'count-distinct', field: 'id' }] };
      const work = runTransform(
        kind,
        config,
        { in: batches },
        { folder, memoryBudget: 1, signal: abort.signal, afterBatch: (done) => (done === stopAt ? abort.abort() : undefined) },
      );
      await expect(work).rejects.toThrow('abort');
      expect(readdirSync(folder, { recursive: true }).filter((name) => String(name).endsWith('.spool'))).toEqual([]);
    }
    rmSync(folder, { recursive: true });
  });
});

describe('settings', () => {
  const parse = (config: object) => spec.config.parse(config);

  test('in words', () => {
    expect(spec.summary(parse({}))).toBe('all records');
    expect(spec.summary(parse({ keys: ['a', 'b'], aggregates: [{ kind: 'count' }, { kind: 'sum', field: 'n', name: 'total' }] }))).toBe(
      'by a, b: count, total',
    );
  });

  test('what is missing or wrong is told', () => {
    const problems = (config: object) => spec.check(parse(config), {}).map(({ field, code }) => `${code} ${field}`);
    expect(problems({})).toEqual(['missing-setting keys']);
    expect(problems({ keys: ['a', '', 'a'] })).toEqual(['missing-setting keys.1', 'wrong-setting keys.2']);
    expect(problems({ aggregates: [{ kind: 'count' }, { kind: 'count' }, { kind: 'sum' }] })).toEqual([
      'wrong-setting aggregates.1.name',
      'missing-setting aggregates.2.field',
    ]);
    expect(problems({ keys: ['count'], aggregates: [{ kind: 'count' }] })).toEqual(['wrong-setting aggregates.0.name']);
  });

  test('fields are used, and keep the name they leave under when what they are made of is renamed', () => {
    const config = parse({ keys: ['a'], aggregates: [{ kind: 'sum', field: 'a' }, { kind: 'count' }] });
    expect(spec.uses(config)).toEqual([
      { port: 'in', field: 'a', setting: 'keys.0' },
      { port: 'in', field: 'a', setting: 'aggregates.0.field' },
    ]);
    expect(spec.renameField?.(config, 'a', 'b')).toMatchObject({ keys: ['b'], aggregates: [{ field: 'b', name: 'sum of a' }, { field: '' }] });
  });
});

import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Value } from '../../base/value.ts';
import { OUT_PORT } from '../../catalog/node-spec.ts';
import { sketchFlow } from '../../engine/testing/toy-flow.ts';
import { batchOf, record } from '../testing/batches.ts';
import { KindWorkspace } from '../testing/kind-workspace.ts';
import { type Kind, openFilesIn, runTransform } from '../testing/step-harness.ts';
import { run } from './run.ts';
import { spec } from './spec.ts';

const kind: Kind = { spec, run };
type Row = { readonly [field: string]: Value };
const LINES: readonly Row[] = [
  { order: 'A', article: 'pen' },
  { order: 'B', article: 'ink' },
  { order: 'A', article: 'pad' },
  { order: null, article: 'x' },
  { order: '', article: 'y' },
];

const batches = (rows: readonly Row[], size: number) =>
  Array.from({ length: Math.ceil(rows.length / size) }, (_, at) => batchOf(rows.slice(at * size, at * size + size), { first: at * size }));
const numbered = async (config: object, rows = LINES, size = 2, surroundings = {}) =>
  ((await runTransform(kind, config, { in: batches(rows, size) }, surroundings)).emitted[OUT_PORT] ?? []).map((each) => Object.values(each).at(-1));

test.each<[object, Value[]]>([
  [{}, [1, 2, 3, 4, 5]],
  [{ start: 100, step: -30 }, [100, 70, 40, 10, -20]],
  [{ restart: 'key', keys: ['order'] }, [1, 1, 2, 1, 2]],
  [{ restart: 'change', keys: ['order'], start: 0 }, [0, 0, 0, 0, 1]],
  [{ width: 3, start: 9 }, ['009', '010', '011', '012', '013']],
  [{ prefix: 'N-', suffix: '/26', start: -1 }, ['N--1/26', 'N-0/26', 'N-1/26', 'N-2/26', 'N-3/26']],
])('%j numbers %j', async (config, expected) => {
  expect(await numbered(config)).toEqual(expected);
});

test('the field stands first if asked to; nothing else changes', async () => {
  const { emitted, batches: left } = await runTransform(kind, { name: '__proto__', place: 'first' }, { in: [batchOf([{ a: 'x' }])] });
  expect(emitted[OUT_PORT]).toEqual([
    record([
      ['__proto__', 1],
      ['a', 'x'],
    ]),
  ]);
  expect(left[OUT_PORT]?.[0]?.columns[0]?.type).toBe('integer');
});

test('numbers agree with a naive count, in memory and on disk, in any cut of batches', async () => {
  const row = fc.record({
    a: fc.constantFrom<Value>('x', 'y', '', null, '7', '007', 7, '__proto__'),
    b: fc.integer({ min: 0, max: 40 }).map((n) => `key ${n}`),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { maxLength: 120 }),
      fc.subarray(['a', 'b'], { minLength: 1 }),
      fc.constantFrom('never', 'key', 'change'),
      fc.integer({ min: 1, max: 30 }),
      fc.constantFrom(1, 3_000_000),
      async (rows, keys, restart, size, memoryBudget) => {
        const same = (value: Value | undefined) => String(value ?? '');
        const keyOf = (each: Row) => JSON.stringify(keys.map((key) => same(each[key])));
        const counts = new Map<string, number>();
        let last: string | undefined;
        const expected = rows.map((each, at) => {
          const key = restart === 'never' ? '' : keyOf(each);
          if (restart === 'change' && (at === 0 || key !== last)) counts.clear();
          last = key;
          counts.set(key, (counts.get(key) ?? 0) + 1);
          return 10 + 5 * (counts.get(key) as number);
        });
        expect(await numbered({ restart, keys, start: 15, step: 5 }, rows, size, { memoryBudget })).toEqual(expected);
      },
    ),
    { numRuns: 150 },
  );
});

test('groups beyond the memory are counted on disk: records keep their order and origin, and nothing is left there', async () => {
  const rows = Array.from({ length: 30_000 }, (_, at) => ({ group: `group ${(at * 7_919) % 9_000}`, at }));
  const counts = new Map<string, number>();
  const expected = rows.map(({ group }) => {
    counts.set(group, (counts.get(group) ?? 0) + 1);
    return counts.get(group);
  });
  const { emitted, origins } = await runTransform(kind, { restart: 'key', keys: ['group'] }, { in: batches(rows, 1_000) }, { memoryBudget: 300_000 });
  expect(emitted[OUT_PORT]?.map(({ number }) => number)).toEqual(expected);
  expect(emitted[OUT_PORT]?.every(({ at }, index) => at === index)).toBe(true);
  expect(origins[OUT_PORT]?.every(({ ordinal }, index) => ordinal === index)).toBe(true);
  expect(openFilesIn(join(tmpdir(), 'step-'))).toEqual([]);
});

test('a field of the group that does not arrive stops the run, and so does a number that would not be exact', async () => {
  await expect(numbered({ restart: 'key', keys: ['ordr'] })).rejects.toMatchObject({ code: 'field-missing', place: { field: 'ordr' } });
  await expect(numbered({ restart: 'change', keys: ['ordr'] })).rejects.toMatchObject({ code: 'field-missing' });
  const many = { ...LINES[0], last: 1 };
  await expect(
    runTransform(
      { spec: { ...spec, config: { parse: (config: object) => config } as never }, run },
      { ...spec.defaults, start: 2 ** 53 - 1 },
      { in: [batchOf([many, many])] },
    ),
  ).rejects.toMatchObject({
    code: 'number-too-large',
  });
});

describe('in runs', () => {
  let workspace: KindWorkspace;
  beforeAll(() => {
    workspace = new KindWorkspace();
    workspace.rows.set(
      'n',
      Array.from({ length: 7 }, (_, id) => ({ id })),
    );
  });
  afterAll(() => workspace.close());
  const flow = (config: object, rest: object = {}) =>
    sketchFlow({
      nodes: { s: ['rows', { of: 'n', batch: 3 }], n: ['number-rows', { ...config }], k: ['keep', { ...rest }], z: ['tray', { name: 'z' }] },
      edges: ['s>n', 'n>k', 'k>z'],
    });
  const numbers = () => workspace.trays.get('z')?.map(({ number }) => number);

  test('go on where the last run ended that delivered; a failed one and a preview leave the number alone', async () => {
    const on = flow({ continues: true, start: 5 });
    await workspace.run(on);
    expect(numbers()).toEqual([5, 6, 7, 8, 9, 10, 11]);
    expect((await workspace.run(flow({ continues: true, start: 5 }, { failAt: 5 }))).outcome.status).toBe('failed');
    await workspace.run(on, { mode: 'rehearsal' });
    await workspace.run(flow({ continues: true }, { rejectEvery: 2 }));
    expect(numbers()).toEqual([12, 14, 16, 18]);
    await workspace.run(on);
    expect(numbers()?.[0]).toBe(19);
    await workspace.run(flow({}));
    expect(numbers()?.[0]).toBe(1);
  });

  test('every record is delivered, also on disk', async () => {
    const { outcome } = await workspace.run(flow({ restart: 'key', keys: ['id'] }), { limits: { ...workspace.job(flow({})).limits, memoryBytes: 1 } });
    expect(outcome.counts).toEqual({ read: 7, delivered: 7, filtered: 0, duplicates: 0, rejected: 0, pending: 0 });
    expect(numbers()).toEqual([1, 1, 1, 1, 1, 1, 1]);
  });
});

describe('its settings', () => {
  const check = (config: object, arriving = {}) => spec.check(spec.config.parse(config), arriving).map(({ code, field }) => `${code} ${field}`);
  test('are checked', () => {
    expect(check({})).toEqual([]);
    expect(check({ name: '' })).toEqual(['missing-setting name']);
    expect(check({ name: 'a' }, { in: [{ name: 'a', type: 'text' }] })).toEqual(['wrong-setting name']);
    expect(check({ step: 0, restart: 'key' })).toEqual(['wrong-setting step', 'missing-setting keys']);
  });
  test('say which fields leave, and follow a renamed field', () => {
    const config = spec.config.parse({ name: 'line', restart: 'key', keys: ['a'], place: 'first', width: 2 });
    expect(spec.fields(config, { in: [{ name: 'a', type: 'text' }] })).toEqual({
      out: [
        { name: 'line', type: 'text' },
        { name: 'a', type: 'text' },
      ],
    });
    expect(spec.renameField?.(config, 'a', 'b').keys).toEqual(['b']);
    expect(spec.uses(config)).toEqual([{ port: 'in', field: 'a', setting: 'keys.0' }]);
    expect(spec.summary(config)).toBe('as line, starting again for each a');
  });
});

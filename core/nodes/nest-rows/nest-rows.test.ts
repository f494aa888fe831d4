import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PlainRecord, Value } from '../../base/value.ts';
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
  { order: '1', day: 'Mon', sku: 'A', qty: 2 },
  { order: '2', day: 'Tue', sku: 'C', qty: 1 },
  { order: '1', day: 'Wed', sku: 'B', qty: null },
];

const batches = (rows: readonly Row[], size: number) =>
  Array.from({ length: Math.ceil(rows.length / size) }, (_, at) => batchOf(rows.slice(at * size, at * size + size), { first: at * size }));
const nest = (config: object, rows = LINES, size = 2, surroundings = {}) =>
  runTransform(kind, { keys: ['order'], ...config }, { in: batches(rows, size) }, surroundings);
const plain = (value: Value | undefined): unknown =>
  Array.isArray(value)
    ? value.map(plain)
    : value !== null && typeof value === 'object'
      ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one)]))
      : value;
const left = (records: readonly PlainRecord[] | undefined) => (records ?? []).map((each) => plain(each));

test.each<[string, object, object[]]>([
  [
    'all other fields',
    {},
    [
      {
        order: '1',
        items: [
          { day: 'Mon', sku: 'A', qty: 2 },
          { day: 'Wed', sku: 'B', qty: null },
        ],
      },
      { order: '2', items: [{ day: 'Tue', sku: 'C', qty: 1 }] },
    ],
  ],
  [
    'some fields',
    { take: 'chosen', fields: ['sku'], list: 'lines' },
    [
      { order: '1', lines: [{ sku: 'A' }, { sku: 'B' }] },
      { order: '2', lines: [{ sku: 'C' }] },
    ],
  ],
  [
    'plain values',
    { take: 'chosen', fields: ['sku'], items: 'values' },
    [
      { order: '1', items: ['A', 'B'] },
      { order: '2', items: ['C'] },
    ],
  ],
  [
    'others as in the first record',
    { take: 'chosen', fields: ['sku', 'qty'], items: 'records', others: 'first' },
    [
      {
        order: '1',
        day: 'Mon',
        items: [
          { sku: 'A', qty: 2 },
          { sku: 'B', qty: null },
        ],
      },
      { order: '2', day: 'Tue', items: [{ sku: 'C', qty: 1 }] },
    ],
  ],
])('an item holds %s', async (_name, config, expected) => {
  const { emitted, counts, combined, origins } = await nest(config);
  expect(left(emitted[OUT_PORT])).toEqual(expected);
  expect(counts).toMatchObject({ in: 3, out: 2, fannedOut: -1 });
  expect(combined).toEqual([['0:2', '0:0']]);
  expect(origins[OUT_PORT]?.map(({ ordinal }) => ordinal)).toEqual([0, 1]);
});

test('capitals and blanks of a key count as asked; empty keys are one group', async () => {
  const rows = [{ order: 'a ' }, { order: 'A' }, { order: null }, { order: 'a' }, { order: '' }].map((each, n) => ({ ...each, n }));
  const groups = async (config: object) => left((await nest({ take: 'chosen', fields: ['n'], items: 'values', ...config }, rows)).emitted[OUT_PORT]);
  expect(await groups({})).toEqual([
    { order: 'a ', items: [0, 3] },
    { order: 'A', items: [1] },
    { order: null, items: [2, 4] },
  ]);
  expect(await groups({ ignoreCase: true, trim: false })).toMatchObject([{ items: [0] }, { items: [1, 3] }, { items: [2, 4] }]);
});

test('hostile names, and those the step itself uses while it sorts, are only names', async () => {
  const row = (n: number) =>
    record([
      ['place', 'p'],
      ['__proto__', `x${n % 2}`],
      ['list', n],
      ['f0', 'f'],
      ['constructor', n],
    ]);
  const { emitted } = await nest({ keys: ['__proto__', 'place'], list: 'toString' }, [row(0), row(1), row(2)]);
  expect(emitted[OUT_PORT]?.map((each) => Object.getOwnPropertyNames(each))).toEqual([
    ['__proto__', 'place', 'toString'],
    ['__proto__', 'place', 'toString'],
  ]);
  expect(left(emitted[OUT_PORT]?.map((each) => ({ items: each['toString'] as Value })))).toEqual([
    {
      items: [
        { list: 0, f0: 'f', constructor: 0 },
        { list: 2, f0: 'f', constructor: 2 },
      ],
    },
    { items: [{ list: 1, f0: 'f', constructor: 1 }] },
  ]);
});

test('agrees with a naive version, in memory and on disk, in any cut of batches', async () => {
  const row = fc.record({
    a: fc.constantFrom<Value>('x', 'y', '', null, 7),
    b: fc.integer({ min: 0, max: 6 }),
    c: fc.oneof(
      fc.string(),
      fc.constant(null),
      fc.bigInt({ min: 2n ** 60n, max: 2n ** 70n }),
      fc.constant([1, { d: null, __proto__x: 10n ** 30n, e: 1e21, f: 123456789012345680 }] as Value),
      fc.double({ noNaN: true, noDefaultInfinity: true }).filter((n) => !Object.is(n, -0)),
    ),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { maxLength: 80 }),
      fc.subarray(['a', 'b'], { minLength: 1 }),
      fc.integer({ min: 1, max: 20 }),
      fc.constantFrom(1, 30_000_000),
      async (rows, keys, size, memoryBudget) => {
        const groups = new Map<string, { key: Row; items: Row[] }>();
        for (const each of rows as Row[]) {
          const id = JSON.stringify(keys.map((key) => String(each[key] ?? '')));
          const group = groups.get(id) ?? { key: Object.fromEntries(keys.map((key) => [key, each[key] as Value])), items: [] };
          group.items.push(Object.fromEntries(Object.entries(each).filter(([name]) => !keys.includes(name))) as Row);
          groups.set(id, group);
        }
        const { emitted } = await nest({ keys }, rows as Row[], size, { memoryBudget });
        expect(left(emitted[OUT_PORT])).toEqual([...groups.values()].map(({ key, items }) => plain({ ...key, items })));
      },
    ),
    { numRuns: 120 },
  );
});

test('far more records than memory: the same groups, and no file is left', async () => {
  const rows = Array.from({ length: 20_000 }, (_, n) => ({ order: `order ${(n * 7_919) % 3_000}`, n, text: `text ${n}`.padEnd(60, '.') }));
  const small = await nest({}, rows, 2_000, { memoryBudget: 400_000 });
  const large = await nest({}, rows, 2_000, { memoryBudget: 200_000_000 });
  expect(small.emitted[OUT_PORT]).toHaveLength(3_000);
  expect(small.emitted).toEqual(large.emitted);
  expect(small.origins).toEqual(large.origins);
  expect(new Set(small.combined.map((pair) => pair.join('>')))).toEqual(new Set(large.combined.map((pair) => pair.join('>'))));
  expect(openFilesIn(join(tmpdir(), 'step-'))).toEqual([]);
});

test('a group that is too large is refused, with its key', async () => {
  const rows = Array.from({ length: 8 }, (_, n) => ({ order: n < 7 ? 'big' : 'small', n }));
  await expect(nest({ most: 6 }, rows)).rejects.toMatchObject({ code: 'group-too-large', message: 'The group of order "big" has more than 6 records.' });
  expect((await nest({ most: 7 }, rows)).emitted[OUT_PORT]).toHaveLength(2);
  const text = 'x'.repeat(1_000_000);
  await expect(
    nest(
      {},
      Array.from({ length: 12 }, (_, n) => ({ order: 'heavy', n, text })),
      3,
    ),
  ).rejects.toMatchObject({
    code: 'group-too-large',
    message: 'The list of the group of order "heavy" takes more than 16 MB.',
  });
});

test('a key that does not arrive, or a field that never does, stops the run', async () => {
  await expect(nest({ keys: ['ordr'] })).rejects.toMatchObject({ code: 'field-missing', place: { field: 'ordr' } });
  await expect(nest({ take: 'chosen', fields: ['sku', 'skuu'] })).rejects.toMatchObject({ code: 'field-never-arrived', place: { field: 'skuu' } });
});

test('ends at once when it is cancelled', async () => {
  const abort = new AbortController();
  const rows = Array.from({ length: 500 }, (_, n) => ({ order: n, n }));
  const stopped = nest({}, rows, 50, { signal: abort.signal, afterBatch: (count: number) => (count === 10 ? abort.abort() : undefined) });
  await expect(stopped).rejects.toThrow();
  expect(openFilesIn(join(tmpdir(), 'step-'))).toEqual([]);
});

describe('in a run', () => {
  let workspace: KindWorkspace;
  beforeAll(() => {
    workspace = new KindWorkspace();
  });
  afterAll(() => workspace.close());

  test('the records of a group share its fate', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 40 }),
        fc.constantFrom(0, 2),
        fc.constantFrom(1, 64_000_000),
        async (keys, rejectEvery, memoryBytes) => {
          workspace.rows.set(
            'n',
            keys.map((key, id) => ({ id, key })),
          );
          const flow = sketchFlow({
            nodes: { s: ['rows', { of: 'n' }], n: ['nest-rows', { keys: ['key'] }], z: ['tray', { name: 'z', rejectEvery }] },
            edges: ['s>n', 'n>z'],
          });
          const { outcome } = await workspace.run(flow, { limits: { ...workspace.job(flow).limits, memoryBytes } });
          expect(outcome.error).toBeUndefined();
          const isRejected = (key: number) => rejectEvery > 0 && keys.indexOf(key) % rejectEvery === rejectEvery - 1;
          const rejected = keys.filter(isRejected).length;
          expect(outcome.counts).toEqual({ read: keys.length, delivered: keys.length - rejected, filtered: 0, duplicates: 0, rejected, pending: 0 });
          expect(workspace.trays.get('z')?.map(({ key }) => key)).toEqual([...new Set(keys)].filter((key) => !isRejected(key)));
        },
      ),
      { numRuns: 40 },
    );
  });

  test('what was nested and flattened again is what it was', async () => {
    workspace.rows.set(
      'n',
      Array.from({ length: 40 }, (_, id) => ({ key: `k${id % 7}`, id, text: id % 3 === 0 ? null : `t${id}` })),
    );
    const flow = sketchFlow({
      nodes: { s: ['rows', { of: 'n' }], n: ['nest-rows', { keys: ['key'] }], f: ['flatten-list', { list: 'items' }], z: ['tray', { name: 'z' }] },
      edges: ['s>n', 'n>f', 'f>z'],
    });
    const { outcome } = await workspace.run(flow);
    expect(outcome.counts).toMatchObject({ read: 40, delivered: 40 });
    const back = [...(workspace.trays.get('z') ?? [])].sort((a, b) => Number(a['id']) - Number(b['id']));
    expect(back.map((each) => ({ ...each }))).toEqual(workspace.rows.get('n'));
  });
});

describe('its settings', () => {
  const check = (config: object, arriving = {}) => spec.check(spec.config.parse(config), arriving).map(({ code, field }) => `${code} ${field}`);
  const here = { in: ['order', 'day', 'sku'].map((name) => ({ name, type: 'text' as const })) };
  test('are checked', () => {
    expect(check({})).toEqual(['missing-setting keys']);
    expect(check({ keys: ['order'], list: '' })).toEqual(['missing-setting list']);
    expect(check({ keys: ['order'], list: 'order' })).toEqual(['wrong-setting list']);
    expect(check({ keys: ['order'], take: 'chosen' })).toEqual(['missing-setting fields']);
    expect(check({ keys: ['order'], take: 'chosen', fields: ['sku', 'day'], items: 'values' })).toEqual(['wrong-setting items']);
    expect(check({ keys: ['order'], take: 'chosen', fields: ['sku'], others: 'first', list: 'day' }, here)).toEqual(['wrong-setting list']);
  });
  test('say of what the list is made, so that what is personal stays hidden', () => {
    const from = (config: object, field: string) => spec.madeOf?.(spec.config.parse({ keys: ['order'], ...config }), field, ['order', 'name', 'city']);
    expect(from({}, 'order')).toBeNull();
    expect(from({}, 'items')?.from).toEqual(['name', 'city']);
    expect(from({ take: 'chosen', fields: ['city'] }, 'items')?.from).toEqual(['city']);
  });
  test('say which fields leave, and follow a renamed field', () => {
    const config = spec.config.parse({ keys: ['order'], take: 'chosen', fields: ['sku'], others: 'first' });
    expect(spec.fields(config, here)['out']?.map(({ name, type }) => `${name} ${type}`)).toEqual(['order text', 'day text', 'items list']);
    expect(spec.renameField?.(config, 'sku', 'article').fields).toEqual(['article']);
    expect(spec.summary(config)).toBe('items by order');
  });
});

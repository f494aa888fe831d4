import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PlainRecord, Value } from '../../base/value.ts';
import { OUT_PORT } from '../../catalog/node-spec.ts';
import { sketchFlow } from '../../engine/testing/toy-flow.ts';
import { batchOf, record } from '../testing/batches.ts';
import { KindWorkspace } from '../testing/kind-workspace.ts';
import { type Kind, runTransform } from '../testing/step-harness.ts';
import { run } from './run.ts';
import { spec } from './spec.ts';

const kind: Kind = { spec, run };
type Row = { readonly [field: string]: Value };

const flatten = (config: object, rows: readonly Row[], surroundings = {}) =>
  runTransform(kind, { list: 'lines', ...config }, { in: [batchOf(rows)] }, surroundings);
const plain = (records: readonly PlainRecord[] | undefined) => (records ?? []).map((each) => ({ ...each }));

const ORDERS: readonly Row[] = [
  {
    order: 1,
    lines: [
      { sku: 'A', qty: 2 },
      { sku: 'B', address: { city: 'Kiel' } },
    ],
    day: 'Mon',
  },
  { order: 2, lines: [], day: 'Tue' },
  { order: 3, lines: null, day: 'Wed' },
];

test('makes a record of each item, with the fields of the record and the item’s own', async () => {
  const { emitted, counts, origins } = await flatten({ position: 'line' }, ORDERS);
  expect(plain(emitted[OUT_PORT])).toEqual([
    { order: 1, day: 'Mon', line: 1, sku: 'A', qty: 2, address: null },
    { order: 1, day: 'Mon', line: 2, sku: 'B', qty: null, address: { city: 'Kiel' } },
    { order: 2, day: 'Tue', line: null, sku: null, qty: null, address: null },
    { order: 3, day: 'Wed', line: null, sku: null, qty: null, address: null },
  ]);
  expect(counts).toMatchObject({ in: 3, out: 4, fannedOut: 1 });
  expect(origins[OUT_PORT]?.map(({ ordinal }) => ordinal)).toEqual([0, 0, 1, 2]);
});

test.each<[string, object, readonly Row[], Row[]]>([
  ['leaves records without items out', { empty: 'drop' }, ORDERS.slice(1), []],
  ['keeps an item whole', { items: 'whole', itemName: 'line' }, [{ lines: [{ a: 1 }] }], [{ line: { a: 1 } }]],
  [
    'calls a plain item like the list',
    {},
    [{ id: 1, lines: ['x', null, [1]] }],
    [
      { id: 1, lines: 'x' },
      { id: 1, lines: null },
      { id: 1, lines: [1] },
    ],
  ],
  ['puts a prefix before the names', { prefix: 'l.' }, [{ sku: 'S', lines: [{ sku: 'A' }] }], [{ sku: 'S', 'l.sku': 'A' }]],
  ['goes so many levels deep', { levels: 2 }, [{ lines: [{ a: { b: { c: 1 } }, d: {} }] }], [{ 'a.b': { c: 1 }, d: {} }]],
  ['repeats some fields only', { repeat: 'chosen', fields: ['day'] }, ORDERS.slice(1, 2), [{ day: 'Tue' }]],
  [
    'reads JSON text with all digits',
    { parseText: true },
    [{ lines: '[12345678901234567890]' }, { lines: ' ' }, { lines: 'null' }],
    [{ lines: 12345678901234567890n }, { lines: null }, { lines: null }],
  ],
])('%s', async (_name, config, rows, expected) => {
  expect(plain((await flatten(config, rows)).emitted[OUT_PORT])).toEqual(expected);
});

test.each<[string, object, Value]>([
  ['not-a-list', {}, 'no'],
  ['not-a-list', {}, 7],
  ['not-a-list', {}, { a: 1 }],
  ['not-a-list', { parseText: true }, '{"a":1}'],
  ['not-json', { parseText: true }, '[1,'],
  ['too-deep', { parseText: true }, `${'['.repeat(100_000)}`],
  ['name-taken', {}, [{ ok: 1 }, { id: 2 }]],
  ['name-taken', { position: 'no' }, [{ no: 2 }]],
  ['name-taken', { levels: 2 }, [{ 'a.b': 1, a: { b: 2 } }]],
  ['name-taken', { itemName: 'id' }, ['x']],
])('%s: a record with %j and %j is rejected, and the others go on', async (code, config, lines) => {
  const { emitted, rejects, counts } = await flatten(config, [
    { id: 1, lines },
    { id: 2, lines: [{ z: 1 }] },
  ]);
  expect(rejects.map(({ reason, ordinal }) => [reason.code, ordinal])).toEqual([[code, 0]]);
  expect(emitted[OUT_PORT]).toHaveLength(1);
  expect(counts).toMatchObject({ in: 2, out: 1, rejected: 1, fannedOut: 0 });
});

test('brackets within texts are no depth; very deep items that are no text are kept', async () => {
  const text = JSON.stringify([`${'['.repeat(5_000)}\\"`]);
  expect((await flatten({ parseText: true }, [{ lines: text }])).counts).toMatchObject({ out: 1, rejected: 0 });
  let deep: Value = 'x';
  for (let i = 0; i < 5_000; i++) deep = { a: deep };
  expect((await flatten({ levels: 10 }, [{ lines: [deep] }])).emitted[OUT_PORT]?.map((each) => Object.keys(each))).toEqual([[Array(10).fill('a').join('.')]]);
});

test('hostile names of an item are only names', async () => {
  const item = record([
    ['__proto__', 'p'],
    ['constructor', 'c'],
    ['toString', 't'],
  ]);
  const { emitted } = await flatten({}, [{ lines: [item] }, { lines: '[{"__proto__":{"x":1}}]' }].slice(0, 1));
  expect(Object.getOwnPropertyNames(emitted[OUT_PORT]?.[0] ?? {})).toEqual(['__proto__', 'constructor', 'toString']);
  const parsed = await flatten({ parseText: true }, [{ lines: '[{"__proto__":{"x":1}}]' }]);
  expect(Object.getOwnPropertyDescriptor(parsed.emitted[OUT_PORT]?.[0] ?? {}, '__proto__')?.value).toEqual({ x: 1 });
});

test('a long list leaves in several batches, and waits for those behind', async () => {
  const { batches, counts } = await flatten({}, [{ id: 1, lines: Array.from({ length: 10_000 }, (_, i) => i) }]);
  expect(batches[OUT_PORT]?.map(({ count }) => count)).toEqual([4_096, 4_096, 1_808]);
  expect(counts).toMatchObject({ in: 1, out: 10_000, fannedOut: 9_999 });
});

test('a list that never arrives stops the run', async () => {
  await expect(flatten({ list: 'lins' }, ORDERS)).rejects.toMatchObject({ code: 'field-never-arrived', place: { field: 'lins' } });
});

test('agrees with a naive version', async () => {
  const item = fc.oneof(
    fc.integer(),
    fc.constant(null),
    fc.record({ a: fc.integer(), b: fc.option(fc.string()) }, { requiredKeys: [] }),
    fc.record({ id: fc.integer() }),
  );
  const row = fc.record({ id: fc.integer(), lines: fc.oneof(fc.array(item, { maxLength: 5 }), fc.constant(null), fc.constant('text')) });
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 30 }), fc.constantFrom('keep', 'drop'), fc.constantFrom('fields', 'whole'), async (rows, empty, items) => {
      const expected: Row[] = [];
      const rejected: number[] = [];
      const dropped: number[] = [];
      rows.forEach(({ id, lines }, at) => {
        if (typeof lines === 'string') rejected.push(at);
        else if (lines === null || lines.length === 0) {
          if (empty === 'drop') dropped.push(at);
          else expected.push({ id });
        } else if (items === 'fields' && lines.some((one) => one !== null && typeof one === 'object' && 'id' in one)) rejected.push(at);
        else
          for (const [i, one] of lines.entries())
            expected.push(items === 'fields' && one !== null && typeof one === 'object' ? { id, no: i + 1, ...one } : { id, no: i + 1, lines: one });
      });
      const { emitted, rejects, filtered } = await flatten({ empty, items, position: 'no' }, rows, { mode: 'preview' });
      const left = (emitted[OUT_PORT] ?? []).map((each) => Object.fromEntries(Object.entries(each).filter(([, value]) => value !== null)));
      expect(left).toEqual(expected.map((each) => Object.fromEntries(Object.entries(each).filter(([, value]) => value !== null))));
      expect(rejects.map(({ ordinal }) => ordinal)).toEqual(rejected);
      expect(filtered).toHaveLength(dropped.length);
    }),
    { numRuns: 200 },
  );
});

describe('in a run', () => {
  let workspace: KindWorkspace;
  beforeAll(() => {
    workspace = new KindWorkspace();
  });
  afterAll(() => workspace.close());

  test('every record is delivered with one of its items at least, filtered or rejected', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: -1, max: 4 }), { maxLength: 30 }),
        fc.constantFrom('keep', 'drop'),
        fc.constantFrom(0, 3),
        async (sizes, empty, rejectEvery) => {
          workspace.rows.set(
            'n',
            sizes.map((size, id) => ({ id, lines: size < 0 ? 'no list' : Array.from({ length: size }, (_, i) => ({ line: i })) })),
          );
          const flow = sketchFlow({
            nodes: {
              s: ['rows', { of: 'n' }],
              f: ['flatten-list', { list: 'lines', empty }],
              z: ['tray', { name: 'z', rejectEvery }],
              r: ['tray', { name: 'r' }],
            },
            edges: ['s>f', 'f>z', 'f.rejected>r'],
          });
          const { outcome } = await workspace.run(flow);
          expect(outcome.error).toBeUndefined();
          const isRejected = (id: number) => rejectEvery > 0 && id % rejectEvery === rejectEvery - 1;
          const leaves = (size: number) => size > 0 || (size === 0 && empty === 'keep');
          const fates = sizes.map((size, id) => (size < 0 ? 'rejected' : !leaves(size) ? 'filtered' : isRejected(id) ? 'rejected' : 'delivered'));
          const count = (fate: string) => fates.filter((one) => one === fate).length;
          expect(outcome.counts).toEqual({
            read: sizes.length,
            delivered: count('delivered'),
            filtered: count('filtered'),
            rejected: count('rejected'),
            duplicates: 0,
            pending: 0,
          });
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('its settings', () => {
  const check = (config: object, arriving = {}) => spec.check(spec.config.parse(config), arriving).map(({ code, field }) => `${code} ${field}`);
  const here = {
    in: [
      { name: 'id', type: 'integer' },
      { name: 'lines', type: 'list' },
    ],
  };
  test('are checked against each other and the fields that arrive', () => {
    expect(check({})).toEqual(['missing-setting list']);
    expect(check({ list: 'lines' }, here)).toEqual([]);
    expect(check({ list: 'lines', itemName: 'id', position: 'id' }, here)).toEqual(['wrong-setting itemName', 'wrong-setting position']);
    expect(check({ list: 'lines', repeat: 'chosen', fields: ['lines'] }, here)).toEqual(['wrong-setting fields.0', 'wrong-setting itemName']);
    expect(check({ list: 'id' }, here)).toEqual(['wrong-setting list']);
  });
  test('say of what a field is made, so that what is personal stays hidden', () => {
    const config = spec.config.parse({ list: 'lines', position: 'no', repeat: 'chosen', fields: ['id'] });
    const from = (field: string) => spec.madeOf?.(config, field, ['id', 'lines', 'name']);
    expect(from('no')).toEqual({ from: [], copied: false });
    expect(from('id')).toBeNull();
    expect([from('sku'), from('name'), from('lines')]).toEqual(Array(3).fill({ from: ['lines'], copied: false }));
  });
  test('say which fields leave where that can be known', () => {
    const config = spec.config.parse({ list: 'lines', items: 'whole', itemName: 'line', position: 'no' });
    expect(spec.fields(config, here as never)['out']?.map(({ name }) => name)).toEqual(['id', 'no', 'line']);
    expect(spec.fields(spec.config.parse({ list: 'lines' }), here as never)['out']).toBeNull();
    expect(spec.renameField?.(config, 'lines', 'rows').list).toBe('rows');
  });
});

import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { PlainRecord } from '../../base/value.ts';
import { OUT_PORT } from '../../catalog/node-spec.ts';
import { batchOf, record } from '../testing/batches.ts';
import { openFilesIn, runTransform } from '../testing/step-harness.ts';
import { run } from './run.ts';
import { LEFT_ONLY_PORT, RIGHT_ONLY_PORT, RIGHT_PORT, spec } from './spec.ts';

const kind = { spec, run };
const keys = [{ left: 'customer', right: 'id' }];
const orders = batchOf(
  [
    { order: '1', customer: '17', name: 'x' },
    { order: '2', customer: ' 99 ', name: 'y' },
    { order: '3', customer: '', name: 'z' },
    { order: '4', customer: '17', name: 'w' },
  ],
  { as: 'bytes' },
);
const customers = batchOf(
  [
    { id: 17, name: 'Acme' },
    { id: 20, name: 'Basil' },
    { id: null, name: 'Nobody' },
    { id: 17, name: 'Acme 2' },
  ],
  { source: 1, types: { id: 'integer', name: 'text' } },
);
const inputs = { in: [orders], [RIGHT_PORT]: [customers] };
const values = (records: readonly PlainRecord[] = []) => records.map((one) => Object.values(one));

describe.each([
  ['in memory', 1 << 26],
  ['on disk', 1],
])('join, %s', (_, memoryBudget) => {
  const join = (config: object, more = {}) => runTransform(kind, { keys, ...config }, inputs, { memoryBudget, ...more });

  test('inner: pairs leave in the order of the left input; records alone by outputs of their own', async () => {
    const { emitted, origins, counts, combined } = await join({});
    expect(Object.keys(emitted[OUT_PORT]?.[0] ?? {})).toEqual(['order', 'customer', 'name', 'right_name']);
    expect(values(emitted[OUT_PORT])).toEqual([
      ['1', '17', 'x', 'Acme'],
      ['1', '17', 'x', 'Acme 2'],
      ['4', '17', 'w', 'Acme'],
      ['4', '17', 'w', 'Acme 2'],
    ]);
    expect(origins[OUT_PORT]?.map(({ source, ordinal }) => `${source}:${ordinal}`)).toEqual(['0:0', '0:0', '0:3', '0:3']);
    expect(emitted[LEFT_ONLY_PORT]?.map(({ order }) => order)).toEqual(['2', '3']);
    expect(values(emitted[RIGHT_ONLY_PORT])).toEqual([
      [20, 'Basil'],
      [null, 'Nobody'],
    ]);
    expect(counts).toMatchObject({ in: 8, out: 8, fannedOut: 0, filtered: 0 });
    // One of the partners lives on in the records of the left input; the other one in that one.
    expect(combined).toEqual([
      ['1:3', '1:0'],
      ['1:0', '0:0'],
      ['1:0', '0:3'],
    ]);
  });

  test('where nothing is connected, records alone are filtered', async () => {
    const { filtered, emitted } = await join({}, { connected: (port: string) => port === OUT_PORT });
    expect(Object.keys(emitted)).toEqual([OUT_PORT]);
    expect(filtered.map((one) => one['order'] ?? one['name'])).toEqual(['2', '3', 'Basil', 'Nobody']);
  });

  test('full: those of the right input come last, with their key', async () => {
    const { emitted } = await join({ join: 'full', many: 'first' });
    expect(values(emitted[OUT_PORT])).toEqual([
      ['1', '17', 'x', 'Acme'],
      ['2', ' 99 ', 'y', null],
      ['3', '', 'z', null],
      ['4', '17', 'w', 'Acme'],
      [null, 20, null, 'Basil'],
      [null, null, null, 'Nobody'],
    ]);
  });

  test('anti: those without a partner, as they are', async () => {
    const { emitted, filtered } = await join({ join: 'anti' });
    expect(values(emitted[OUT_PORT])).toEqual([
      ['2', ' 99 ', 'y'],
      ['3', '', 'z'],
    ]);
    expect(filtered).toHaveLength(4);
    expect(emitted[RIGHT_ONLY_PORT]).toHaveLength(2);
  });

  test('the first, the last, or none of several', async () => {
    expect(values((await join({ many: 'first' })).emitted[OUT_PORT]).map((one) => one[3])).toEqual(['Acme', 'Acme']);
    const last = await join({ many: 'last' });
    expect(values(last.emitted[OUT_PORT]).map((one) => one[3])).toEqual(['Acme 2', 'Acme 2']);
    expect(last.duplicates.map(({ name }) => name)).toEqual(['Acme']);
    const { rejects, emitted } = await join({ many: 'reject' });
    expect(emitted[OUT_PORT]).toBeUndefined();
    expect(rejects.map(({ reason, source, ordinal }) => [reason.code, reason.field, reason.value, `${source}:${ordinal}`])).toEqual([
      ['several-matches', 'customer', '17', '0:0'],
      ['several-matches', 'customer', '17', '0:3'],
      ['several-matches', 'id', '17', '1:0'],
      ['several-matches', 'id', '17', '1:3'],
    ]);
  });

  test('chosen fields get their names; a name that is taken stops the run', async () => {
    const { emitted } = await join({ take: 'chosen', fields: [{ from: 'name', to: 'customer name' }], many: 'first' });
    expect(values(emitted[OUT_PORT])[0]).toEqual(['1', '17', 'x', 'Acme']);
    await expect(join({ take: 'chosen', fields: [{ from: 'name', to: 'order' }] })).rejects.toMatchObject({ code: 'field-clash', place: { field: 'order' } });
    await expect(join({ prefix: '' })).rejects.toMatchObject({ code: 'field-clash' });
  });

  test('a key that never arrives stops the run', async () => {
    await expect(join({ keys: [{ left: 'custmer', right: 'id' }] })).rejects.toMatchObject({ code: 'field-never-arrived' });
    await expect(join({ keys: [{ left: 'customer', right: 'number' }] })).rejects.toMatchObject({ code: 'field-never-arrived' });
  });

  test('empty inputs', async () => {
    const nothing = { in: [], [RIGHT_PORT]: [] };
    expect((await runTransform(kind, { keys, join: 'full' }, nothing, { memoryBudget })).emitted).toEqual({});
    const right = await runTransform(kind, { keys, join: 'full' }, { ...inputs, in: [] }, { memoryBudget });
    expect(values(right.emitted[OUT_PORT])).toEqual([
      [17, 'Acme'],
      [20, 'Basil'],
      [null, 'Nobody'],
      [17, 'Acme 2'],
    ]);
    const left = await runTransform(kind, { keys, join: 'left' }, { ...inputs, [RIGHT_PORT]: [] }, { memoryBudget });
    expect(left.emitted[OUT_PORT]).toHaveLength(4);
  });

  test('stopped in the middle of very many pairs, it leaves nothing behind', async () => {
    const many = (count: number, source: number) =>
      Array.from({ length: 10 }, (_, part) =>
        batchOf(
          Array.from({ length: count / 10 }, (__, at) => ({ k: 'same', n: part * (count / 10) + at })),
          { source, first: (part * count) / 10 },
        ),
      );
    let left = 0;
    const stop = new AbortController();
    const context = { memoryBudget: memoryBudget === 1 ? 20_000 : memoryBudget, signal: stop.signal };
    const opened = runTransform(
      {
        spec,
        run: stoppingAfter(
          40,
          () => stop.abort(),
          (count) => (left += count),
        ),
      },
      { keys: [{ left: 'k', right: 'k' }] },
      { in: many(20_000, 0), [RIGHT_PORT]: many(20_000, 1) },
      context,
    );
    await expect(opened).rejects.toThrow();
    expect(left).toBeGreaterThan(1000);
    expect(left).toBeLessThan(1_000_000);
    expect(openFilesIn(joinPath(tmpdir(), 'step-'))).toEqual([]);
  });
});

/** The step, with a stop after so many batches have left. */
function stoppingAfter(batches: number, stop: () => void, count: (records: number) => void): typeof run {
  if (run.role !== 'transform') throw new Error('no transform');
  const { open } = run;
  return {
    role: 'transform',
    async open(config, context) {
      const step = await open(config, context);
      let seen = 0;
      const counting = (emitted: { count: number }) => {
        count(emitted.count);
        if (++seen === batches) stop();
      };
      return {
        push: (port, batch) => step.push(port, batch, (_port, out) => counting(out)),
        flush: (port) => step.flush?.(port, (_port, out) => counting(out)),
        close: () => step.close?.(),
      };
    },
  };
}

test('groups of partners too large to copy are the same in memory and on disk', async () => {
  const right = Array.from({ length: 700 }, (_, n) => ({ k: `${n % 3}`, big: 'x'.repeat(n % 50), n }));
  const left = Array.from({ length: 25 }, (_, n) => ({ k: `${(n * 7) % 4}`, n }));
  const join = (memoryBudget: number) =>
    runTransform(
      kind,
      { keys: [{ left: 'k', right: 'k' }], join: 'full' },
      { in: [batchOf(left)], [RIGHT_PORT]: [batchOf(right.slice(0, 400), { source: 1 }), batchOf(right.slice(400), { source: 1, first: 400 })] },
      { memoryBudget },
    );
  const [memory, disk] = [await join(1 << 26), await join(20_000)];
  expect(disk.emitted).toEqual(memory.emitted);
  expect(disk.origins).toEqual(memory.origins);
  expect(disk.counts).toEqual(memory.counts);
  expect(memory.emitted[OUT_PORT]?.length).toBeGreaterThan(4000);
});

test('records that have other fields than those before keep them, in memory and on disk', async () => {
  const left = [batchOf([{ k: 'a', n: 1 }]), batchOf([{ other: true, k: 'b' }], { first: 1 }), batchOf([{ n: 3 }], { first: 2 })];
  const join = (memoryBudget: number) =>
    runTransform(
      kind,
      { keys: [{ left: 'k', right: 'k' }], join: 'left' },
      { in: left, [RIGHT_PORT]: [batchOf([{ k: 'b', v: 1 }], { source: 1 })] },
      { memoryBudget },
    );
  const [memory, disk] = [await join(1 << 26), await join(1)];
  expect(memory.emitted[OUT_PORT]).toEqual([
    record([
      ['k', 'a'],
      ['n', 1],
      ['v', null],
    ]),
    record([
      ['other', true],
      ['k', 'b'],
      ['v', 1],
    ]),
    record([
      ['n', 3],
      ['v', null],
    ]),
  ]);
  expect(disk.emitted).toEqual(memory.emitted);
  expect(memory.notices.map(({ code, place }) => [code, place?.field])).toEqual([['field-missing', 'k']]);
});

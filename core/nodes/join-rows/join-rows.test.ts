import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PlainRecord, Value } from '../../base/value.ts';
import { OUT_PORT } from '../../catalog/node-spec.ts';
import { sketchFlow } from '../../engine/testing/toy-flow.ts';
import { batchOf, record } from '../testing/batches.ts';
import { KindWorkspace } from '../testing/kind-workspace.ts';
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
    expect(openFilesIn('/tmp/step-')).toEqual([]);
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

interface Row {
  readonly k: Value;
  readonly j: Value;
  readonly n: number;
}

/** What a join is, written down as a loop over all pairs. */
function naive(left: readonly Row[], right: readonly Row[], join: string, many: string, ignoreCase: boolean) {
  const text = (value: Value) => {
    const trimmed = value === null ? '' : String(value).trim();
    return ignoreCase ? trimmed.toLowerCase() : trimmed;
  };
  const equal = (a: Row, b: Row) => text(a.k) !== '' && text(a.j) !== '' && text(a.k) === text(b.k) && text(a.j) === text(b.j);
  const out: (number | null)[][] = [];
  const [leftOnly, rightOnly, rejected, dropped, filtered]: [number[], number[], number[], number[], number[]] = [[], [], [], [], []];
  for (const one of left) {
    const partners = right.filter((other) => equal(one, other));
    if (partners.length === 0)
      (join === 'inner' || join === 'right' ? leftOnly : out).push(
        (join === 'inner' || join === 'right' ? one.n : join === 'anti' ? [one.n] : [one.n, null]) as never,
      );
    else if (join === 'anti') filtered.push(one.n);
    else if (many === 'reject' && partners.length > 1) rejected.push(one.n);
    else for (const other of many === 'all' ? partners : [(many === 'last' ? partners.at(-1) : partners[0]) as Row]) out.push([one.n, other.n]);
  }
  for (const one of right) {
    const met = left.some((other) => equal(other, one));
    const same = right.filter((other) => equal(one, other));
    if (!met) (join === 'right' || join === 'full' ? out : rightOnly)?.push((join === 'right' || join === 'full' ? [null, one.n] : one.n) as never);
    else if (join === 'anti') filtered.push(one.n);
    else if (many === 'reject' && same.length > 1) rejected.push(one.n);
    else if (many === 'first' && same[0] !== one) dropped.push(one.n);
    else if (many === 'last' && same.at(-1) !== one) dropped.push(one.n);
  }
  return { out, leftOnly, rightOnly, rejected, dropped, filtered };
}

const FIELDS = ['k', 'j', 'n'].map((name) => ({ name, type: 'any' as const }));
const key = fc.constantFrom<Value>('a', 'A', ' a', '1', 1, 2, '2 ', '', null, '__proto__', true, 'true');
const rows = fc
  .array(fc.tuple(key, fc.constantFrom<Value>('x', 'x', 'x', 'y', null)), { maxLength: 60 })
  .map((list) => list.map(([k, j], n): Row => ({ k, j, n })));
const batches = (list: readonly Row[], size: number, source: number, as: 'values' | 'bytes') =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, at) =>
    batchOf(
      list.slice(at * size, (at + 1) * size).map((row) => ({ ...row })),
      { source, first: at * size, as },
    ),
  );

test('any two inputs: the same as a loop over all pairs, in the same order, in memory and on disk', async () => {
  await fc.assert(
    fc.asyncProperty(
      rows,
      rows,
      fc.record({
        join: fc.constantFrom('inner', 'left', 'right', 'full', 'anti'),
        many: fc.constantFrom('all', 'first', 'last', 'reject'),
        ignoreCase: fc.boolean(),
      }),
      fc.constantFrom(1, 3, 70),
      fc.constantFrom(1, 6000, 1 << 26),
      fc.constantFrom('values' as const, 'bytes' as const),
      async (left, right, settings, size, memoryBudget, as) => {
        const config = {
          ...settings,
          keys: [
            { left: 'k', right: 'k' },
            { left: 'j', right: 'j' },
          ],
        };
        const { emitted, rejects, duplicates, filtered, combined } = await runTransform(
          kind,
          config,
          { in: batches(left, size, 0, as), [RIGHT_PORT]: batches(right, size, 1, 'values') },
          { memoryBudget, arriving: { in: FIELDS, [RIGHT_PORT]: FIELDS } },
        );
        const expected = naive(left, right, settings.join, settings.many, settings.ignoreCase);
        const number = (value: Value | undefined) => (value === null || value === undefined ? null : Number(value));
        expect((emitted[OUT_PORT] ?? []).map((one) => ('right_n' in one ? [number(one['n']), number(one['right_n'])] : [number(one['n'])]))).toEqual(
          expected.out,
        );
        const numbers = (list: readonly PlainRecord[] | undefined) => (list ?? []).map(({ n }) => Number(n));
        expect(numbers(emitted[LEFT_ONLY_PORT])).toEqual(expected.leftOnly);
        expect(numbers(emitted[RIGHT_ONLY_PORT])).toEqual(expected.rightOnly);
        expect(rejects.map(({ ordinal }) => ordinal)).toEqual(expected.rejected);
        expect(numbers(duplicates)).toEqual(expected.dropped);
        expect(numbers(filtered)).toEqual(expected.filtered);
        // Every joined record of the right input is told to live on in the left ones it met, directly or through the first of its key.
        const leaders = (n: number): Set<string> => {
          const direct = combined.filter(([member]) => member === `1:${n}`).map(([, leader]) => leader);
          return new Set(direct.flatMap((leader) => (leader.startsWith('0:') ? [leader] : [...leaders(Number(leader.slice(2)))])));
        };
        if (settings.join === 'anti') return;
        const joined = new Set(expected.out.flatMap(([one, other]) => (one !== null && other !== null && other !== undefined ? [other] : [])));
        for (const n of joined)
          expect([...leaders(n)].sort()).toEqual(
            [...new Set(expected.out.filter(([one, other]) => one !== null && other === n).map(([one]) => `0:${one}`))].sort(),
          );
      },
    ),
    { numRuns: 150 },
  );
});

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

describe('in a run', () => {
  let workspace: KindWorkspace;
  beforeAll(() => {
    workspace = new KindWorkspace();
  });
  afterAll(() => workspace.close());

  test('a record of the right input has the fate of the pairs it is in; every record of both is accounted for', async () => {
    const list = fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(
        list,
        list,
        fc.constantFrom('inner', 'full', 'anti'),
        fc.constantFrom('all', 'first', 'reject'),
        fc.constantFrom(0, 2, 3),
        async (left, right, join, many, rejectEvery) => {
          workspace.rows.set(
            'l',
            left.map((k, n) => ({ k, n })),
          );
          workspace.rows.set(
            'r',
            right.map((k, n) => ({ k, n })),
          );
          const flow = sketchFlow({
            nodes: {
              l: ['rows', { of: 'l' }],
              r: ['rows', { of: 'r' }],
              j: ['join-rows', { keys: [{ left: 'k', right: 'k' }], join, many }],
              z: ['tray', { name: 'z', rejectEvery }],
            },
            edges: ['l>j', 'r>j.right', 'j>z'],
          });
          const { outcome } = await workspace.run(flow);
          expect(outcome.error).toBeUndefined();
          const counts = { read: left.length + right.length, delivered: 0, filtered: 0, duplicates: 0, rejected: 0, pending: 0 };
          const atTarget = (n: number) => (rejectEvery > 0 && n % rejectEvery === rejectEvery - 1 ? 'rejected' : 'delivered');
          const unclear = (k: number) => many === 'reject' && right.filter((other) => other === k).length > 1;
          left.forEach((k, n) => {
            const met = right.includes(k);
            if (join === 'anti') counts[met ? 'filtered' : atTarget(n)]++;
            else if (met) counts[unclear(k) ? 'rejected' : atTarget(n)]++;
            else counts[join === 'full' ? atTarget(n) : 'filtered']++;
          });
          right.forEach((k, n) => {
            const fates = left.flatMap((other, at) => (other === k ? [atTarget(at)] : []));
            if (join === 'anti') counts.filtered++;
            else if (fates.length === 0) counts[join === 'full' ? atTarget(n) : 'filtered']++;
            else if (unclear(k)) counts.rejected++;
            else if (many === 'first' && right.indexOf(k) < n) counts.duplicates++;
            else counts[fates.includes('rejected') ? 'rejected' : 'delivered']++;
          });
          expect(outcome.counts).toEqual(counts);
        },
      ),
      { numRuns: 60 },
    );
  });
});

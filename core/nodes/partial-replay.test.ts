import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { PlainRecord } from '../base/value.ts';
import type { ReplayChoice } from '../engine/run-job.ts';
import { type Seen, sketchFlow } from '../engine/testing/toy-flow.ts';
import { KindWorkspace } from './testing/kind-workspace.ts';

// Many small runs to disk, and a machine may be busy.
vi.setConfig({ testTimeout: 240_000 });

let workspace: KindWorkspace;
beforeAll(() => {
  workspace = new KindWorkspace();
});
afterAll(() => workspace.close());

type Chosen = Readonly<Record<string, readonly number[]>>;
const choice = (of: Seen, ordinals: Chosen, more: Partial<ReplayChoice> = {}): ReplayChoice => ({
  captures: of.job.folders.captures,
  fromNode: null,
  ordinals,
  readOutside: [],
  state: 'none',
  seed: of.job.runId,
  ...more,
});

/** A flow run whole, then again with some of its records: what the trays held each time. */
async function both(nodes: Parameters<typeof sketchFlow>[0]['nodes'], edges: string[], ordinals: Chosen, more: Partial<ReplayChoice> = {}, limits?: object) {
  const flow = sketchFlow({ nodes, edges, settings: { capture: more.fromNode ? 'every' : 'input' } });
  workspace.trays.clear();
  const small = limits ? { limits: { ...workspace.job(flow).limits, ...limits } } : {};
  const first = await workspace.run(flow, small);
  expect(first.outcome.error).toBeUndefined();
  const whole = new Map(workspace.trays);
  workspace.trays.clear();
  const again = await workspace.run(flow, { mode: 'replay', replay: choice(first, ordinals, more), ...small });
  expect(again.outcome.error).toBeUndefined();
  const asked = Object.values(ordinals).reduce((sum, list) => sum + list.length, 0);
  expect(again.outcome.counts.read).toBe(asked);
  expect(again.outcome.counts.pending).toBe(0);
  return { first, again, whole, part: new Map(workspace.trays) };
}

const rowsOf = <Name extends string>(fields: Record<Name, fc.Arbitrary<string>>, maxLength: number) =>
  fc.array(fc.record(fields) as fc.Arbitrary<Record<Name, string>>, { maxLength }).map((list) => list.map((row, n) => ({ ...row, n })));
const some = fc.array(fc.nat(39), { maxLength: 5 }).map((list) => [...new Set(list)].sort((a, b) => a - b));
const within = (chosen: readonly number[], rows: readonly unknown[]) => chosen.filter((at) => at < rows.length);
const key = fc.constantFrom('a', 'b', 'c', 'd', '');
const tray = (trays: ReadonlyMap<string, PlainRecord[]>, name = 'tray') => trays.get(name) ?? [];
/** Whether a joined record holds a chosen one. */
const holding = (chosen: { left: readonly number[]; right: readonly number[] }) => {
  const is = (list: readonly number[], value: unknown) => typeof value === 'number' && list.includes(value);
  return (row: PlainRecord) => is(chosen.left, row['n']) || is(chosen.right, row['m']);
};

describe('replaying chosen records gives just the rows of the first run that hold them', () => {
  test('joined with the records of another input, from memory and from disk', async () => {
    await fc.assert(
      fc.asyncProperty(
        rowsOf({ k: key }, 30),
        rowsOf({ k: key }, 20),
        some,
        some,
        fc.constantFrom('inner', 'left', 'right', 'full', 'anti'),
        fc.constantFrom('all', 'first', 'last', 'reject'),
        fc.boolean(),
        async (left, right, fromLeft, fromRight, join, many, disk) => {
          workspace.rows.set('left', left);
          workspace.rows.set(
            'right',
            right.map(({ k, n }) => ({ k, m: n })),
          );
          const chosen = { left: within(fromLeft, left), right: within(fromRight, right) };
          const { first, again, whole, part } = await both(
            {
              left: ['rows', { of: 'left', batch: 4 }],
              right: ['rows', { of: 'right', batch: 3 }],
              join: ['join-rows', { keys: [{ left: 'k', right: 'k' }], join, many }],
              tray: ['tray', { name: 'tray' }],
              copy: ['tray', { name: 'copy' }],
              group: ['group-rows', { keys: ['k'], aggregates: [{ kind: 'count', name: 'count' }] }],
              groups: ['tray', { name: 'groups' }],
            },
            ['left>join', 'right>join.right', 'join>tray', 'left>copy', 'join>group', 'group>groups'],
            chosen,
            {},
            disk ? { memoryBytes: 1 } : undefined,
          );
          expect(tray(part)).toEqual(tray(whole).filter(holding(chosen)));
          const keys = new Set(tray(part).map((row) => row['k']));
          expect(tray(part, 'groups')).toEqual(tray(whole, 'groups').filter((row) => keys.has(row['k'])));
          expect(tray(part, 'copy')).toEqual(left.filter(({ n }) => chosen.left.includes(n)));
          const rejects = (seen: Seen) => seen.rejects.map(({ origin }) => `${origin?.source} ${origin?.ordinal}`).sort();
          const asked = new Set([...chosen.left.map((at) => `left ${at}`), ...chosen.right.map((at) => `right ${at}`)]);
          expect(rejects(again)).toEqual(rejects(first).filter((one) => asked.has(one)));
        },
      ),
      { numRuns: 90 },
    );
  });

  test('compared with the records of another input', async () => {
    await fc.assert(
      fc.asyncProperty(
        rowsOf({ k: key, v: fc.constantFrom('1', '2') }, 12),
        rowsOf({ k: key, v: fc.constantFrom('1', '2') }, 12),
        some,
        some,
        async (now, before, fromNow, fromBefore) => {
          workspace.rows.set('now', now);
          workspace.rows.set('before', before);
          const chosen = { now: within(fromNow, now), before: within(fromBefore, before) };
          const { whole, part } = await both(
            {
              now: ['rows', { of: 'now', batch: 4 }],
              before: ['rows', { of: 'before', batch: 3 }],
              compare: ['compare-rows', { keys: ['k'], compare: 'chosen', fields: ['v'], withUnchanged: true }],
              tray: ['tray', { name: 'tray' }],
            },
            ['now>compare', 'before>compare.before', 'compare>tray'],
            chosen,
          );
          const keys = new Set([...chosen.now.map((at) => now[at]), ...chosen.before.map((at) => before[at])].map((row) => row?.k));
          const firstOf = (rows: typeof now, k: unknown) => rows.find((row) => row.k === k)?.n ?? -1;
          const holds = (row: PlainRecord) => {
            const k = String(row['k']);
            return keys.has(k) && (chosen.now.includes(firstOf(now, k)) || chosen.before.includes(firstOf(before, k)));
          };
          expect(tray(part)).toEqual(tray(whole).filter(holds));
        },
      ),
      { numRuns: 60 },
    );
  });

  test('grouped, nested, pivoted, also one behind the other, while another way takes them one by one', async () => {
    await fc.assert(
      fc.asyncProperty(rowsOf({ k: key, j: fc.constantFrom('x', 'y'), v: fc.constantFrom('1', '2', '5') }, 40), some, async (rows, any) => {
        workspace.rows.set('in', rows);
        const chosen = within(any, rows);
        const { again, whole, part } = await both(
          {
            read: ['rows', { of: 'in', batch: 7 }],
            sort: ['sort-rows', { keys: [{ field: 'v' }] }],
            fine: [
              'group-rows',
              {
                keys: ['k', 'j'],
                aggregates: [
                  { kind: 'sum', field: 'v', name: 'sum' },
                  { kind: 'count', name: 'count' },
                ],
              },
            ],
            coarse: ['group-rows', { keys: ['j'], aggregates: [{ kind: 'sum', field: 'count', name: 'all' }] }],
            nest: ['nest-rows', { keys: ['k'], list: 'items' }],
            pivot: [
              'pivot-rows',
              { keys: ['j'], column: 'k', columns: 'listed', listed: [{ value: 'a', name: 'A' }], others: 'drop', value: 'v', kind: 'max' },
            ],
            fineTray: ['tray', { name: 'fine' }],
            coarseTray: ['tray', { name: 'coarse' }],
            nestTray: ['tray', { name: 'nest' }],
            pivotTray: ['tray', { name: 'pivot' }],
            copy: ['tray', { name: 'copy' }],
          },
          [
            'read>sort',
            'sort>fine',
            'fine>fineTray',
            'fine>coarse',
            'coarse>coarseTray',
            'read>nest',
            'nest>nestTray',
            'sort>pivot',
            'pivot>pivotTray',
            'read>copy',
          ],
          { read: chosen },
        );
        const is = (fields: readonly ('k' | 'j')[]) => (row: PlainRecord) => chosen.some((at) => fields.every((field) => rows[at]?.[field] === row[field]));
        expect(tray(part, 'fine')).toEqual(tray(whole, 'fine').filter(is(['k', 'j'])));
        expect(tray(part, 'coarse')).toEqual(tray(whole, 'coarse').filter(is(['j'])));
        expect(tray(part, 'nest')).toEqual(tray(whole, 'nest').filter(is(['k'])));
        expect(tray(part, 'pivot')).toEqual(tray(whole, 'pivot').filter((row) => chosen.some((at) => rows[at]?.j === row['j'] && rows[at]?.k === 'a')));
        expect(tray(part, 'copy')).toEqual(chosen.map((at) => rows[at]));
        expect(again.outcome.counts).toMatchObject({ read: chosen.length, delivered: chosen.length });
        const others = rows.filter((row, at) => !chosen.includes(at) && is(['k', 'j'])(row)).length;
        expect(again.step('fine').counts.alsoSent ?? 0).toBe(others);
      }),
      { numRuns: 60 },
    );
  });

  test('numbered, without duplicates, limited, checked for what must be unique', async () => {
    const step = fc.constantFrom<[string, Record<string, unknown>]>(
      ['number-rows', { start: 10 }],
      ['number-rows', { restart: 'key', keys: ['k'] }],
      ['number-rows', { restart: 'change', keys: ['k'] }],
      ['remove-duplicates', { keys: ['k'] }],
      ['remove-duplicates', { keys: ['k'], keep: 'last' }],
      ['limit-rows', { mode: 'first', count: 9 }],
      ['limit-rows', { mode: 'last', count: 9 }],
      ['limit-rows', { mode: 'every', every: 3 }],
      ['limit-rows', { mode: 'share', percent: 50 }],
      ['limit-rows', { mode: 'random', count: 9 }],
      ['validate-rows', { rules: [{ field: 'k', check: 'unique' }] }],
      ['code-snippet', { code: 'state.n = (state.n ?? 0) + 1; return { ...record, seen: state.n };' }],
    );
    await fc.assert(
      fc.asyncProperty(rowsOf({ k: key }, 40), some, step, step, async (rows, any, one, other) => {
        workspace.rows.set('in', rows);
        const chosen = within(any, rows);
        const rename = { ...other[1], ...(other[0] === 'number-rows' ? { name: 'second' } : {}) };
        const { first, again, whole, part } = await both(
          { read: ['rows', { of: 'in', batch: 7 }], one, other: [other[0], rename], tray: ['tray', { name: 'tray' }] },
          ['read>one', 'one>other', 'other>tray'],
          { read: chosen },
        );
        expect(tray(part)).toEqual(tray(whole).filter((row) => chosen.includes(Number(row['n']))));
        const rejected = (seen: Seen) => seen.rejects.map(({ origin }) => origin?.ordinal ?? -1);
        expect(rejected(again)).toEqual(rejected(first).filter((at) => chosen.includes(at)));
        const delivered = tray(part).length;
        expect(again.outcome.counts).toMatchObject({ read: chosen.length, delivered, rejected: rejected(again).length });
      }),
      { numRuns: 90 },
    );
  });

  test('started in the middle, with what arrived at every step', async () => {
    await fc.assert(
      fc.asyncProperty(rowsOf({ k: key }, 30), rowsOf({ k: key }, 20), some, some, async (left, right, fromLeft, fromRight) => {
        workspace.rows.set('left', left);
        workspace.rows.set(
          'right',
          right.map(({ k, n }) => ({ k, m: n })),
        );
        const chosen = { left: within(fromLeft, left), right: within(fromRight, right) };
        const { whole, part } = await both(
          {
            left: ['rows', { of: 'left', batch: 4 }],
            right: ['rows', { of: 'right', batch: 3 }],
            join: ['join-rows', { keys: [{ left: 'k', right: 'k' }], join: 'full' }],
            tray: ['tray', { name: 'tray' }],
          },
          ['left>join', 'right>join.right', 'join>tray'],
          chosen,
          { fromNode: 'join' },
        );
        expect(tray(part)).toEqual(tray(whole).filter(holding(chosen)));
      }),
      { numRuns: 40 },
    );
  });
});

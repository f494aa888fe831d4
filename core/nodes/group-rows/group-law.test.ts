import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { sketchFlow } from '../../engine/testing/toy-flow.ts';
import { KindWorkspace } from '../testing/kind-workspace.ts';

// Many small runs to disk, and a machine may be busy.
vi.setConfig({ testTimeout: 120_000 });

let workspace: KindWorkspace;
beforeAll(() => {
  workspace = new KindWorkspace();
});
afterAll(() => workspace.close());

describe('groups in a run', () => {
  test('all records of a group share its fate; what was rejected before is counted apart', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.constantFrom('1', '2.5', '', 'x')), { maxLength: 40 }),
        fc.constantFrom(0, 2, 3),
        async (rows, rejectEvery) => {
          workspace.rows.set(
            'in',
            rows.map(([k, v]) => ({ k, v })),
          );
          const flow = sketchFlow({
            nodes: {
              read: ['rows', { of: 'in', batch: 7 }],
              sort: ['sort-rows', { keys: [{ field: 'k' }] }],
              group: ['group-rows', { keys: ['k'], aggregates: [{ kind: 'sum', field: 'v' }, { kind: 'count' }] }],
              pivot: ['pivot-rows', { keys: ['k'], column: 'k', columns: 'listed', listed: [{ value: 'a', name: 'A' }], others: 'drop', value: 'count' }],
              tray: ['tray', { name: 'groups', rejectEvery }],
              wide: ['tray', { name: 'wide' }],
            },
            edges: ['read>sort', 'sort>group', 'group>tray', 'group>pivot', 'pivot>wide'],
          });
          const { outcome } = await workspace.run(flow);
          expect(outcome.error).toBeUndefined();
          const good = rows.map(([, v]) => v !== 'x');
          const leaderOf = (at: number) => rows.findIndex(([k], other) => good[other] && k === rows[at]?.[0]);
          const isRejected = (at: number) => !good[at] || (rejectEvery > 0 && leaderOf(at) % rejectEvery === rejectEvery - 1);
          const rejected = rows.filter((_, at) => isRejected(at)).length;
          expect(outcome.counts).toEqual({ read: rows.length, delivered: rows.length - rejected, filtered: 0, duplicates: 0, rejected, pending: 0 });
          const count = rows.filter(([k], at) => good[at] && k === 'a').length;
          expect((workspace.trays.get('wide') ?? []).map((row) => Object.values(row))).toEqual(count > 0 ? [['a', count]] : []);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('columns to rows and back: every record is accounted for', async () => {
    workspace.rows.set('wide', [
      { id: 1, jan: 5, feb: null },
      { id: 2, jan: null, feb: null },
      { id: 3, jan: 7, feb: 8 },
    ]);
    const flow = sketchFlow({
      nodes: {
        read: ['rows', { of: 'wide' }],
        long: ['unpivot-rows', { columns: ['jan', 'feb'] }],
        back: ['pivot-rows', { keys: ['id'], column: 'name', value: 'value', kind: 'first' }],
        tray: ['tray', { name: 'back' }],
      },
      edges: ['read>long', 'long>back', 'back>tray'],
    });
    const { outcome } = await workspace.run(flow);
    expect(outcome.error).toBeUndefined();
    expect(outcome.counts).toEqual({ read: 3, delivered: 2, filtered: 1, duplicates: 0, rejected: 0, pending: 0 });
    expect(workspace.trays.get('back')?.map((row) => Object.entries(row))).toEqual([
      [
        ['id', 1],
        ['jan', 5],
        ['feb', null],
      ],
      [
        ['id', 3],
        ['jan', 7],
        ['feb', 8],
      ],
    ]);
  });
});

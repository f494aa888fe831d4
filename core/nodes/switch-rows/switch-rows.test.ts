import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PlainRecord, Value } from '../../base/value.ts';
import { OUT_PORT } from '../../catalog/node-spec.ts';
import type { Condition } from '../../catalog/shapes.ts';
import { sketchFlow } from '../../engine/testing/toy-flow.ts';
import { batchOf } from '../testing/batches.ts';
import { KindWorkspace } from '../testing/kind-workspace.ts';
import { type Kind, runTransform } from '../testing/step-harness.ts';
import { run } from './run.ts';
import { spec } from './spec.ts';

const kind: Kind = { spec, run };
const where = (field: string, operator: Condition['operator'], value = '') => ({ match: 'all' as const, items: [{ field, operator, value }] });
const LARGE = { id: 'l', name: 'Large', conditions: where('total', 'greater-or-equal', '1000') };
const ABROAD = { id: 'a', name: 'Abroad', by: 'formula', formula: '[country]<>"DE"' };
const ORDERS: readonly { readonly [field: string]: Value }[] = [
  { order: '1', total: '2500', country: 'FR' },
  { order: '2', total: '80', country: 'FR' },
  { order: '3', total: '80', country: 'DE' },
  { order: '4', total: 'many', country: 'FR' },
  { order: '5', total: '', country: 'DE' },
];

const divide = (config: object, rows = ORDERS) => runTransform(kind, config, { in: [batchOf(rows, { as: 'bytes' })] });
const orders = (emitted: Record<string, PlainRecord[]>) =>
  Object.fromEntries(Object.entries(emitted).map(([port, records]) => [port, records.map((record) => record['order'])]));

describe('a switch', () => {
  test('sends a record to the first case that takes it; one that a case cannot judge is rejected', async () => {
    const { emitted, rejects, counts } = await divide({ cases: [LARGE, ABROAD] });
    expect(orders(emitted)).toEqual({ 'case-l': ['1'], 'case-a': ['2'], [OUT_PORT]: ['3', '5'] });
    expect(rejects.map(({ record, reason }) => [record['order'], reason.code, reason.field])).toEqual([['4', 'not-a-number', 'total']]);
    expect(counts).toMatchObject({ in: 5, out: 4, rejected: 1, fannedOut: 0 });
  });

  test('does not ask later cases once a case has taken a record', async () => {
    const { emitted, counts } = await divide({ cases: [ABROAD, LARGE] });
    expect(orders(emitted)).toEqual({ 'case-a': ['1', '2', '4'], [OUT_PORT]: ['3', '5'] });
    expect(counts.rejected).toBe(0);
  });

  test('sends a record to every case that takes it, if asked to; a rejected one nowhere else', async () => {
    const { emitted, rejects, counts } = await divide({ cases: [ABROAD, LARGE], match: 'every' });
    expect(orders(emitted)).toEqual({ 'case-a': ['1', '2'], 'case-l': ['1'], [OUT_PORT]: ['3', '5'] });
    expect(rejects.map(({ record }) => record['order'])).toEqual(['4']);
    expect(counts).toMatchObject({ in: 5, out: 5, rejected: 1, fannedOut: 1 });
  });

  test('without cases, everything is "everything else"', async () => {
    expect(orders((await divide({ cases: [] })).emitted)).toEqual({ [OUT_PORT]: ['1', '2', '3', '4', '5'] });
  });

  test('a case that cannot be used stops the run before it begins, a field that never arrives at its end', async () => {
    await expect(divide({ cases: [{ ...ABROAD, formula: '[total]*2' }] })).rejects.toMatchObject({ code: 'formula-no-condition' });
    await expect(divide({ cases: [{ ...LARGE, conditions: where('total', 'matches', '(') }] })).rejects.toMatchObject({ code: 'condition-unusable' });
    await expect(divide({ cases: [{ ...LARGE, conditions: where('totl', 'is-empty') }] })).rejects.toMatchObject({ code: 'field-never-arrived' });
  });

  test('a field that some records lack is empty there, and it is said once', async () => {
    const { notices, emitted } = await runTransform(
      kind,
      { cases: [{ ...LARGE, conditions: where('total', 'is-empty') }] },
      {
        in: [batchOf(ORDERS), batchOf([{ order: '8' }]), batchOf([{ order: '9', x: 1 }])],
      },
    );
    expect(notices).toMatchObject([{ code: 'field-missing', place: { field: 'total' } }]);
    expect(orders(emitted)['case-l']).toEqual(['5', '8', '9']);
  });
});

test('agrees with a naive switch, in any cut of batches', async () => {
  const row = fc.record({
    n: fc.option(fc.oneof(fc.integer({ min: 0, max: 9 }).map(String), fc.constant('x')), { nil: null }),
    t: fc.constantFrom('a', 'b', ''),
  });
  const aCase = fc.oneof(
    fc.record({ kind: fc.constant('n' as const), value: fc.integer({ min: 0, max: 9 }).map(String) }),
    fc.record({ kind: fc.constant('t' as const), value: fc.constantFrom('a', 'b', 'c') }),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { maxLength: 40 }),
      fc.array(aCase, { maxLength: 5 }),
      fc.constantFrom('first' as const, 'every' as const),
      fc.integer({ min: 1, max: 9 }),
      async (rows, cases, match, size) => {
        const expected: Record<string, number[]> = {};
        const bad: number[] = [];
        const judge = (one: (typeof cases)[number], { n, t }: (typeof rows)[number]) =>
          one.kind === 't' ? t === one.value : n === null ? false : n === 'x' ? 'bad' : Number(n) > Number(one.value);
        rows.forEach((each, id) => {
          const ports: string[] = [];
          for (const [at, one] of cases.entries()) {
            const held = judge(one, each);
            if (held === 'bad') {
              bad.push(id);
              return;
            }
            if (held) ports.push(`case-${at}`);
            if (held && match === 'first') break;
          }
          for (const port of ports.length > 0 ? ports : [OUT_PORT]) expected[port] = [...(expected[port] ?? []), id];
        });
        const config = {
          match,
          cases: cases.map(({ kind: by, value }, at) => ({
            id: String(at),
            name: `C${at}`,
            conditions: by === 'n' ? where('n', 'greater', value) : where('t', 'equals', value),
          })),
        };
        const whole = rows.map((each, id) => ({ id, ...each }));
        const batches = Array.from({ length: Math.ceil(whole.length / size) }, (_, at) =>
          batchOf(whole.slice(at * size, at * size + size), { first: at * size, types: { n: 'text', t: 'text' } }),
        );
        const { emitted, rejects } = await runTransform(kind, config, { in: batches }, { mode: 'preview' });
        expect(Object.fromEntries(Object.entries(emitted).map(([port, records]) => [port, records.map(({ id }) => id)]))).toEqual(expected);
        expect(rejects.map(({ ordinal }) => ordinal)).toEqual(bad);
      },
    ),
    { numRuns: 200 },
  );
});

describe('in a run', () => {
  let workspace: KindWorkspace;
  beforeAll(() => {
    workspace = new KindWorkspace();
  });
  afterAll(() => workspace.close());

  test('every record is accounted for; outputs that lead nowhere leave theirs out', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 40 }),
        fc.constantFrom('first', 'every'),
        fc.subarray(['case-l', 'case-a', OUT_PORT]),
        fc.constantFrom(0, 3),
        async (numbers, match, connected, rejectEvery) => {
          workspace.rows.set(
            'n',
            numbers.map((n, id) => ({ id, n })),
          );
          const cases = [
            { id: 'l', name: 'Low', conditions: where('n', 'less', '4') },
            { id: 'a', name: 'Abroad', by: 'formula', formula: 'ISEVEN([n])' },
          ];
          const flow = sketchFlow({
            nodes: {
              s: ['rows', { of: 'n' }],
              w: ['switch-rows', { cases, match }],
              x: ['tray', { name: 'x' }],
              ...Object.fromEntries(connected.map((port) => [port, ['tray', { name: port, rejectEvery }] as [string, object]])),
            } as never,
            edges: ['s>w', 's>x', ...connected.map((port) => `w.${port}>${port}`)],
          });
          const { outcome } = await workspace.run(flow);
          expect(outcome.error).toBeUndefined();
          const portsOf = (n: number) => {
            const all = [...(n < 4 ? ['case-l'] : []), ...(n % 2 === 0 ? ['case-a'] : [])];
            return all.length === 0 ? [OUT_PORT] : match === 'first' ? all.slice(0, 1) : all;
          };
          for (const port of connected) {
            const kept = numbers.flatMap((n, id) => (portsOf(n).includes(port) && !(rejectEvery > 0 && id % rejectEvery === rejectEvery - 1) ? [id] : []));
            expect(workspace.trays.get(port)?.map(({ id }) => id)).toEqual(kept);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  test('alone in a flow: what no line takes counts as filtered', async () => {
    workspace.rows.set(
      'n',
      [0, 1, 2, 3, 4, 5].map((n) => ({ n })),
    );
    const { outcome } = await workspace.run(
      sketchFlow({
        nodes: {
          s: ['rows', { of: 'n' }],
          w: ['switch-rows', { cases: [{ id: 'l', name: 'Low', conditions: where('n', 'less', '2') }] }],
          z: ['tray', { name: 'z' }],
        },
        edges: ['s>w', 'w.case-l>z'],
      }),
    );
    expect(outcome.counts).toEqual({ read: 6, delivered: 2, filtered: 4, duplicates: 0, rejected: 0, pending: 0 });
  });

  test('a line from a case that is gone keeps the run from starting', async () => {
    const flow = sketchFlow({ nodes: { s: ['rows', { of: 'n' }], w: ['switch-rows', { cases: [] }], z: ['tray'] }, edges: ['s>w', 'w.case-l>z'] });
    expect((await workspace.run(flow)).outcome.status).toBe('failed');
  });
});

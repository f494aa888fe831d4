import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PlainRecord, Value } from '../../base/value.ts';
import { OUT_PORT } from '../../catalog/node-spec.ts';
import { sketchFlow } from '../../engine/testing/toy-flow.ts';
import { batchOf } from '../testing/batches.ts';
import { KindWorkspace } from '../testing/kind-workspace.ts';
import { runTransform } from '../testing/step-harness.ts';
import { run } from './run.ts';
import { LEFT_ONLY_PORT, RIGHT_ONLY_PORT, RIGHT_PORT, spec } from './spec.ts';

const kind = { spec, run };

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

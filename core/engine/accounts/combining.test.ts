import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sketchFlow, ToyWorkspace } from '../testing/toy-flow.ts';
import { CombinedOrigins } from './combined-origins.ts';

let workspace: ToyWorkspace;
beforeAll(() => {
  workspace = new ToyWorkspace();
});
afterAll(() => workspace.close());

type Fate = 'delivered' | 'filtered' | 'rejected';

const hits = (every: number, id: number) => every > 0 && id % every === every - 1;

/** What becomes of one record behind the combining steps, as the toys `keep` and `collect` are defined. */
function fateOf(id: number, { dropEvery, rejectEvery, rejectAtTarget }: { dropEvery: number; rejectEvery: number; rejectAtTarget: number }): Fate {
  if (hits(rejectEvery, id)) return 'rejected';
  if (hits(dropEvery, id)) return 'filtered';
  return hits(rejectAtTarget, id) ? 'rejected' : 'delivered';
}

function tally(fates: readonly Fate[]) {
  const counts = { read: fates.length, delivered: 0, filtered: 0, duplicates: 0, rejected: 0, pending: 0 };
  for (const fate of fates) counts[fate]++;
  return counts;
}

const every = fc.constantFrom(0, 2, 3);
const behind = fc.record({ dropEvery: every, rejectEvery: every, rejectAtTarget: every });

describe('records made of several', () => {
  it('share their fate with all the records they were made of, also when they are combined again', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(60), fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 4 }), behind, async (count, of, again, rest) => {
        const flow = sketchFlow({
          nodes: {
            s: ['count', { count, batch: 7 }],
            a: ['gather', { of }],
            b: ['gather', { of: again }],
            k: ['keep', { dropEvery: rest.dropEvery, rejectEvery: rest.rejectEvery }],
            z: ['collect', { name: 'z', rejectEvery: rest.rejectAtTarget }],
          },
          edges: ['s>a', 'a>b', 'b>k', 'k>z'],
        });
        const { outcome } = await workspace.run(flow);
        expect(outcome.error).toBeUndefined();
        // The first record of a group stands for it: ids below `of` lead the first grouping, those below `again` the second.
        const leader = (id: number) => (id % of) % again;
        expect(outcome.counts).toEqual(tally(Array.from({ length: count }, (_, id) => fateOf(leader(id), rest))));
      }),
      { numRuns: 80 },
    );
  });

  it('the second input of a pair moves too: matched records go the way of the pair, those that are alone are left out', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(40), fc.nat(40), fc.nat(20), behind, async (left, right, from, rest) => {
        const flow = sketchFlow({
          nodes: {
            l: ['count', { count: left, batch: 5 }],
            r: ['count', { count: right, from, batch: 3 }],
            p: ['pair'],
            k: ['keep', { dropEvery: rest.dropEvery, rejectEvery: rest.rejectEvery }],
            z: ['collect', { name: 'z', rejectEvery: rest.rejectAtTarget }],
          },
          edges: ['l>p', 'r>p.right', 'p>k', 'k>z'],
        });
        const { outcome } = await workspace.run(flow);
        expect(outcome.error).toBeUndefined();
        const isPair = (id: number) => id < left && id >= from && id < from + right;
        const ids = [...Array.from({ length: left }, (_, id) => id), ...Array.from({ length: right }, (_, at) => from + at)];
        expect(outcome.counts).toEqual(tally(ids.map((id): Fate => (isPair(id) ? fateOf(id, rest) : 'filtered'))));
      }),
      { numRuns: 80 },
    );
  });

  it('one source may feed both inputs of a pair', async () => {
    const flow = sketchFlow({
      nodes: { s: ['count', { count: 9, batch: 2 }], k: ['keep', { dropEvery: 3 }], p: ['pair'], z: ['collect', { name: 'z' }] },
      edges: ['s>p', 's>k', 'k>p.right', 'p>z'],
    });
    const { outcome } = await workspace.run(flow);
    expect(outcome.error).toBeUndefined();
    expect(outcome.counts).toEqual({ read: 9, delivered: 6, filtered: 3, duplicates: 0, rejected: 0, pending: 0 });
  });

  it('a record that was rejected on another way than the one it leads does not take its members with it', async () => {
    const flow = sketchFlow({
      nodes: {
        s: ['count', { count: 12, batch: 5 }],
        k: ['keep', { rejectEvery: 3 }],
        z: ['collect', { name: 'z' }],
        a: ['gather', { of: 3 }],
        b: ['gather', { of: 2 }],
        y: ['collect', { name: 'y' }],
      },
      edges: ['s>k', 'k>z', 's>a', 'a>b', 'b>y'],
    });
    const { outcome, events } = await workspace.run(flow);
    expect(outcome.counts).toEqual({ read: 12, delivered: 8, filtered: 0, duplicates: 0, rejected: 4, pending: 0 });
    expect(events.filter(({ kind }) => kind === 'members')).toEqual([]);
  });

  it('of a rejected record it is told of which others it was made, also through several steps', async () => {
    const flow = sketchFlow({
      nodes: { s: ['count', { count: 90, batch: 7 }], a: ['gather', { of: 6 }], b: ['gather', { of: 3 }], z: ['collect', { name: 'z', rejectEvery: 2 }] },
      edges: ['s>a', 'a>b', 'b>z'],
    });
    const { outcome, events, rejects } = await workspace.run(flow);
    expect(rejects.map(({ origin }) => origin?.ordinal)).toEqual([1]);
    expect(outcome.counts).toMatchObject({ delivered: 60, rejected: 30 });
    const told = events.flatMap((event) => (event.kind === 'members' ? event.rows : []));
    expect(told).toMatchObject([{ nodeId: 'z', origin: { source: 's', ordinal: 1 }, count: 29 }]);
    expect(told[0]?.first).toHaveLength(20);
    for (const { ordinal } of told[0]?.first ?? []) expect(ordinal % 3).toBe(1);
  });

  it('a cancelled run has its records pending, and leaves no list of pairs behind', async () => {
    const { outcome } = await workspace.run(
      sketchFlow({ nodes: { s: ['count', { count: 50, failAt: 49 }], a: ['gather', { of: 3 }], z: ['collect', {}] }, edges: ['s>a', 'a>z'] }),
    );
    expect(outcome.counts.read).toBe(outcome.counts.pending + outcome.counts.rejected);
    expect(outcome.counts.delivered).toBe(0);
  });
});

describe('the list of pairs', () => {
  it('gives back what it was given, last first, from memory and from its file, and removes the file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'pairs-'));
    const pairs = new CombinedOrigins(join(folder, 'spill', 'combined.pairs'));
    const count = 65_536 * 18 + 3;
    const part = 1_000;
    const large = 2 ** 39;
    for (let from = 0; from < count; from += part) {
      const length = Math.min(part, count - from);
      const ordinals = Array.from({ length }, (_, at) => large + from + at);
      pairs.add(
        from < 65_536 * 3 + 500 ? 4 : 7,
        { sources: ordinals.map(() => 8_000), ordinals },
        { sources: ordinals.map(() => 3), ordinals: ordinals.map((ordinal) => ordinal - large) },
        length,
      );
    }
    expect(readdirSync(join(folder, 'spill'))).toEqual(['combined.pairs']);
    let expected = count;
    let wrong = 0;
    pairs.backwards((source, ordinal, leaderSource, leaderOrdinal, step) => {
      if (step !== (expected - 1 < 65_536 * 3 + 500 - ((65_536 * 3 + 500) % part) + part ? 4 : 7)) wrong++;
      expected--;
      if (source !== 8_000 || ordinal !== large + expected || leaderSource !== 3 || leaderOrdinal !== expected) wrong++;
    });
    expect([expected, wrong]).toEqual([0, 0]);
    pairs.close();
    expect(readdirSync(join(folder, 'spill'))).toEqual([]);
    rmSync(folder, { recursive: true });
  });
});

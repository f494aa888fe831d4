import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { OUT_PORT } from '../../catalog/node-spec.ts';
import type { StepContext, Transform } from '../../engine/node-door.ts';
import { sketchFlow } from '../../engine/testing/toy-flow.ts';
import { batchOf } from '../testing/batches.ts';
import { KindWorkspace } from '../testing/kind-workspace.ts';
import { createTestContext } from '../testing/step-context.ts';
import { type Kind, runTransform } from '../testing/step-harness.ts';
import { run } from './run.ts';
import { spec } from './spec.ts';

const kind: Kind = { spec, run };

const open = async (config: object, context: StepContext): Promise<Transform> => {
  if (run.role !== 'transform') throw new Error('It is a transform.');
  return run.open(spec.config.parse(config), context);
};

/** Records 0 to `total`, in batches of `size`. */
const numbered = (total: number, size = 7) =>
  Array.from({ length: Math.ceil(total / size) }, (_, at) =>
    batchOf(
      Array.from({ length: Math.min(size, total - at * size) }, (_, i) => ({ n: at * size + i, text: `record ${at * size + i}`.padEnd(200, '.') })),
      { first: at * size },
    ),
  );
const limit = async (config: object, total: number, size?: number, surroundings = {}) => {
  const { emitted, filtered, origins, counts } = await runTransform(kind, config, { in: numbered(total, size) }, surroundings);
  return {
    kept: (emitted[OUT_PORT] ?? []).map(({ n }) => n as number),
    left: filtered.map(({ n }) => n as number),
    origins: (origins[OUT_PORT] ?? []).map(({ ordinal }) => ordinal),
    counts,
  };
};

test.each<[object, number[]]>([
  [{ mode: 'first', count: 3 }, [0, 1, 2]],
  [{ mode: 'first', count: 3, skip: 9 }, [9, 10, 11]],
  [{ mode: 'last', count: 3 }, [17, 18, 19]],
  [{ mode: 'last', count: 30 }, Array.from({ length: 20 }, (_, n) => n)],
  [{ mode: 'last', count: 30, skip: 18 }, [18, 19]],
  [{ mode: 'every', every: 6 }, [0, 6, 12, 18]],
  [{ mode: 'every', every: 6, skip: 1 }, [1, 7, 13, 19]],
  [{ mode: 'random', count: 30, skip: 17 }, [17, 18, 19]],
  [{ mode: 'share', percent: 100, skip: 18 }, [18, 19]],
  [{ mode: 'first', skip: 30 }, []],
])('%j keeps of twenty records', async (config, expected) => {
  const { kept, left, origins, counts } = await limit(config, 20);
  expect([kept, origins]).toEqual([expected, expected]);
  expect([...kept, ...left].sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, n) => n));
  expect(counts).toMatchObject({ in: 20, out: expected.length, filtered: 20 - expected.length });
});

test('agrees with a naive version, in memory and on disk, in any cut of batches', async () => {
  const config = fc.record({
    mode: fc.constantFrom('first', 'last', 'every'),
    count: fc.integer({ min: 1, max: 60 }),
    every: fc.integer({ min: 2, max: 9 }),
    skip: fc.nat(20),
  });
  await fc.assert(
    fc.asyncProperty(
      config,
      fc.nat(120),
      fc.integer({ min: 1, max: 30 }),
      fc.constantFrom(1, 4_000, 1_000_000),
      async (settings, total, size, memoryBudget) => {
        const all = Array.from({ length: total }, (_, n) => n).slice(settings.skip);
        const expected = {
          first: all.slice(0, settings.count),
          last: all.slice(-settings.count),
          every: all.filter((_, at) => at % settings.every === 0),
        }[settings.mode];
        const { kept, left } = await limit(settings, total, size, { memoryBudget });
        expect(kept).toEqual(expected);
        expect(left).toEqual([...left].sort((a, b) => a - b));
        expect(new Set([...kept, ...left]).size).toBe(total);
      },
    ),
    { numRuns: 150 },
  );
});

describe('at random', () => {
  test('keeps exactly so many, in order, the others once; the same for any cut of batches and any memory', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 60 }),
        fc.nat(200),
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom(1, 1_000_000),
        async (count, total, size, memoryBudget) => {
          const { kept, left } = await limit({ mode: 'random', count }, total, size, { memoryBudget });
          expect(kept).toHaveLength(Math.min(count, total));
          expect(kept).toEqual([...new Set(kept)].sort((a, b) => a - b));
          expect(new Set([...kept, ...left]).size).toBe(total);
          expect((await limit({ mode: 'random', count }, total, total + 1)).kept).toEqual(kept);
        },
      ),
      { numRuns: 80 },
    );
  });

  test('every record is about equally likely to be kept', async () => {
    const times = new Array<number>(40).fill(0);
    let seed = 7;
    const { context } = createTestContext();
    for (let trial = 0; trial < 400; trial++) {
      const { push, flush, close } = await open(
        { mode: 'random', count: 10 },
        {
          ...context,
          filtered: () => undefined,
          random: () => {
            seed = (seed * 48271) % 2147483647;
            return (seed - 1) / 2147483646;
          },
        },
      );
      for (const batch of numbered(40, 9)) await push('in', batch, () => undefined);
      await flush?.('in', (_port, batch) => {
        for (const row of batch.selection.subarray(0, batch.count)) {
          const ordinal = batch.origin.ordinals?.[row] ?? batch.origin.first + row;
          times[ordinal] = (times[ordinal] ?? 0) + 1;
        }
      });
      await close?.();
    }
    // Each is kept 100 times of 400 on average, with a standard deviation below 9.
    expect(Math.min(...times)).toBeGreaterThan(55);
    expect(Math.max(...times)).toBeLessThan(145);
  });

  test('a share keeps about so many', async () => {
    const { kept } = await limit({ mode: 'share', percent: 25 }, 4_000, 100);
    expect(kept.length).toBeGreaterThan(850);
    expect(kept.length).toBeLessThan(1_150);
    expect((await limit({ mode: 'share', percent: 25 }, 4_000, 13)).kept).toEqual(kept);
  });
});

test('the last records need room for themselves, not for all that came before', async () => {
  const folder = { path: '', most: 0 };
  const made = createTestContext({ memoryBudget: 1 });
  const { context } = made;
  const spill = {
    memoryBudget: 1,
    folder: () => {
      folder.path = context.spill.folder();
      return folder.path;
    },
  };
  const transform = await open({ mode: 'last', count: 50 }, { ...context, spill });
  let files = 0;
  for (const batch of numbered(5_000, 10)) {
    await transform.push('in', batch, () => undefined);
    files = Math.max(files, readdirSync(folder.path).length);
  }
  expect(files).toBeLessThanOrEqual(2);
  let kept = 0;
  await transform.flush?.('in', (_port, batch) => {
    kept += batch.count;
  });
  expect(kept).toBe(50);
  await transform.close?.();
  expect(existsSync(folder.path) ? readdirSync(join(folder.path)) : []).toEqual([]);
  made.close();
});

describe('in a run', () => {
  let workspace: KindWorkspace;
  beforeAll(() => {
    workspace = new KindWorkspace();
  });
  afterAll(() => workspace.close());

  test.each(['first', 'last', 'every', 'random', 'share'])('%s: every record is delivered, filtered or rejected once', async (mode) => {
    const total = 53;
    workspace.rows.set(
      'n',
      Array.from({ length: total }, (_, id) => ({ id })),
    );
    const flow = sketchFlow({
      nodes: {
        s: ['rows', { of: 'n' }],
        l: ['limit-rows', { mode, count: 20, every: 3, percent: 40, skip: 4 }],
        k: ['keep', { dropEvery: 5 }],
        z: ['tray', { name: 'z', rejectEvery: 4 }],
        all: ['tray', { name: 'all' }],
      },
      edges: ['s>l', 'l>k', 'k>z', 's>all'],
    });
    const { outcome } = await workspace.run(flow);
    expect(outcome.error).toBeUndefined();
    expect(outcome.counts).toMatchObject({ read: total, pending: 0 });
    const alone = await workspace.run({ ...flow, nodes: flow.nodes.filter(({ id }) => id !== 'all'), edges: flow.edges.filter(({ to }) => to.node !== 'all') });
    const { read, delivered, filtered, rejected, pending } = alone.outcome.counts;
    // The first ones are enough after five batches of five: the source is not read on.
    expect([read, pending]).toEqual([mode === 'first' ? 25 : total, 0]);
    expect(delivered).toBe(workspace.trays.get('z')?.length);
    expect(filtered).toBeGreaterThanOrEqual(4);
    expect(delivered + filtered + rejected).toBe(read);
  });
});

test('its card says what is kept', () => {
  expect(spec.summary(spec.config.parse({ mode: 'random', count: 1000, skip: 5 }))).toBe('1,000 records at random, after the first 5 records');
  expect(spec.summary(spec.config.parse({ mode: 'first', count: 1 }))).toBe('the first record');
});

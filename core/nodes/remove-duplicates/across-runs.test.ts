import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { encodeUtf8 } from '../../data/utf8.ts';
import { sketchFlow } from '../../engine/testing/toy-flow.ts';
import { batchOf } from '../testing/batches.ts';
import { KindWorkspace } from '../testing/kind-workspace.ts';
import { runTransform } from '../testing/step-harness.ts';
import { hash128 } from './hash128.ts';
import { run } from './run.ts';
import { spec } from './spec.ts';

// Each run makes its files durable, and a machine may be busy.
vi.setConfig({ testTimeout: 120_000 });

const kind = { spec, run };
const DAY = 86_400_000;
const START = Date.UTC(2026, 0, 1);

const hashOf = (text: string) => {
  const words = new Uint32Array(4);
  const bytes = encodeUtf8(text);
  hash128(bytes, 0, bytes.length, words);
  return Buffer.from(words.buffer).toString('hex');
};

interface Model {
  /** Day on which each key was seen last. */
  kept: Map<string, number>;
}

interface Day {
  later: number;
  keys: string[];
  rejected: string[];
}

/** One run over the model: keys that pass, and what is remembered afterwards. */
function passes(model: Model, today: number, { keys, rejected }: Day, limits: { forgetDays: number; mostKeys: number }) {
  const isKept = (key: string) => model.kept.has(key) && (limits.forgetDays === 0 || (model.kept.get(key) ?? 0) >= today - limits.forgetDays);
  const passed = [...new Set(keys)].filter((key) => !isKept(key));
  const ages = limits.forgetDays > 0 || limits.mostKeys > 0;
  let kept = [...model.kept].filter(([key]) => isKept(key)).map(([key, day]): [string, number] => [key, ages && keys.includes(key) ? today : day]);
  const remembered = passed.filter((key) => !rejected.includes(key));
  const old = [...model.kept.keys()].filter((key) => !isKept(key) && !remembered.includes(key)).length;
  kept.push(...remembered.map((key): [string, number] => [key, today]));
  const before = kept.length;
  if (limits.mostKeys > 0) kept = kept.sort(([a, x], [b, y]) => y - x || (hashOf(a) < hashOf(b) ? -1 : 1)).slice(0, limits.mostKeys);
  model.kept = new Map(kept);
  return { passed, forgotten: old + before - kept.length };
}

describe('keys across runs', () => {
  test('what is remembered and forgotten is what a plain list gives: by age, by number, without what was rejected, in memory and on disk', async () => {
    const key = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h');
    const day = fc.record({ later: fc.nat(4), keys: fc.array(key, { maxLength: 12 }), rejected: fc.array(key, { maxLength: 3 }) });
    const limits = fc.record({ forgetDays: fc.constantFrom(0, 1, 3), mostKeys: fc.constantFrom(0, 1, 4) });
    await fc.assert(
      fc.asyncProperty(
        fc.array(day, { maxLength: 14 }),
        limits,
        fc.constantFrom('first', 'last'),
        fc.constantFrom(1, 1 << 24),
        async (days, limit, keep, memoryBudget) => {
          const stateFolder = mkdtempSync(join(tmpdir(), 'across-'));
          try {
            const model: Model = { kept: new Map() };
            let today = START / DAY;
            for (const each of days) {
              today += each.later;
              const batches =
                each.keys.length === 0
                  ? []
                  : [
                      batchOf(
                        each.keys.map((one) => ({ key: one })),
                        { as: 'bytes' },
                      ),
                    ];
              const surroundings = {
                stateFolder,
                memoryBudget,
                startedAt: today * DAY + 3_600_000,
                rejectedLater: (_source: number, ordinal: number) => each.rejected.some((one) => one === each.keys[ordinal]),
              };
              const { emitted, notices } = await runTransform(kind, { keys: ['key'], scope: 'across-runs', keep, ...limit }, { in: batches }, surroundings);
              const expected = passes(model, today, each, limit);
              expect((emitted['out'] ?? []).map((one) => String(one['key'])).sort()).toEqual(expected.passed.sort());
              expect(notices.every(({ code }) => code === 'keys-forgotten')).toBe(true);
              const told = notices.reduce((sum, { message }) => sum + Number(message.split(' ')[0]), 0);
              expect(told).toBe(expected.forgotten);
              expect(readdirSync(stateFolder).length).toBeLessThanOrEqual(8);
            }
          } finally {
            rmSync(stateFolder, { recursive: true });
          }
        },
      ),
      { numRuns: 50 },
    );
  });

  test('more keys than fit in memory are compared with the files', async () => {
    const stateFolder = mkdtempSync(join(tmpdir(), 'across-'));
    const keys = (from: number, to: number) => {
      const batches = [];
      for (let at = from; at < to; at += 4000)
        batches.push(
          batchOf(
            Array.from({ length: Math.min(4000, to - at) }, (_, i) => ({ key: `${at + i}` })),
            { as: 'bytes', first: at },
          ),
        );
      return { in: batches };
    };
    const config = { keys: ['key'], scope: 'across-runs', forgetDays: 30 };
    const first = await runTransform(kind, config, keys(0, 12_000), { stateFolder, memoryBudget: 200_000 });
    expect(first.counts).toMatchObject({ in: 12_000, out: 12_000 });
    const second = await runTransform(kind, config, keys(6_000, 15_000), { stateFolder, memoryBudget: 200_000 });
    expect(second.counts).toMatchObject({ in: 9_000, out: 3_000, duplicates: 6_000 });
    expect(second.origins['out']?.map(({ ordinal }) => ordinal)).toEqual(Array.from({ length: 3_000 }, (_, at) => 12_000 + at));
    // In a preview nothing is remembered.
    const preview = () => runTransform(kind, config, keys(15_000, 15_010), { stateFolder, mode: 'preview' });
    expect((await preview()).counts.out).toBe(10);
    expect((await preview()).counts.out).toBe(10);
    rmSync(stateFolder, { recursive: true });
  });

  test('in the engine: only what was delivered is remembered, and what is forgotten is said on the run', async () => {
    const workspace = new KindWorkspace();
    try {
      const runOn = async (day: number, keys: string[], rejectEvery = 0) => {
        workspace.rows.set(
          'in',
          keys.map((key) => ({ key })),
        );
        const flow = sketchFlow({
          nodes: {
            read: ['rows', { of: 'in' }],
            once: ['remove-duplicates', { keys: ['key'], scope: 'across-runs', forgetDays: 3 }],
            out: ['tray', { name: 'out', rejectEvery }],
          },
          edges: ['read>once', 'once>out'],
        });
        const seen = await workspace.run(flow, { startedAt: START + day * DAY });
        expect(seen.outcome.error).toBeUndefined();
        return { counts: seen.outcome.counts, logs: seen.logs, out: (workspace.trays.get('out') ?? []).map(({ key }) => key) };
      };
      // Every second source record is rejected behind the step: b and d come again, a and c do not.
      expect((await runOn(0, ['a', 'b', 'c', 'd'], 2)).counts).toMatchObject({ delivered: 2, rejected: 2, duplicates: 0 });
      const second = await runOn(1, ['a', 'b', 'c', 'd', 'd']);
      expect([second.out, second.counts.duplicates]).toEqual([['b', 'd'], 3]);
      // a and c were seen again on day 1, so nothing is forgotten on day 4; on day 9 all is.
      expect((await runOn(4, ['e'])).logs).toEqual([]);
      const late = await runOn(9, ['a', 'f']);
      expect(late.out).toEqual(['a', 'f']);
      expect(late.logs).toEqual([expect.stringMatching(/^4 keys not seen .* were forgotten: .* 2 keys are remembered\.$/)]);
    } finally {
      workspace.close();
    }
  });
});

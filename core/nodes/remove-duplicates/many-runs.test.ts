import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { encodeUtf8 } from '../../data/utf8.ts';
import { FileState, keepState } from '../../engine/step-state.ts';
import { batchOf } from '../testing/batches.ts';
import { createTestContext } from '../testing/step-context.ts';
import { hash128 } from './hash128.ts';
import { run } from './run.ts';
import { spec } from './spec.ts';

// Each run makes its files durable, and a machine may be busy.
vi.setConfig({ testTimeout: 240_000 });

const DAY = 86_400_000;
const START = Date.UTC(2026, 0, 1) / DAY;
/** Keys there are: several blocks of a file. */
const DOMAIN = 1500;

const HASHES = Array.from({ length: DOMAIN }, (_, key) => {
  const words = new Uint32Array(4);
  const bytes = encodeUtf8(`${key}`);
  hash128(bytes, 0, bytes.length, words);
  return Buffer.from(words.buffer).toString('hex');
});

interface Step {
  /** Days since the run before; a clock may also be put back. */
  later: number;
  from: number;
  count: number;
  /** Every so-manieth record is rejected behind the step; 0: none. */
  rejectEvery: number;
  /** The program ends when the state has been staged, before it is kept. */
  dies: boolean;
  forgetDays: number;
  mostKeys: number;
}

type Kept = Map<number, number>;

/** What is left of keys with their days: a plain list, sorted. */
function within(kept: Kept, today: number, { forgetDays, mostKeys }: Step): Kept {
  const list = [...kept].filter(([, day]) => forgetDays === 0 || day >= today - forgetDays);
  if (mostKeys === 0) return new Map(list);
  return new Map(list.sort(([a, x], [b, y]) => y - x || ((HASHES[a] as string) < (HASHES[b] as string) ? -1 : 1)).slice(0, mostKeys));
}

function keysOf({ from, count }: Step): number[] {
  // Each third key comes twice.
  return Array.from({ length: count }, (_, at) => (from + (at % 3 === 2 ? at - 1 : at)) % DOMAIN);
}

function isRejected({ rejectEvery }: Step, ordinal: number): boolean {
  return rejectEvery > 0 && ordinal % rejectEvery === 0;
}

/** One run over a plain list. */
function naive(kept: Kept, today: number, step: Step, keep: string): { passed: number[]; after: Kept; told: number } {
  const used = within(kept, today, step);
  const after = new Map(used);
  const passed: number[] = [];
  const all = new Set(kept.keys());
  const stays = new Map<number, number>();
  for (const [ordinal, key] of keysOf(step).entries()) if (keep === 'last' || !stays.has(key)) stays.set(key, ordinal);
  for (const [key, ordinal] of stays) {
    const day = used.get(key);
    if (day !== undefined) {
      if ((step.forgetDays > 0 || step.mostKeys > 0) && day < today) after.set(key, today);
      continue;
    }
    passed.push(key);
    if (isRejected(step, ordinal)) continue;
    after.set(key, Math.max(today, kept.get(key) ?? 0));
    all.add(key);
  }
  const left = within(after, today, step);
  return { passed, after: left, told: all.size - left.size };
}

/** One run of the step on a state that is staged and then kept, as in the engine. */
async function real(
  root: string,
  today: number,
  step: Step,
  keep: string,
  memoryBudget: number,
): Promise<{ passed: number[]; told: number; remembered: number | null }> {
  const [kept, staging] = [join(root, 'kept'), join(root, 'staging')];
  const { context, told, close } = createTestContext({ memoryBudget, startedAt: today * DAY + 3_600_000 });
  const state = new FileState({ kept, staging, nodeId: 'node', seesKept: true });
  const passed: number[] = [];
  try {
    const config = spec.config.parse({ keys: ['key'], scope: 'across-runs', keep, forgetDays: step.forgetDays, mostKeys: step.mostKeys });
    if (run.role !== 'transform') throw new Error('no transform');
    const transform = await run.open(config, { ...context, state });
    const emit = (_port: string, batch: ReturnType<typeof batchOf>) => {
      for (const row of batch.selection.subarray(0, batch.count)) {
        const ordinal = batch.origin.ordinals ? (batch.origin.ordinals[row] as number) : batch.origin.first + row;
        passed.push(keysOf(step)[ordinal] as number);
      }
    };
    try {
      const rows = keysOf(step).map((key) => ({ key: `${key}` }));
      for (let first = 0; first < rows.length; first += 200) await transform.push('in', batchOf(rows.slice(first, first + 200), { as: 'bytes', first }), emit);
      await transform.flush?.('in', emit);
      await transform.settled?.({ rejected: (_source, ordinal) => isRejected(step, ordinal) });
    } finally {
      await transform.close?.();
    }
    state.stage();
    if (step.dies) rmSync(staging, { recursive: true });
    else keepState(kept, staging, 'node');
  } finally {
    close();
  }
  const numbers = told.notices.map(({ message }) => [Number(message.split(' ')[0]?.replaceAll(',', '')), message] as const);
  const remembered = told.notices.at(-1)?.message.match(/again\. ([\d,]+) key/)?.[1];
  return {
    passed,
    told: numbers.reduce((sum, [count]) => sum + count, 0),
    remembered: remembered === undefined ? null : Number(remembered.replaceAll(',', '')),
  };
}

const step = (limits: fc.Arbitrary<[number, number]>): fc.Arbitrary<Step> =>
  fc
    .record({
      later: fc.constantFrom(0, 0, 1, 1, 1, 2, 5, -1, -4),
      from: fc.nat(DOMAIN - 1),
      count: fc.oneof(fc.nat(12), fc.nat(900)),
      rejectEvery: fc.constantFrom(0, 0, 2, 7),
      dies: fc.constantFrom(false, false, false, true),
      limits,
    })
    .map(({ limits: [forgetDays, mostKeys], ...rest }) => ({ ...rest, forgetDays, mostKeys }));

async function holds(steps: readonly Step[], keep: string, memoryBudget: number): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), 'many-runs-'));
  try {
    let kept: Kept = new Map();
    let today = START;
    for (const each of steps) {
      today += each.later;
      const expected = naive(kept, today, each, keep);
      const seen = await real(root, today, each, keep, memoryBudget);
      expect(seen.passed.toSorted((a, b) => a - b)).toEqual(expected.passed.toSorted((a, b) => a - b));
      expect(seen.told).toBe(expected.told);
      if (seen.remembered !== null) expect(seen.remembered).toBe(expected.after.size);
      if (!each.dies) kept = expected.after;
    }
    const files = join(root, 'kept', 'node', 'files');
    if (steps.some(({ dies }) => !dies)) expect(readdirSync(files).length).toBeLessThan(16);
  } finally {
    rmSync(root, { recursive: true });
  }
}

const LIMITS: [number, number][] = [
  [0, 0],
  [3, 0],
  [0, 40],
  [0, 700],
  [2, 500],
];

test.each(LIMITS)('many runs give what a plain list gives: forgotten after %i days, at most %i keys', async (forgetDays, mostKeys) => {
  const steps = fc.array(step(fc.constant([forgetDays, mostKeys])), { maxLength: 16 });
  await fc.assert(fc.asyncProperty(steps, fc.constantFrom('first', 'last'), fc.constantFrom(1, 100_000, 1 << 24), holds), { numRuns: 12 });
});

test('also where a clock is put back and a limit set at once', async () => {
  const step = { later: 0, from: 0, count: 61, rejectEvery: 0, dies: false, forgetDays: 0, mostKeys: 0 };
  await holds([step, { ...step, later: -4, count: 2, mostKeys: 40 }, { ...step, count: 0, mostKeys: 40 }], 'first', 1 << 24);
});

test('also where the limits are changed from run to run', async () => {
  const steps = fc.array(step(fc.constantFrom(...LIMITS)), { maxLength: 16 });
  await fc.assert(fc.asyncProperty(steps, fc.constantFrom('first', 'last'), fc.constantFrom(1, 100_000, 1 << 24), holds), { numRuns: 30 });
});

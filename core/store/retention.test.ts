import { statSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { RunStatus } from '../base/run-facts.ts';
import type { Keep, RetentionSlice } from './retention.ts';
import type { Store } from './store.ts';
import { aRun, aStep, NO_COUNTS, temporaryStore } from './testing/workspace.ts';

const KEEP: Keep = { before: 0, failedBefore: 0, runs: 1_000_000, bytes: 1e12, freshSince: 1e12 };

/** `count` runs r0, r1, … queued at 0, 100, 200 …, each with rejects, steps and events. */
function fill(store: Store, count: number, statusOf: (i: number) => RunStatus = () => 'succeeded', rejects = 5): void {
  store.write(() => {
    for (let i = 0; i < count; i++) {
      const id = `r${i}`;
      const status = statusOf(i);
      store.runs.queue(aRun(id, { queuedAt: i * 100, flowName: `Flow${i}` }));
      store.steps.put(id, [aStep('a'), aStep('b')]);
      store.rejects.add(
        id,
        Array.from({ length: i === 3 ? rejects * 240 : rejects }, (_, n) => ({ nodeId: 'n', deadLetter: true, code: 'c', message: `m${n}` })),
      );
      store.events.add(id, [{ kind: 'status', seq: 1, at: 1, status: 'queued' }]);
      if (status !== 'queued' && status !== 'running') store.runs.finish(id, { status, at: 1, durationMs: 0, counts: NO_COUNTS, keys: `K-${i}` });
    }
  });
}

/** Slices until nothing is left to do; each may ask `questions` times before it is told to stop. */
function removeAll(store: Store, keep: Partial<Keep>, questions = 3): { gone: string[]; slices: number } {
  const gone: string[] = [];
  let slices = 0;
  for (let slice: RetentionSlice = { removed: [], more: true }; slice.more; slices++) {
    expect(slices).toBeLessThan(10_000);
    let asked = 0;
    slice = store.retention.slice({ ...KEEP, ...keep }, () => ++asked >= questions);
    expect(asked).toBeLessThanOrEqual(questions);
    gone.push(...slice.removed);
  }
  while (store.retention.sweepWords(() => false));
  return { gone, slices };
}

const left = (store: Store) => store.runList.page({ limit: 500 }).runs.map((run) => Number(run.runId.slice(1)));
const range = (from: number, to: number) => Array.from({ length: Math.abs(to - from) + 1 }, (_, i) => from + Math.sign(to - from) * i);

test('old runs go with all they left, in slices that stop when told to; newer and open ones stay', () => {
  const store = temporaryStore();
  fill(store, 40, (i) => (i === 7 ? 'running' : 'succeeded'));
  const { gone, slices } = removeAll(store, { before: 2_000, failedBefore: 2_000 });
  expect(gone.length).toBe(19);
  expect(slices).toBeGreaterThan(19 / 3);
  expect(left(store)).toEqual([...range(39, 20), 7]);
  expect(store.runList.page({ limit: 1 }).total).toBe(21);
  expect(store.rejects.page('r3', { limit: 1 })).toEqual({ rejects: [], next: null, total: 0 });
  expect([store.rejects.page('r7', { limit: 100 }).total, store.steps.of('r7').length, store.steps.of('r3').length]).toEqual([5, 2, 0]);
  expect(store.runList.page({ search: 'Flow3', limit: 100 }).runs.map((run) => run.runId)).toEqual(range(39, 30).map((i) => `r${i}`));
  expect(store.runList.page({ search: 'K-3', limit: 100 }).runs.length).toBe(10);
});

test('one slice never does more than a few rows between two questions, however much a run left', () => {
  const store = temporaryStore();
  fill(store, 4, undefined, 10);
  let asked = 0;
  const first = store.retention.slice({ ...KEEP, before: 1e9, failedBefore: 1e9 }, () => ++asked >= 1);
  expect(first).toEqual({ removed: ['r0'], more: true });
  expect(store.rejects.page('r3', { limit: 1 }).total).toBe(2_400);
  const { gone, slices } = removeAll(store, { before: 1e9, failedBefore: 1e9 }, 1);
  expect(gone).toEqual(['r1', 'r2', 'r3']);
  expect(slices).toBeGreaterThan(2 + 2_400 / 200);
});

test('failed and interrupted runs stay longer', () => {
  const store = temporaryStore();
  const statuses: RunStatus[] = ['succeeded', 'failed', 'interrupted', 'cancelled', 'succeeded-with-rejects'];
  fill(store, 40, (i) => statuses[i % 5] ?? 'failed');
  removeAll(store, { before: 3_000, failedBefore: 1_000 });
  expect(left(store)).toEqual([...range(39, 30), ...range(29, 10).filter((i) => i % 5 === 1 || i % 5 === 2)]);
});

test('of more runs than wanted the oldest go, failed ones last, fresh ones never', () => {
  const store = temporaryStore();
  fill(store, 40, (i) => (i < 4 ? 'failed' : 'succeeded'));
  removeAll(store, { runs: 30 });
  expect(left(store)).toEqual([...range(39, 14), 3, 2, 1, 0]);
  removeAll(store, { runs: 3, freshSince: 3_500 });
  expect(left(store)).toEqual(range(39, 35));
});

test('a history bigger than wanted loses its oldest runs until it fits', () => {
  const store = temporaryStore();
  fill(store, 200, undefined, 40);
  const bytes = store.retention.liveBytes();
  removeAll(store, { bytes: Math.floor(bytes * 0.6) });
  expect(store.retention.liveBytes()).toBeLessThanOrEqual(bytes * 0.6);
  expect(store.retention.liveBytes()).toBeGreaterThan(bytes * 0.4);
  const kept = left(store);
  expect(kept).toEqual(range(199, 200 - kept.length));
});

test('a run with unknown writes, and one that a kept replay came from, are held back and counted', () => {
  const store = temporaryStore();
  fill(store, 10);
  store.effects.intend('r2', { nodeId: 'a', key: 'k', effects: 'appending-write', records: 1 }, 1);
  store.effects.leaveUnknown('r2', 1);
  store.effects.intend('r3', { nodeId: 'a', key: 'k', effects: 'appending-write', records: 1 }, 1);
  store.effects.done('r3', 'a', 'k', { nodeId: 'a', target: 't', delivered: 1 }, 1);
  store.runs.queue(aRun('r10', { queuedAt: 1_000, replayOf: 'r5' }));
  store.runs.finish('r10', { status: 'succeeded', at: 1, durationMs: 0, counts: NO_COUNTS });
  const keep = { ...KEEP, before: 900, failedBefore: 900 };
  removeAll(store, keep);
  expect(left(store)).toEqual([10, 9, 5, 2]);
  expect(store.retention.held(keep)).toEqual({ unknown: 1, replayed: 1 });
  removeAll(store, { before: 5_000, failedBefore: 5_000 });
  expect(left(store)).toEqual([5, 2]);
  // Its replay is gone: the next round finds nothing that holds it.
  removeAll(store, { before: 5_000, failedBefore: 5_000 });
  expect(left(store)).toEqual([2]);
  store.effects.decide('r2', {}, 'skip', 1, 'somebody');
  removeAll(store, { before: 5_000, failedBefore: 5_000 });
  expect(left(store)).toEqual([]);
});

test('the file shrinks to what is in it; words of runs that are gone go too', () => {
  const store = temporaryStore();
  fill(store, 3_000, (i) => (i % 500 === 0 ? 'failed' : 'succeeded'), 20);
  const before = store.bytes();
  removeAll(store, { before: 280_000 }, 50);
  let asked = 0;
  while (store.retention.shrink(() => ++asked > 0));
  expect(asked).toBeGreaterThan(1);
  expect(store.bytes()).toBeLessThan(before / 2);
  expect(store.bytes()).toBeLessThanOrEqual(store.retention.liveBytes() * 1.3);
  expect(statSync(store.file).size).toBe(store.bytes());
  expect(store.runList.page({ search: 'K-500', limit: 9 }).runs.map((run) => run.runId)).toEqual(['r500']);
  expect(store.runList.page({ search: 'K-501', limit: 9 }).runs).toEqual([]);
  store.runs.queue(aRun('again', { queuedAt: 1e6, flowName: 'Flow anew' }));
  expect(store.runList.page({ search: 'anew', limit: 9 }).runs.map((run) => run.runId)).toEqual(['again']);
});

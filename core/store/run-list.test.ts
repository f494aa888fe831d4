import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RunCause, RunStatus } from '../base/run-facts.ts';
import { addBulkFlows, fillHistory } from './bulk-history.ts';
import { Db } from './database.ts';
import { LOOKED_AT, type RunFilter } from './run-list.ts';
import type { RunRecord } from './run-record.ts';
import { wordsOf } from './run-words.ts';
import type { Store } from './store.ts';
import { aRun, NO_COUNTS, temporaryFolder, temporaryStore } from './testing/workspace.ts';

const STATUSES = ['succeeded', 'failed', 'cancelled', 'running', 'queued'] as const satisfies RunStatus[];
const CAUSES = ['manual', 'schedule'] as const satisfies RunCause[];

function fill(store: Store, count: number): RunRecord[] {
  store.write(() => {
    for (let i = 0; i < count; i++) {
      const [id, status] = [`r${i}`, STATUSES[(i * 7) % 5] ?? 'failed'];
      store.runs.queue(
        aRun(id, { flowId: `f${i % 3}`, flowName: `Flow ${i % 3}`, cause: CAUSES[i % 2] ?? 'manual', queuedAt: 1_000 + i * 10 - (i > 60 && i < 90 ? 500 : 0) }),
      );
      if (status !== 'queued') store.runs.start(id, 1_001 + i * 10);
      if (status === 'succeeded' || status === 'failed' || status === 'cancelled')
        store.runs.finish(id, {
          status,
          at: 2_000,
          durationMs: 1,
          counts: NO_COUNTS,
          ...(status === 'failed' ? { error: { class: 'user', code: 'no-file', message: `The file export_${i}.csv was not found.` } } : {}),
          keys: `E-${1000 + i} Müller`,
        });
    }
  });
  return Array.from({ length: count }, (_, i) => store.runs.find(`r${count - 1 - i}`)).filter((run) => run !== undefined);
}

function readAll(store: Store, filter: Omit<RunFilter, 'limit'>, limit: number): RunRecord[] {
  const runs: RunRecord[] = [];
  for (let after: string | undefined; ; ) {
    const page = store.runList.page({ ...filter, after, limit });
    expect(page.runs.length).toBeLessThanOrEqual(limit);
    runs.push(...page.runs);
    if (page.next === null) return runs;
    after = page.next;
  }
}

test('any filter, read by pages of any size, gives what a plain filter over all runs gives, newest or oldest first', () => {
  const store = temporaryStore();
  const all = fill(store, 120);
  const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
  fc.assert(
    fc.property(
      maybe(fc.constantFrom('f0', 'f1', 'nothing')),
      maybe(fc.uniqueArray(fc.constantFrom(...STATUSES))),
      maybe(fc.uniqueArray(fc.constantFrom(...CAUSES))),
      maybe(fc.integer({ min: 900, max: 2_300 })),
      maybe(fc.integer({ min: 900, max: 2_300 })),
      fc.constantFrom('newest' as const, 'oldest' as const),
      fc.integer({ min: 1, max: 50 }),
      (flowId, status, cause, from, to, order, limit) => {
        const expected = all.filter(
          (run) =>
            (flowId === undefined || run.flowId === flowId) &&
            (status === undefined || (status as RunStatus[]).includes(run.status)) &&
            (cause === undefined || (cause as RunCause[]).includes(run.cause)) &&
            (from === undefined || run.queuedAt >= from) &&
            (to === undefined || run.queuedAt <= to),
        );
        // Within a range of time the clock decides; the list above is newest first already, and the sort keeps that among equals.
        if (from !== undefined || to !== undefined) expected.sort((a, b) => b.queuedAt - a.queuedAt);
        if (order === 'oldest') expected.reverse();
        const filter = { flowId, status, cause, from, to, order };
        expect(readAll(store, filter, limit).map((run) => run.runId)).toEqual(expected.map((run) => run.runId));
        const { total } = store.runList.page({ ...filter, limit });
        if (from === undefined && to === undefined) expect(total).toBe(expected.length);
      },
    ),
    { numRuns: 150 },
  );
});

test('what no index answers is looked for in bounded pages: a page may be empty and have one behind it, and nothing is left out', () => {
  const store = temporaryStore();
  store.write(() => {
    for (let i = 0; i < LOOKED_AT * 2 + 100; i++) store.runs.queue(aRun(`r${i}`, { queuedAt: 1_000 + i, cause: i === 3 ? 'schedule' : 'manual' }));
  });
  for (const more of [{ flowId: 'f' }, { status: ['queued' as const] }, { from: 0 }]) {
    const filter = { ...more, cause: ['schedule' as const] };
    const first = store.runList.page({ ...filter, limit: 10 });
    expect([first.runs, first.next]).toEqual([[], expect.any(String)]);
    expect(readAll(store, filter, 10).map((run) => run.runId)).toEqual(['r3']);
    expect(store.runList.page({ ...filter, order: 'oldest', limit: 10 }).runs.map((run) => run.runId)).toEqual(['r3']);
  }
});

test('a search over many buckets finds what a look at every run finds, in both orders, in bounded pages', () => {
  const workspace = temporaryFolder();
  const until = 1_000_000_000;
  const facts = { flows: 40, stepsPerRun: 1, until };
  const made = temporaryStore(workspace);
  addBulkFlows(made, facts);
  made.close();
  fillHistory({ ...facts, file: made.file, runs: 14_000, days: 10 });
  const store = temporaryStore(workspace);
  const all = readAll(store, {}, 500);
  const wordsOfRun = new Map(all.map((run) => [run.runId, wordsOf(`${run.flowName} ${run.error?.message ?? ''}`)]));
  for (const [search, more] of [
    ['nightly', { status: ['interrupted'] }],
    ['zurich', { status: ['failed'], cause: ['command-line'] }],
    ['nightly berlin', { from: until - 172_800_000, to: until - 40_000_000 }],
    ['export csv lis', {}],
    ['nowhere', {}],
  ] as [string, Partial<RunFilter>][]) {
    const matches = (run: RunRecord) =>
      wordsOf(search).every((word) => wordsOfRun.get(run.runId)?.some((other) => other.startsWith(word))) &&
      (!more.status || more.status.includes(run.status)) &&
      (!more.cause || more.cause.includes(run.cause)) &&
      run.queuedAt >= (more.from ?? 0) &&
      run.queuedAt <= (more.to ?? until);
    const expected = all.filter(matches).map((run) => run.runId);
    expect(expected.length > 0 || search === 'nowhere', search).toBe(true);
    expect(readAll(store, { ...more, search }, 60).map((run) => run.runId)).toEqual(expected);
    expect(readAll(store, { ...more, search, order: 'oldest' }, 60).map((run) => run.runId)).toEqual(expected.toReversed());
  }
  // Every run has one of these words: one page is full long before all of them were looked at.
  const rare = store.runList.page({ search: 'e', status: ['cancelled'], flowId: 'nothing', limit: 10 });
  expect([rare.runs, rare.next]).toEqual([[], expect.any(String)]);
});

test('runs are found by flow name, words of the error and keys of records, with every word and without accents', () => {
  const store = temporaryStore();
  fill(store, 60);
  const found = (search: string, more: Partial<RunFilter> = {}) => readAll(store, { search, ...more }, 7).map((run) => run.runId);
  expect(found('export_34.csv')).toEqual([]);
  expect(found('export_13.csv')).toEqual(['r13']);
  expect(found('E-1010')).toEqual(['r10']);
  expect(found('muller 1010')).toEqual(['r10']);
  expect(found('"flow 2"* OR NOT (')).toEqual([]);
  expect(found('fl 2 export')).toEqual(['r53', 'r38', 'r28', 'r23', 'r8']);
  expect(found('file', { status: ['failed'], cause: ['schedule'], flowId: 'f1' })).toEqual(['r43', 'r13']);
  expect(found('  ?! ').length).toBe(60);
  expect(store.runList.page({ search: 'file', limit: 5 }).total).toBeNull();
});

test('words of many runs are found before and after they are put into the index', () => {
  const store = temporaryStore();
  for (let n = 0; n < 200; n++) {
    store.runs.queue(aRun(`r${n}`));
    store.runs.finish(`r${n}`, { status: 'succeeded', at: 5, durationMs: 1, counts: NO_COUNTS, keys: `E-${1_000 + n} common` });
    expect(store.runList.page({ search: `e ${1_000 + n}`, limit: 3 }).runs.map((run) => run.runId)).toEqual([`r${n}`]);
  }
  expect(store.runList.page({ search: 'commo', limit: 500 }).runs).toHaveLength(200);
  const db = new Db(store.file, { readOnly: true });
  expect(db.value<number>('SELECT count(DISTINCT run) FROM search_words')).toBeGreaterThan(100);
  expect(db.value<number>('SELECT count(*) FROM recent_words')).toBeLessThan(70);
  db.close();
});

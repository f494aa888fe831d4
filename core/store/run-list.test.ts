import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RunCause, RunStatus } from '../base/run-facts.ts';
import type { RunFilter } from './run-list.ts';
import type { RunRecord } from './run-record.ts';
import type { Store } from './store.ts';
import { aRun, NO_COUNTS, temporaryStore } from './testing/workspace.ts';

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

test('any filter, read by pages of any size, gives what a plain filter over all runs gives, newest first', () => {
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
      fc.integer({ min: 1, max: 50 }),
      (flowId, status, cause, from, to, limit) => {
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
        const filter = { flowId, status, cause, from, to };
        expect(readAll(store, filter, limit).map((run) => run.runId)).toEqual(expected.map((run) => run.runId));
        const { total } = store.runList.page({ ...filter, limit });
        if (from === undefined && to === undefined) expect(total).toBe(expected.length);
      },
    ),
    { numRuns: 150 },
  );
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

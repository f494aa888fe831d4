import { expect, it } from 'vitest';
import { isNarrowed, mergeNewest, NO_FILTER, queryOf } from './run-query.ts';

const run = (runId: string, queuedAt: number, status = 'running') => ({ runId, queuedAt, status });

it('asks only for what narrows the list', () => {
  expect(queryOf(NO_FILTER, 1_000)).toEqual({});
  expect(isNarrowed(NO_FILTER)).toBe(false);
  const filter = { ...NO_FILTER, search: ' hr ', status: ['failed' as const], since: 'hour' as const };
  expect(queryOf(filter, 10_000_000)).toEqual({ search: 'hr', status: ['failed'], from: 6_400_000 });
  expect(isNarrowed(filter)).toBe(true);
});

it('puts new runs on top, takes over changes, and keeps older pages', () => {
  const loaded = [run('c', 3), run('b', 2), run('a', 1)];
  const page = [run('d', 4), run('c', 3, 'failed')];
  expect(mergeNewest(page, loaded, false)).toEqual([run('d', 4), run('c', 3, 'failed'), run('b', 2), run('a', 1)]);
  expect(mergeNewest([], loaded, true)).toEqual([]);
});

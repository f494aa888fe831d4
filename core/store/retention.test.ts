import { expect, test } from 'vitest';
import { SLICE_ROWS } from './retention.ts';
import { aRun, NO_COUNTS, temporaryStore } from './testing/workspace.ts';

test('old runs go with all they left, in slices, newest and open ones stay', () => {
  const store = temporaryStore();
  store.write(() => {
    for (let i = 0; i < 40; i++) {
      const id = `r${i}`;
      store.runs.queue(aRun(id, { queuedAt: i * 100, flowName: `Flow${i}` }));
      store.rejects.add(
        id,
        Array.from({ length: i === 3 ? 1_200 : 5 }, (_, n) => ({ nodeId: 'n', deadLetter: true, code: 'c', message: `m${n}` })),
      );
      store.events.add(id, [{ kind: 'status', seq: 1, at: 1, status: 'queued' }]);
      if (i !== 7) store.runs.finish(id, { status: 'cancelled', at: 1, durationMs: 0, counts: NO_COUNTS });
    }
  });
  const gone: string[] = [];
  let slices = 0;
  for (let more = true; more; slices++) {
    const slice = store.retention.slice(2_000);
    gone.push(...slice.removed);
    more = slice.more;
  }
  expect(gone.sort()).toEqual(
    Array.from({ length: 20 }, (_, i) => `r${i}`)
      .filter((id) => id !== 'r7')
      .sort(),
  );
  expect(slices).toBeGreaterThan(1_300 / SLICE_ROWS);
  expect(store.runList.page({ limit: 100 })).toMatchObject({ total: 21 });
  expect(store.rejects.page('r3', { limit: 1 })).toEqual({ rejects: [], next: null, total: 0 });
  expect(store.rejects.page('r7', { limit: 100 }).total).toBe(5);
  expect(store.runList.page({ search: 'Flow3', limit: 100 }).runs.map((run) => run.runId)).toEqual([
    'r39',
    'r38',
    'r37',
    'r36',
    'r35',
    'r34',
    'r33',
    'r32',
    'r31',
    'r30',
  ]);
  store.retention.shrink();
});

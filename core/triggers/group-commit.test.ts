import { expect, test } from 'vitest';
import type { NewHappening } from '../store/inbox.ts';
import { aFlow, temporaryFolder, temporaryStore } from '../store/testing/workspace.ts';
import { GroupCommit } from './group-commit.ts';
import { FakeClock } from './testing/fake-clock.ts';

const happening = (n: number): NewHappening => ({
  flowId: 'f',
  nodeId: 'hook',
  at: 5,
  what: { kind: 'files', nodeId: 'hook', files: [{ connection: '', path: `/in/${n}.csv`, name: `${n}.csv`, bytes: n, modifiedAt: 5, hash: '' }] },
  key: `${n}`,
});

function committing() {
  const store = temporaryStore(temporaryFolder());
  store.flows.add(aFlow('f', 'Hooked'), 1);
  const clock = new FakeClock(0);
  let transactions = 0;
  return { store, clock, commit: new GroupCommit(store.inbox, clock, () => transactions++), transactions: () => transactions };
}

test('what comes at the same time shares a transaction, and each is told its own number; what is known already has none', async () => {
  const { store, clock, commit, transactions } = committing();
  const told = Promise.all([...Array.from({ length: 200 }, (_, n) => n), 7].map((n) => commit.add(happening(n))));
  expect(store.inbox.counts('f', 'hook').waiting).toBe(0);
  clock.pass(0);
  expect(transactions()).toBe(1);
  expect(await told).toEqual([...Array.from({ length: 200 }, (_, n) => n + 1), null]);
  expect(store.inbox.counts('f', 'hook').waiting).toBe(200);
});

test('what comes later has a transaction of its own, also behind one that failed', async () => {
  const { store, clock, commit, transactions } = committing();
  const unwritable = { ...happening(1), what: { kind: 'files', nodeId: 'hook', files: [1n] } } as unknown as NewHappening;
  const refused = commit.add(unwritable);
  clock.pass(0);
  await expect(refused).rejects.toThrow();
  const taken = commit.add(happening(2));
  clock.pass(0);
  expect(await taken).not.toBeNull();
  expect([transactions(), store.inbox.counts('f', 'hook').waiting]).toEqual([1, 1]);
});

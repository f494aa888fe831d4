import { expect, test } from 'vitest';
import type { ReceivedRequest } from '../base/happening.ts';
import { NO_COUNTS } from '../base/run-facts.ts';
import { Db } from './database.ts';
import type { NewHappening } from './inbox.ts';
import { settleEnded } from './run-ended.ts';
import { aFlow, aRun, temporaryFolder, temporaryStore } from './testing/workspace.ts';

const request = (body: string): ReceivedRequest => ({
  id: '',
  receivedAt: 5,
  method: 'POST',
  path: 'in',
  query: {},
  headers: {},
  contentType: 'text/plain',
  body,
});
const received = (body: string, key?: string): NewHappening => ({
  flowId: 'f',
  nodeId: 'hook',
  at: 5,
  what: { kind: 'requests', nodeId: 'hook', requests: [request(body)] },
  ...(key === undefined ? {} : { key }),
});

function openInbox() {
  const store = temporaryStore(temporaryFolder());
  store.flows.add(aFlow('f', 'Hooked'), 1);
  const taken = (runId: string, seqs: number[]) => {
    store.runs.queue(aRun(runId, { flowId: 'f' }));
    store.inbox.take(seqs, runId);
  };
  const end = (runId: string, status: 'succeeded' | 'failed' | 'cancelled' | 'interrupted', closing = false, startedAt: number | null = 7) =>
    settleEnded(store, { runId, flowId: 'f', flowName: 'Hooked', mode: 'run', status, startedAt, counts: NO_COUNTS, trouble: 'why', closing }, 9);
  return { store, inbox: store.inbox, taken, end, states: () => store.inbox.page('f', 'hook', 9).map(({ state }) => state) };
}

test('that nothing waits is known only as long as nothing came, was given back, or was taken back with its transaction', () => {
  const { store, inbox, taken, end } = openInbox();
  const waits = () => inbox.flowsWaiting().length > 0;
  expect([waits(), waits()]).toEqual([false, false]);
  inbox.add([received('a')]);
  expect(waits()).toBe(true);
  const takenBack = () =>
    store.write(() => {
      taken('r1', [1]);
      expect(waits()).toBe(false);
      throw new Error('no room');
    });
  expect(takenBack).toThrow('no room');
  expect(waits()).toBe(true);
  taken('r2', [1]);
  expect(waits()).toBe(false);
  end('r2', 'interrupted');
  expect(waits()).toBe(true);
  taken('r3', [1]);
  expect(waits()).toBe(false);
  end('r3', 'cancelled', true);
  expect(waits()).toBe(true);
  taken('r4', [1]);
  end('r4', 'failed');
  expect(waits()).toBe(false);
  inbox.again('f', 'hook');
  expect(waits()).toBe(true);
});

test('what came is taken once, by one run, together and in order; what is known already is not written again', () => {
  const { inbox, taken, end, states } = openInbox();
  expect(inbox.add([received('a', '1'), received('b'), received('a', '1'), received('c')])).toEqual([1, 2, null, 3]);
  expect([inbox.flowsWaiting(), inbox.knows('f', 'hook', '1'), inbox.knows('f', 'other', '1')]).toEqual([['f'], true, false]);
  taken('r1', [1, 2]);
  taken('r2', [2]);
  expect(inbox.ofRun('r1')).toMatchObject({
    requests: [
      { id: '1', body: 'a' },
      { id: '2', body: 'b' },
    ],
  });
  end('r1', 'succeeded');
  expect(states()).toEqual(['waiting', 'done', 'done']);
  expect(inbox.last('f', 'hook', 2)).toMatchObject({ requests: [{ body: 'b' }, { body: 'c' }] });
});

test('a run that is cut off gives back what it took, three times at most; one that failed keeps it as failed, until a replay makes up for it', () => {
  const { inbox, taken, end, states } = openInbox();
  inbox.add([received('a')]);
  for (const run of ['r1', 'r2']) {
    taken(run, [1]);
    end(run, 'interrupted');
    expect(states()).toEqual(['waiting']);
  }
  taken('r3', [1]);
  end('r3', 'cancelled', true);
  expect(states(), 'closing the program is nobody’s fault').toEqual(['waiting']);
  for (const run of ['q1', 'q2', 'q3']) {
    taken(run, [1]);
    expect(end(run, 'interrupted', false, null), 'it waits again').toBe(true);
    expect(inbox.find(1), 'a run that waited for its turn was no try').toMatchObject({ state: 'waiting', tries: 2 });
  }
  taken('r4', [1]);
  end('r4', 'interrupted');
  expect(inbox.find(1)).toMatchObject({ state: 'failed', trouble: expect.stringContaining('three times') });
  expect(inbox.again('f', 'hook')).toBe(1);
  taken('r5', [1]);
  end('r5', 'failed');
  expect(inbox.find(1)).toMatchObject({ state: 'failed', trouble: 'why', tries: 1 });
  inbox.settleByReplay('r5', 10);
  expect(states()).toEqual(['done']);
});

test('a run that was cut off after it began to write what cannot be repeated is not begun again by itself', () => {
  const { store, inbox, taken, end } = openInbox();
  inbox.add([received('a')]);
  taken('r1', [1]);
  store.effects.intend('r1', { nodeId: 'mail', key: 'k', effects: 'appending-write', records: 1 }, 6);
  end('r1', 'interrupted');
  expect(inbox.find(1)).toMatchObject({ state: 'failed', trouble: expect.stringContaining('cannot be written twice') });
});

test('what is done goes after its time, what failed later, what waits never; keys go when nothing is seen of them', () => {
  const { inbox, taken, end, states } = openInbox();
  inbox.add([received('a', 'x'), received('b', 'y'), received('c')]);
  taken('r1', [1]);
  end('r1', 'succeeded');
  taken('r2', [2]);
  end('r2', 'failed');
  inbox.note('f', 'hook', ['y'], 50);
  expect(inbox.forget({ before: 10, failedBefore: 5, keysBefore: 10 })).toBe(false);
  expect([states(), inbox.knows('f', 'hook', 'x'), inbox.knows('f', 'hook', 'y')]).toEqual([['waiting', 'failed'], false, true]);
  inbox.forget({ before: 10, failedBefore: 10, keysBefore: 10 });
  expect(states()).toEqual(['waiting']);
});

test('what is forgotten goes at once or not at all', () => {
  const { store, inbox } = openInbox();
  inbox.add([received('a', 'x')]);
  inbox.close([1], 'failed', 8, 'why');
  const db = new Db(store.file);
  db.exec(`CREATE TRIGGER in_the_way BEFORE DELETE ON happening_keys BEGIN SELECT RAISE(ABORT, 'in the way'); END`);
  db.close();
  expect(() => inbox.forget({ before: 10, failedBefore: 10, keysBefore: 10 })).toThrow('in the way');
  expect([inbox.find(1)?.state, inbox.knows('f', 'hook', 'x')]).toEqual(['failed', true]);
});

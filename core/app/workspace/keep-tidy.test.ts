import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { aRun, NO_COUNTS, temporaryStore } from '../../store/testing/workspace.ts';
import { FakeClock } from '../../triggers/testing/fake-clock.ts';
import { KeepTidy } from './keep-tidy.ts';
import { workspaceFolders } from './workspace-folders.ts';

const DAY = 86_400_000;

test('old runs wait for room in the journal, but not for ever: somebody may read all the time', () => {
  const store = temporaryStore();
  store.ballast.grow = () => false;
  const clock = new FakeClock(1_000 * DAY);
  let room = true;
  const tidy = new KeepTidy({ store, folders: workspaceFolders(dirname(store.file)), clock, changed: () => undefined, hasRoom: () => room });
  const put = (name: string) => {
    store.runs.queue(aRun(name, { queuedAt: 1 }));
    store.runs.finish(name, { status: 'succeeded', at: 2, durationMs: 1, counts: NO_COUNTS, keys: '' });
  };
  const left = () => store.runList.page({ limit: 1 }).total;
  put('first');
  tidy.soon();
  clock.pass(100);
  expect(left()).toBe(0);

  put('second');
  room = false;
  tidy.soon();
  clock.pass(4_900);
  expect(left()).toBe(1);
  clock.pass(200);
  expect(left()).toBe(0);

  // As long again for the next one; and at once when there is room.
  put('third');
  tidy.soon();
  clock.pass(4_900);
  expect(left()).toBe(1);
  room = true;
  clock.pass(10);
  expect(left()).toBe(0);
  tidy.close();
  expect(clock.timers).toBe(0);
});

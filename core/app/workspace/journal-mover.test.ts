import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { Clock } from '../../base/clock.ts';
import { startable } from '../../engine/testing/startable.ts';
import { Db } from '../../store/database.ts';
import { openStore } from '../../store/open-store.ts';
import { aRun } from '../../store/testing/workspace.ts';
import { systemClock } from '../system-clock.ts';
import { JournalMover } from './journal-mover.ts';

/** On whose timers nothing comes due: the mover looks only when the test asks it to. */
const STANDING: Clock = { ...systemClock(), after: () => () => undefined };

function opened(workerFile = startable('core/app/backup-thread.ts'), clock = systemClock()) {
  const folder = mkdtempSync(join(tmpdir(), 'swivel-mover-'));
  const store = openStore({ workspace: folder, kind: 'host', now: 1_000 });
  const mover = new JournalMover({ store, clock, workerFile });
  onTestFinished(async () => {
    await mover.close();
    store.close();
    rmSync(folder, { recursive: true, force: true });
  });
  let runs = 0;
  /** Writes so many times what takes a few pages each. */
  const write = (times: number) => {
    for (let n = 0; n < times; n++) store.runs.queue(aRun(`r${runs++}`));
  };
  return { folder, store, mover, write };
}

const size = (folder: string) => statSync(join(folder, 'swivel.sqlite')).size;

test('the journal is moved by a thread of its own, and only where that is worth it', async () => {
  const { folder, store, mover, write } = opened(undefined, STANDING);
  mover.open();
  expect(mover.look()).toBe(false);
  write(150);
  const before = size(folder);
  expect([mover.look(), mover.look()]).toEqual([true, false]);
  await vi.waitFor(() => expect(size(folder)).toBeGreaterThan(before), { timeout: 20_000 });
  write(150);
  const grown = size(folder);
  await vi.waitFor(() => expect(mover.look()).toBe(true), { timeout: 20_000 });
  await vi.waitFor(() => expect(size(folder)).toBeGreaterThan(grown), { timeout: 20_000 });
  expect(store.runList.page({ limit: 1 }).total).toBe(300);
  await mover.close();
  store.close();
  const db = new Db(join(folder, 'swivel.sqlite'), { readOnly: true });
  expect([db.pragma('integrity_check'), db.value('SELECT count(*) FROM runs')]).toEqual(['ok', 300]);
  db.close();
});

test('few writes are worth a move where they were large', async () => {
  const { folder, store, mover } = opened(undefined, STANDING);
  mover.open();
  store.journal.movedElsewhere(true);
  const put = (times: number) => {
    for (let n = 0; n < times; n++) store.settings.set(`large ${n}`, 'x'.repeat(2_000_000));
  };
  put(5);
  expect(mover.look()).toBe(false);
  put(10);
  expect(store.journal.behind).toBe(true);
  const before = size(folder);
  expect(mover.look()).toBe(true);
  await vi.waitFor(() => expect(size(folder)).toBeGreaterThan(before), { timeout: 20_000 });
});

test('what somebody waits for is moved at the next look, however little it is, and not by who writes', async () => {
  const { folder, store, mover, write } = opened(undefined, STANDING);
  mover.open();
  write(150);
  expect(mover.look()).toBe(true);
  await vi.waitFor(() => expect(size(folder)).toBeGreaterThan(100_000), { timeout: 20_000 });
  store.settings.set('large', 'x'.repeat(2_000_000));
  expect(mover.look()).toBe(false);
  const before = size(folder);
  store.journal.moveSoon();
  expect(size(folder)).toBe(before);
  await vi.waitFor(() => expect(mover.look()).toBe(true), { timeout: 20_000 });
  await vi.waitFor(() => expect(size(folder)).toBeGreaterThan(before + 1_900_000), { timeout: 20_000 });
  expect(mover.look()).toBe(false);
});

test('who writes much and can wait is told to while the journal is moved, and the journal stays well below its largest', async () => {
  const { store, mover } = opened(undefined, STANDING);
  expect(mover.hasRoom()).toBe(true);
  mover.open();
  store.journal.movedElsewhere(true);
  let [largest, waited] = [0, 0];
  for (let n = 0; n < 60; n++) {
    while (!mover.hasRoom()) {
      waited++;
      await pause(5);
    }
    store.settings.set(`large ${n}`, 'x'.repeat(2_000_000));
    largest = Math.max(largest, store.journal.bytes());
  }
  expect(waited).toBeGreaterThan(0);
  expect(largest).toBeLessThan(36 * 1_048_576);
  // While somebody reads all the time there is no room; when that one is gone there is.
  const reader = new Db(store.file, { readOnly: true });
  reader.exec('BEGIN');
  reader.value('SELECT count(*) FROM settings');
  for (let n = 0; !store.journal.full; n++) store.settings.set(`more ${n}`, 'x'.repeat(2_000_000));
  for (let n = 0; n < 20; n++) {
    expect(mover.hasRoom()).toBe(false);
    await pause(5);
  }
  reader.close();
  await vi.waitFor(() => expect(mover.hasRoom()).toBe(true), { timeout: 20_000 });
});

test('where the thread cannot be had, the journal is moved by whoever writes, as before', async () => {
  const { store, mover, write } = opened('/nowhere/run-worker.js');
  const told = vi.spyOn(store.journal, 'movedElsewhere');
  mover.open();
  write(150);
  expect(mover.look()).toBe(true);
  await vi.waitFor(() => expect(told.mock.calls).toEqual([[true], [false]]), { timeout: 20_000 });
  vi.spyOn(store.journal, 'full', 'get').mockReturnValue(true);
  expect(mover.hasRoom()).toBe(true);
  write(150);
  expect(store.runList.page({ limit: 1 }).total).toBe(300);
});

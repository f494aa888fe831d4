import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { Ballast } from './ballast.ts';
import { Db } from './database.ts';
import { aRun, temporaryFolder, temporaryStore } from './testing/workspace.ts';

const MB = 1_048_576;

test('it grows to a sixteenth of what is free, at most 64 MiB, one MiB at a time, and not at all on a tiny disk', () => {
  let free = 80 * MB;
  const ballast = new Ballast(temporaryFolder(), () => free);
  let asked = 1;
  while (ballast.grow()) asked++;
  expect([ballast.bytes(), asked]).toEqual([5 * MB, 5]);
  free = 1_000 * 1_024 * MB;
  for (asked = 1; ballast.grow(); asked++);
  expect([ballast.bytes(), asked]).toEqual([64 * MB, 59]);
  expect(ballast.grow()).toBe(false);
  expect([ballast.release(), ballast.bytes(), ballast.release(), ballast.released]).toEqual([true, 0, false, true]);
  free = 15 * MB;
  expect([ballast.grow(), ballast.bytes(), ballast.released]).toEqual([false, 0, true]);
  free = 160 * MB;
  while (ballast.grow());
  expect([ballast.bytes(), ballast.grow(), ballast.released]).toEqual([10 * MB, false, false]);
});

test('a write that finds the disk full gives up the ballast and is done again, whole', () => {
  const store = temporaryStore();
  writeFileSync(join(store.file, '../ballast.bin'), 'x'.repeat(100));
  const makeRoom = vi.spyOn(store, 'makeRoom');
  // SQLite's own limit stands for the disk: what the ballast frees raises it.
  const limited = new Db(join(temporaryFolder(), 'small.sqlite'));
  limited.exec('CREATE TABLE t (a TEXT, b BLOB) STRICT');
  limited.pragma('max_page_count = 20');
  let room = true;
  limited.makeRoom = () => {
    limited.pragma('max_page_count = 200');
    return room && store.makeRoom();
  };
  let calls = 0;
  limited.write(() => {
    calls++;
    limited.run('INSERT INTO t VALUES (?, zeroblob(1000))', 'small');
    limited.run('INSERT INTO t VALUES (?, zeroblob(200000))', 'big');
  });
  expect([calls, makeRoom.mock.calls.length]).toEqual([2, 1]);
  expect(limited.all('SELECT a FROM t')).toEqual([{ a: 'small' }, { a: 'big' }]);
  expect(store.ballast.bytes()).toBe(0);
  room = false;
  expect(() => limited.run('INSERT INTO t VALUES (?, zeroblob(2000000))', 'too big')).toThrow(expect.objectContaining({ code: 'disk-full' }));
  expect(limited.value('SELECT count(*) FROM t')).toBe(2);
  limited.close();
  store.runs.queue(aRun('r'));
});

import { statSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { Db } from './database.ts';
import { LARGEST_JOURNAL, moveJournal } from './journal.ts';
import { aRun, temporaryStore } from './testing/workspace.ts';

const MB = 1_048_576;

test('while somebody reads for long the journal grows and that is said; when the reader is gone it is cut', () => {
  const store = temporaryStore();
  const write = (name: string, mb: number) => {
    for (let i = 0; i < mb; i++) store.runs.queue(aRun(`${name}${i}`, { note: 'n'.repeat(MB) }));
  };
  write('before', 2);
  expect(store.journal.cut()).toBe('small');
  const reader = new Db(store.file, { readOnly: true });
  reader.exec('BEGIN');
  expect(reader.value('SELECT count(*) FROM runs')).toBe(2);
  write('meanwhile', 68);
  expect(store.journal.bytes()).toBeGreaterThan(LARGEST_JOURNAL);
  expect(store.journal.cut()).toBe('held');
  expect(reader.value('SELECT count(*) FROM runs')).toBe(2);
  reader.exec('COMMIT');
  expect([store.journal.cut(), store.journal.held]).toEqual(['cut', false]);
  expect(store.journal.bytes()).toBeLessThan(MB);
  reader.close();
  write('after', 1);
  expect(store.runList.page({ limit: 1 }).total).toBe(71);
});

test('without a reader the journal stays small, however much is written', () => {
  const store = temporaryStore();
  let largest = 0;
  for (let i = 0; i < 120; i++) {
    store.runs.queue(aRun(`r${i}`, { note: 'n'.repeat(MB) }));
    largest = Math.max(largest, store.journal.bytes());
  }
  expect(statSync(store.file).size).toBeGreaterThan(100 * MB);
  expect(largest).toBeLessThan(16 * MB);
  expect(store.journal.cut()).toBe('small');
});

test('while writes follow one another the journal is moved whole from time to time, so that it is begun anew', () => {
  const store = temporaryStore();
  store.journal.movedElsewhere(true);
  const beside = moveJournal(store.file);
  onTestFinished(() => beside.close());
  const write = (name: string) => store.runs.queue(aRun(name, { note: 'n'.repeat(MB) }));
  for (let i = 0; i < 12; i++) write(`r${i}`);
  const grown = store.journal.bytes();
  expect(grown).toBeGreaterThan(12 * MB);
  beside.move();
  for (let i = 12; i < 20; i++) write(`r${i}`);
  expect(store.journal.bytes()).toBe(grown);
  expect(store.runList.page({ limit: 1 }).total).toBe(20);
});

test('who moves the journal does not keep others from writing while somebody reads for long', () => {
  const store = temporaryStore();
  store.journal.movedElsewhere(true);
  const beside = moveJournal(store.file);
  const reader = new Db(store.file, { readOnly: true });
  onTestFinished(() => {
    reader.close();
    beside.close();
  });
  const write = (name: string) => store.runs.queue(aRun(name, { note: 'n'.repeat(MB) }));
  write('before');
  reader.exec('BEGIN');
  expect(reader.value('SELECT count(*) FROM runs')).toBe(1);
  for (let i = 0; i < 12; i++) write(`r${i}`);
  const begun = performance.now();
  beside.move();
  // SQLite would have waited five seconds for the reader, and held the lock of those who write.
  expect(performance.now() - begun).toBeLessThan(4_000);
  expect([store.runList.page({ limit: 1 }).total, reader.value('SELECT count(*) FROM runs')]).toEqual([13, 1]);
});

test('a journal that was cut does not look like one that vanished', () => {
  const store = temporaryStore();
  store.write(() => {
    for (let i = 0; i < 20; i++) store.runs.queue(aRun(`r${i}`, { note: 'n'.repeat(MB) }));
  });
  expect([store.journal.cut(), store.journal.bytes() > 0]).toEqual(['cut', true]);
});

test('where another thread moves it, the journal is cut only when that one has moved all of it; it is full until then', () => {
  const store = temporaryStore();
  store.journal.movedElsewhere(true);
  const beside = moveJournal(store.file);
  onTestFinished(() => beside.close());
  expect([store.journal.behind, store.journal.full]).toEqual([false, false]);
  for (let i = 0; i < 34; i++) store.runs.queue(aRun(`r${i}`, { note: 'n'.repeat(MB) }));
  expect([store.journal.behind, store.journal.full, store.journal.cut()]).toEqual([true, true, 'small']);
  expect(store.journal.bytes()).toBeGreaterThan(33 * MB);
  beside.move();
  expect([store.journal.behind, store.journal.full]).toEqual([false, false]);
  const before = store.journal.bytes();
  store.runs.queue(aRun('begun anew'));
  expect(store.journal.bytes()).toBe(before);
  beside.move();
  beside.move();
  expect(store.journal.cut()).toBe('cut');
  expect(store.journal.bytes()).toBeLessThan(MB);
  expect(store.runList.page({ limit: 1 }).total).toBe(35);
});

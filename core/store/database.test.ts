import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Db, sqliteCode } from './database.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'database-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const thrownBy = (work: () => unknown): unknown => {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
};

test('a full disk is told as one, and undoes the transaction', () => {
  const db = new Db(join(folder, 'a.sqlite'));
  db.exec('CREATE TABLE t (text TEXT)');
  db.pragma('max_page_count = 10');
  const error = thrownBy(() => db.write(() => db.run('INSERT INTO t VALUES (?)', 'x'.repeat(100_000))));
  expect(error).toMatchObject({
    class: 'operational',
    code: 'disk-full',
    message: expect.stringContaining(join(folder, 'a.sqlite')),
    hint: expect.any(String),
  });
  expect(sqliteCode(error)).toBe('SQLITE_FULL');
  expect(db.value('SELECT count(*) FROM t')).toBe(0);
  db.close();
});

test('a lock that another program keeps is told, and can be waited for', () => {
  const file = join(folder, 'a.sqlite');
  const other = new Db(file);
  other.exec('CREATE TABLE t (text TEXT); BEGIN IMMEDIATE');
  const db = new Db(file, { busyTimeoutMs: 0 });
  const error = thrownBy(() => db.write(() => db.run('INSERT INTO t VALUES (1)')));
  expect(error).toMatchObject({ class: 'operational', code: 'workspace-locked', retryable: true });
  expect(sqliteCode(error)).toBe('SQLITE_BUSY');
  db.close();
  other.close();
});

test('a damaged file is told as one', () => {
  const file = join(folder, 'a.sqlite');
  writeFileSync(file, 'this is no database '.repeat(100));
  const db = new Db(file, { readOnly: true });
  expect(thrownBy(() => db.pragma('user_version'))).toMatchObject({ class: 'operational', code: 'workspace-damaged', hint: expect.stringContaining('backup') });
  db.close();
});

test('a place that is no file is told; a mistake of our own stays what it is', () => {
  mkdirSync(join(folder, 'sub'));
  expect(thrownBy(() => new Db(join(folder, 'sub')))).toMatchObject({ class: 'operational', code: 'workspace-not-writable' });
  const db = new Db(join(folder, 'a.sqlite'));
  expect(sqliteCode(thrownBy(() => db.all('SELECT * FROM nothing')))).toBe('SQLITE_ERROR');
  expect(thrownBy(() => db.all('SELECT * FROM nothing'))).not.toHaveProperty('class');
  db.close();
});

test('what is written by itself waits for the drive also behind something that need not', () => {
  const db = new Db(join(folder, 'waits.sqlite'));
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE t (a)');
  const [normal, full] = [1, 2];
  const waits = () => db.pragma<number>('synchronous');
  db.writeSoon(() => db.run('INSERT INTO t VALUES (1)'));
  expect(waits()).toBe(normal);
  db.run('INSERT INTO t VALUES (2)');
  expect(waits()).toBe(full);
  db.writeSoon(() => db.run('INSERT INTO t VALUES (3)'));
  db.write(() => {
    expect(waits()).toBe(full);
    db.writeSoon(() => db.run('INSERT INTO t VALUES (4)'));
  });
  db.writeSoon(() => db.run('INSERT INTO t VALUES (5)'));
  db.exec('CREATE TABLE u (a)');
  expect(waits()).toBe(full);
  expect(db.value<number>('SELECT count(*) FROM t')).toBe(5);
  db.close();
});

import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Surroundings } from '../testing/step-context.ts';
import { openFilesIn, runSource } from '../testing/step-harness.ts';
import { run } from './run.ts';
import { spec } from './spec.ts';

const kind = { spec, run };
let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sqlite-query-'));
  file = join(folder, 'a.db');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const make = (sql: string): void => {
  const database = new Database(file);
  database.exec(sql);
  database.close();
};
const query = (sql: string, surroundings: Surroundings & { afterBatch?: () => void } = {}) =>
  runSource(kind, { database: 'a.db', sql }, { folder, ...surroundings });
const plain = (rows: readonly object[] | undefined) => (rows ?? []).map((row) => ({ ...row }));

describe('values', () => {
  test('integers of 64 bits are exact, text stays text, types come from the table', async () => {
    make(`CREATE TABLE t (id INTEGER, code TEXT, pay REAL, ok BOOLEAN, day DATE, at DATETIME);
      INSERT INTO t VALUES (9223372036854775807, '007', 1.5, 1, '2026-11-20', '2026-11-20 08:00:00'), (2, NULL, NULL, 0, NULL, NULL)`);
    const { emitted, batches, counts, readings } = await query('SELECT * FROM t');
    expect(plain(emitted['out'])).toEqual([
      { id: 9223372036854775807n, code: '007', pay: 1.5, ok: true, day: '2026-11-20', at: '2026-11-20 08:00:00' },
      { id: 2, code: null, pay: null, ok: false, day: null, at: null },
    ]);
    expect(batches['out']?.[0]?.columns.map((column) => column.type)).toEqual(['integer', 'text', 'number', 'boolean', 'date', 'datetime']);
    expect(counts).toMatchObject({ in: 2, out: 2 });
    expect(readings).toMatchObject([{ name: file, bytes: expect.any(Number) }]);
  });

  test('a value that does not fit the declared type is given as it is', async () => {
    make("CREATE TABLE t (id INTEGER, ok BOOLEAN); INSERT INTO t VALUES ('x', 7)");
    expect(plain((await query('SELECT * FROM t')).emitted['out'])).toEqual([{ id: 'x', ok: 7 }]);
  });

  test('bytes become base64, with one kind of notice', async () => {
    make("CREATE TABLE t (b BLOB); INSERT INTO t VALUES (x'00ff'), (x'01')");
    const { emitted, notices } = await query('SELECT * FROM t');
    expect(plain(emitted['out'])).toEqual([{ b: 'AP8=' }, { b: 'AQ==' }]);
    expect(new Set(notices.map(({ code }) => code))).toEqual(new Set(['bytes-as-base64']));
  });

  test('a computed column keeps its type from batch to batch, and names like __proto__ are only names', async () => {
    make('CREATE TABLE t (x)');
    const { emitted, batches, origins } = await query(
      'WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 5000) SELECT i AS "__proto__", i * 0.5 AS half FROM n',
      { index: 4 },
    );
    expect(emitted['out']).toHaveLength(5000);
    expect(batches['out']?.length).toBeGreaterThan(1);
    expect(new Set(batches['out']?.map((batch) => batch.columns.map((column) => column.type).join()))).toEqual(new Set(['integer,number']));
    expect(Object.keys(emitted['out']?.[0] ?? {})).toEqual(['__proto__', 'half']);
    expect(origins['out']?.at(-1)).toEqual({ source: 4, ordinal: 4999 });
  });

  test('a parameter of the flow is bound, never pasted', async () => {
    make("CREATE TABLE t (name TEXT); INSERT INTO t VALUES ('O''Neil'), ('Ann')");
    const sql = "SELECT name FROM t WHERE name = :who -- :not_this\n AND ':nor_this' <> name";
    expect(plain((await query(sql, { parameters: { who: "O'Neil" } })).emitted['out'])).toEqual([{ name: "O'Neil" }]);
    await expect(query(sql)).rejects.toMatchObject({ code: 'parameter-missing' });
  });

  test('no more than the limit is read', async () => {
    make('CREATE TABLE t (x); INSERT INTO t VALUES (1), (2), (3)');
    expect((await query('SELECT * FROM t', { limit: 2 })).emitted['out']).toHaveLength(2);
  });
});

describe('refused', () => {
  test.each([
    ['SELECT 1; SELECT 2', 'not-one-select'],
    ['-- nothing', 'not-one-select'],
    ['DELETE FROM t', 'not-one-select'],
    ['DELETE FROM t RETURNING x', 'not-one-select'],
    ['PRAGMA table_info(t)', 'not-one-select'],
    ["ATTACH 'other.db' AS other", 'not-one-select'],
    ['SELECT x FROM gone', 'query-failed'],
    ['SELEC', 'query-failed'],
    ["SELECT load_extension('x')", 'query-failed'],
    ['SELECT x, x FROM t', 'same-column-name'],
  ])('%s is %s', async (sql, code) => {
    make('CREATE TABLE t (x); INSERT INTO t VALUES (1)');
    await expect(query(sql)).rejects.toMatchObject({ code, class: 'user', hint: expect.any(String) });
    expect(openFilesIn(folder)).toEqual([]);
    const database = new Database(file, { readonly: true });
    expect(database.prepare('SELECT count(*) FROM t').pluck().get()).toBe(1);
    database.close();
    expect(existsSync(join(folder, 'other.db'))).toBe(false);
  });

  test('a file that is missing, a folder, or no database is told as that', async () => {
    await expect(query('SELECT 1')).rejects.toMatchObject({ code: 'file-not-found' });
    expect(existsSync(file)).toBe(false);
    mkdirSync(file);
    await expect(query('SELECT 1')).rejects.toMatchObject({ code: 'not-a-file' });
    rmSync(file, { recursive: true });
    writeFileSync(file, 'no database, however long it is '.repeat(40));
    await expect(query('SELECT * FROM t')).rejects.toMatchObject({ code: 'not-a-database' });
  });
});

test('a locked database is waited for, then told as locked', async () => {
  make('CREATE TABLE t (x); INSERT INTO t VALUES (1)');
  const writer = new Database(file);
  writer.exec('BEGIN EXCLUSIVE');
  setTimeout(() => writer.exec('COMMIT'), 120);
  expect((await query('SELECT * FROM t')).emitted['out']).toHaveLength(1);
  writer.exec('BEGIN EXCLUSIVE');
  const abort = new AbortController();
  setTimeout(() => abort.abort(), 100);
  await expect(query('SELECT * FROM t', { signal: abort.signal })).rejects.toThrow();
  writer.exec('COMMIT');
  writer.close();
  expect(openFilesIn(folder)).toEqual([]);
});

test('cancelling between batches closes the database', async () => {
  make('CREATE TABLE t (x); WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 20000) INSERT INTO t SELECT i FROM n');
  const abort = new AbortController();
  await expect(query('SELECT * FROM t', { signal: abort.signal, afterBatch: () => abort.abort() })).rejects.toThrow();
  expect(openFilesIn(folder)).toEqual([]);
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Value } from '../../base/value.ts';
import type { SourcePosition } from '../../engine/node-door.ts';
import type { Surroundings } from '../testing/step-context.ts';
import { runSource } from '../testing/step-harness.ts';
import { run } from './run.ts';
import { spec } from './spec.ts';

let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'watermark-'));
  file = join(folder, 'a.db');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const make = (sql: string): void => {
  const database = new Database(file);
  database.exec(sql);
  database.close();
};
const SETTINGS = { database: 'a.db', sql: 'SELECT * FROM t;', watermark: 'at', tie: 'id' };
const read = async (position: SourcePosition | null, more: Surroundings = {}, settings: object = {}) => {
  const state = new Map<string, Value>(position ? [['position', position]] : []);
  const seen = await runSource({ spec, run }, { ...SETTINGS, ...settings }, { folder, state, ...more });
  return { ...seen, ids: (seen.emitted['out'] ?? []).map((record) => record['id']) };
};
const next = (position: SourcePosition | null, settings: object = {}) => {
  if (run.role !== 'source') throw new Error('no source');
  const context = { position, startedAt: 0, zone: 'UTC', runId: 'r', flowName: 'f', parameters: {}, resolvePath: (path: string) => path };
  return run.next?.(spec.config.parse({ ...SETTINGS, ...settings }), context);
};

test('each run reads on where the last one ended, also among rows with the same watermark', async () => {
  make("CREATE TABLE t (id INTEGER, at TEXT); INSERT INTO t VALUES (2, '2026-01-02'), (1, '2026-01-01'), (4, '2026-01-02')");
  const first = await read(null);
  expect(first.ids).toEqual([1, 2, 4]);
  expect(first.position).toEqual({ value: '2026-01-02', tie: 4 });
  expect(first.span).toMatchObject({ from: null, to: 'at 2026-01-02, id 4' });
  make("INSERT INTO t VALUES (5, '2026-01-02'), (3, '2026-01-02'), (6, '2026-02-01')");
  const second = await read(first.position);
  expect(second.ids).toEqual([5, 6]);
  expect((await read(second.position)).ids).toEqual([]);
  expect((await read(second.position)).position).toBeNull();
  expect((await read(second.position, { mode: 'preview' })).ids).toHaveLength(6);
});

test('a replay reads what was read then, although more has come since', async () => {
  make('CREATE TABLE t (id INTEGER, at INTEGER); INSERT INTO t VALUES (1, 1), (2, 2), (3, 2)');
  const first = await read({ value: 1, tie: 1 });
  expect(first.ids).toEqual([2, 3]);
  make('INSERT INTO t VALUES (4, 2), (5, 9)');
  expect((await read(null, { mode: 'replay', again: first.span?.again ?? null })).ids).toEqual([2, 3]);
});

test('a row without a watermark is rejected, in every run until it has one', async () => {
  make('CREATE TABLE t (id INTEGER, at INTEGER); INSERT INTO t VALUES (1, NULL), (2, 5), (NULL, 9)');
  const first = await read(null);
  expect(first.ids).toEqual([2]);
  expect(first.rejects.map(({ reason }) => [reason.code, reason.field])).toEqual([
    ['no-watermark', 'at'],
    ['no-watermark', 'id'],
  ]);
  expect(first.position).toEqual({ value: 5, tie: 2 });
  expect((await read(first.position)).rejects).toHaveLength(2);
  const replayed = await read(null, { mode: 'replay', again: first.span?.again ?? null });
  expect(replayed.origins).toEqual(first.origins);
});

test('columns are checked before anything is read; bytes are no watermark', async () => {
  make("CREATE TABLE t (id INTEGER, at BLOB); INSERT INTO t VALUES (1, x'00')");
  await expect(read(null, {}, { watermark: 'changed' })).rejects.toMatchObject({ code: 'field-missing', message: expect.stringContaining('"changed"') });
  await expect(read(null)).rejects.toMatchObject({ code: 'watermark-not-usable' });
});

test('what comes next is said without looking', () => {
  expect(next(null)).toMatchObject({ position: null, sentence: expect.stringContaining('nothing was read yet') });
  expect(next({ value: '2026-01-02', tie: 4 })).toEqual({
    position: 'at 2026-01-02, id 4',
    sentence: 'Rows whose at is after 2026-01-02, and those with the same at whose id is after 4.',
  });
  expect(next({ value: 7, tie: null }, { tie: '' })).toEqual({ position: 'at 7', sentence: 'Rows whose at is after 7.' });
});

test('over any sequence of additions every row is read exactly once', async () => {
  const row = fc.record({ at: fc.integer({ min: 0, max: 4 }), more: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(row, { maxLength: 6 }), { minLength: 1, maxLength: 4 }), async (days) => {
      make('DROP TABLE IF EXISTS t; CREATE TABLE t (id INTEGER PRIMARY KEY, at INTEGER)');
      let position: SourcePosition | null = null;
      const read_: unknown[] = [];
      let day = 0;
      for (const rows of days) {
        // Later rows never have a smaller watermark: that is what a watermark is.
        for (const { at } of rows) make(`INSERT INTO t (at) VALUES (${day + Math.min(at, 1)})`);
        day += 1;
        const seen = await read(position);
        read_.push(...seen.ids);
        position = seen.position ?? position;
      }
      expect(new Set(read_).size).toBe(read_.length);
      const all = days.flat().length;
      // Rows that came on a later day with the watermark of the day before, but a higher id, are among them.
      expect(read_.length).toBe(all);
    }),
    { numRuns: 40 },
  );
});

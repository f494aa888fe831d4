import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { NO_COUNTS } from '../core/base/run-facts.ts';
import { Db } from '../core/store/database.ts';
import { openStore } from '../core/store/open-store.ts';
import { examine } from './oracle.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'oracle-'));
  const store = openStore({ workspace: folder, kind: 'host', now: 1_000 });
  store.runs.queue({ runId: 'r', flowId: 'f', flowName: 'F', flowVersion: 1, mode: 'run', cause: 'manual', queuedAt: 1_000, parameters: {} });
  store.runs.start('r', 1_000);
  store.effects.intend('r', { nodeId: 'w', key: 'r/w', effects: 'appending-write', records: 2 }, 1_000);
  store.effects.done('r', 'w', 'r/w', { nodeId: 'w', target: 't', delivered: 2 }, 1_000);
  store.runs.finish('r', { status: 'succeeded', at: 1_001, durationMs: 1, counts: { ...NO_COUNTS, read: 2, delivered: 2 } });
  store.close();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Plants a lie in the database that no call of the store would write. */
function plant(sql: string): void {
  const db = new Db(join(folder, 'swivel.sqlite'));
  db.exec(sql);
  db.close();
}

test('a workspace in order is passed, with its runs', () => {
  expect(examine(folder).map(({ run, effects }) => [run.runId, run.status, effects.length])).toEqual([['r', 'succeeded', 1]]);
});

test.each([
  ['books that do not balance', `UPDATE runs SET delivered = 1`, 'do not balance'],
  ['a count below nothing', `UPDATE runs SET delivered = 3, rejected = -1`, 'less than nothing'],
  ['a success with records pending', `UPDATE runs SET delivered = 1, pending = 1`, 'succeeded with records pending'],
  ['an intent of a run that is over', `UPDATE effects SET state = 'intent', receipt = NULL`, 'neither done nor unknown'],
  ['an unknown effect of a success', `UPDATE effects SET state = 'unknown', receipt = NULL`, 'succeeded with an unknown effect'],
  ['a half product on the list', `INSERT INTO part_files VALUES ('r', '/x')`, 'still on its list'],
  ['a total that lies', `UPDATE run_totals SET runs = 7`, 'runs but lists 1'],
])('it finds %s', (_what, sql, sentence) => {
  plant(sql);
  expect(() => examine(folder)).toThrow(sentence);
});

test('it finds a run that goes on', () => {
  plant(`INSERT INTO runs (id, flow_id, flow_name, flow_version, mode, cause, status, queued_at, started_at, parameters)
    VALUES ('x', 'f', 'F', 1, 'run', 'manual', 'running', 1, 1, '{}')`);
  expect(() => examine(folder)).toThrow('still running');
});

test('it finds what lies about: parts, spilled data, captures that nobody knows', () => {
  writeFileSync(join(folder, '.out.csv.r.part'), '');
  expect(() => examine(folder)).toThrow('half product');
  rmSync(join(folder, '.out.csv.r.part'));
  mkdirSync(join(folder, 'spill', 'r'), { recursive: true });
  expect(() => examine(folder)).toThrow('spilled data is left');
  rmSync(join(folder, 'spill'), { recursive: true });
  mkdirSync(join(folder, 'captures', 'r'), { recursive: true });
  expect(() => examine(folder)).toThrow('belongs to no run');
});

test('it finds a page that is not whole', () => {
  const file = join(folder, 'swivel.sqlite');
  const bytes = readFileSync(file);
  bytes.fill(0xab, bytes.length - 9_000, bytes.length - 4_200);
  writeFileSync(file, bytes);
  expect(() => examine(folder)).toThrow(/not whole|damaged/);
});

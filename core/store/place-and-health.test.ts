import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startable } from '../engine/testing/startable.ts';
import { Db } from './database.ts';
import { HISTORY, PRECIOUS, TABLES } from './health.ts';
import { migrate } from './migrate.ts';
import { openStore } from './open-store.ts';
import { aFlow, aRun, temporaryFolder, temporaryStore } from './testing/workspace.ts';
import { prepareFolder } from './workspace-place.ts';

const open = (workspace: string, readOnly = false) => openStore({ workspace, kind: 'host', now: 5_000, readOnly });
const code = (expected: string, message = '') => expect.objectContaining({ code: expected, message: expect.stringContaining(message) });

/** A workspace as it lies on disk after its program was killed, copied elsewhere. */
function killed(runs = 3): string {
  const from = temporaryFolder();
  const store = temporaryStore(from);
  store.flows.add(aFlow('f', 'Kept'), 1_000);
  for (let i = 0; i < runs; i++) store.runs.queue(aRun(`r${i}`));
  const folder = temporaryFolder();
  for (const name of ['swivel.sqlite', 'swivel.sqlite-wal']) copyFileSync(join(from, name), join(folder, name));
  return folder;
}

test.runIf(process.platform === 'linux')('a folder under /proc is refused at once, whether it is there or not', () => {
  for (const workspace of ['/proc/swivel', '/proc/self/task/swivel/deeper', '/proc/self', '/sys/swivel'])
    expect(() => open(workspace), workspace).toThrow(code('workspace-not-usable', 'not on a disk'));
});

test('a network drive is refused before anything is made on it', () => {
  const folder = temporaryFolder();
  const workspace = join(folder, 'team', 'workspace');
  for (const kind of [0x6969, 0xff534d42, 0xfe534d42, 0x01021997])
    expect(() => prepareFolder(workspace, () => kind)).toThrow(code('workspace-on-network', 'network drive'));
  expect(() => prepareFolder('\\\\server\\share\\swivel', () => null)).toThrow(code('workspace-on-network'));
  expect(readdirSync(folder)).toEqual([]);
  prepareFolder(workspace, () => 0xef53);
  expect(statSync(workspace).isDirectory()).toBe(true);
});

test.runIf(process.platform !== 'win32')('a folder that may only be read is refused with the reason', () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'w'), { mode: 0o555 });
  chmodSync(folder, 0o755);
  const child = startable('core/store/testing/child.ts');
  const { status, stdout, stderr } = spawnSync(process.execPath, [child, join(folder, 'w'), 'as-nobody'], { timeout: 30_000, encoding: 'utf8' });
  expect([status, stdout, stderr]).toEqual([1, '', expect.stringContaining('cannot be written to')]);
  expect(stderr).toContain('workspace-not-usable');
});

test('after a kill everything is there, and nothing is said of it', () => {
  const store = open(killed());
  expect([store.runs.find('r2')?.status, store.interrupted.length, store.health]).toEqual(['interrupted', 3, { notices: [], unclean: true, whole: true }]);
  store.close();
});

test('a journal that vanished between two starts is noticed and said, also to those who only read', () => {
  const folder = killed();
  rmSync(join(folder, 'swivel.sqlite-wal'));
  for (const readOnly of [true, false]) {
    const store = open(folder, readOnly);
    expect(store.health).toMatchObject({ unclean: true, whole: true, notices: [expect.stringContaining('swivel.sqlite-wal of the last session is gone')] });
    store.close();
  }
  const again = open(folder);
  expect(again.health.notices).toEqual([]);
  again.close();
});

test('a journal that is not there because all was closed properly is no news; neither is a lost -shm', () => {
  const folder = temporaryFolder();
  temporaryStore(folder).close();
  expect(existsSync(join(folder, 'swivel.sqlite-wal'))).toBe(false);
  const store = open(folder);
  expect(store.health).toEqual({ notices: [], unclean: false, whole: true });
  store.close();
  const other = killed();
  writeFileSync(join(other, 'swivel.sqlite-shm'), 'rubbish');
  const second = open(other);
  expect([second.health.notices, second.runs.find('r2')?.status]).toEqual([[], 'interrupted']);
  second.close();
});

test('reading while nobody else is there leaves the journal of a killed program alone', () => {
  const folder = killed();
  const reader = open(folder, true);
  expect(reader.runs.find('r2')?.status).toBe('queued');
  reader.close();
  const store = open(folder);
  expect([store.health.notices, store.runs.find('r2')?.status]).toEqual([[], 'interrupted']);
  store.close();
});

test('a file that is cut off is damaged, even where only its end is missing', () => {
  const folder = temporaryFolder();
  const store = temporaryStore(folder);
  store.write(() => {
    for (let i = 0; i < 500; i++) store.runs.queue(aRun(`r${i}`));
  });
  store.close();
  const file = join(folder, 'swivel.sqlite');
  truncateSync(file, statSync(file).size - 4_096);
  for (const readOnly of [true, false]) expect(() => open(folder, readOnly)).toThrow(code('workspace-damaged'));
  expect(readdirSync(join(folder, 'quarantine'))).toHaveLength(1);
});

test('a table that somebody dropped is named; a database of another program is refused', () => {
  const folder = temporaryFolder();
  temporaryStore(folder).close();
  const db = new Db(join(folder, 'swivel.sqlite'));
  db.exec('DROP TABLE rejects; DROP TABLE triggers');
  db.close();
  for (const readOnly of [true, false]) expect(() => open(folder, readOnly)).toThrow(code('workspace-damaged', 'The tables rejects, triggers are missing'));
  const other = temporaryFolder();
  const foreign = new Db(join(other, 'swivel.sqlite'));
  foreign.exec('CREATE TABLE songs (name TEXT)');
  foreign.close();
  const bytes = readFileSync(join(other, 'swivel.sqlite'));
  expect(() => open(other)).toThrow(code('workspace-foreign', 'another program'));
  expect(readFileSync(join(other, 'swivel.sqlite')).equals(bytes)).toBe(true);
});

test('a damaged page of what cannot be made again is found at every start, however big the file is', () => {
  const folder = temporaryFolder();
  const store = temporaryStore(folder);
  store.flows.add(aFlow('f', 'x'.repeat(9_000)), 1_000);
  const db = new Db(store.file, { readOnly: true });
  const pages = ['flow_versions', 'sealed_secrets'].map((table) => ({
    table,
    page: db.value<number>('SELECT rootpage FROM sqlite_schema WHERE name = ?', table),
  }));
  db.close();
  store.write(() => {
    for (let i = 0; i < 3_000; i++) store.runs.queue(aRun(`r${i}`, { note: 'n'.repeat(3_000) }));
  });
  store.close();
  expect(statSync(store.file).size).toBeGreaterThan(9 * 1_048_576);
  const atWork = open(folder);
  const reader = open(folder, true);
  expect([reader.health.notices, reader.health.whole]).toEqual([[], false]);
  reader.close();
  atWork.close();
  const sound = open(folder);
  expect(sound.health.whole).toBe(false);
  sound.close();
  const whole = readFileSync(store.file);
  for (const { table, page } of pages) {
    const bytes = Buffer.from(whole);
    bytes.fill(0xab, (page - 1) * 4_096, page * 4_096);
    writeFileSync(store.file, bytes);
    expect(() => open(folder), table).toThrow(code('workspace-damaged'));
  }
});

test('of every table somebody has said whether it can be made again: a new one belongs here, or to the history', () => {
  expect(PRECIOUS.toSorted()).toEqual(
    [
      ...['flows', 'flow_versions', 'settings', 'snippets', 'snippet_versions', 'pins'],
      ...['triggers', 'trigger_claims', 'trigger_secrets', 'happenings', 'happening_keys', 'step_state', 'arrivals'],
      ...['connections', 'connection_values', 'sealed_secrets'],
      ...['alert_due', 'alert_incidents', 'alert_messages'],
    ].toSorted(),
  );
  expect([...HISTORY].filter((table) => !TABLES.includes(table))).toEqual([]);
});

test.runIf(process.platform === 'linux')('asked for a folder under /proc, a program ends at once instead of trying for ever', () => {
  const child = startable('core/store/testing/child.ts');
  const { status, stderr } = spawnSync(process.execPath, [child, '/proc/swivel', 'hold'], { timeout: 15_000, encoding: 'utf8' });
  expect([status, stderr.includes('not on a disk')]).toEqual([1, true]);
});

test('a header with nonsense in it is damage, not a database to be brought up or a fault of ours', () => {
  const folder = temporaryFolder();
  const file = join(folder, 'swivel.sqlite');
  temporaryStore(folder).close();
  const whole = readFileSync(file);
  for (const [at, byte] of [
    [47, 0x77],
    [60, 0x98],
  ] as const) {
    const bytes = Buffer.from(whole);
    bytes[at] = byte;
    writeFileSync(file, bytes);
    expect(() => open(folder), `byte ${at}`).toThrow(code('workspace-damaged'));
    expect(readFileSync(file).equals(bytes)).toBe(true);
  }
});

test('a file that could not give space back piece by piece is packed once, and then can', () => {
  const folder = temporaryFolder();
  const old = new Db(join(folder, 'swivel.sqlite'));
  migrate(old, folder, 1_000);
  old.run(`INSERT INTO flows (id, name, description, version, nodes, created_at, updated_at) VALUES ('f', 'Old', '', 1, 0, 1, 1)`);
  expect(old.pragma('auto_vacuum')).toBe(0);
  old.close();
  const store = open(folder);
  const db = new Db(store.file, { readOnly: true });
  expect([db.pragma('auto_vacuum'), db.value('SELECT name FROM flows')]).toEqual([2, 'Old']);
  db.close();
  store.close();
});

test('a database that another program keeps locked is waited for, and then said', () => {
  const folder = temporaryFolder();
  temporaryStore(folder).close();
  const other = new Db(join(folder, 'swivel.sqlite'));
  other.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  other.run('INSERT INTO settings VALUES (?, ?)', 'x', '1');
  const began = performance.now();
  expect(() => open(folder)).toThrow(code('workspace-locked', 'locked by another program'));
  expect(performance.now() - began).toBeGreaterThan(4_000);
  other.exec('ROLLBACK');
  other.close();
  open(folder).close();
});

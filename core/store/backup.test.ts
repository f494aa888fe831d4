import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dueSettingsSchema } from '../base/trigger-settings.ts';
import { type BackupFile, backupName, keptBackups, listBackups, rotateBackups } from './backup-files.ts';
import { Db } from './database.ts';
import { makeBackup, verify } from './make-backup.ts';
import { migrate } from './migrate.ts';
import { MIGRATIONS } from './migrations/index.ts';
import type { Store } from './store.ts';
import { aFlow, aRun, aStep, NO_COUNTS, temporaryFolder, temporaryStore } from './testing/workspace.ts';

const DAY = 86_400_000;
const WHOLE = 1e12;

function fill(store: Store, runs = 30): void {
  store.flows.add(aFlow('f', 'Kept'), 1_000);
  store.settings.set('workspace', { runsAtOnce: 3 });
  const settings = dueSettingsSchema.parse({ on: 'due', cron: '* * * * *', zone: 'UTC', missed: 'once' });
  store.triggers.replace('f', [{ flowId: 'f', nodeId: 'n', version: 1, settings, nextDue: 9_000, trouble: null }]);
  store.write(() => {
    for (let i = 0; i < runs; i++) {
      const id = `r${i}`;
      store.runs.queue(aRun(id, { queuedAt: 1_000 + i, ...(i === runs - 1 ? { replayOf: 'r3' } : {}) }));
      store.steps.put(id, [aStep('a')]);
      store.rejects.add(id, [{ nodeId: 'a', deadLetter: true, code: 'c', message: 'm' }]);
      store.effects.intend(id, { nodeId: 'a', key: 'k', effects: 'appending-write', records: 1 }, 1);
      if (i === 5) store.effects.leaveUnknown(id, 1);
      else store.effects.done(id, 'a', 'k', { nodeId: 'a', target: 't', delivered: 1 }, 1);
      store.runs.finish(id, { status: 'succeeded', at: 5_000, durationMs: 1, counts: NO_COUNTS });
    }
  });
}

test('a backup is made while the database is in use, holds all of it, and is only then to be seen', () => {
  const folder = temporaryFolder();
  const store = temporaryStore(folder);
  fill(store);
  const backup = makeBackup({ workspace: folder, now: Date.parse('2026-03-01T02:03:04.005Z'), wholeUpTo: WHOLE });
  expect(backup).toMatchObject({ name: `swivel-2026-03-01T020304.005Z-v${MIGRATIONS.length}-whole.sqlite`, content: 'whole', schema: MIGRATIONS.length });
  expect(listBackups(folder)).toEqual([backup]);
  expect(readdirSync(join(folder, 'backups'))).toEqual([backup.name]);
  const db = new Db(join(folder, 'backups', backup.name), { readOnly: true });
  for (const table of ['flows', 'runs', 'run_steps', 'rejects', 'effects', 'recent_words'])
    expect(db.value(`SELECT count(*) FROM ${table}`), table).toBe(
      new Map<string, unknown>([
        ['flows', 1],
        ['recent_words', 30],
      ]).get(table) ?? 30,
    );
  db.close();
  store.runs.queue(aRun('later'));
});

test('of a big history the essentials are kept: all of the flows, the newest runs, unknown writes and replayed runs', () => {
  const folder = temporaryFolder();
  const store = temporaryStore(folder);
  fill(store);
  const old = new Db(store.file);
  old.exec(`PRAGMA foreign_keys = OFF; UPDATE runs SET seq = seq + 20000 WHERE id NOT IN ('r0', 'r1', 'r2', 'r3', 'r4', 'r5')`);
  old.exec(`WITH RECURSIVE n(i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n WHERE i < 10099)
    INSERT INTO runs (id, flow_id, flow_name, flow_version, mode, cause, status, queued_at, parameters)
    SELECT 'x' || i, 'f', 'F', 1, 'run', 'manual', 'succeeded', 5, '{}' FROM n`);
  old.exec(`UPDATE runs SET seq = seq + 40000 WHERE id LIKE 'r2_'`);
  old.close();
  const backup = makeBackup({ workspace: folder, now: 2_000, wholeUpTo: 1 });
  expect(backup.content).toBe('essentials');
  const db = new Db(join(folder, 'backups', backup.name), { readOnly: true });
  const ids = new Set(db.all<{ id: string }>('SELECT id FROM runs').map((run) => run.id));
  expect([ids.has('r0'), ids.has('r3'), ids.has('r5'), ids.has('r29'), ids.size]).toEqual([false, true, true, true, 10_002]);
  const count = (table: string) => db.value<number>(`SELECT count(*) FROM ${table}`);
  expect([count('flows'), count('flow_versions'), count('triggers'), count('rejects'), count('search_words'), count('recent_words')]).toEqual([
    1, 1, 1, 0, 0, 0,
  ]);
  expect(db.all(`SELECT run_id FROM effects WHERE state = 'unknown'`)).toEqual([{ run_id: 'r5' }]);
  expect(db.value('SELECT sum(runs) FROM run_totals')).toBe(10_002);
  expect(db.all(`PRAGMA foreign_key_check`)).toEqual([]);
  const objects = (from: Db) => from.all(`SELECT type, name FROM sqlite_schema WHERE name NOT LIKE 'sqlite%' ORDER BY type, name`);
  const live = new Db(store.file, { readOnly: true });
  expect(objects(db)).toEqual(objects(live));
  live.close();
  db.close();
});

test.each(MIGRATIONS.map((_, index) => index + 1))('the essentials of schema %i can be brought up to date like any other', (version) => {
  const folder = temporaryFolder();
  const db = new Db(join(folder, 'swivel.sqlite'));
  migrate(db, folder, 1_000, version);
  db.run(`INSERT INTO flows (id, name, description, version, nodes, created_at, updated_at) VALUES ('f', 'Old', '', 1, 0, 1, 1)`);
  const { name } = makeBackup({ workspace: folder, now: 2_000, wholeUpTo: 1 });
  db.close();
  const other = temporaryFolder();
  const copy = new Db(join(folder, 'backups', name));
  copy.run('VACUUM INTO ?', join(other, 'swivel.sqlite'));
  copy.close();
  const restored = new Db(join(other, 'swivel.sqlite'));
  migrate(restored, other, 3_000);
  expect([restored.value('SELECT name FROM flows'), restored.pragma('user_version'), restored.pragma('integrity_check')]).toEqual([
    'Old',
    MIGRATIONS.length,
    'ok',
  ]);
  restored.close();
});

test('without room on the disk no backup is made, and that is said; the ones before stay', () => {
  const folder = temporaryFolder();
  fill(temporaryStore(folder));
  const first = makeBackup({ workspace: folder, now: DAY, wholeUpTo: WHOLE });
  expect(() => makeBackup({ workspace: folder, now: 2 * DAY, wholeUpTo: WHOLE, free: () => 1_000_000 })).toThrow(
    expect.objectContaining({ code: 'backup-no-room', message: expect.stringMatching(/has 1 MB left, \d+ MB are needed/) }),
  );
  expect(listBackups(folder)).toEqual([first]);
});

test('what was copied wrongly is no backup', () => {
  const folder = temporaryFolder();
  const store = temporaryStore(folder);
  fill(store);
  const { name } = makeBackup({ workspace: folder, now: DAY, wholeUpTo: WHOLE });
  const file = join(folder, 'backups', name);
  expect(() => verify(file, { schema: MIGRATIONS.length, rows: { flows: 2 } })).toThrow('1 rows in flows where there should be 2');
  expect(() => verify(file, { schema: 1, rows: {} })).toThrow('another schema');
  writeFileSync(file, 'rubbish '.repeat(2_000));
  expect(() => verify(file)).toThrow();
});

test('leftovers of a backup that was cut short are none, and go', () => {
  const folder = temporaryFolder();
  fill(temporaryStore(folder));
  mkdirSync(join(folder, 'backups'));
  for (const ending of ['', '-journal']) writeFileSync(join(folder, 'backups', `${backupName(1, 0, 'whole')}.part${ending}`), 'half');
  expect(listBackups(folder)).toEqual([]);
  makeBackup({ workspace: folder, now: DAY, wholeUpTo: WHOLE });
  expect(readdirSync(join(folder, 'backups'))).toHaveLength(1);
});

test('the newest three, seven days and four weeks are kept, the last of older schemas, and the newest whole one', () => {
  const backup = (day: number, more: Partial<BackupFile> = {}): BackupFile => ({
    name: `b${day}`,
    at: day * DAY,
    bytes: 1,
    schema: 9,
    content: 'essentials',
    ...more,
  });
  const all = [
    ...Array.from({ length: 100 }, (_, day) => backup(100 + day)),
    ...Array.from({ length: 3 }, (_, i) => backup(199.1 + i / 10)),
    backup(20, { schema: 6, content: 'whole' }),
    backup(30, { schema: 7 }),
    backup(31, { schema: 7 }),
    backup(10, { schema: 5 }),
  ];
  const kept = [...keptBackups(all)].map(({ at }) => at / DAY).sort((a, b) => b - a);
  // Day 199 is a Sunday: the newest of its week is the newest of its day.
  expect(kept).toEqual([199.3, 199.2, 199.1, 198, 197, 196, 195, 194, 193, 192, 185, 178, 31, 20]);
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'backups'));
  for (let day = 0; day < 60; day++) writeFileSync(join(folder, 'backups', backupName(day * DAY, 9, 'essentials')), '');
  rotateBackups(folder);
  expect(listBackups(folder).length).toBeGreaterThanOrEqual(10);
  expect(listBackups(folder).length).toBeLessThanOrEqual(11);
  expect(existsSync(join(folder, 'backups', backupName(59 * DAY, 9, 'essentials')))).toBe(true);
});

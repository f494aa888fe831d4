import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { listBackups } from './backup-files.ts';
import { Db } from './database.ts';
import { TABLES } from './health.ts';
import { migrate } from './migrate.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { FIRST_STEPS } from './testing/first-migrations.ts';
import { LATER_STEPS } from './testing/later-migrations.ts';
import { temporaryFolder, temporaryStore } from './testing/workspace.ts';

/** What each step of the schema adds, seen from the version before it. */
const STEPS = [...FIRST_STEPS, ...LATER_STEPS];

const tablesOf = (db: Db) =>
  db
    .all<{ name: string }>(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'run_words_%'`)
    .map((row) => row.name);

describe.each(MIGRATIONS.map((_, index) => index + 1))('migration %i', (version) => {
  test('brings the version before up and keeps what was there', () => {
    const folder = temporaryFolder();
    const db = new Db(join(folder, 'swivel.sqlite'));
    migrate(db, folder, 1_000, version - 1);
    const before = tablesOf(db);
    const step = STEPS[version - 1];
    step?.before?.(db);
    migrate(db, folder, 2_000, version);
    expect(db.pragma('user_version')).toBe(version);
    expect(
      tablesOf(db)
        .filter((table) => !before.includes(table))
        .sort(),
    ).toEqual(step?.adds.toSorted());
    step?.after?.(db);
    expect(db.pragma('integrity_check')).toBe('ok');
    expect(existsSync(join(folder, 'backups'))).toBe(version > 1);
    db.close();
  });
});

test('a database with something in it is backed up before each step; the backups are whole, and those of seven days and the newest of the week before are kept', () => {
  const folder = temporaryFolder();
  const db = new Db(join(folder, 'swivel.sqlite'));
  for (let version = 1; version <= MIGRATIONS.length; version++) migrate(db, folder, version * 86_400_000, version);
  db.close();
  const backups = listBackups(folder);
  expect(backups.map(({ schema, content, at }) => [schema, content, at / 86_400_000])).toEqual(
    MIGRATIONS.slice(1)
      .map((_, i) => [i + 1, 'whole', i + 2])
      .reverse()
      // The first Sunday was the third day.
      .filter(([, , day], i) => i < 7 || Number(day) % 7 === 3),
  );
  for (const { name, schema } of backups) {
    const backup = new Db(join(folder, 'backups', name), { readOnly: true });
    expect([backup.pragma('user_version'), backup.pragma('integrity_check')]).toEqual([schema, 'ok']);
    backup.close();
  }
});

test('without a backup the schema stays as it was', () => {
  const folder = temporaryFolder();
  const db = new Db(join(folder, 'swivel.sqlite'));
  migrate(db, folder, 1_000, 1);
  writeFileSync(join(folder, 'backups'), 'a file where the folder should be');
  expect(() => migrate(db, folder, 2_000, 2)).toThrow(expect.objectContaining({ code: 'backup-failed', message: expect.stringContaining('left as it is') }));
  expect(db.pragma('user_version')).toBe(1);
  db.close();
});

test('the tables that are looked for at start are those that the steps make', () => {
  const store = temporaryStore();
  const db = new Db(store.file, { readOnly: true });
  expect([...TABLES].sort()).toEqual(tablesOf(db).sort());
  expect([db.pragma('auto_vacuum'), db.pragma('journal_mode')]).toEqual([2, 'wal']);
  db.close();
});

test('a migration that fails leaves the version before, whole', () => {
  const folder = temporaryFolder();
  const db = new Db(join(folder, 'swivel.sqlite'));
  migrate(db, folder, 1_000, 1);
  db.exec('CREATE TABLE steps (in_the_way INTEGER)');
  expect(() => migrate(db, folder, 2_000, 2)).toThrow(/already exists/);
  expect([db.pragma('user_version'), tablesOf(db).includes('runs')]).toEqual([1, false]);
  db.close();
});

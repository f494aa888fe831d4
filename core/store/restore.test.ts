import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startable } from '../engine/testing/startable.ts';
import { listBackups } from './backup-files.ts';
import { makeBackup } from './make-backup.ts';
import { openStore } from './open-store.ts';
import { findBackup, readRestored, restoreBackup } from './restore.ts';
import type { Store } from './store.ts';
import { aFlow, aRun, temporaryFolder, temporaryStore } from './testing/workspace.ts';

const CHILD = startable('core/store/testing/restore-child.ts');
const STEPS = ['copied', 'quarantined', 'decided', 'journal-gone', 'in-place'] as const;

/** A workspace with a backup that knows the flow "Old", and a database with the flow "New", closed or as if its program was killed. */
function workspace(): string {
  const folder = temporaryFolder();
  const store = temporaryStore(folder);
  store.flows.add(aFlow('f', 'Old'), 1_000);
  makeBackup({ workspace: folder, now: 86_400_000, wholeUpTo: 1e12 });
  store.flows.save(aFlow('f', 'New'), 2_000);
  const killed = temporaryFolder();
  cpSync(folder, killed, { recursive: true });
  return killed;
}

function open(folder: string): Store {
  return openStore({ workspace: folder, kind: 'host', now: 9_000 });
}

const state = (folder: string) => {
  const store = open(folder);
  const found = { name: store.flows.find('f')?.name, paused: store.settings.get('paused') === true, restored: readRestored(store.settings)?.from ?? null };
  store.close();
  return found;
};

test('a backup takes the place of the database; the old one is kept aside with its journal, schedules are paused', () => {
  const folder = workspace();
  const before = readFileSync(join(folder, 'swivel.sqlite'));
  const journal = readFileSync(join(folder, 'swivel.sqlite-wal'));
  const backup = findBackup(folder, 'newest');
  const restored = restoreBackup(folder, backup, Date.parse('2026-03-01T00:00:00Z'));
  expect(restored).toMatchObject({
    from: backup.name,
    backupAt: 86_400_000,
    content: 'whole',
    quarantine: join(folder, 'quarantine', '2026-03-01T000000.000Z-replaced'),
  });
  expect(readFileSync(join(restored.quarantine ?? '', 'swivel.sqlite')).equals(before)).toBe(true);
  expect(readFileSync(join(restored.quarantine ?? '', 'swivel.sqlite-wal')).equals(journal)).toBe(true);
  expect(state(folder)).toEqual({ name: 'Old', paused: true, restored: backup.name });
  expect(readdirSync(folder).filter((name) => /restore/.test(name))).toEqual([]);
  expect(listBackups(folder)).toEqual([backup]);
});

test('what was put aside is a workspace again when it is put back', () => {
  const folder = workspace();
  const { quarantine } = restoreBackup(folder, findBackup(folder, 'newest'), 5_000);
  state(folder);
  expect(state(quarantine ?? '')).toEqual({ name: 'New', paused: false, restored: null });
});

test('a damaged backup, one of a newer program, or one that is not there changes nothing', () => {
  const folder = workspace();
  const backup = findBackup(folder, 'newest');
  expect(() => findBackup(folder, 'other')).toThrow(expect.objectContaining({ code: 'backup-not-found' }));
  expect(() => findBackup(temporaryFolder(), 'newest')).toThrow(expect.objectContaining({ message: expect.stringContaining('has no backup') }));
  expect(() => restoreBackup(folder, { ...backup, schema: 99 }, 5_000)).toThrow(expect.objectContaining({ code: 'backup-newer' }));
  const bytes = readFileSync(join(folder, 'backups', backup.name));
  bytes.fill(0xab, bytes.length / 2, bytes.length / 2 + 5_000);
  writeFileSync(join(folder, 'backups', backup.name), bytes);
  expect(() => restoreBackup(folder, backup, 5_000)).toThrow(expect.objectContaining({ code: 'backup-damaged' }));
  expect(existsSync(join(folder, 'quarantine'))).toBe(false);
  expect(state(folder)).toEqual({ name: 'New', paused: false, restored: null });
});

test.each(STEPS)('killed at "%s", the restore leaves the one or the other, whole, and the next start says which', (step) => {
  const folder = workspace();
  const { signal } = spawnSync(process.execPath, [CHILD, folder, step], { timeout: 60_000 });
  expect(signal).toBe('SIGKILL');
  const decided = STEPS.indexOf(step) >= STEPS.indexOf('decided');
  if (decided && step !== 'in-place')
    expect(() => openStore({ workspace: folder, kind: 'host', now: 1, readOnly: true })).toThrow(expect.objectContaining({ code: 'restore-under-way' }));
  const store = open(folder);
  expect(store.health.notices).toEqual(decided ? ['A restore that was under way when Swivel ended was brought to its end.'] : []);
  store.runs.queue(aRun('next'));
  store.close();
  expect(state(folder)).toEqual(
    decided ? { name: 'Old', paused: true, restored: listBackups(folder)[0]?.name } : { name: 'New', paused: false, restored: null },
  );
  expect(readdirSync(folder).filter((name) => /restore/.test(name))).toEqual([]);
  // What was put aside is a copy of its own, or gone: a second name for the database in use would change with it.
  const aside = existsSync(join(folder, 'quarantine')) ? readdirSync(join(folder, 'quarantine')) : [];
  expect([aside.length, statSync(join(folder, 'swivel.sqlite')).nlink]).toEqual([decided ? 1 : 0, 1]);
  // Asked again, it works again.
  restoreBackup(folder, findBackup(folder, 'newest'), 7_000);
  expect(state(folder).name).toBe('Old');
});

test('a database that is gone can be restored too', () => {
  const folder = workspace();
  for (const ending of ['', '-wal', '-shm']) writeFileSync(join(folder, `swivel.sqlite${ending}`), '');
  expect(() => open(folder)).toThrow(expect.objectContaining({ code: 'workspace-lost' }));
  restoreBackup(folder, findBackup(folder, 'newest'), 5_000);
  expect(state(folder)).toMatchObject({ name: 'Old', paused: true });
});

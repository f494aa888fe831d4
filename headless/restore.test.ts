import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runsCommand } from './commands/history.ts';
import { type RestoreOptions, restoreCommand } from './commands/restore.ts';
import { importCommand } from './commands/transfer.ts';

let workspace = '';
beforeEach(() => {
  workspace = mkdtempSync(join(tmpdir(), 'swivel-restore-'));
});
afterEach(() => rmSync(workspace, { recursive: true, force: true }));

async function said(work: (to: { out(text: string): void; err(text: string): void; live: boolean }) => Promise<number>) {
  let [out, err] = ['', ''];
  const code = await work({
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    live: false,
  });
  return { code, out, err };
}

const restore = (options: RestoreOptions) => said((to) => restoreCommand({ workspace, ...options }, to));

/** A command that ends makes the backup of the day: after this there is one. */
async function withBackup(): Promise<void> {
  const file = join(workspace, 'f.swivel.json');
  writeFileSync(file, JSON.stringify({ format: 'swivel/flow', version: 1, id: 'f', name: 'Kept', nodes: [], edges: [] }));
  await said((to) => importCommand(file, { workspace }, to));
}

test('backups are listed and restored although the database is damaged; schedules are paused, and resumed when asked', async () => {
  expect(await restore({})).toMatchObject({ code: 0, out: `The workspace ${workspace} has no backups.\n` });
  await withBackup();
  const file = join(workspace, 'swivel.sqlite');
  const bytes = readFileSync(file).fill(0xab, 4_096, 40_000);
  writeFileSync(file, bytes);
  await expect(said((to) => runsCommand({ workspace, limit: 5 }, to))).rejects.toMatchObject({
    code: 'workspace-damaged',
    hint: expect.stringContaining('swivel restore'),
  });
  const listed = await restore({ list: true });
  expect(listed.out).toMatch(/^made \(UTC\) +size +holds +name\n\d{4}-.* MB {2}everything {2}swivel-.*-whole\.sqlite\n$/);
  expect((await restore({})).out).toContain('--from newest');
  const json = JSON.parse((await restore({ json: true })).out) as { name: string };
  const done = await restore({ from: json.name });
  expect(done.code).toBe(0);
  expect(done.out).toContain(`(${json.name})`);
  expect(done.out).toContain('kept in');
  expect(done.out).toContain('Schedules are paused');
  expect((await said((to) => runsCommand({ workspace, limit: 5 }, to))).out).toBe('No runs yet.\n');
  expect((await restore({ resume: true })).out).toContain(`restored from ${json.name}`);
  expect((await restore({ resume: true })).out).toBe(`Schedules go on in ${workspace}.\n`);
});

test('what is not there, or asked for twice, is refused', async () => {
  await withBackup();
  await expect(restore({ from: 'yesterday' })).rejects.toMatchObject({ class: 'user', code: 'backup-not-found' });
  await expect(restore({ from: 'newest', list: true })).rejects.toMatchObject({ class: 'user', code: 'bad-usage' });
});

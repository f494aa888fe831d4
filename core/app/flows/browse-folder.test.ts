import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/open-app.ts';
import { browseFolder, makeFolder } from './browse-folder.ts';

const names = async (folder: string, request: object = {}) => (await browseFolder(folder, { folder: '', ...request })).entries.map((entry) => entry.name);

test('folders first, then files, by name as a person sorts them; hidden ones and other endings only when asked for', async () => {
  const folder = temporaryFolder();
  for (const name of ['z', 'archive']) mkdirSync(join(folder, name));
  for (const name of ['file10.csv', 'file2.CSV', 'note.txt', '.hidden.csv']) writeFileSync(join(folder, name), 'x');
  symlinkSync(join(folder, 'archive'), join(folder, 'linked'));
  symlinkSync(join(folder, 'nowhere'), join(folder, 'broken'));
  expect(await names(folder)).toEqual(['archive', 'linked', 'z', 'file2.CSV', 'file10.csv', 'note.txt']);
  expect(await names(folder, { extensions: ['csv'], hidden: true })).toEqual(['archive', 'linked', 'z', '.hidden.csv', 'file2.CSV', 'file10.csv']);
  expect(await names(folder, { foldersOnly: true })).toEqual(['archive', 'linked', 'z']);
  expect(await names(folder, { filter: ' FILE1' })).toEqual(['file10.csv']);
  const listing = await browseFolder(folder, { folder: 'z' });
  expect([listing.parent, listing.writable, listing.total]).toEqual([folder, true, 0]);
  expect((await browseFolder(folder, { folder: '/' })).parent).toBeNull();
});

test('a folder with very many entries is given in parts, in the same order, and only the sizes of a part are read', async () => {
  const folder = temporaryFolder();
  for (let i = 0; i < 2_050; i++) writeFileSync(join(folder, `f${i}`), '');
  mkdirSync(join(folder, 'zz'));
  const first = await browseFolder(folder, { folder: '', limit: 3 });
  expect([first.total, first.entries.map(({ name }) => name)]).toEqual([2_051, ['zz', 'f0', 'f1']]);
  const last = await browseFolder(folder, { folder: '', offset: 2_049, limit: 200 });
  expect([last.offset, last.entries.map(({ name }) => name)]).toEqual([2_049, ['f2048', 'f2049']]);
});

test('what is no folder is said', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'file'), '');
  expect((await browseFolder(folder, { folder: 'out/2026', nearest: true })).folder).toBe(folder);
  for (const path of ['file', 'nowhere']) await expect(browseFolder(folder, { folder: path })).rejects.toMatchObject({ code: 'folder-not-found' });
});

test('a folder is made where it was asked for, under a sound name only', async () => {
  const folder = temporaryFolder();
  expect(await makeFolder(folder, '', ' out 2026 ')).toBe(join(folder, 'out 2026'));
  expect(existsSync(join(folder, 'out 2026'))).toBe(true);
  await expect(makeFolder(folder, '', 'out 2026')).rejects.toMatchObject({ code: 'folder-exists' });
  for (const bad of ['', '..', 'a/b', 'a\\b', 'what?', 'a\u0000'])
    await expect(makeFolder(folder, '', bad), JSON.stringify(bad)).rejects.toMatchObject({ code: 'bad-folder-name' });
  await expect(makeFolder(folder, 'gone', 'x')).rejects.toMatchObject({ code: 'folder-not-found' });
});

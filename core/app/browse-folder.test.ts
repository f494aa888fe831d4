import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { browseFolder } from './browse-folder.ts';
import { temporaryFolder } from './testing/open-app.ts';

test('folders first, then files, by name as a person sorts them; hidden ones and other endings are left out', () => {
  const folder = temporaryFolder();
  for (const name of ['z', 'archive']) mkdirSync(join(folder, name));
  for (const name of ['file10.csv', 'file2.CSV', 'note.txt', '.hidden.csv']) writeFileSync(join(folder, name), 'x');
  expect(browseFolder(folder, '').entries.map((entry) => entry.name)).toEqual(['archive', 'z', 'file2.CSV', 'file10.csv', 'note.txt']);
  const listing = browseFolder('/', folder, ['csv']);
  expect(listing.entries.map((entry) => [entry.name, entry.kind])).toEqual([
    ['archive', 'folder'],
    ['z', 'folder'],
    ['file2.CSV', 'file'],
    ['file10.csv', 'file'],
  ]);
  expect(browseFolder(folder, 'z').parent).toBe(folder);
  expect(browseFolder(folder, '/').parent).toBeNull();
});

test('a folder with very many entries is cut, and says so', () => {
  const folder = temporaryFolder();
  for (let i = 0; i < 2_050; i++) writeFileSync(join(folder, `f${i}`), '');
  const { entries, cut } = browseFolder(folder, '');
  expect([entries.length, cut, entries[0]?.name, entries.at(-1)?.name]).toEqual([2_000, true, 'f0', 'f1999']);
});

test('what is no folder is said', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'file'), '');
  for (const path of ['file', 'nowhere']) expect(() => browseFolder(folder, path)).toThrow(expect.objectContaining({ code: 'folder-not-found' }));
});

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fileError } from './file-error.ts';
import { findFiles } from './find-files.ts';
import { WholeFile } from './whole-file.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'files-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const part = (path: string) => `${path}.part`;
const bytes = (text: string) => new TextEncoder().encode(text);

describe('a whole file', () => {
  test('is not there before the commit, and read back after it', async () => {
    const file = await WholeFile.open(join(folder, 'a.txt'), 'replace', part);
    await file.write(bytes('one'));
    await file.write(bytes('two'));
    expect(existsSync(join(folder, 'a.txt'))).toBe(false);
    expect(await file.commit()).toEqual({ bytes: 6, hash: createHash('sha256').update('onetwo').digest('hex') });
    expect(readdirSync(folder)).toEqual(['a.txt']);
  });

  test('is made ready without being there, and can be given up after that', async () => {
    writeFileSync(join(folder, 'a.txt'), 'old');
    const given = await WholeFile.open(join(folder, 'a.txt'), 'replace', part);
    await given.write(bytes('new'));
    await given.prepare();
    expect(readFileSync(join(folder, 'a.txt.part'), 'utf8')).toBe('new');
    expect(readFileSync(join(folder, 'a.txt'), 'utf8')).toBe('old');
    await given.abort();
    expect(readdirSync(folder)).toEqual(['a.txt']);
    const taken = await WholeFile.open(join(folder, 'a.txt'), 'replace', part);
    await taken.write(bytes('new'));
    await taken.prepare();
    expect((await taken.commit()).bytes).toBe(3);
    expect(readFileSync(join(folder, 'a.txt'), 'utf8')).toBe('new');
  });

  test('leaves the old one until it replaces it, and for good when aborted', async () => {
    writeFileSync(join(folder, 'a.txt'), 'old', { mode: 0o600 });
    const given = await WholeFile.open(join(folder, 'a.txt'), 'replace', part);
    await given.write(bytes('new'));
    await given.abort();
    await given.abort();
    expect(readFileSync(join(folder, 'a.txt'), 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['a.txt']);
  });

  test('a file that comes meanwhile is not replaced when none may be', async () => {
    const file = await WholeFile.open(join(folder, 'a.txt'), 'fail', part);
    writeFileSync(join(folder, 'a.txt'), 'theirs');
    await expect(file.commit()).rejects.toMatchObject({ code: 'file-exists' });
    await file.abort();
    expect(readFileSync(join(folder, 'a.txt'), 'utf8')).toBe('theirs');
    await expect(WholeFile.open(join(folder, 'a.txt'), 'fail', part)).rejects.toMatchObject({ code: 'file-exists' });
  });

  test('its folder is made when only that one is missing, and taken away again on abort', async () => {
    const aborted = await WholeFile.open(join(folder, 'new', 'a.txt'), 'replace', part);
    expect(existsSync(join(folder, 'new'))).toBe(true);
    await aborted.abort();
    expect(existsSync(join(folder, 'new'))).toBe(false);
    await (await WholeFile.open(join(folder, 'new', 'a.txt'), 'replace', part)).commit();
    expect(readdirSync(join(folder, 'new'))).toEqual(['a.txt']);
    await expect(WholeFile.open(join(folder, 'x', 'y', 'a.txt'), 'replace', part)).rejects.toMatchObject({ code: 'folder-not-found' });
  });

  test('a folder is not a place for a file', async () => {
    mkdirSync(join(folder, 'sub'));
    await expect(WholeFile.open(join(folder, 'sub'), 'replace', part)).rejects.toMatchObject({ code: 'not-a-file' });
  });

  test('two steps of a run cannot write to one file', async () => {
    const first = await WholeFile.open(join(folder, 'a.txt'), 'replace', part);
    await expect(WholeFile.open(join(folder, 'a.txt'), 'replace', part)).rejects.toMatchObject({ class: 'user', code: 'same-file' });
    await first.commit();
    expect(readdirSync(folder)).toEqual(['a.txt']);
  });

  test('a name that no file can have is told as one', async () => {
    await expect(WholeFile.open(join(folder, 'x'.repeat(300)), 'replace', part)).rejects.toMatchObject({ class: 'user', code: 'bad-file-name' });
    await expect(WholeFile.open(join(folder, 'a\0b'), 'replace', part)).rejects.toMatchObject({ class: 'user', code: 'bad-file-name' });
  });

  test('nothing is written before its name is on record', async () => {
    const seen: string[][] = [];
    const file = await WholeFile.open(join(folder, 'a.txt'), 'replace', async (path) => {
      await Promise.resolve();
      seen.push(readdirSync(folder));
      return part(path);
    });
    await file.abort();
    expect(seen).toEqual([[]]);
  });

  if (process.platform !== 'win32')
    test('a link stays a link; the file it leads to is replaced', async () => {
      writeFileSync(join(folder, 'real.txt'), 'old');
      symlinkSync(join(folder, 'real.txt'), join(folder, 'link.txt'));
      const file = await WholeFile.open(join(folder, 'link.txt'), 'replace', part);
      await file.write(bytes('new'));
      await file.commit();
      expect(readFileSync(join(folder, 'real.txt'), 'utf8')).toBe('new');
      expect(readFileSync(join(folder, 'link.txt'), 'utf8')).toBe('new');
    });
});

test('signs that mean something in other patterns are plain in a file name', () => {
  for (const name of ['a(1).csv', 'a[2].csv', 'a+3.csv', 'b.csv']) writeFileSync(join(folder, name), '');
  expect(findFiles(join(folder, 'a*.csv'), 'all').map(({ path }) => path)).toEqual(['a(1).csv', 'a+3.csv', 'a[2].csv'].map((name) => join(folder, name)));
  expect(findFiles(join(folder, 'a[2].*'), 'all')).toHaveLength(1);
});

test.each([
  ['*', ['aaa.csv', 'ab.csv', 'abcabd.csv', '😀.csv']],
  ['a*', ['aaa.csv', 'ab.csv', 'abcabd.csv']],
  ['?.csv', ['😀.csv']],
  ['*ab?.csv', ['abcabd.csv']],
  ['a*b*.csv', ['ab.csv', 'abcabd.csv']],
  ['**b*d**', ['abcabd.csv']],
  ['aaa.csv*', ['aaa.csv']],
])('the pattern %s stands for %j', (pattern, names) => {
  for (const name of ['aaa.csv', 'ab.csv', 'abcabd.csv', '😀.csv']) writeFileSync(join(folder, name), '');
  expect(findFiles(join(folder, pattern), 'all').map(({ path }) => path.slice(folder.length + 1))).toEqual(names);
});

if (process.platform !== 'win32')
  test('a link that leads to itself is named where it matches a pattern, not taken for a fault of the program', () => {
    writeFileSync(join(folder, 'a.csv'), '');
    symlinkSync(join(folder, 'b.csv'), join(folder, 'b.csv'));
    expect(() => findFiles(join(folder, '*.csv'), 'all')).toThrow(expect.objectContaining({ code: 'bad-file-name', place: { file: join(folder, 'b.csv') } }));
  });

test('a pattern of many stars takes no time that grows with their number', () => {
  writeFileSync(join(folder, 'a'.repeat(200)), '');
  expect(() => findFiles(join(folder, `${'*a'.repeat(60)}*b`), 'all')).toThrow(expect.objectContaining({ code: 'no-file-matches' }));
});

test.each([
  ['ENOSPC', 'disk-full', 'operational'],
  ['EACCES', 'no-permission', 'operational'],
  ['EBUSY', 'file-in-use', 'operational'],
  ['ENOENT', 'file-not-found', 'user'],
  ['EWHATEVER', 'file-not-written', 'operational'],
])('%s is told as %s', (code, expected, errorClass) => {
  const error = fileError(Object.assign(new Error('said the system'), { code, syscall: 'write' }), '/data/a.csv', 'written');
  expect(error).toMatchObject({ code: expected, class: errorClass, message: expect.stringContaining('/data/a.csv'), hint: expect.any(String) });
});

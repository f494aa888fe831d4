import type * as Files from 'node:fs';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { LocalPlace } from './local-place.ts';

/** Whoever runs the tests may be allowed everything: files are opened only as their rights say. */
vi.mock('node:fs', async (original) => {
  const files = await original<typeof Files>();
  return {
    ...files,
    openSync(path: string, flags: string, ...more: unknown[]) {
      const mode = files.statSync(path, { throwIfNoEntry: false })?.mode ?? 0o777;
      const needed = flags === 'r' ? 0o400 : 0o600;
      if ((mode & needed) !== needed) throw Object.assign(new Error('EACCES: permission denied, open'), { code: 'EACCES', syscall: 'open' });
      return files.openSync(path, flags, ...(more as []));
    },
  };
});

test.each(['444', '440', '644', '044'])('a file with the rights %s is brought with them', async (rights) => {
  const mode = Number.parseInt(rights, 8);
  const root = mkdtempSync(join(tmpdir(), 'swivel-read-only-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const from = join(root, 'from.csv');
  writeFileSync(from, 'id\n1\n');
  chmodSync(from, mode);
  const place = new LocalPlace(root, (path) => join(dirname(path), `.${basename(path)}.k.part`));
  expect(await place.deliver(from, 'to.csv', { signal: new AbortController().signal })).toMatchObject({ name: 'to.csv', bytes: 5 });
  expect([readdirSync(root).sort(), readFileSync(join(root, 'to.csv'), 'utf8'), statSync(join(root, 'to.csv')).mode & 0o777]).toEqual([
    ['from.csv', 'to.csv'],
    'id\n1\n',
    process.platform === 'win32' ? statSync(from).mode & 0o777 : mode,
  ]);
});

import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WholeFile } from './whole-file.ts';
import { WriteBehind } from './write-behind.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'write-behind-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Pieces of very different sizes, some longer than all blocks together. */
function pieces(): Buffer[] {
  return Array.from({ length: 60 }, (_, at) => Buffer.alloc([3, 200_000, 0, 524_288, 3_000_001][at % 5] ?? 0, `${at} `));
}

test('what was written stands in the file, in order, though the buffer is used again', async () => {
  const path = join(folder, 'a');
  const handle = openSync(path, 'w');
  const writing = new WriteBehind(handle);
  const reused = Buffer.alloc(3_100_000);
  let waited = 0;
  for (const piece of pieces()) {
    piece.copy(reused);
    const wait = writing.write(reused.subarray(0, piece.length));
    if (wait instanceof Promise) {
      waited++;
      await wait;
    }
    reused.fill(0);
  }
  await writing.settle();
  closeSync(handle);
  expect(waited).toBeGreaterThan(0);
  expect(readFileSync(path).equals(Buffer.concat(pieces()))).toBe(true);
});

test('a write that fails is told, at the latest at the end', async () => {
  const path = join(folder, 'a');
  writeFileSync(path, '');
  const handle = openSync(path, 'r');
  const writing = new WriteBehind(handle);
  const all = async () => {
    await writing.write(Buffer.alloc(1_000_000));
    await writing.settle();
  };
  await expect(all()).rejects.toMatchObject({ code: 'EBADF' });
  await expect(writing.settle()).rejects.toMatchObject({ code: 'EBADF' });
  closeSync(handle);
});

test('a file that is aborted while it is being written leaves nothing behind', async () => {
  const file = await WholeFile.open(join(folder, 'a'), 'replace', (path) => `${path}.part`);
  await file.write(Buffer.alloc(4_000_000));
  await file.abort();
  expect(readdirSync(folder)).toEqual([]);
});

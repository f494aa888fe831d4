import type * as fs from 'node:fs';
import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { WholeFile } from './whole-file.ts';
import { WriteBehind } from './write-behind.ts';

type Answer = (error: NodeJS.ErrnoException | null) => void;

/** What the drive says when it is asked to take what it was given. */
const drive = { asked: 0, answer: null as NodeJS.ErrnoException | null };
vi.mock('node:fs', async (original) => {
  const real = await original<typeof fs>();
  const fdatasync = (handle: number, told: Answer) => {
    drive.asked++;
    real.fdatasync(handle, (error) => told(drive.answer ?? error));
  };
  return { ...real, fdatasync };
});

let folder = '';
beforeEach(() => {
  Object.assign(drive, { asked: 0, answer: null });
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

async function writeLarge(writing: WriteBehind, megabytes: number): Promise<void> {
  const piece = Buffer.alloc(1 << 20, 'x');
  for (let at = 0; at < megabytes; at++) await writing.write(piece);
}

test('the drive gets a large file while it is written, and nothing is underway when it is settled', async () => {
  const path = join(folder, 'a');
  const handle = openSync(path, 'w');
  const small = new WriteBehind(handle);
  await writeLarge(small, 3);
  await small.settle();
  expect(drive.asked).toBe(0);
  const large = new WriteBehind(handle);
  await writeLarge(large, 50);
  await large.settle();
  expect(drive.asked).toBeGreaterThan(0);
  expect(large.busy).toBe(false);
  closeSync(handle);
});

test('a drive that cannot take what it was given is heard: it says so only once', async () => {
  drive.answer = Object.assign(new Error('no'), { code: 'EIO' });
  const handle = openSync(join(folder, 'a'), 'w');
  const writing = new WriteBehind(handle);
  const all = async () => {
    await writeLarge(writing, 20);
    await writing.settle();
  };
  await expect(all()).rejects.toMatchObject({ code: 'EIO' });
  await writing.rest();
  closeSync(handle);
});

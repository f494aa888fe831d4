import type * as Files from 'node:fs';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { FileFetch } from './fetch-file.ts';
import type { SftpSession } from './session.ts';
import type { Asked } from './sftp-errors.ts';

const drive = vi.hoisted(() => ({ fails: false }));

vi.mock('node:fs', async (original) => {
  const files = await original<typeof Files>();
  return {
    ...files,
    // A drive that takes half of what it is given, once, and then says that it failed.
    writeSync(handle: number, bytes: Uint8Array, from: number, length?: number, position?: number) {
      if (!drive.fails) return files.writeSync(handle, bytes, from, length, position);
      drive.fails = false;
      files.writeSync(handle, bytes, from, Math.floor(bytes.length / 2), position);
      throw new Error('EIO');
    },
  };
});

const content = Buffer.from(Array.from({ length: 100_000 }, (_, at) => at % 251));

/** A connection over which the file can be read. */
const session = {
  alive: true,
  ask: (call: (sftp: unknown, done: (error: unknown, value?: unknown) => void) => void) =>
    new Promise((resolve, reject) => {
      const facts = { size: content.length, mtime: 1 };
      const sftp = {
        open: (_path: string, _how: string, done: (error: null, handle: Buffer) => void) => done(null, Buffer.alloc(1)),
        fstat: (_handle: Buffer, done: (error: null, stats: object) => void) => done(null, facts),
        stat: (_path: string, done: (error: null, stats: object) => void) => done(null, facts),
        close: (_handle: Buffer, done: (error: null) => void) => done(null),
        read: (_handle: Buffer, into: Buffer, at: number, length: number, from: number, done: (error: null, count: number) => void) =>
          done(null, content.copy(into, at, from, from + length)),
      };
      call(sftp, (error, value) => (error ? reject(error) : resolve(value)));
    }),
} as unknown as SftpSession;

test('what a write that failed has left behind is written over by the next try', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'swivel-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const to = join(folder, 'here.csv');
  const fetching = new FileFetch('/there.csv', to, { name: 'Office' } as Asked, { signal: new AbortController().signal });
  drive.fails = true;
  await expect(fetching.over(session)).rejects.toThrow('EIO');
  expect(fetching.come).toBe(0);
  const fetched = await fetching.over(session);
  fetching.end(true);
  expect(fetched.bytes).toBe(content.length);
  expect(readFileSync(to).equals(content)).toBe(true);
});

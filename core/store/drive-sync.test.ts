import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';

const system = vi.hoisted(() => ({ calls: [] as ((error: Error | null) => void)[], held: false }));
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>();
  return {
    ...fs,
    fdatasync(handle: number, done: (error: Error | null) => void) {
      if (system.held) system.calls.push(done);
      else fs.fdatasync(handle, done);
    },
  };
});

import { DriveSync } from './drive-sync.ts';

function aFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'swivel-drive-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'log'), 'first');
  return join(folder, 'log');
}

/** The system's syncs stand still until they are let go. */
function held(): typeof system.calls {
  system.held = true;
  onTestFinished(() => {
    system.held = false;
    system.calls.length = 0;
  });
  return system.calls;
}

test('a file is brought onto the drive, also again after it has grown', async () => {
  const file = aFile();
  const drive = new DriveSync(file);
  await drive.settled();
  appendFileSync(file, 'second');
  await drive.settled();
  drive.close();
});

test('who comes while one sync is at work waits for the next, and shares it', async () => {
  const calls = held();
  const drive = new DriveSync(aFile());
  const told: string[] = [];
  const [first, second, third] = ['first', 'second', 'third'].map((name) => drive.settled().then(() => void told.push(name)));
  expect(calls).toHaveLength(1);
  calls[0]?.(null);
  await first;
  expect([told, calls.length]).toEqual([['first'], 2]);
  calls[1]?.(null);
  await Promise.all([second, third]);
  expect([told, calls.length]).toEqual([['first', 'second', 'third'], 2]);
  drive.close();
});

test('who comes in the moment in which one has ended and the next has not begun shares the next: never are two at work', async () => {
  const calls = held();
  const drive = new DriveSync(aFile());
  const third = drive.settled().then(() => drive.settled());
  const second = drive.settled();
  calls[0]?.(null);
  await new Promise((resolve) => setImmediate(resolve));
  expect(calls).toHaveLength(2);
  calls[1]?.(null);
  await Promise.all([second, third]);
  drive.close();
});

test('what the system refuses is told to whom it concerns; the next may succeed', async () => {
  const calls = held();
  const drive = new DriveSync(aFile());
  const refused = expect(drive.settled()).rejects.toThrow('EIO');
  const next = drive.settled();
  calls[0]?.(new Error('EIO'));
  await refused;
  await vi.waitFor(() => expect(calls).toHaveLength(2));
  calls[1]?.(null);
  await next;
  drive.close();
});

test('a file that is not there is an error, not an end without a word', async () => {
  const drive = new DriveSync(join(tmpdir(), 'swivel-no-such-folder', 'log'));
  await expect(drive.settled()).rejects.toThrow('ENOENT');
  drive.close();
});

test('closed while a sync is at work: it is brought to its end, and nobody waits for ever', async () => {
  const calls = held();
  const drive = new DriveSync(aFile());
  const [first, second] = [drive.settled(), drive.settled()];
  drive.close();
  calls[0]?.(null);
  await Promise.all([first, second]);
  expect(calls).toHaveLength(1);
});

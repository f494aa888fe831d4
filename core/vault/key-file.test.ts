import type * as Files from 'node:fs';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { readKeyFile, writeKeyFile } from './key-file.ts';

const drive = vi.hoisted(() => ({ fails: false, seen: null as (() => void) | null }));
vi.mock('node:fs', async (original) => {
  const files = await original<typeof Files>();
  return {
    ...files,
    writeSync(handle: number, text: string) {
      if (drive.fails) throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
      return files.writeSync(handle, text);
    },
    fsyncSync(handle: number) {
      drive.seen?.();
      files.fsyncSync(handle);
    },
  };
});

function place(): { folder: string; file: string } {
  const folder = mkdtempSync(join(tmpdir(), 'swivel-key-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
    Object.assign(drive, { fails: false, seen: null });
  });
  return { folder, file: join(folder, 'key') };
}

test('a key that could not be written leaves nothing, and is written the next time', () => {
  const { folder, file } = place();
  drive.fails = true;
  expect(() => writeKeyFile(file, 'AGE-SECRET-KEY-1A', 'age1a')).toThrow(expect.objectContaining({ code: 'vault-key-not-kept' }));
  expect(readdirSync(folder)).toEqual([]);
  drive.fails = false;
  expect(writeKeyFile(file, 'AGE-SECRET-KEY-1A', 'age1a')).toBe(true);
  expect([readKeyFile(file), readdirSync(folder)]).toEqual(['AGE-SECRET-KEY-1A', ['key']]);
});

test('nobody sees the key before it is whole: whoever comes meanwhile finds none, and of two one is first', () => {
  const { folder, file } = place();
  const others: unknown[] = [];
  drive.seen = () => {
    drive.seen = null;
    others.push(readKeyFile(file), writeKeyFile(file, 'AGE-SECRET-KEY-1B', 'age1b'));
  };
  expect(writeKeyFile(file, 'AGE-SECRET-KEY-1A', 'age1a')).toBe(false);
  expect([others, readKeyFile(file), readdirSync(folder)]).toEqual([[null, true], 'AGE-SECRET-KEY-1B', ['key']]);
});

test('what a program was killed over is removed by the next that writes a key; what another one is writing is not', () => {
  const { folder, file } = place();
  writeFileSync(`${file}.4194399.part`, 'half');
  writeFileSync(`${file}.${process.ppid}.part`, 'half');
  writeFileSync(`${file}.old.part`, 'of somebody else');
  expect(writeKeyFile(file, 'AGE-SECRET-KEY-1A', 'age1a')).toBe(true);
  expect(readdirSync(folder).sort()).toEqual(['key', `key.${process.ppid}.part`, 'key.old.part'].sort());
  expect(readFileSync(file, 'utf8')).toContain('AGE-SECRET-KEY-1A');
});

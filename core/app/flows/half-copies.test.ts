import type * as Files from 'node:fs';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { openApp, temporaryFolder } from '../testing/open-app.ts';
import { keepUpload } from './keep-upload.ts';

const drive = vi.hoisted(() => ({ isFull: false }));
const full = () => Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
vi.mock('node:fs', async (original) => {
  const files = await original<typeof Files>();
  return {
    ...files,
    cpSync(from: string, to: string, options: Files.CopySyncOptions) {
      if (!drive.isFull) return files.cpSync(from, to, options);
      files.mkdirSync(to, { recursive: true });
      files.writeFileSync(join(to, 'a.csv'), 'half');
      throw full();
    },
    writeFileSync(path: string, bytes: Uint8Array, options: Files.WriteFileOptions) {
      if (!drive.isFull || typeof bytes === 'string') return files.writeFileSync(path, bytes, options);
      files.writeFileSync(path, bytes.subarray(0, bytes.length / 2), options);
      throw full();
    },
  };
});

afterEach(() => {
  drive.isFull = false;
});

test('an upload that could not be written whole leaves nothing, under no name', () => {
  const folder = join(temporaryFolder(), 'flow');
  const text = Buffer.from('id\n1\n2\n').toString('base64');
  const noted: string[] = [];
  const note = (path: string) => {
    noted.push(path);
    return `${path}.part`;
  };
  drive.isFull = true;
  expect(() => keepUpload(folder, 'a.csv', text, note)).toThrow('ENOSPC');
  expect([readdirSync(folder), noted]).toEqual([[], [join(folder, 'a.csv')]]);
  drive.isFull = false;
  expect([keepUpload(folder, 'a.csv', text, note), keepUpload(folder, 'a.csv', text, note)]).toEqual(['a.csv', 'a 2.csv']);
  expect(readdirSync(folder).sort()).toEqual(['a 2.csv', 'a.csv']);
  expect(readFileSync(join(folder, 'a 2.csv'), 'utf8')).toBe('id\n1\n2\n');
});

test('a flow whose files cannot all be copied is not copied at all', async () => {
  const { client, workspace } = await openApp();
  const { flowId } = await client.flows.create({ name: 'With files' });
  const folder = join(workspace, 'files', flowId);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'a.csv'), 'id\n1\n');
  const before = readdirSync(join(workspace, 'files'));
  drive.isFull = true;
  await expect(client.flows.duplicate({ flowId })).rejects.toThrow();
  await expect(client.flows.create({ example: 'sales-report' })).rejects.toThrow();
  expect((await client.flows.list()).map(({ name }) => name)).toEqual(['With files']);
  expect(readdirSync(join(workspace, 'files'))).toEqual(before);
  drive.isFull = false;
  const copy = await client.flows.duplicate({ flowId });
  expect(readFileSync(join(workspace, 'files', copy.flowId, 'a.csv'), 'utf8')).toBe('id\n1\n');
});

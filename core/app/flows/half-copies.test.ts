import type * as Files from 'node:fs';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { openApp, temporaryFolder } from '../testing/open-app.ts';
import { keepUpload } from './keep-upload.ts';

const drive = vi.hoisted((): { isFull: boolean; halfDone(): void } => ({ isFull: false, halfDone: () => undefined }));
const full = () => Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
vi.mock('node:fs', async (original) => {
  const files = await original<typeof Files>();
  return {
    ...files,
    cpSync(from: string, to: string, options: Files.CopySyncOptions) {
      files.mkdirSync(to, { recursive: true });
      files.writeFileSync(join(to, 'a.csv'), 'half');
      drive.halfDone();
      if (drive.isFull) throw full();
      files.cpSync(from, to, options);
    },
    writeFileSync(path: string, bytes: Uint8Array, options: Files.WriteFileOptions) {
      if (typeof bytes === 'string') return files.writeFileSync(path, bytes, options);
      files.writeFileSync(path, bytes.subarray(0, bytes.length / 2), options);
      drive.halfDone();
      if (drive.isFull) throw full();
      files.appendFileSync(path, bytes.subarray(bytes.length / 2));
    },
  };
});

afterEach(() => {
  drive.isFull = false;
  drive.halfDone = () => undefined;
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

test('what a killed program was copying or taking as an upload goes with the next start; what is not its own stays', async () => {
  const aside = temporaryFolder();
  const { cpSync } = await vi.importActual<typeof Files>('node:fs');
  const { app, client, workspace } = await openApp();
  const upload = (flowId: string, name: string) => client.design.upload({ flowId, name, base64: Buffer.from('id\n1\n').toString('base64') });
  const { flowId } = await client.flows.create({ name: 'With files' });
  const files = join(workspace, 'files');
  await upload(flowId, 'a.csv');
  const killedWhile = (name: string) => {
    drive.halfDone = () => cpSync(workspace, join(aside, name), { recursive: true });
  };
  killedWhile('copying');
  const copy = await client.flows.duplicate({ flowId });
  killedWhile('uploading');
  await upload(flowId, 'b.csv');
  drive.halfDone = () => undefined;
  await app.close(0);
  expect([readdirSync(files).sort(), readdirSync(join(files, flowId)).sort()]).toEqual([[flowId, copy.flowId].sort(), ['a.csv', 'b.csv']]);

  for (const [killed, flows] of [
    ['copying', [flowId]],
    ['uploading', [flowId, copy.flowId]],
  ] as const) {
    rmSync(workspace, { recursive: true });
    renameSync(join(aside, killed), workspace);
    const halves = [...readdirSync(files), ...readdirSync(join(files, flowId))].filter((name) => name.endsWith('.part'));
    expect(halves).toHaveLength(1);
    // The files of a flow that is younger than a backup that was put back, and what a run of another workspace is just writing.
    mkdirSync(join(files, '0VbdNVUQYE3og320qfoI'));
    writeFileSync(join(files, flowId, '.c.csv.0VbdNVUQYE3og320qfoJ.part'), 'of another program');
    const next = await openApp({ workspace });
    expect((await next.client.flows.list()).map((flow) => flow.flowId).sort()).toEqual([...flows].sort());
    await next.app.close(0);
    expect([readdirSync(files).sort(), readdirSync(join(files, flowId)).sort()]).toEqual([
      ['0VbdNVUQYE3og320qfoI', ...flows].sort(),
      ['.c.csv.0VbdNVUQYE3og320qfoJ.part', 'a.csv'],
    ]);
  }
});

test('a note of a flow that came to be after all takes nothing away', async () => {
  const { app, client, workspace } = await openApp();
  const { flowId } = await client.flows.create({ name: 'With files' });
  const files = join(workspace, 'files');
  writeFileSync(join(files, flowId, 'a.csv'), 'id\n');
  writeFileSync(join(files, `.${flowId}.part`), '');
  await app.close(0);
  await openApp({ workspace });
  expect([readdirSync(files), readdirSync(join(files, flowId))]).toEqual([[flowId], ['a.csv']]);
});

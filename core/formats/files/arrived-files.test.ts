import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openFiles } from './chosen-files.ts';
import { fileError } from './file-error.ts';
import type { FileSettings, FilesStep } from './files-to-read.ts';
import { LocalPlace } from './local-place.ts';

const settings: FileSettings = { connection: '', path: '', pick: 'arrived', seenBy: 'name', after: 'move', afterFolder: '../done' };

/** A folder with a tray for what comes and one for what is done, and a step that reads what arrived as `came`. */
function trays(connection: '' | 'place', came: string) {
  const root = mkdtempSync(join(tmpdir(), 'arrived-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const folder of ['in', 'done']) mkdirSync(join(root, folder));
  // A place outside names its files from its own root.
  const named = (name: string) => (connection === '' ? join(root, name) : name);
  const file = { connection, path: named(came), name: came.replace(/^.*\//, ''), bytes: 1, modifiedAt: 1, hash: '' };
  const told: string[] = [];
  const step = (mode: FilesStep['mode']): FilesStep => ({
    mode,
    signal: new AbortController().signal,
    clock: { now: () => 0 },
    startedAt: 0,
    zone: 'UTC',
    runId: 'run',
    flowName: 'flow',
    parameters: {},
    again: null,
    happening: { kind: 'files', nodeId: 'trigger', files: [file] },
    state: { get: () => undefined },
    spill: { folder: () => root },
    partFile: (path) => Promise.resolve(`${path}.part`),
    resolvePath: (path) => path,
    connection: () => Promise.resolve(new LocalPlace(root, (path) => `${path}.part`)),
    notice: ({ code }) => told.push(code),
  });
  const read = async (mode: FilesStep['mode'], given: Partial<FileSettings> = {}) => {
    const files = await openFiles({ ...settings, connection, path: named('in/*.csv'), ...given }, step(mode));
    const names: string[] = [];
    for await (const { shown, path } of files.each()) names.push((shown ?? path).replace(/^.*\/(?=\w+\/)/, ''));
    return names;
  };
  const open = (mode: FilesStep['mode']) => openFiles({ ...settings, connection, path: named('in/*.csv') }, step(mode));
  return { root, told, read, open, path: file.path };
}

test.each(['', 'place'] as const)(
  'a preview reads a file that arrived where an earlier run has carried it, and tells that (connection "%s")',
  async (connection) => {
    const { root, told, read } = trays(connection, 'in/a.csv');
    writeFileSync(join(root, 'in/b.csv'), 'x');
    writeFileSync(join(root, 'done/a.csv'), 'x');
    expect([await read('preview'), told]).toEqual([['done/a.csv'], ['preview-carried-file']]);
    renameSync(join(root, 'done/a.csv'), join(root, 'in/a.csv.done'));
    expect(await read('preview', { after: 'rename' })).toEqual(['in/a.csv.done']);
  },
);

test.each(['', 'place'] as const)(
  'a preview of a file that is nowhere reads the newest instead; a run reads nothing else and fails (connection "%s")',
  async (connection) => {
    const { root, told, read } = trays(connection, 'in/a.csv');
    writeFileSync(join(root, 'in/b.csv'), 'x');
    writeFileSync(join(root, 'done/a.csv'), 'x');
    expect(await read('preview', { after: 'leave' })).toEqual(['in/b.csv']);
    expect(told).toEqual([]);
    const gone = { class: 'user', code: 'arrived-file-gone', message: expect.stringContaining('in/a.csv has started this run'), hint: expect.any(String) };
    await expect(read('run')).rejects.toMatchObject(gone);
    expect(told).toEqual(['arrived-file-gone']);
  },
);

test('a file that goes after it was found and before it is opened is told as one that is gone; other troubles stay what they are', async () => {
  const { root, open, path } = trays('', 'in/a.csv');
  writeFileSync(join(root, 'in/a.csv'), 'x');
  const files = await open('run');
  const trouble = (code: string) => Object.assign(new Error(code), { code, syscall: 'open' });
  for await (const { path: found } of files.each()) {
    rmSync(found);
    expect(files.orGone(fileError(trouble('ENOENT'), found, 'read'), found)).toMatchObject({ code: 'arrived-file-gone', place: { file: path } });
    expect(files.orGone(fileError(trouble('EACCES'), found, 'read'), found)).toMatchObject({ code: 'no-permission' });
    expect(files.orGone(fileError(trouble('ENOENT'), join(root, 'other'), 'read'), join(root, 'other'))).toMatchObject({ code: 'file-not-found' });
  }
  expect.assertions(3);
});

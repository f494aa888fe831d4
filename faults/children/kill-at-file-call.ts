import fs from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { getEnvironmentData, isMainThread, setEnvironmentData } from 'node:worker_threads';
import { FILE_CALLS_MARK } from '../file-calls.ts';

// Loaded before a program in each of its threads (`--import`): counts the places at which the program changes files below a folder, and ends the process by
// SIGKILL at one of them: right before a call, or in the middle of one, where half is written or some of a folder is removed. What SQLite does is not counted.
const ORDER = 'faults: file calls';
if (isMainThread) {
  // Threads of a run get no environment.
  const { FAULTS_KILL_AT_FILE_CALL: at, FAULTS_FOLDER: folder } = process.env;
  setEnvironmentData(ORDER, { at, folder, counted: new SharedArrayBuffer(4) } as unknown as string);
}
const { at, folder = '', counted } = getEnvironmentData(ORDER) as unknown as { at?: string; folder?: string; counted: SharedArrayBuffer };
const counter = new Int32Array(counted);
const plain = { ...fs };
/** Open files of ours. */
const files = new Set<unknown>();

const isOurs = (path: unknown) => String(path).startsWith(folder);
const isToWrite = (flags: unknown) =>
  typeof flags === 'number' ? (flags & (fs.constants.O_WRONLY | fs.constants.O_RDWR)) !== 0 : /[wa+]/.test(String(flags ?? 'r'));

/** A place to die; `half` does what has been done by then. */
function place(half?: () => void): void {
  if (Atomics.add(counter, 0, 1) + 1 !== Number(at)) return;
  half?.();
  process.kill(process.pid, 'SIGKILL');
}

type Before = (...args: unknown[]) => void;

function wrap(calls: object, names: readonly string[], before: Before): void {
  const owner = calls as Record<string, (...args: unknown[]) => unknown>;
  for (const name of names) {
    const call = owner[name];
    if (call)
      owner[name] = function watched(this: unknown, ...args) {
        before(...args);
        return call.apply(this, args);
      };
  }
}

const beforeOpen: Before = (path, flags) => {
  if (isOurs(path) && isToWrite(flags)) place();
};

const beforeMove: Before = (from, to) => {
  if (isOurs(from) || isOurs(to)) place();
};

const beforeSync: Before = (file) => {
  if (files.has(file)) place();
};

const beforeWrite: Before = (file, bytes, offset, length, position) => {
  if (!files.has(file)) return;
  place();
  place(() => plain.writeSync(file as number, bytes as Uint8Array, Number(offset ?? 0), Math.floor(Number(length) / 2), Number(position)));
};

/** A file that is written or copied as a whole is made, filled by half, and filled. */
function beforeWhole(path: unknown, content: () => string | Uint8Array): void {
  if (!isOurs(path)) return;
  place();
  place(() => plain.writeFileSync(path as string, ''));
  place(() => {
    const all = Buffer.from(content());
    plain.writeFileSync(path as string, all.subarray(0, all.length / 2));
  });
}

const beforeRemove: Before = (path) => {
  const name = String(path);
  if (!isOurs(path) || !plain.existsSync(name)) return;
  place();
  const [first] = plain.lstatSync(name).isDirectory() ? plain.readdirSync(name) : [];
  if (first !== undefined) place(() => plain.rmSync(join(name, first), { recursive: true }));
};

wrap(fs, ['openSync', 'open'], beforeOpen);
wrap(fs, ['writeSync', 'write'], beforeWrite);
wrap(fs, ['fsyncSync', 'fsync', 'fdatasyncSync', 'fdatasync', 'ftruncateSync', 'ftruncate'], beforeSync);
wrap(fs.promises, ['open'], beforeOpen);
for (const [calls, ending] of [
  [fs, 'Sync'],
  [fs, ''],
  [fs.promises, ''],
] as const) {
  const named = (...names: string[]) => names.map((name) => name + ending);
  wrap(calls, named('rename', 'link', 'symlink', 'mkdir', 'mkdtemp', 'truncate'), beforeMove);
  wrap(calls, named('rm', 'unlink', 'rmdir'), beforeRemove);
  wrap(calls, named('writeFile'), (path, content) => beforeWhole(path, () => content as string));
  wrap(calls, named('copyFile'), (from, to) => beforeWhole(to, () => plain.readFileSync(from as string)));
}

const { openSync, closeSync } = fs;
fs.openSync = (path, ...how) => {
  const file = openSync(path, ...how);
  if (isOurs(path)) files.add(file);
  return file;
};
fs.closeSync = (file) => {
  files.delete(file);
  closeSync(file);
};
const { open } = fs.promises;
fs.promises.open = async (path, ...how) => {
  const handle: FileHandle = await open(path, ...how);
  if (isOurs(path)) {
    files.add(handle.fd);
    wrap(handle, ['write'], (...args) => beforeWrite(handle.fd, ...args));
    wrap(handle, ['sync', 'datasync', 'truncate'], () => beforeSync(handle.fd));
    wrap(handle, ['close'], () => void files.delete(handle.fd));
  }
  return handle;
};
syncBuiltinESMExports();
if (isMainThread && at === undefined) process.on('exit', () => plain.writeSync(2, `\n${FILE_CALLS_MARK}${Atomics.load(counter, 0)}\n`));

import { chmodSync, closeSync, fsyncSync, openSync, realpathSync, renameSync, rmSync, type Stats, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

/**
 * Writes a text to the file that `--output` names, durably and whole or not at all: what was there before stays until all of it is written. A pipe or a device
 * takes it as it comes. Throws what the system says, about the path that was named.
 */
export function writeOutput(output: string, text: string): void {
  const path = realPathOf(resolve(output));
  const former = statSync(path, { throwIfNoEntry: false });
  if (former && !former.isFile()) {
    writeFileSync(path, text);
    return;
  }
  const part = join(dirname(path), `.${[...basename(path)].slice(0, 50).join('')}.${process.pid}.part`);
  try {
    writeFileSync(part, text, { flush: true });
    keepMode(part, former);
    renameSync(part, path);
  } catch (error) {
    rmSync(part, { force: true });
    throw error instanceof Error && 'path' in error ? Object.assign(error, { path }) : error;
  }
  syncFolder(dirname(path));
}

/** Behind links, so that a link stays one. */
function realPathOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

function keepMode(part: string, former: Stats | undefined): void {
  if (former) chmodSync(part, former.mode & 0o777);
}

/** Makes the new name durable, too, where the system knows how to (Windows does not). */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

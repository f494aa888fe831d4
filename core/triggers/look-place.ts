import { createHash } from 'node:crypto';
import { constants, type FSWatcher, watch } from 'node:fs';
import { lstat, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { OperationalError, UserError } from '../base/errors.ts';
import { reasonOf } from '../base/system-trouble.ts';
import type { PlacedFile } from '../catalog/families/file-place.ts';

/** What stands in a folder and is no plain file, or cannot be looked at, with the reason in a word. */
export interface OddEntry {
  name: string;
  why: 'link' | 'special' | 'unreadable-name';
}

/** What a look at a folder found. */
export interface FolderLook {
  files: PlacedFile[];
  odd: OddEntry[];
}

/** A folder that is looked at for files that arrive. */
export interface LookPlace {
  /** As a person knows it. */
  readonly title: string;
  list(signal: AbortSignal): Promise<FolderLook>;
  /** SHA-256 in hex; null for a file that is gone. Throws `file-locked` while another program has it. */
  hash(file: PlacedFile, signal: AbortSignal): Promise<string | null>;
  /** Calls back when something may have changed; gives a function that ends that. Null where nothing tells: then only looking helps. */
  listen(changed: () => void): (() => void) | null;
  close(): Promise<void>;
}

const CHUNK = 1 << 20;
const LOCKED = new Set(['EBUSY', 'EACCES', 'EPERM', 'ETXTBSY']);

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code ?? '';

/** A folder of this machine, or a network share that is mounted as one. */
export function localPlace(folder: string): LookPlace {
  return {
    title: folder,
    async list(signal) {
      const look: FolderLook = { files: [], odd: [] };
      for (const name of await namesIn(folder)) {
        signal.throwIfAborted();
        const path = join(folder, name);
        // A link is not followed: what it leads to may be anything, and may change.
        const found = await lstat(path, { bigint: true }).catch((error: unknown) => codeOf(error));
        if (typeof found === 'string') {
          if (name.includes('\uFFFD')) look.odd.push({ name, why: 'unreadable-name' });
          continue;
        }
        if (found.isSymbolicLink()) look.odd.push({ name, why: 'link' });
        else if (found.isFile()) look.files.push({ name, path, bytes: Number(found.size), modifiedAt: Number(found.mtimeMs), kind: 'file' });
        else if (!found.isDirectory()) look.odd.push({ name, why: 'special' });
      }
      return look;
    },
    hash: (file, signal) => hashOf(file.path, signal),
    listen(changed) {
      let watcher: FSWatcher;
      try {
        watcher = watch(folder, { persistent: false }, () => changed());
      } catch {
        // The system has no room for another watcher, or the share tells nothing: looking now and then finds all the same.
        return null;
      }
      watcher.on('error', () => watcher.close());
      return () => watcher.close();
    },
    close: () => Promise.resolve(),
  };
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR')
      throw new UserError('folder-not-found', `There is no folder ${folder}.`, { hint: 'Make it, or choose another one. It is looked for again and again.' });
    throw new OperationalError('folder-not-readable', `The folder ${folder} cannot be read: ${reasonOf(error)}.`, {
      retryable: true,
    });
  }
}

async function hashOf(path: string, signal: AbortSignal): Promise<string | null> {
  try {
    // Never waits for a pipe, and never follows a link that took the file's place.
    const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0));
    try {
      const hash = createHash('sha256');
      const chunk = Buffer.allocUnsafe(CHUNK);
      for (;;) {
        signal.throwIfAborted();
        const { bytesRead } = await file.read(chunk, 0, CHUNK);
        if (bytesRead === 0) return hash.digest('hex');
        hash.update(chunk.subarray(0, bytesRead));
      }
    } finally {
      await file.close();
    }
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT' || code === 'ELOOP' || code === 'ESTALE') return null;
    if (LOCKED.has(code))
      throw new OperationalError('file-locked', `${path} cannot be opened: another program has it, or it is not allowed.`, { retryable: true });
    throw error;
  }
}

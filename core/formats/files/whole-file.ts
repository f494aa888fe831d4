import { createHash, hash as digestOf } from 'node:crypto';
import { closeSync, fchmodSync, fstatSync, fsync, fsyncSync, linkSync, openSync, readFileSync, renameSync, rmSync, type Stats, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { OperationalError, UserError } from '../../base/errors.ts';
import type { ReadBack } from '../../catalog/families/file-place.ts';
import { ensureFolder, type MadeFolder } from './ensure-folder.ts';
import { fileError } from './file-error.ts';
import { placeBehind } from './file-place.ts';
import { WriteBehind } from './write-behind.ts';

/** What stands at a path before it is written: size in bytes and the time it was last changed, in ms since 1970. */
export interface FormerFile {
  readonly bytes: number;
  readonly modifiedAt: number;
}

/** A file read back after it was written. */
export interface WrittenFile {
  readonly bytes: number;
  /** SHA-256 in hex. */
  readonly hash: string;
  /** How much of it was read again where it is; absent: all of it. */
  readonly readBack?: ReadBack;
}

/**
 * Looks at the place of a file to be written: what is there now, `null` for nothing. Throws a `UserError` where no file can be, or where one is and
 * `ifExists` says it must not be replaced.
 */
export function lookAtPlace(path: string, ifExists: 'replace' | 'fail'): FormerFile | null {
  const found = statOf(path);
  if (!found) return null;
  if (!found.isFile())
    throw new UserError('not-a-file', `${path} is ${found.isDirectory() ? 'a folder' : 'not a plain file'}: no file can be written there.`, {
      hint: 'Choose another name.',
      place: { file: path },
    });
  if (ifExists === 'fail') throw fileExists(path);
  return { bytes: found.size, modifiedAt: Math.floor(found.mtimeMs) };
}

function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    throw fileError(error, path, 'written');
  }
}

/**
 * A file that appears whole or not at all: everything is written to `part`, a name beside it, which takes its place on commit. Nothing is at `path`
 * before; what was there stays until then, and stays for good when it is aborted.
 */
export class WholeFile {
  readonly path: string;
  readonly #part: string;
  readonly #ifExists: 'replace' | 'fail';
  readonly #former: FormerFile | null;
  #folder: MadeFolder | null;
  readonly #writing: WriteBehind;
  #handle: number | null = null;
  #bytes = 0;
  #failed: unknown = null;

  private constructor(path: string, ifExists: 'replace' | 'fail', former: FormerFile | null, part: string) {
    this.path = path;
    this.#part = part;
    this.#ifExists = ifExists;
    this.#former = former;
    this.#folder = ensureFolder(path);
    try {
      this.#handle = openSync(part, 'wx');
      this.#writing = new WriteBehind(this.#handle);
    } catch (error) {
      this.#folder?.remove();
      throw (error as NodeJS.ErrnoException).code === 'EEXIST' ? writtenTwice(path) : fileError(error, path, 'written');
    }
  }

  /** Begins the file. `partOf` gives the name to write to until the commit; for a link it is asked with the file the link leads to. */
  static async open(path: string, ifExists: 'replace' | 'fail', partOf: (path: string) => string | Promise<string>): Promise<WholeFile> {
    const former = lookAtPlace(path, ifExists);
    const real = placeBehind(path);
    return new WholeFile(real, ifExists, former, await partOf(real));
  }

  /** The name beside, where the commit takes it away in the moment in which it gives the file its own; a file that must not replace any has both for a moment. */
  get half(): string | undefined {
    return this.#ifExists === 'replace' ? this.#part : undefined;
  }

  /** Bytes written so far. */
  get bytes(): number {
    return this.#bytes;
  }

  /**
   * Writes all of `bytes`. A promise means that the drive is behind: wait for it before the next call. The bytes may be reused afterwards. What goes wrong
   * may be thrown only by a later call.
   */
  write(bytes: Uint8Array): void | Promise<void> {
    if (this.#failed !== null) throw this.#failed;
    this.#bytes += bytes.length;
    try {
      const waiting = this.#writing.write(bytes);
      return waiting?.catch((error: unknown) => this.#fail(error));
    } catch (error) {
      this.#fail(error);
    }
  }

  /** What was not written whole stays so: no later call makes a file of the rest. */
  #fail(error: unknown): never {
    this.#failed = fileError(error, this.path, 'written');
    throw this.#failed;
  }

  /** Makes what was written durable under the name beside, so that a commit has little left to do. Nothing may be written after it. */
  async prepare(): Promise<void> {
    if (this.#failed !== null) throw this.#failed;
    const handle = this.#handle;
    if (handle === null) return;
    try {
      await this.#writing.settle();
      if (this.#former) keepMode(handle, this.path);
      fsyncSync(handle);
      closeSync(handle);
      this.#handle = null;
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Puts the file in its place, durably, and reads it back. */
  async commit(): Promise<WrittenFile> {
    await this.prepare();
    try {
      this.#take();
    } catch (error) {
      throw fileError(error, this.path, 'written');
    }
    this.#folder = null;
    // The drive is asked for the new name while the file is read back; it is the answer of both that counts.
    const [synced, read] = await Promise.allSettled([syncFolder(dirname(this.path)), readBack(this.path)]);
    if (synced.status === 'rejected') throw fileError(synced.reason, this.path, 'written');
    if (read.status === 'rejected') throw read.reason;
    const written = read.value;
    if (written.bytes !== this.#bytes)
      throw new OperationalError('file-not-verified', `${this.path} has ${written.bytes} bytes after ${this.#bytes} were written.`, {
        hint: 'Another program may have changed the file, or the drive is failing. Check it before the file is used.',
        place: { file: this.path },
      });
    return written;
  }

  /** Leaves no trace; at once where nothing is being written any more. Does nothing after a commit. */
  abort(): void | Promise<void> {
    return this.#writing.busy ? this.#writing.rest().then(() => this.#remove()) : this.#remove();
  }

  #remove(): void {
    if (this.#handle !== null) closeSync(this.#handle);
    this.#handle = null;
    rmSync(this.#part, { force: true });
    this.#folder?.remove();
    this.#folder = null;
  }

  /** Renames; where nothing may be replaced, by way of a link, which fails when somebody else was quicker. */
  #take(): void {
    if (this.#ifExists === 'fail') {
      try {
        linkSync(this.#part, this.path);
        rmSync(this.#part);
        return;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'EEXIST' || statSync(this.path, { throwIfNoEntry: false })) throw fileExists(this.path);
        // A file system without links: the look just taken must do.
      }
    }
    renameSync(this.#part, this.path);
  }
}

function fileExists(path: string): UserError {
  return new UserError('file-exists', `The file ${path} is there already.`, {
    hint: 'Remove it, put {date} or {time} into the name, or choose "Replace it".',
    place: { file: path },
  });
}

function writtenTwice(path: string): UserError {
  return new UserError('same-file', `Another step of this run writes to ${path} too: one would overwrite the other.`, {
    hint: 'Give one of them another name.',
    place: { file: path },
  });
}

const NOT_FOR_FOLDERS = ['EISDIR', 'EPERM', 'EACCES', 'EINVAL', 'ENOTSUP'];

/** Makes the rename itself durable, where the system knows how to (Windows does not). */
async function syncFolder(folder: string): Promise<void> {
  let handle: number | null = null;
  try {
    const opened = openSync(folder, 'r');
    handle = opened;
    await new Promise<void>((resolve, reject) => fsync(opened, (error) => (error ? reject(error) : resolve())));
  } catch (error) {
    if (!NOT_FOR_FOLDERS.includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  } finally {
    if (handle !== null) closeSync(handle);
  }
}

/** Gives a file the rights of the one it takes the place of; mostly it has them by itself, and looking costs less than setting them. */
function keepMode(handle: number, former: string): void {
  const mode = statSync(former).mode & 0o7777;
  if ((fstatSync(handle).mode & 0o7777) !== mode) fchmodSync(handle, mode);
}

/** Files up to this size are read back at once: asking other threads to do it takes longer than doing it. */
const SMALL = 1 << 18;

async function readBack(path: string): Promise<WrittenFile> {
  try {
    if (statSync(path).size <= SMALL) {
      const all = readFileSync(path);
      return { bytes: all.length, hash: digestOf('sha256', all, 'hex') };
    }
    const hash = createHash('sha256');
    let bytes = 0;
    const file = await open(path, 'r');
    try {
      const buffer = Buffer.allocUnsafe(1 << 20);
      for (;;) {
        const { bytesRead } = await file.read(buffer, 0, buffer.length, null);
        if (bytesRead === 0) break;
        hash.update(buffer.subarray(0, bytesRead));
        bytes += bytesRead;
      }
    } finally {
      await file.close();
    }
    return { bytes, hash: hash.digest('hex') };
  } catch (error) {
    throw fileError(error, path, 'read');
  }
}

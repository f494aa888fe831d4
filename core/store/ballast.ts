import { randomFillSync } from 'node:crypto';
import { closeSync, fstatSync, ftruncateSync, openSync, rmSync, statfsSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const FILE = 'ballast.bin';
const LARGEST = 64 * 1_048_576;
const CHUNK = 1_048_576;
/** Of the space that is free, one part in so many. */
const SHARE = 16;

/** Bytes free for us on the disk of a folder. */
export type FreeBytes = (folder: string) => number;

/** What the disk of a folder has free for this user. */
export const freeBytes: FreeBytes = (folder) => {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
};

/**
 * A file that only takes space, up to 64 MiB and at most a sixteenth of what is free. When the disk is full it is given up, so that the end of a run can
 * still be written and old runs can be removed: both need room first. It comes back when there is room again.
 */
export class Ballast {
  readonly #folder: string;
  readonly #free: FreeBytes;
  /** Whether it had to be given up and has not come back. */
  released = false;

  constructor(folder: string, free: FreeBytes = freeBytes) {
    this.#folder = folder;
    this.#free = free;
  }

  /** Bytes it takes now. */
  bytes(): number {
    try {
      return statSync(join(this.#folder, FILE)).size;
    } catch {
      return 0;
    }
  }

  /** Gives its space back to the disk; false when there was none to give. */
  release(): boolean {
    const had = this.bytes();
    rmSync(join(this.#folder, FILE), { force: true });
    this.released = true;
    return had > 0;
  }

  /** Gives it up where there is hardly any room: without some a workspace cannot even be opened to remove what is old. */
  releaseWhenFull(): void {
    try {
      if (this.bytes() > 0 && this.#free(this.#folder) < CHUNK) this.release();
    } catch {
      // A disk that does not say how full it is.
    }
  }

  /** Whether it was given up and there is still so little room that only what must be written may be. */
  runsShort(): boolean {
    return this.released && this.#free(this.#folder) < LARGEST;
  }

  /** Adds one MiB when there is room for it; true when there is more to add. Never throws: a full disk is no error here. */
  grow(): boolean {
    let file: number | undefined;
    try {
      file = openSync(join(this.#folder, FILE), 'a');
      const { size } = fstatSync(file);
      const wanted = Math.min(LARGEST, Math.floor((this.#free(this.#folder) + size) / SHARE / CHUNK) * CHUNK);
      if (size >= wanted) {
        if (wanted > 0) this.released = false;
        return false;
      }
      const written = writeSync(file, randomFillSync(new Uint8Array(CHUNK)));
      if (written < CHUNK) ftruncateSync(file, size);
      return written === CHUNK && size + CHUNK < wanted;
    } catch {
      return false;
    } finally {
      if (file !== undefined) closeSync(file);
    }
  }
}

import { type BigIntStats, closeSync, constants, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { OperationalError, UserError } from '../../base/errors.ts';
import type { FileHead } from '../file-head.ts';
import { fileError } from './file-error.ts';

const HEAD = 1 << 18;
const PIECE = 1 << 15;
const PIECES = 16;

/**
 * A file read from beginning to end, of which nobody may change anything meanwhile: half an old and half a new file would look like a good one.
 * Reading throws `file-changed` as soon as it is seen.
 */
export class SteadyFile {
  readonly path: string;
  readonly bytes: number;
  /** ms since 1970. */
  readonly modifiedAt: number;
  readonly #start: BigIntStats;
  #handle: number | null;
  #read = 0;

  constructor(path: string) {
    this.path = path;
    try {
      // Without O_NONBLOCK the opening of a pipe would wait for a writer for ever.
      this.#handle = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
      this.#start = fstatSync(this.#handle, { bigint: true });
    } catch (error) {
      throw fileError(error, path, 'read');
    }
    if (!this.#start.isFile()) {
      this.close();
      throw new UserError('not-a-file', `${path} is not a plain file.`, { hint: 'Only plain files can be read.', place: { file: path } });
    }
    this.bytes = Number(this.#start.size);
    this.modifiedAt = Number(this.#start.mtimeMs);
  }

  /** Fills `buffer` from where reading stands and returns how many bytes it got; 0 at the end, when everything has been compared with the beginning. */
  read(buffer: Uint8Array): number {
    let count: number;
    try {
      count = readSync(this.#handle as number, buffer, 0, buffer.length, null);
    } catch (error) {
      throw fileError(error, this.path, 'read');
    }
    this.#read += count;
    this.#check(count === 0);
    return count;
  }

  /** Its beginning, and pieces spread over the rest, for telling what it is; reading does not move on. */
  look(): FileHead {
    const head = this.#readAt(0, HEAD);
    const pieces: Uint8Array[] = [];
    const step = Math.max(PIECE, (this.bytes - HEAD) / PIECES);
    for (let at = HEAD; at < this.bytes && pieces.length < PIECES; at += step) pieces.push(this.#readAt(Math.floor(at / 4) * 4, PIECE));
    return { head, whole: this.bytes <= HEAD, pieces };
  }

  close(): void {
    if (this.#handle !== null) closeSync(this.#handle);
    this.#handle = null;
  }

  #readAt(position: number, length: number): Uint8Array {
    const bytes = Buffer.allocUnsafeSlow(Math.max(1, Math.min(length, this.bytes - position)));
    try {
      let filled = 0;
      for (let count = -1; count !== 0 && filled < bytes.length; filled += count)
        count = readSync(this.#handle as number, bytes, filled, bytes.length - filled, position + filled);
      return bytes.subarray(0, filled);
    } catch (error) {
      throw fileError(error, this.path, 'read');
    }
  }

  #check(atEnd: boolean): void {
    const now = fstatSync(this.#handle as number, { bigint: true });
    if (now.size !== this.#start.size) throw this.#changed(now.size < this.#start.size ? 'became shorter' : 'grew');
    if (now.mtimeNs !== this.#start.mtimeNs) throw this.#changed('was written to');
    if (!atEnd) return;
    if (this.#read !== this.bytes) throw this.#changed('became shorter');
    const there = statSync(this.path, { bigint: true, throwIfNoEntry: false });
    if (there === undefined || there.ino !== this.#start.ino || there.dev !== this.#start.dev) throw this.#changed(there ? 'was replaced' : 'was removed');
  }

  #changed(how: string): OperationalError {
    return new OperationalError('file-changed', `The file ${this.path} ${how} while it was being read.`, {
      retryable: true,
      hint: 'Run again when the file is complete. Programs that write it should write under another name first and rename it at the end.',
      place: { file: this.path },
    });
  }
}

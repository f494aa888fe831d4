import { type BigIntStats, closeSync, constants, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { OperationalError, UserError } from '../../base/errors.ts';
import { fileError } from './file-error.ts';

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

  /** The first `limit` bytes without moving on. */
  head(limit: number): Uint8Array {
    const buffer = new Uint8Array(Math.min(limit, this.bytes));
    try {
      return buffer.subarray(0, readSync(this.#handle as number, buffer, 0, buffer.length, 0));
    } catch (error) {
      throw fileError(error, this.path, 'read');
    }
  }

  close(): void {
    if (this.#handle !== null) closeSync(this.#handle);
    this.#handle = null;
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

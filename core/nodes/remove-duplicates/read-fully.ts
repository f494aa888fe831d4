import { readSync, writeSync } from 'node:fs';
import { OperationalError } from '../../base/errors.ts';

/** The error for a file of keys that is not what was written. */
export function damagedKeys(path: string): OperationalError {
  return new OperationalError('seen-keys-damaged', 'The keys kept from earlier runs cannot be read.', {
    hint: 'Restore the workspace from a copy. If the step’s state is deleted instead, the next run delivers everything again.',
    place: { file: path },
  });
}

/** Fills `into` with what stands in the file from `position`; false where the file ends before. */
export function readFully(file: number, into: Uint8Array, position: number): boolean {
  for (let filled = 0; filled < into.length; ) {
    const read = readSync(file, into, filled, into.length - filled, position + filled);
    if (read === 0) return false;
    filled += read;
  }
  return true;
}

/** Writes all bytes. A drive may take less than it is given, so each write says where in the file it belongs. */
export function writeFully(file: number, bytes: Uint8Array, position: number): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done, bytes.length - done, position + done);
}

import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { type Floor, NO_FLOOR } from './forgotten.ts';
import { damagedKeys, writeFully } from './read-fully.ts';
import { bytesOf } from './segment-form.ts';

const HEAD = 'seen.head';
const MARK = Buffer.from('swivel-memory-3\n');
/** Numbers before the segments: the day of the floor, whether there is a hash and its words, keys cut, segments. */
const FIXED = 8;

/** Which segments make up what is remembered, and what of them counts as forgotten. */
export interface MemoryHead {
  readonly floor: Floor;
  /** Numbers of the segments, the latest last. */
  readonly segments: readonly number[];
}

/** Where the head lies in a folder. */
export function headPath(folder: string): string {
  return join(folder, HEAD);
}

/** The head of a folder, null where there is none. Throws `seen-keys-damaged` for one that is not whole. */
export function readHead(folder: string): MemoryHead | null {
  const path = headPath(folder);
  if (!existsSync(path)) return null;
  const stored = readFileSync(path);
  if (stored.length < MARK.length + (FIXED + 1) * 4 || stored.length % 4 !== 0 || !stored.subarray(0, MARK.length).equals(MARK)) throw damagedKeys(path);
  const numbers = new Uint32Array(Uint8Array.from(stored.subarray(MARK.length)).buffer);
  const [day = 0, isCut = 0, w0 = 0, w1 = 0, w2 = 0, w3 = 0, cut = 0, count = 0] = numbers;
  if (numbers.length !== FIXED + count + 1 || crc32(bytesOf(numbers.subarray(0, -1))) !== numbers.at(-1)) throw damagedKeys(path);
  const floor: Floor = day === 0 ? NO_FLOOR : { day, from: isCut === 1 ? [w0, w1, w2, w3] : null, cut };
  return { floor, segments: [...numbers.subarray(FIXED, -1)] };
}

/** Puts a head in the place of the one before, durable and whole or not at all. */
export function writeHead(folder: string, { floor, segments }: MemoryHead): void {
  const path = headPath(folder);
  const numbers = Uint32Array.from([floor.day, floor.from ? 1 : 0, ...(floor.from ?? [0, 0, 0, 0]), floor.cut, segments.length, ...segments, 0]);
  numbers[numbers.length - 1] = crc32(bytesOf(numbers.subarray(0, -1)));
  const file = openSync(`${path}.new`, 'w');
  try {
    writeFully(file, Buffer.concat([MARK, bytesOf(numbers)]), 0);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(`${path}.new`, path);
}

import { closeSync, fstatSync, openSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { HASH, wordAt } from './hash-words.ts';
import { KeyCursor } from './merged-keys.ts';
import { damagedKeys, readFully } from './read-fully.ts';

/** A hash, and behind it the day on which the key was seen last, counted from 1970. */
const ENTRY = HASH + 4;
const MARK = Buffer.from('swivel-keys-2\n\n\n');
/** At the end: entries, those of them that were new, the earliest day, and a checksum of all entries. */
const TAIL = 16;
const BLOCK = ENTRY * 8192;

/** Whether a file begins as a segment of the form of before. */
export function isOlderSegment(path: string): boolean {
  const file = openSync(path, 'r');
  const mark = new Uint8Array(MARK.length);
  try {
    return readFully(file, mark, 0) && MARK.equals(mark);
  } finally {
    closeSync(file);
  }
}

/** Reads a segment of Swivel 2 from its first key to its last, one block in memory. Throws `seen-keys-damaged` for a file that is not whole. */
export class OlderSegment extends KeyCursor {
  readonly #path: string;
  readonly #file: number;
  readonly #bytes: number;
  readonly #checksum: number;
  #block = Buffer.alloc(0);
  #at = 0;
  #read = 0;
  #sum = 0;

  constructor(path: string) {
    super();
    this.#path = path;
    this.#file = openSync(path, 'r');
    const size = fstatSync(this.#file).size;
    const tail = Buffer.alloc(TAIL);
    const isWhole = size >= MARK.length + TAIL && readFully(this.#file, tail, size - TAIL);
    this.#bytes = tail.readUInt32LE(0) * ENTRY;
    this.#checksum = tail.readUInt32LE(12);
    if (!isWhole || size !== MARK.length + this.#bytes + TAIL) {
      closeSync(this.#file);
      throw damagedKeys(path);
    }
  }

  next(): boolean {
    if (this.#at === this.#block.length && !this.#load()) return false;
    const [block, at] = [this.#block, this.#at];
    this.w0 = wordAt(block, at);
    this.w1 = wordAt(block, at + 4);
    this.w2 = wordAt(block, at + 8);
    this.w3 = wordAt(block, at + 12);
    this.day = block.readUInt32LE(at + HASH);
    this.#at += ENTRY;
    return true;
  }

  close(): void {
    closeSync(this.#file);
  }

  #load(): boolean {
    const left = this.#bytes - this.#read;
    if (left === 0) return false;
    const block = Buffer.alloc(Math.min(BLOCK, left));
    if (!readFully(this.#file, block, MARK.length + this.#read)) throw damagedKeys(this.#path);
    this.#sum = crc32(block, this.#sum);
    this.#read += block.length;
    if (left === block.length && this.#sum !== this.#checksum) throw damagedKeys(this.#path);
    this.#block = block;
    this.#at = 0;
    return true;
  }
}

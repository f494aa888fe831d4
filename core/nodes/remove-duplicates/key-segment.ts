import { closeSync, fstatSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { OperationalError } from '../../base/errors.ts';

/** Bytes of a key's hash. */
export const HASH = 16;
/** Behind it the day on which the key was seen last, counted from 1970. */
const ENTRY = HASH + 4;
const MARK = Buffer.from('swivel-keys-2\n\n\n');
/** At the end: entries, those of them that were new, the earliest day, and a checksum of all entries. */
const TAIL = 16;
const BLOCK = ENTRY * 8192;

/** The error for a file of keys that is not what was written. */
export function damagedKeys(path: string): OperationalError {
  return new OperationalError('seen-keys-damaged', 'The keys kept from earlier runs cannot be read.', {
    hint: 'Restore the workspace from a copy. If the step’s state is deleted instead, the next run delivers everything again.',
    place: { file: path },
  });
}

/** Writes hashes with their days, sorted by hash, to a new file, which is durable once it is closed. */
export class SegmentWriter {
  readonly #file: number;
  readonly #block = Buffer.alloc(BLOCK);
  #filled = 0;
  #checksum = 0;
  #entries = 0;
  #fresh = 0;
  #oldest = 0xffffffff;
  #written = 0;

  constructor(path: string) {
    // Never into a file that is there: the state that is kept may share it.
    this.#file = openSync(path, 'wx');
    this.#write(MARK);
  }

  get entries(): number {
    return this.#entries;
  }

  /** `fresh`: whether the key stands in no older segment. */
  add(hash: Uint8Array, day: number, fresh: boolean): void {
    this.#block.set(hash, this.#filled);
    this.#block.writeUInt32LE(day, this.#filled + HASH);
    this.#filled += ENTRY;
    this.#entries++;
    if (fresh) this.#fresh++;
    if (day < this.#oldest) this.#oldest = day;
    if (this.#filled === BLOCK) this.#flush();
  }

  /** `fresh`: how many of the keys stand in no older segment, where that is not what `add` was told. */
  close(fresh = this.#fresh): void {
    this.#flush();
    const tail = Buffer.alloc(TAIL);
    tail.writeUInt32LE(this.#entries, 0);
    tail.writeUInt32LE(fresh, 4);
    tail.writeUInt32LE(this.#oldest, 8);
    tail.writeUInt32LE(this.#checksum, 12);
    this.#write(tail);
    fsyncSync(this.#file);
    closeSync(this.#file);
  }

  #flush(): void {
    const part = this.#block.subarray(0, this.#filled);
    this.#checksum = crc32(part, this.#checksum);
    this.#write(part);
    this.#filled = 0;
  }

  /** A drive may take less than it is given, so each write says where in the file it belongs. */
  #write(bytes: Buffer): void {
    for (let done = 0; done < bytes.length; ) {
      const taken = writeSync(this.#file, bytes, done, bytes.length - done, this.#written);
      done += taken;
      this.#written += taken;
    }
  }
}

/** Reads a segment from its first key to its last, one block in memory. Throws `seen-keys-damaged` for a file that is not whole. */
export class SegmentReader {
  /** Keys in the file, and those of them that stood in no older one. */
  readonly entries: number;
  readonly fresh: number;
  /** The earliest day of all. */
  readonly oldest: number;
  /** The key at hand and its day; null behind the last one. Valid until the next `next`. */
  hash: Uint8Array | null = null;
  day = 0;
  readonly #path: string;
  readonly #file: number;
  readonly #checksum: number;
  #block: Buffer = Buffer.alloc(0);
  #at = 0;
  #read = 0;
  #sum = 0;

  constructor(path: string) {
    this.#path = path;
    this.#file = openSync(path, 'r');
    const size = fstatSync(this.#file).size;
    const [mark, tail] = [this.#bytes(0, MARK.length), this.#bytes(size - TAIL, TAIL)];
    this.entries = tail?.readUInt32LE(0) ?? 0;
    this.fresh = tail?.readUInt32LE(4) ?? 0;
    this.oldest = tail?.readUInt32LE(8) ?? 0;
    this.#checksum = tail?.readUInt32LE(12) ?? 0;
    if (!mark?.equals(MARK) || size !== MARK.length + this.entries * ENTRY + TAIL) {
      closeSync(this.#file);
      throw damagedKeys(path);
    }
  }

  /** Goes to the next key. */
  next(): void {
    if (this.#at === this.#block.length && !this.#load()) {
      this.hash = null;
      return;
    }
    this.hash = this.#block.subarray(this.#at, this.#at + HASH);
    this.day = this.#block.readUInt32LE(this.#at + HASH);
    this.#at += ENTRY;
  }

  close(): void {
    closeSync(this.#file);
  }

  #load(): boolean {
    const left = this.entries * ENTRY - this.#read;
    if (left === 0) return false;
    const block = this.#bytes(MARK.length + this.#read, Math.min(BLOCK, left));
    if (!block) throw damagedKeys(this.#path);
    this.#sum = crc32(block, this.#sum);
    this.#read += block.length;
    if (this.#read === this.entries * ENTRY && this.#sum !== this.#checksum) throw damagedKeys(this.#path);
    this.#block = block;
    this.#at = 0;
    return true;
  }

  #bytes(position: number, length: number): Buffer | null {
    if (position < 0) return null;
    const bytes = Buffer.alloc(length);
    for (let filled = 0; filled < length; ) {
      const read = readSync(this.#file, bytes, filled, length - filled, position + filled);
      if (read === 0) return null;
      filled += read;
    }
    return bytes;
  }
}

/** Order of two hashes by their bytes. */
export function compareHashes(a: Uint8Array, b: Uint8Array): number {
  for (let at = 0; at < HASH; at++) if (a[at] !== b[at]) return (a[at] as number) - (b[at] as number);
  return 0;
}

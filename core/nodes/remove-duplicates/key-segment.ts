import { closeSync, fstatSync, openSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { damagedKeys, readFully } from './read-fully.ts';
import { BLOCK, blockNumbers, bytesOf, COLUMNS, type DayChanges, FOOT, MARK } from './segment-form.ts';

/** Room for blocks that stay in memory, shared by segments. */
export class BlockRoom {
  /** Bytes. */
  most: number;
  used = 0;
  /** Counts how often all of it was let go. */
  round = 0;
  /** Blocks read from files by looking keys up. */
  reads = 0;

  constructor(most: number) {
    this.most = most;
  }

  /** Makes room for so many bytes, if need be by letting go of all others. */
  take(bytes: number): void {
    this.reads++;
    if (this.used + bytes > this.most) {
      this.used = 0;
      this.round++;
    }
    this.used += bytes;
  }
}

/**
 * Sorted keys in a file that is never changed. Opening reads its end alone; a key is looked up by reading the one block in which it would be. Throws
 * `seen-keys-damaged` for a file that is not whole, and for a block that is not what was written.
 */
export class KeySegment {
  readonly path: string;
  readonly entries: number;
  /** The earliest and the latest day on which a key in it was seen. */
  readonly oldest: number;
  readonly newest: number;
  readonly changes: DayChanges;
  readonly #file: number;
  readonly #room: BlockRoom;
  /** The first word of the first key of each block. */
  readonly #fences: Uint32Array;
  #blocks: (Uint32Array | undefined)[] = [];
  #round = 0;
  /** The block at hand stays, whatever the room. */
  #at = -1;
  #block: Uint32Array = new Uint32Array(0);

  constructor(path: string, room: BlockRoom) {
    this.path = path;
    this.#room = room;
    this.#file = openSync(path, 'r');
    try {
      const foot = this.#readFoot();
      const [entries = 0, pairs = 0, oldest = 0, newest = 0] = foot.subarray(-FOOT);
      this.entries = entries;
      this.oldest = oldest;
      this.newest = newest;
      this.#fences = foot.subarray(0, Math.ceil(entries / BLOCK));
      const changes = new Map<number, number>();
      for (let pair = 0; pair < pairs; pair++) {
        const at = this.#fences.length + pair * 2;
        changes.set(foot[at] as number, (foot[at + 1] as number) | 0);
      }
      this.changes = changes;
    } catch (error) {
      closeSync(this.#file);
      throw error;
    }
  }

  /** Number of blocks. */
  get blocks(): number {
    return this.#fences.length;
  }

  /** The day on which a key was seen last as far as this segment knows, -1 for one that is not here. */
  find(w0: number, w1: number, w2: number, w3: number): number {
    const fences = this.#fences;
    const from = this.#fenceFor(w0);
    // Keys with this first word begin in the block before, if not with this one; seldom they go on in the next.
    for (let block = Math.max(0, from - 1); block < fences.length && (block < from || fences[block] === w0); block++) {
      const day = this.#findIn(this.#kept(block), w0, w1, w2, w3);
      if (day >= 0) return day;
    }
    return -1;
  }

  /** The first block that may hold a key with this first word or a greater one. */
  blockFor(w0: number): number {
    return Math.max(0, this.#fenceFor(w0) - 1);
  }

  /** The first word of a block's first key; beyond all words behind the last block. */
  fence(block: number): number {
    return this.#fences[block] ?? 2 ** 32;
  }

  /** The columns of a block, read from the file. */
  read(block: number): Uint32Array {
    const keys = Math.min(BLOCK, this.entries - block * BLOCK);
    const numbers = new Uint32Array(blockNumbers(keys));
    const bytes = bytesOf(numbers);
    const end = keys * COLUMNS;
    if (!readFully(this.#file, bytes, MARK.length + block * blockNumbers(BLOCK) * 4) || crc32(bytes.subarray(0, end * 4)) !== numbers[end])
      throw damagedKeys(this.path);
    return numbers.subarray(0, end);
  }

  close(): void {
    closeSync(this.#file);
  }

  /** The first block that begins with this word or a greater one. */
  #fenceFor(w0: number): number {
    const fences = this.#fences;
    let [from, to] = [0, fences.length];
    while (from < to) {
      const middle = (from + to) >>> 1;
      if ((fences[middle] as number) < w0) from = middle + 1;
      else to = middle;
    }
    return from;
  }

  #findIn(block: Uint32Array, w0: number, w1: number, w2: number, w3: number): number {
    const keys = block.length / COLUMNS;
    // Hashes lie evenly, so a key stands close to where its first word lies between those of the first and the last one.
    const [least, greatest] = [block[0] as number, block[keys - 1] as number];
    if (w0 < least || w0 > greatest) return -1;
    let from = Math.floor(((w0 - least) / (greatest - least + 1)) * keys);
    while ((block[from] as number) < w0) from++;
    while (from > 0 && (block[from - 1] as number) >= w0) from--;
    for (let at = from; at < keys && block[at] === w0; at++)
      if (block[at + keys] === w1 && block[at + 2 * keys] === w2 && block[at + 3 * keys] === w3) return block[at + 4 * keys] as number;
    return -1;
  }

  #kept(block: number): Uint32Array {
    if (block === this.#at) return this.#block;
    if (this.#round !== this.#room.round) {
      this.#round = this.#room.round;
      this.#blocks = [];
    }
    let found = this.#blocks[block];
    if (!found) {
      found = this.read(block);
      this.#room.take(found.byteLength + 200);
      if (this.#round === this.#room.round) this.#blocks[block] = found;
    }
    this.#at = block;
    this.#block = found;
    return found;
  }

  /** All numbers behind the blocks. */
  #readFoot(): Uint32Array {
    const size = fstatSync(this.#file).size;
    const [mark, last] = [new Uint8Array(MARK.length), new Uint32Array(FOOT)];
    if (size < MARK.length + FOOT * 4 || !readFully(this.#file, mark, 0) || !MARK.equals(mark)) throw damagedKeys(this.path);
    readFully(this.#file, bytesOf(last), size - FOOT * 4);
    const [entries = 0, pairs = 0] = last;
    const blocks = Math.ceil(entries / BLOCK);
    const begin = MARK.length + (entries * COLUMNS + blocks) * 4;
    const numbers = blocks + pairs * 2 + FOOT;
    if (size !== begin + numbers * 4) throw damagedKeys(this.path);
    const foot = new Uint32Array(numbers);
    if (!readFully(this.#file, bytesOf(foot), begin) || crc32(bytesOf(foot).subarray(0, -4)) !== foot[numbers - 1]) throw damagedKeys(this.path);
    return foot;
  }
}

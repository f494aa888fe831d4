import { UserError } from '../base/errors.ts';
import { ByteArena } from './byte-arena.ts';
import { hashBytes } from './hash-bytes.ts';
import { KeyBatch } from './key-batch.ts';

const MAX_ARENA = 2_147_483_647;
/** Keys put in their places by one call: V8 makes good code for a short loop that is called often sooner than for a long one that is called seldom. */
const PLACED = 1024;

/**
 * A set of byte keys, each with an index: 0 for the first key, 1 for the next new one, and so on, so that a step keeps what belongs to a key
 * in arrays of its own. Keys are copied; nothing of a batch is kept alive. Two keys are the same only if all their bytes are.
 */
export class KeyTable {
  /**
   * Index + 1 of a key in the lower bits, and in the others what they can hold of its hash, so that a key is seldom looked at in vain; 0 is a free slot.
   * Always a power of two of slots, at most half full.
   */
  #slots: Int32Array;
  #mask: number;
  /** Hashes by index: from them the slots are filled anew when the table grows. */
  #hashes: Int32Array;
  #starts: Int32Array;
  #size = 0;
  readonly #arena: ByteArena;
  #batch: KeyBatch | null = null;
  /** Slots read in advance, folded together: kept only so that the reading is not left out as useless. */
  touched = 0;

  constructor(expected = 1024) {
    let capacity = 1024;
    while (capacity < expected * 2) capacity *= 2;
    this.#slots = new Int32Array(capacity);
    this.#mask = capacity - 1;
    this.#hashes = new Int32Array(Math.max(1024, expected));
    this.#starts = new Int32Array(this.#hashes.length + 1);
    this.#arena = new ByteArena(Math.max(1 << 14, expected * 12));
  }

  /** Number of keys. */
  get size(): number {
    return this.#size;
  }

  /** Bytes of memory in use. */
  get memory(): number {
    return this.#slots.byteLength + this.#hashes.byteLength + this.#starts.byteLength + this.#arena.bytes.length;
  }

  /** Room in which the keys of a batch can be found before they are looked up here. */
  get batch(): KeyBatch {
    this.#batch ??= new KeyBatch();
    return this.#batch;
  }

  /** Index of the key `bytes[start..end)`, -1 if it is not there. */
  find(bytes: Uint8Array, start: number, end: number): number {
    const slot = this.#slot(bytes, start, end, hashBytes(bytes, start, end));
    return this.#indexAt(slot);
  }

  /** Index of the key if it was there; else adds it and returns `~index` (negative) of the new key. */
  insert(bytes: Uint8Array, start: number, end: number): number {
    const hash = hashBytes(bytes, start, end);
    const slot = this.#slot(bytes, start, end, hash);
    const found = this.#indexAt(slot);
    return found >= 0 ? found : ~this.#add(slot, hash, bytes, start, end);
  }

  /** `find` for the keys of a whole batch: `out[position]` is the index of the key at that position, -1 if it is not there. */
  findAll(keys: KeyBatch, count: number, out: Int32Array): void {
    const { starts, ends, hashes } = keys;
    this.#touch(hashes, count);
    for (let position = 0; position < count; position++) {
      const at = starts[position] as number;
      const start = at < 0 ? ~at : at;
      const slot = this.#slot(at < 0 ? keys.copies.bytes : keys.bytes, start, ends[position] as number, hashes[position] as number);
      out[position] = this.#indexAt(slot);
    }
  }

  /** `insert` for the keys of a whole batch, in their order. */
  insertAll(keys: KeyBatch, count: number, out: Int32Array): void {
    const { starts, ends, hashes } = keys;
    while ((this.#size + count) * 2 > this.#mask) this.#grow();
    this.#touch(hashes, count);
    for (let position = 0; position < count; position++) {
      const at = starts[position] as number;
      const start = at < 0 ? ~at : at;
      const end = ends[position] as number;
      const bytes = at < 0 ? keys.copies.bytes : keys.bytes;
      const hash = hashes[position] as number;
      const slot = this.#slot(bytes, start, end, hash);
      const found = this.#indexAt(slot);
      out[position] = found >= 0 ? found : ~this.#add(slot, hash, bytes, start, end);
    }
  }

  /** The bytes of a key as a view into the table: valid until the next insert. */
  keyAt(index: number): Uint8Array {
    return this.#arena.bytes.subarray(this.#starts[index] as number, this.#starts[index + 1] as number);
  }

  /** Reads the slots that are about to be looked at. Nothing waits for what is read, so the processor fetches many of them from memory at once. */
  #touch(hashes: Int32Array, count: number): void {
    const slots = this.#slots;
    const mask = this.#mask;
    let touched = 0;
    for (let position = 0; position < count; position++) touched ^= slots[(hashes[position] as number) & mask] as number;
    this.touched = touched;
  }

  /** Index of the key in a slot, -1 of a free one. */
  #indexAt(slot: number): number {
    return ((this.#slots[slot] as number) & this.#mask) - 1;
  }

  /** Slot of the key, or the free slot where it belongs. */
  #slot(bytes: Uint8Array, start: number, end: number, hash: number): number {
    const slots = this.#slots;
    const starts = this.#starts;
    const arena = this.#arena.bytes;
    const mask = this.#mask;
    const length = end - start;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const entry = slots[slot] as number;
      if (entry === 0) return slot;
      if (((entry ^ hash) & ~mask) !== 0) continue;
      const index = (entry & mask) - 1;
      const from = starts[index] as number;
      if ((starts[index + 1] as number) - from !== length) continue;
      let i = 0;
      while (i < length && arena[from + i] === bytes[start + i]) i++;
      if (i === length) return slot;
    }
  }

  #add(slot: number, hash: number, bytes: Uint8Array, start: number, end: number): number {
    const index = this.#size;
    if (this.#arena.end + (end - start) > MAX_ARENA)
      throw new UserError('too-many-keys', 'The distinct keys of this step take more than 2 GiB of memory.', {
        hint: 'Use a shorter key, or split the input.',
      });
    if (index === this.#hashes.length) {
      this.#hashes = widened(this.#hashes, this.#hashes.length * 2);
      this.#starts = widened(this.#starts, this.#hashes.length + 1);
    }
    this.#arena.add(bytes, start, end);
    this.#starts[index + 1] = this.#arena.end;
    this.#hashes[index] = hash;
    this.#slots[slot] = (hash & ~this.#mask) | (index + 1);
    this.#size = index + 1;
    if (this.#size * 2 > this.#mask) this.#grow();
    return index;
  }

  #grow(): void {
    const mask = this.#mask * 2 + 1;
    this.#slots = new Int32Array(mask + 1);
    this.#mask = mask;
    for (let from = 0; from < this.#size; from += PLACED) placeAll(this.#slots, mask, this.#hashes, from, Math.min(from + PLACED, this.#size));
  }
}

/** Puts the keys `from` to `to`, none of which is there yet, into the first free slot from their place on. */
function placeAll(slots: Int32Array, mask: number, hashes: Int32Array, from: number, to: number): void {
  for (let index = from; index < to; index++) {
    const hash = hashes[index] as number;
    let slot = hash & mask;
    while (slots[slot] !== 0) slot = (slot + 1) & mask;
    slots[slot] = (hash & ~mask) | (index + 1);
  }
}

function widened(old: Int32Array, length: number): Int32Array {
  const wide = new Int32Array(length);
  wide.set(old);
  return wide;
}

import { UserError } from '../base/errors.ts';
import { ByteArena } from './byte-arena.ts';
import { hashBytes } from './hash-bytes.ts';
import { KeyBatch } from './key-batch.ts';

const MAX_ARENA = 2_147_483_647;

/**
 * A set of byte keys, each with an index: 0 for the first key, 1 for the next new one, and so on, so that a step keeps what belongs to a key
 * in arrays of its own. Keys are copied; nothing of a batch is kept alive. Two keys are the same only if all their bytes are.
 */
export class KeyTable {
  /** Pairs of hash and index + 1; 0 is a free slot. Always a power of two, at most half full. */
  #slots: Int32Array;
  #mask: number;
  #starts: Int32Array;
  #size = 0;
  readonly #arena: ByteArena;
  #batch: KeyBatch | null = null;
  /** Slots read in advance, folded together: kept only so that the reading is not left out as useless. */
  touched = 0;

  constructor(expected = 1024) {
    let capacity = 1024;
    while (capacity < expected * 2) capacity *= 2;
    this.#slots = new Int32Array(capacity * 2);
    this.#mask = capacity - 1;
    this.#starts = new Int32Array(Math.max(1024, expected) + 1);
    this.#arena = new ByteArena(Math.max(1 << 14, expected * 12));
  }

  /** Number of keys. */
  get size(): number {
    return this.#size;
  }

  /** Bytes of memory in use. */
  get memory(): number {
    return this.#slots.byteLength + this.#starts.byteLength + this.#arena.bytes.length;
  }

  /** Room in which the keys of a batch can be found before they are looked up here. */
  get batch(): KeyBatch {
    this.#batch ??= new KeyBatch();
    return this.#batch;
  }

  /** Index of the key `bytes[start..end)`, -1 if it is not there. */
  find(bytes: Uint8Array, start: number, end: number): number {
    const slot = this.#slot(bytes, start, end, hashBytes(bytes, start, end));
    return (this.#slots[slot + 1] as number) - 1;
  }

  /** Index of the key if it was there; else adds it and returns `~index` (negative) of the new key. */
  insert(bytes: Uint8Array, start: number, end: number): number {
    const hash = hashBytes(bytes, start, end);
    const slot = this.#slot(bytes, start, end, hash);
    const found = (this.#slots[slot + 1] as number) - 1;
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
      out[position] = (this.#slots[slot + 1] as number) - 1;
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
      const found = (this.#slots[slot + 1] as number) - 1;
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
    for (let position = 0; position < count; position++) touched ^= slots[((hashes[position] as number) & mask) * 2] as number;
    this.touched = touched;
  }

  /** Slot of the key, or the free slot where it belongs. */
  #slot(bytes: Uint8Array, start: number, end: number, hash: number): number {
    const slots = this.#slots;
    const starts = this.#starts;
    const arena = this.#arena.bytes;
    const mask = this.#mask;
    const length = end - start;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const at = slot * 2;
      const entry = slots[at + 1] as number;
      if (entry === 0) return at;
      if (slots[at] !== hash) continue;
      const from = starts[entry - 1] as number;
      if ((starts[entry] as number) - from !== length) continue;
      let i = 0;
      while (i < length && arena[from + i] === bytes[start + i]) i++;
      if (i === length) return at;
    }
  }

  #add(slot: number, hash: number, bytes: Uint8Array, start: number, end: number): number {
    const index = this.#size;
    if (this.#arena.end + (end - start) > MAX_ARENA)
      throw new UserError('too-many-keys', 'The distinct keys of this step take more than 2 GiB of memory.', {
        hint: 'Use a shorter key, or split the input.',
      });
    if (index + 2 > this.#starts.length) {
      const grown = new Int32Array(this.#starts.length * 2);
      grown.set(this.#starts);
      this.#starts = grown;
    }
    this.#arena.add(bytes, start, end);
    this.#starts[index + 1] = this.#arena.end;
    this.#slots[slot] = hash;
    this.#slots[slot + 1] = index + 1;
    this.#size = index + 1;
    if (this.#size * 2 > this.#mask) this.#grow();
    return index;
  }

  #grow(): void {
    const old = this.#slots;
    const slots = new Int32Array(old.length * 2);
    const mask = this.#mask * 2 + 1;
    for (let at = 0; at < old.length; at += 2) {
      if (old[at + 1] === 0) continue;
      let slot = (old[at] as number) & mask;
      while (slots[slot * 2 + 1] !== 0) slot = (slot + 1) & mask;
      slots[slot * 2] = old[at] as number;
      slots[slot * 2 + 1] = old[at + 1] as number;
    }
    this.#slots = slots;
    this.#mask = mask;
  }
}

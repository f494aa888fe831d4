import type { Batch } from '../data/batch.ts';
import { slice } from '../data/batch-ops.ts';
import { type ByteKeys, compareByteKeys, copyKey } from './byte-keys.ts';
import type { KeyOrder } from './key-order.ts';
import type { SortedBatch } from './row-order.ts';

/** Takes a part of the records of one key. A promise means: wait. */
export type TakePart = (part: Batch) => void | Promise<void>;

/**
 * Walks records that are sorted by a `KeyOrder`, key by key. Stands before the records of one key; `takeGroup` gives them and goes on to the next key.
 * Everything that needs no file is answered at once, without a promise: most keys have few records.
 */
export class KeyCursor {
  readonly #sorted: AsyncGenerator<SortedBatch<ByteKeys>, void, undefined>;
  readonly #order: KeyOrder;
  #batch: Batch | null = null;
  #keys: ByteKeys | null = null;
  #position = 0;

  private constructor(sorted: AsyncGenerator<SortedBatch<ByteKeys>, void, undefined>, order: KeyOrder) {
    this.#sorted = sorted;
    this.#order = order;
  }

  /** Stands before the first key. `sorted`: what `ExternalSorter.sortedWithKeys` gives for this order. */
  static async open(sorted: AsyncGenerator<SortedBatch<ByteKeys>, void, undefined>, order: KeyOrder): Promise<KeyCursor> {
    const cursor = new KeyCursor(sorted, order);
    await cursor.#load();
    return cursor;
  }

  /** Whether there is no further key. */
  get ended(): boolean {
    return this.#batch === null;
  }

  /** How many fields of the key at hand are empty: 0 for a key that may be matched with others. */
  get emptyFields(): number {
    return this.#keys ? this.#order.emptyFields(this.#keys, this.#position) : 0;
  }

  /** Compares the keys at hand: negative when this one comes first. One that has ended comes last. */
  compare(other: KeyCursor): number {
    if (!this.#keys || !other.#keys) return this.#keys ? -1 : other.#keys ? 1 : 0;
    return compareByteKeys(this.#keys, this.#position, other.#keys, other.#position);
  }

  /** Gives all records of the key at hand, in the order in which they arrived, in one or several parts, and goes on to the next key. */
  takeGroup(take: TakePart): void | Promise<void> {
    const { batch, keys } = this.#here();
    const end = this.#groupEnd(keys, batch.count);
    const part = slice(batch, this.#position, end);
    if (end === batch.count) return this.#takeOn(part, copyKey(keys, this.#position), take);
    this.#position = end;
    return take(part);
  }

  /** Closes what the records come from, when not all of them are wanted. */
  async close(): Promise<void> {
    this.#batch = null;
    this.#keys = null;
    await this.#sorted.return();
  }

  /** The key may go on in the next batches. */
  async #takeOn(part: Batch, key: ByteKeys, take: TakePart): Promise<void> {
    await take(part);
    while (await this.#load()) {
      const { batch, keys } = this.#here();
      if (compareByteKeys(keys, 0, key, 0) !== 0) return;
      const end = this.#groupEnd(keys, batch.count);
      await take(slice(batch, 0, end));
      if (end < batch.count) {
        this.#position = end;
        return;
      }
    }
  }

  #groupEnd(keys: ByteKeys, count: number): number {
    let end = this.#position + 1;
    while (end < count && compareByteKeys(keys, this.#position, keys, end) === 0) end++;
    return end;
  }

  #here(): { batch: Batch; keys: ByteKeys } {
    if (!this.#batch || !this.#keys) throw new RangeError('there is no further key');
    return { batch: this.#batch, keys: this.#keys };
  }

  async #load(): Promise<boolean> {
    const next = await this.#sorted.next();
    this.#batch = next.done ? null : next.value.batch;
    this.#keys = next.done ? null : next.value.keys;
    this.#position = 0;
    return !next.done;
  }
}

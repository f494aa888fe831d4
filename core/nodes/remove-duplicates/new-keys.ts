import { createBatch, ordinalAt, sourceAt } from '../../data/batch-ops.ts';
import type { SettledFates, StepContext } from '../../engine/node-door.ts';
import type { ByteKeys } from '../../spill/byte-keys.ts';
import { ExternalSorter } from '../../spill/external-sorter.ts';
import { GivenOrder } from '../../spill/given-order.ts';
import { HASH } from './hash-words.ts';
import { type NewKey, UNKNOWN } from './kept-keys.ts';

/** Keys handed on at once. */
const PART = 4096;

/** The keys that this run passes on for the first time, each with the origin of its record, and those it has seen again; until it is known what became of them. */
export class NewKeys {
  readonly #order = new GivenOrder();
  readonly #sorter: ExternalSorter<ByteKeys>;
  #hashes = new Uint8Array(PART * HASH);
  #before: number[] = [];
  #sources: number[] = [];
  #ordinals: number[] = [];

  constructor(context: StepContext, budget: number) {
    this.#sorter = new ExternalSorter({ order: this.#order, budget, folder: () => context.spill.folder(), signal: context.signal, name: 'new-keys' });
  }

  /** Takes a key that is passed on, with the day on which it was seen before, if any, and the origin of its record. Each key is to be given once. */
  passedOn(hash: Uint8Array, before: number, source: number, ordinal: number): void {
    this.#add(hash, before - UNKNOWN, source, ordinal);
  }

  /** Takes a key that counts as seen, with the day on which it was seen before. */
  seenAgain(hash: Uint8Array, before: number): void {
    this.#add(hash, UNKNOWN - before - 1, 0, 0);
  }

  /** To be called now and then: puts keys aside when there are many. */
  relieve(all = false): void | Promise<void> {
    const count = this.#before.length;
    if (count === 0 || (count < PART && !all)) return;
    const starts = Int32Array.from({ length: count + 1 }, (_, at) => at * HASH);
    this.#order.give({ bytes: this.#hashes.slice(0, count * HASH), starts });
    const origin = { source: Int32Array.from(this.#sources), first: 0, ordinals: Float64Array.from(this.#ordinals) };
    const batch = createBatch(
      ['before'],
      [{ kind: 'float64', type: 'integer', values: Float64Array.from(this.#before), nulls: null, source: null }],
      count,
      origin,
    );
    [this.#before, this.#sources, this.#ordinals] = [[], [], []];
    return this.#sorter.add(batch);
  }

  /** All keys to be remembered, sorted: without those whose record was rejected later on. */
  async *settled(fates: SettledFates): AsyncGenerator<NewKey, void, undefined> {
    await this.relieve(true);
    for await (const { batch, keys } of this.#sorter.sortedWithKeys()) {
      const column = batch.columns[0];
      for (let row = 0; row < batch.count; row++) {
        const before = column?.kind === 'float64' ? (column.values[row] as number) : 0;
        if (before >= 0 && fates.rejected(sourceAt(batch, row), ordinalAt(batch, row))) continue;
        yield { hash: keys.bytes.subarray(keys.starts[row], keys.starts[row + 1]), before: before >= 0 ? before + UNKNOWN : UNKNOWN - before - 1 };
      }
    }
  }

  close(): Promise<void> {
    return this.#sorter.close();
  }

  /** `before` is the day of a key that is passed on, from 0 for none; below 0 it is that of one that was seen again. */
  #add(hash: Uint8Array, before: number, source: number, ordinal: number): void {
    const at = this.#before.length * HASH;
    if (at === this.#hashes.length) {
      const grown = new Uint8Array(at * 2);
      grown.set(this.#hashes);
      this.#hashes = grown;
    }
    this.#hashes.set(hash, at);
    this.#before.push(before);
    this.#sources.push(source);
    this.#ordinals.push(ordinal);
  }
}

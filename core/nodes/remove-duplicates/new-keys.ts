import { createBatch, ordinalAt, sourceAt } from '../../data/batch-ops.ts';
import type { SettledFates, StepContext } from '../../engine/node-door.ts';
import type { ByteKeys } from '../../spill/byte-keys.ts';
import { ExternalSorter } from '../../spill/external-sorter.ts';
import { GivenOrder } from '../../spill/given-order.ts';
import type { NewKey } from './kept-keys.ts';
import { HASH } from './key-segment.ts';

/** Keys handed on at once. */
const PART = 4096;

/** The keys that this run passes on for the first time, each with the origin of its record, and those it has seen again; until it is known what became of them. */
export class NewKeys {
  readonly #order = new GivenOrder();
  readonly #sorter: ExternalSorter<ByteKeys>;
  #hashes = new Uint8Array(PART * HASH);
  #fresh: number[] = [];
  #sources: number[] = [];
  #ordinals: number[] = [];

  constructor(context: StepContext, budget: number) {
    this.#sorter = new ExternalSorter({ order: this.#order, budget, folder: () => context.spill.folder(), signal: context.signal, name: 'new-keys' });
  }

  /** Takes a key with the origin of its record; `fresh` is false for one that is kept already. Each key is to be given once. */
  add(hash: Uint8Array, fresh: boolean, source: number, ordinal: number): void {
    const at = this.#fresh.length * HASH;
    if (at === this.#hashes.length) {
      const grown = new Uint8Array(at * 2);
      grown.set(this.#hashes);
      this.#hashes = grown;
    }
    this.#hashes.set(hash, at);
    this.#fresh.push(fresh ? 1 : 0);
    this.#sources.push(source);
    this.#ordinals.push(ordinal);
  }

  /** To be called now and then: puts keys aside when there are many. */
  relieve(all = false): void | Promise<void> {
    const count = this.#fresh.length;
    if (count === 0 || (count < PART && !all)) return;
    const starts = Int32Array.from({ length: count + 1 }, (_, at) => at * HASH);
    this.#order.give({ bytes: this.#hashes.slice(0, count * HASH), starts });
    const origin = { source: Int32Array.from(this.#sources), first: 0, ordinals: Float64Array.from(this.#ordinals) };
    const batch = createBatch(['fresh'], [{ kind: 'boolean', type: 'boolean', values: Uint8Array.from(this.#fresh), nulls: null }], count, origin);
    [this.#fresh, this.#sources, this.#ordinals] = [[], [], []];
    return this.#sorter.add(batch);
  }

  /** All keys to be remembered, sorted: without those whose record was rejected later on. */
  async *settled(fates: SettledFates): AsyncGenerator<NewKey, void, undefined> {
    await this.relieve(true);
    for await (const { batch, keys } of this.#sorter.sortedWithKeys()) {
      const column = batch.columns[0];
      for (let row = 0; row < batch.count; row++) {
        const fresh = column?.kind === 'boolean' && column.values[row] === 1;
        if (fresh && fates.rejected(sourceAt(batch, row), ordinalAt(batch, row))) continue;
        yield { hash: keys.bytes.subarray(keys.starts[row], keys.starts[row + 1]), fresh };
      }
    }
  }

  close(): Promise<void> {
    return this.#sorter.close();
  }
}

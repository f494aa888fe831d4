import { OUT_PORT } from '../../catalog/node-spec.ts';
import type { Batch } from '../../data/batch.ts';
import { ordinalAt, select, sourceAt } from '../../data/batch-ops.ts';
import type { Emit, StepContext } from '../../engine/node-door.ts';
import type { ByteKeys } from '../../spill/byte-keys.ts';
import { ExternalSorter } from '../../spill/external-sorter.ts';
import { GivenOrder, numberKeys } from '../../spill/given-order.ts';
import { type KeepKeys, KeepOrder, keyPart, type Winner } from './keep-order.ts';

/** What earlier runs say of keys, asked in the order of the keys. */
export interface EarlierKeys {
  /** Whether an earlier run has passed the key on. Remembers it for later runs otherwise, with where the record came from. */
  isOld(key: Uint8Array, source: number, ordinal: number): boolean;
}

/** Takes all records, and passes on one of each key at the end, in the order in which they came. Works on disk beyond its memory. */
export class KeepOne {
  readonly #context: StepContext;
  readonly #sorter: ExternalSorter<KeepKeys>;
  readonly #order = new GivenOrder();
  readonly #winners: ExternalSorter<ByteKeys>;
  #before: Uint8Array = Uint8Array.of(0);

  constructor(keysOf: (batch: Batch) => ByteKeys, winner: Winner, context: StepContext, budget: number) {
    this.#context = context;
    const place = { folder: () => context.spill.folder(), signal: context.signal, budget: budget / 2 };
    this.#sorter = new ExternalSorter({ ...place, order: new KeepOrder(keysOf, winner), name: 'by-key' });
    this.#winners = new ExternalSorter({ ...place, order: this.#order, name: 'in-order' });
  }

  add(batch: Batch): void | Promise<void> {
    return this.#sorter.add(batch);
  }

  /** Passes on what stays. */
  async finish(earlier: EarlierKeys | null, emit: Emit): Promise<void> {
    for await (const { batch, keys } of this.#sorter.sortedWithKeys()) {
      const waiting = this.#divide(batch, keys, earlier);
      if (waiting instanceof Promise) await waiting;
    }
    for await (const batch of this.#winners.sorted()) await emit(OUT_PORT, batch);
  }

  async close(): Promise<void> {
    await this.#sorter.close();
    await this.#winners.close();
  }

  #divide(batch: Batch, keys: KeepKeys, earlier: EarlierKeys | null): void | Promise<void> {
    const [stay, left, arrivals] = [new Int32Array(batch.count), new Int32Array(batch.count), new Float64Array(batch.count)];
    let [stayCount, leftCount] = [0, 0];
    for (let position = 0; position < batch.count; position++) {
      const row = batch.selection[position] as number;
      const key = keyPart(keys.bytes, position);
      const isFirst = !sameBytes(key, this.#before);
      this.#before = key;
      if (isFirst && earlier?.isOld(key, sourceAt(batch, row), ordinalAt(batch, row)) !== true) {
        stay[stayCount] = row;
        arrivals[stayCount++] = keys.arrivals[position] as number;
      } else left[leftCount++] = row;
    }
    if (leftCount > 0) this.#context.duplicates(batch, left, leftCount);
    if (stayCount === 0) return;
    this.#order.give(numberKeys(arrivals.subarray(0, stayCount)));
    return this.#winners.add(select(batch, stay, stayCount));
  }
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
}

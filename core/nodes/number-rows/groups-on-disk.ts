import { Defect } from '../../base/errors.ts';
import type { Batch } from '../../data/batch.ts';
import { createBatch, runningOrigin } from '../../data/batch-ops.ts';
import type { Column, Float64Column } from '../../data/column.ts';
import { columnReader } from '../../data/column-reader.ts';
import type { StepContext } from '../../engine/node-door.ts';
import { BatchStore } from '../../formats/spool/batch-store.ts';
import type { ByteKeys } from '../../spill/byte-keys.ts';
import { ExternalSorter } from '../../spill/external-sorter.ts';
import { GivenOrder, numberKeys } from '../../spill/given-order.ts';
import { groupsOf } from '../../spill/groups-of.ts';
import { KeyOrder, keyColumn } from '../../spill/key-order.ts';

const AT = 'at';
const COUNT = 'count';
const SHARE = 0.2;

/**
 * Counts the records of groups that are too many for memory. The records wait in a store, in their order; their keys are sorted apart, each with the place
 * of its record, counted group by group, and the counts sorted back by place.
 */
export class GroupsOnDisk {
  readonly #fields: readonly string[];
  readonly #signal: AbortSignal;
  readonly #store: BatchStore;
  readonly #byKey: ExternalSorter<ByteKeys>;
  readonly #byPlace: ExternalSorter<ByteKeys>;
  readonly #placeOrder = new GivenOrder();
  #places = 0;

  constructor(fields: readonly string[], { spill, signal }: StepContext) {
    const shared = { budget: spill.memoryBudget * SHARE, folder: () => spill.folder(), signal };
    this.#fields = fields;
    this.#signal = signal;
    this.#store = new BatchStore({ memory: shared.budget, folder: shared.folder, name: 'records.spool' });
    this.#byKey = new ExternalSorter({ ...shared, order: new KeyOrder(fields.map((_, at) => `key ${at}`)), name: 'keys' });
    this.#byPlace = new ExternalSorter({ ...shared, order: this.#placeOrder, name: 'counts' });
  }

  /** Takes records; they are given back by `counted`. */
  async add(batch: Batch): Promise<void> {
    const places = new Float64Array(batch.rows);
    for (let position = 0; position < batch.count; position++) places[batch.selection[position] as number] = this.#places++;
    const columns = this.#fields.map((field) => keyColumn(batch, field));
    const names = columns.map((_, at) => `key ${at}`);
    await this.#byKey.add({ ...batch, names: [...names, AT], columns: [...columns, numbers(places)] });
    await this.#store.append(batch);
  }

  /** The records in their order, with the how-manieth of its key each one is, from what `earlier` says of the key. To be asked for once. */
  async *counted(earlier: (keys: ByteKeys, position: number) => number): AsyncGenerator<{ batch: Batch; counts: Float64Array }, void, undefined> {
    let count = 0;
    for await (const { batch, keys, begins } of groupsOf(this.#byKey.sortedWithKeys())) {
      this.#signal.throwIfAborted();
      const counts = new Float64Array(batch.count);
      for (let position = 0; position < batch.count; position++) {
        count = begins[position] === 1 ? earlier(keys, position) : count + 1;
        counts[position] = count;
      }
      this.#placeOrder.give(numberKeys(valuesOf(batch, AT)));
      await this.#byPlace.add(createBatch([COUNT], [numbers(counts)], batch.count, runningOrigin(0, 0)));
    }
    const sorted = this.#byPlace.sorted();
    let known: Float64Array = new Float64Array(0);
    let used = 0;
    for await (const batch of this.#store.batches()) {
      const counts = new Float64Array(batch.count);
      for (let position = 0; position < batch.count; position++) {
        while (used === known.length) {
          const next = await sorted.next();
          if (next.done) throw new Defect('counts-lost', 'There are fewer counts than records.');
          known = valuesOf(next.value, COUNT);
          used = 0;
        }
        counts[position] = known[used++] as number;
      }
      yield { batch, counts };
    }
  }

  async close(): Promise<void> {
    await this.#store.close();
    await this.#byKey.close();
    await this.#byPlace.close();
  }
}

function numbers(values: Float64Array): Float64Column {
  return { kind: 'float64', type: 'integer', values, nulls: null, source: null };
}

/** The numbers of a field, by position. */
function valuesOf(batch: Batch, name: string): Float64Array {
  const read = columnReader(batch.columns[batch.names.indexOf(name)] as Column, batch.count);
  return Float64Array.from({ length: batch.count }, (_, position) => Number(read(batch.selection[position] as number)));
}

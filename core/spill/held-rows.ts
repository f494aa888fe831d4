import { type Batch, MAX_BATCH_ROWS } from '../data/batch.ts';
import { concat, slice } from '../data/batch-ops.ts';
import { compact } from '../formats/spool/batch-store.ts';
import type { CommonLayout } from './common-layout.ts';
import { heldBytes } from './held-bytes.ts';
import { SortedGatherer } from './row-gatherer.ts';
import { ID_BATCH, ID_BITS, ID_POSITION, type RowOrder, SORT_BYTES, type SortedBatch } from './row-order.ts';

/** Bytes that a batch which leaves should have at most. */
const BATCH_BYTES = 1 << 18;
/** Records of thousands of fields leave in larger batches: what is done for each field of a batch would be done for a handful of records. */
const MOST_BATCH_BYTES = 1 << 21;
const FIELD_BYTES = 512;
/** Batches smaller than this are put together first: thousands of tiny ones would cost more than what is in them. */
const SMALL = 1024;

/** Records in memory with their keys, counted, to be put in order all at once. */
export class HeldRows<K> {
  readonly #order: RowOrder<K>;
  readonly #layout: CommonLayout;
  #batches: Batch[] = [];
  #keys: K[] = [];
  #small: SortedBatch<K>[] = [];
  #smallRows = 0;
  #bytes = 0;
  #rows = 0;
  /** Of all records that were ever held. */
  readonly #ever = { rows: 0, bytes: 0 };

  constructor(order: RowOrder<K>, layout: CommonLayout) {
    this.#order = order;
    this.#layout = layout;
  }

  /** Bytes of memory of records and keys, and what sorting them will need beside that. */
  get bytes(): number {
    return this.#bytes + this.#rows * SORT_BYTES;
  }

  get rows(): number {
    return this.#rows;
  }

  /** Records of a batch that leaves: 4,096, fewer where they are large. */
  get batchRows(): number {
    const { rows, bytes } = this.#ever;
    const most = Math.max(BATCH_BYTES, Math.min(MOST_BATCH_BYTES, this.#layout.names.length * FIELD_BYTES));
    return Math.max(1, Math.min(MAX_BATCH_ROWS, Math.floor((most * rows) / Math.max(1, bytes))));
  }

  add(batch: Batch): void {
    for (let from = 0; from < batch.count; from += ID_BATCH) this.#add(batch.count > ID_BATCH ? slice(batch, from, from + ID_BATCH) : batch);
  }

  #add(batch: Batch): void {
    this.#rows += batch.count;
    // A dictionary is shared by many batches and would be counted, and kept, for each of them.
    const own = batch.columns.some((column) => column.kind === 'dictionary') ? concat([batch]) : compact(batch);
    if (own.count >= SMALL && this.#smallRows === 0) {
      this.#hold(own, this.#order.prepare(own));
      return;
    }
    const tiny = own === batch && own.count < SMALL ? concat([batch]) : own;
    if (this.#smallRows + tiny.count > MAX_BATCH_ROWS) this.#holdSmall();
    const keys = this.#order.prepare(tiny);
    this.#small.push({ batch: tiny, keys });
    this.#smallRows += tiny.count;
    this.#bytes += heldBytes(tiny) + this.#order.bytes(keys);
    if (this.#smallRows >= SMALL) this.#holdSmall();
  }

  /** Puts what is small together, keys as they are. */
  #holdSmall(): void {
    const [first] = this.#small;
    if (!first) return;
    const small = this.#small;
    this.#small = [];
    this.#smallRows = 0;
    for (const { batch, keys } of small) this.#bytes -= heldBytes(batch) + this.#order.bytes(keys);
    if (small.length === 1) {
      this.#hold(first.batch, first.keys);
      return;
    }
    const batch = concat(small.map((one) => one.batch));
    const ids = idsOf(small.map((one) => one.batch));
    const packed = this.#order.pack(
      small.map(({ keys }) => keys),
      ids,
    );
    this.#hold(batch, this.#order.unpack(packed));
  }

  #hold(batch: Batch, keys: K): void {
    const bytes = heldBytes(batch);
    this.#batches.push(batch);
    this.#keys.push(keys);
    this.#bytes += bytes + this.#order.bytes(keys);
    this.#ever.rows += batch.count;
    this.#ever.bytes += bytes;
  }

  /** Everything in order; nothing is held afterwards. */
  *sorted(): Generator<SortedBatch<K>, void, undefined> {
    this.#holdSmall();
    const [batches, keys] = [this.#batches, this.#keys];
    const ids = idsOf(batches);
    this.#batches = [];
    this.#keys = [];
    if (this.#order.sort) this.#order.sort(keys, ids);
    else ids.sort((a, b) => this.#order.compare(keys[a >> ID_BITS] as K, a & ID_POSITION, keys[b >> ID_BITS] as K, b & ID_POSITION) || a - b);
    const rows = new SortedGatherer(this.#order, this.#layout, this.batchRows);
    for (let i = 0; i < ids.length; i++) {
      const id = ids[i] as number;
      rows.add(batches[id >> ID_BITS] as Batch, keys[id >> ID_BITS] as K, id & ID_POSITION);
      if (rows.full) yield rows.take();
    }
    if (rows.count > 0) yield rows.take();
    this.clear();
  }

  clear(): void {
    this.#batches = [];
    this.#keys = [];
    this.#small = [];
    this.#smallRows = 0;
    this.#bytes = 0;
    this.#rows = 0;
  }
}

function idsOf(batches: readonly Batch[]): Int32Array {
  const ids = new Int32Array(batches.reduce((sum, batch) => sum + batch.count, 0));
  let at = 0;
  batches.forEach((batch, place) => {
    for (let position = 0; position < batch.count; position++) ids[at++] = (place << ID_BITS) | position;
  });
  return ids;
}

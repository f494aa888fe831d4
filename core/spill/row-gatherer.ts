import { type Batch, MAX_BATCH_ROWS } from '../data/batch.ts';
import { gather } from '../data/batch-ops.ts';
import type { CommonLayout } from './common-layout.ts';
import { ID_BITS, type RowOrder, type SortedBatch } from './row-order.ts';

/** Puts single records of many batches together to new batches of at most 4,096. The batches must stay as they are until `take`. */
export class RowGatherer {
  readonly #layout: CommonLayout;
  readonly #limit: number;
  #batches: Batch[] = [];
  #places = new Map<Batch, number>();
  #last: Batch | null = null;
  #lastPlace = 0;
  readonly #batchOf = new Int32Array(MAX_BATCH_ROWS);
  readonly #rowOf = new Int32Array(MAX_BATCH_ROWS);
  #count = 0;

  /** `limit`: most records of a new batch, fewer where they are large. */
  constructor(layout: CommonLayout, limit = MAX_BATCH_ROWS) {
    this.#layout = layout;
    this.#limit = Math.min(limit, MAX_BATCH_ROWS);
  }

  get count(): number {
    return this.#count;
  }

  get full(): boolean {
    return this.#count >= this.#limit;
  }

  /** Adds a record by its physical row, and gives the place of its batch among those in use. Not to be called when full. */
  add(batch: Batch, row: number): number {
    if (batch !== this.#last) {
      this.#last = batch;
      let place = this.#places.get(batch);
      if (place === undefined) {
        place = this.#batches.push(batch) - 1;
        this.#places.set(batch, place);
      }
      this.#lastPlace = place;
    }
    this.#batchOf[this.#count] = this.#lastPlace;
    this.#rowOf[this.#count++] = row;
    return this.#lastPlace;
  }

  /** A batch of what was added, which shares nothing with where it came from; starts anew. */
  take(): Batch {
    const batch = this.#layout.apply(gather(this.#batches, this.#batchOf, this.#rowOf, this.#count));
    this.#batches = [];
    this.#places = new Map();
    this.#last = null;
    this.#count = 0;
    return batch;
  }
}

/** The same for sorted records, with their keys. */
export class SortedGatherer<K> {
  readonly #order: RowOrder<K>;
  readonly #rows: RowGatherer;
  #keys: K[] = [];
  readonly #ids = new Int32Array(MAX_BATCH_ROWS);

  constructor(order: RowOrder<K>, layout: CommonLayout, limit: number) {
    this.#order = order;
    this.#rows = new RowGatherer(layout, limit);
  }

  get count(): number {
    return this.#rows.count;
  }

  get full(): boolean {
    return this.#rows.full;
  }

  /** Adds the record at a position of the batch's selection. */
  add(batch: Batch, keys: K, position: number): void {
    const at = this.#rows.count;
    const place = this.#rows.add(batch, batch.selection[position] as number);
    this.#keys[place] = keys;
    this.#ids[at] = (place << ID_BITS) | position;
  }

  /** What was added, with keys of its own; starts anew. */
  take(): SortedBatch<K> {
    const packed = this.#order.pack(this.#keys, this.#ids.subarray(0, this.#rows.count));
    this.#keys = [];
    return { batch: this.#rows.take(), keys: this.#order.unpack(packed), packed };
  }
}

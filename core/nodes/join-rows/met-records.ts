import { type Batch, MAX_BATCH_ROWS } from '../../data/batch.ts';
import type { Column } from '../../data/column.ts';
import type { CommonLayout } from '../../spill/common-layout.ts';
import { heldBytes } from '../../spill/held-bytes.ts';
import { RowGatherer } from '../../spill/row-gatherer.ts';
import { withNumbers } from '../../spill/side-records.ts';

const CHUNK_BYTES = 1 << 20;
/** Fields beside those of the records: what becomes of the record, and which group of the group store it meets (`to` 0: none). */
export const FATE = 'm#fate';
export const GROUP_FROM = 'm#from';
export const GROUP_TO = 'm#to';

/** What a record of the left input met. */
export interface Meeting {
  readonly fate: number;
  readonly partner?: { readonly batch: Batch; readonly row: number };
  readonly group?: { readonly from: number; readonly to: number };
}

/** Puts records of the left input and what they met side by side, to be sorted back into the order of the left input. */
export class MetRecords {
  readonly #right: CommonLayout;
  readonly #leftRows: RowGatherer;
  readonly #rightRows: RowGatherer;
  readonly #whole = new Map<readonly Column[], { batch: Batch; rowBytes: number }>();
  #places: number[] = [];
  #fates: number[] = [];
  #from: number[] = [];
  #to: number[] = [];
  #bytes = 0;

  constructor(left: CommonLayout, right: CommonLayout) {
    this.#right = right;
    this.#leftRows = new RowGatherer(left);
    this.#rightRows = new RowGatherer(right);
  }

  get full(): boolean {
    return this.#fates.length >= MAX_BATCH_ROWS || this.#bytes >= CHUNK_BYTES;
  }

  add(batch: Batch, row: number, { fate, partner, group }: Meeting): void {
    this.#leftRows.add(this.#known(batch), row);
    this.#places.push(partner ? this.#rightRows.count : -1);
    if (partner) this.#rightRows.add(this.#known(partner.batch), partner.row);
    this.#fates.push(fate);
    this.#from.push(group?.from ?? 0);
    this.#to.push(group?.to ?? 0);
  }

  /** A batch of what was added; null when there is nothing. Starts anew. */
  take(): Batch | null {
    if (this.#fates.length === 0) return null;
    const left = this.#leftRows.take();
    const right = this.#rightRows.count > 0 ? this.#rightRows.take() : this.#right.empty();
    const index = Int32Array.from(this.#places);
    const columns = right.columns.map((values): Column => ({ kind: 'dictionary', type: values.type, index, values }));
    const batch = withNumbers({ ...left, names: [...left.names, ...right.names], columns: [...left.columns, ...columns] }, [
      { name: FATE, values: Float64Array.from(this.#fates) },
      { name: GROUP_FROM, values: Float64Array.from(this.#from) },
      { name: GROUP_TO, values: Float64Array.from(this.#to) },
    ]);
    [this.#places, this.#fates, this.#from, this.#to] = [[], [], [], []];
    this.#whole.clear();
    this.#bytes = 0;
    return batch;
  }

  /** One batch for all the small parts of it that come by: gathering costs something for each. */
  #known(part: Batch): Batch {
    let known = this.#whole.get(part.columns);
    if (!known) {
      known = { batch: part, rowBytes: heldBytes(part) / Math.max(1, part.rows) };
      this.#whole.set(part.columns, known);
    }
    this.#bytes += known.rowBytes;
    return known.batch;
  }
}

import type { Value } from '../../base/value.ts';
import { type Batch, MAX_BATCH_ROWS } from '../../data/batch.ts';
import type { Column } from '../../data/column.ts';
import type { CommonLayout } from '../../spill/common-layout.ts';
import { heldBytes, valueBytes } from '../../spill/held-bytes.ts';
import { RowGatherer } from '../../spill/row-gatherer.ts';
import { withNumbers } from '../../spill/side-records.ts';

const CHUNK_BYTES = 1 << 20;
/** Fields beside those of the records: what became of it, the position of the record with the same key, and what is told of its old values. */
export const FATE = 'j#fate';
export const TWIN = 'j#twin';
export const OLD = 'j#old';

/** What became of a record, as a number: those that leave have the number of their status in `STATUSES`. */
export const TWIN_FATE = 10;
export const EMPTY_FATE = 11;

/** Puts records together with what became of them, to be sorted back into the order of their input. */
export class JudgedRecords {
  readonly #rows: RowGatherer;
  readonly #whole = new Map<readonly Column[], { batch: Batch; rowBytes: number }>();
  #fates: number[] = [];
  #twins: number[] = [];
  #old: Value[] = [];
  #bytes = 0;

  constructor(layout: CommonLayout) {
    this.#rows = new RowGatherer(layout);
  }

  get full(): boolean {
    return this.#fates.length >= MAX_BATCH_ROWS || this.#bytes >= CHUNK_BYTES;
  }

  add(part: Batch, row: number, fate: number, old: Value = null, twin = 0): void {
    let known = this.#whole.get(part.columns);
    if (!known) {
      known = { batch: part, rowBytes: heldBytes(part) / Math.max(1, part.rows) };
      this.#whole.set(part.columns, known);
    }
    this.#rows.add(known.batch, row);
    this.#fates.push(fate);
    this.#twins.push(twin);
    this.#old.push(old);
    this.#bytes += known.rowBytes + valueBytes(old);
  }

  /** A batch of what was added; null when there is nothing. Starts anew. */
  take(): Batch | null {
    if (this.#fates.length === 0) return null;
    const batch = withNumbers(this.#rows.take(), [
      { name: FATE, values: Float64Array.from(this.#fates) },
      { name: TWIN, values: Float64Array.from(this.#twins) },
    ]);
    const old: Column = { kind: 'values', type: 'any', values: this.#old };
    [this.#fates, this.#twins, this.#old] = [[], [], []];
    this.#whole.clear();
    this.#bytes = 0;
    return { ...batch, names: [...batch.names, OLD], columns: [...batch.columns, old] };
  }
}

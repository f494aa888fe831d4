import type { Batch } from '../data/batch.ts';
import type { ByteKeys } from './byte-keys.ts';
import { ByteOrder } from './byte-order.ts';

const WIDTH = 7;

/** Sorts by whole numbers of at most 2^53 that are told beside the records: puts records that were sorted otherwise back in the order in which they came. */
export class NumberOrder extends ByteOrder {
  #given: ArrayLike<number> = [];
  #used = 0;

  /** The numbers of the records that are added next, in their order. */
  give(numbers: ArrayLike<number>): void {
    this.#given = numbers;
    this.#used = 0;
  }

  prepare(batch: Batch): ByteKeys {
    const bytes = new Uint8Array(batch.count * WIDTH);
    const starts = new Int32Array(batch.count + 1);
    for (let position = 0; position < batch.count; position++) {
      let left = this.#given[this.#used++] ?? 0;
      for (let at = (position + 1) * WIDTH - 1; at >= position * WIDTH; at--) {
        bytes[at] = left % 256;
        left = Math.floor(left / 256);
      }
      starts[position + 1] = (position + 1) * WIDTH;
    }
    return { bytes, starts };
  }
}

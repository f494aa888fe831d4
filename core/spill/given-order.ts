import type { Batch } from '../data/batch.ts';
import type { ByteKeys } from './byte-keys.ts';
import { ByteOrder } from './byte-order.ts';

const WIDTH = 7;

/** Sorts by keys that are told beside the records. */
export class GivenOrder extends ByteOrder {
  #given: ByteKeys = { bytes: new Uint8Array(0), starts: new Int32Array(1) };
  #used = 0;

  /** The keys of the records that are added next, in their order. */
  give(keys: ByteKeys): void {
    this.#given = keys;
    this.#used = 0;
  }

  prepare(batch: Batch): ByteKeys {
    const { bytes, starts } = this.#given;
    const from = this.#used;
    this.#used += batch.count;
    const first = starts[from] as number;
    return {
      bytes: bytes.slice(first, starts[this.#used]),
      starts: Int32Array.from({ length: batch.count + 1 }, (_, at) => (starts[from + at] as number) - first),
    };
  }
}

/** Keys of whole numbers of at most 2^53, in their order: to bring records that were sorted otherwise back in the order in which they came. */
export function numberKeys(numbers: ArrayLike<number>): ByteKeys {
  const bytes = new Uint8Array(numbers.length * WIDTH);
  for (let i = 0; i < numbers.length; i++) {
    let left = numbers[i] as number;
    for (let at = (i + 1) * WIDTH - 1; at >= i * WIDTH; at--) {
      bytes[at] = left % 256;
      left = Math.floor(left / 256);
    }
  }
  return { bytes, starts: Int32Array.from({ length: numbers.length + 1 }, (_, i) => i * WIDTH) };
}

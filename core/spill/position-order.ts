import type { Batch } from '../data/batch.ts';
import type { ByteKeys } from './byte-keys.ts';
import { ByteOrder } from './byte-order.ts';
import { numbersOf } from './side-records.ts';

const BYTES = 7;

/** Puts records in the order of whole numbers from 0 in one of their fields: back to where they stood before they were sorted by something else. */
export class PositionOrder extends ByteOrder {
  readonly #field: string;

  constructor(field: string) {
    super();
    this.#field = field;
  }

  prepare(batch: Batch): ByteKeys {
    const numbers = numbersOf(batch, this.#field);
    const bytes = new Uint8Array(batch.count * BYTES);
    for (let position = 0; position < batch.count; position++) {
      let rest = numbers[batch.selection[position] as number] as number;
      for (let at = (position + 1) * BYTES - 1; at >= position * BYTES; at--) {
        bytes[at] = rest % 256;
        rest = Math.floor(rest / 256);
      }
    }
    return { bytes, starts: Int32Array.from({ length: batch.count + 1 }, (_, position) => position * BYTES) };
  }
}

import type { Batch } from '../../data/batch.ts';
import { KeyTable } from '../../data/key-table.ts';
import { insertKeys } from '../../data/record-keys.ts';
import type { ByteKeys } from '../../spill/byte-keys.ts';
import { keyColumn } from '../../spill/key-order.ts';

/** How many records of each key have been met. */
export interface CountsByKey {
  /** For each record, by position, the how-manieth of its key it is, from 0. */
  count(batch: Batch): Float64Array;
  /** Records met so far of a key. */
  countOf(keys: ByteKeys, position: number): number;
  /** The keys take as much memory as they may: no more batches should be counted. */
  readonly isFull: boolean;
}

/** Counts in memory; `memory` in bytes is what the keys may take. */
export function countsByKey(fields: readonly string[], memory: number): CountsByKey {
  const table = new KeyTable();
  let met = new Float64Array(1024);
  const atLeast = table.memory + met.byteLength;
  return {
    count(batch) {
      const found = new Int32Array(batch.count);
      insertKeys(
        table,
        fields.map((field) => keyColumn(batch, field)),
        {},
        batch.selection,
        batch.count,
        found,
      );
      if (table.size > met.length) {
        const larger = new Float64Array(Math.max(table.size, met.length * 2));
        larger.set(met);
        met = larger;
      }
      const counts = new Float64Array(batch.count);
      for (let position = 0; position < batch.count; position++) {
        const at = found[position] as number;
        const index = at < 0 ? ~at : at;
        const before = met[index] as number;
        counts[position] = before;
        met[index] = before + 1;
      }
      return counts;
    },
    countOf({ bytes, starts }, position) {
      const index = table.find(bytes, starts[position] as number, starts[position + 1] as number);
      return index < 0 ? 0 : (met[index] as number);
    },
    get isFull() {
      return table.memory + met.byteLength > Math.max(memory, atLeast);
    },
  };
}

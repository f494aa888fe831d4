import type { Batch } from '../../data/batch.ts';
import { copyBytes } from '../../data/byte-arena.ts';
import { RecordKeys } from '../../data/record-keys.ts';
import { keyColumn } from '../../spill/key-order.ts';

/** For each record, by position, the how-manieth it is (from 0) of those that followed each other with the same key. */
export function countsUntilChange(fields: readonly string[]): (batch: Batch) => Float64Array {
  let last: Uint8Array | null = null;
  let count = 0;
  return (batch) => {
    const keys = new RecordKeys(fields.map((field) => keyColumn(batch, field)));
    const counts = new Float64Array(batch.count);
    for (let position = 0; position < batch.count; position++) {
      keys.encode(batch.selection[position] as number);
      const isSame = last !== null && areEqual(last, keys.bytes, keys.start, keys.end);
      if (!isSame) last = copyBytes(keys.bytes, keys.start, keys.end);
      count = isSame ? count + 1 : 0;
      counts[position] = count;
    }
    return counts;
  };
}

function areEqual(last: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (last.length !== end - start) return false;
  for (let at = 0; at < last.length; at++) if (last[at] !== bytes[start + at]) return false;
  return true;
}

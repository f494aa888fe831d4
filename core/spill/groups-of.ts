import { type ByteKeys, compareByteKeys, copyKey } from './byte-keys.ts';
import type { SortedBatch } from './row-order.ts';

/** A batch of sorted records and where in it new keys begin. */
export interface GroupedBatch extends SortedBatch<ByteKeys> {
  /** By position: 1 where the record is the first one of its key, 0 where its key is that of the record before it (which may stand in the batch before). */
  readonly begins: Uint8Array;
}

/** Walks what `ExternalSorter.sortedWithKeys` gives and tells where keys begin, a batch at a time: for steps that make something of each group as it goes by. */
export async function* groupsOf(sorted: AsyncIterable<SortedBatch<ByteKeys>>): AsyncGenerator<GroupedBatch, void, undefined> {
  let last: ByteKeys | null = null;
  for await (const { batch, keys } of sorted) {
    const begins = new Uint8Array(batch.count);
    begins[0] = last !== null && compareByteKeys(last, 0, keys, 0) === 0 ? 0 : 1;
    for (let position = 1; position < batch.count; position++) begins[position] = compareByteKeys(keys, position - 1, keys, position) === 0 ? 0 : 1;
    last = copyKey(keys, batch.count - 1);
    yield { batch, keys, begins };
  }
}

import type { Batch } from '../data/batch.ts';
import { fullSelection } from '../data/batch-ops.ts';
import { SpoolReader } from '../formats/spool/spool-reader.ts';
import { SpoolWriter } from '../formats/spool/spool-writer.ts';
import type { RowOrder, SortedBatch } from './row-order.ts';

/** Bytes of a frame of a run, before it is packed. */
const FRAME_BYTES = 1 << 18;
/** Bytes of memory that reading a run takes: a frame packed and unpacked, and what is made of it. */
export const RUN_MEMORY = FRAME_BYTES * 3;

/** Writes sorted records with their keys to a file: the keys are columns behind the others, told apart by their number, whatever the fields are called. */
export async function writeRun<K>(
  path: string,
  sorted: Iterable<SortedBatch<K>> | AsyncIterable<SortedBatch<K>>,
  order: RowOrder<K>,
  signal: AbortSignal,
): Promise<void> {
  // Written and read once, soon: packing would cost more than the room it saves.
  const writer = await SpoolWriter.create(path, 'raw', { frameBytes: FRAME_BYTES, durable: false });
  try {
    for await (const { batch, keys, packed } of sorted) {
      signal.throwIfAborted();
      const columns = packed ?? order.pack([keys], fullSelection(batch.count).subarray(0, batch.count));
      await writer.append({ ...batch, names: [...batch.names, ...columns.map(() => '')], columns: [...batch.columns, ...columns] });
    }
    await writer.finish();
  } catch (error) {
    await writer.abort();
    throw error;
  }
}

/** Reads what `writeRun` wrote. */
export async function* readRun<K>(path: string, order: RowOrder<K>): AsyncGenerator<SortedBatch<K>, void, undefined> {
  const reader = await SpoolReader.open(path);
  try {
    for await (const batch of reader.batches()) yield split(batch, order);
  } finally {
    await reader.close();
  }
}

function split<K>(batch: Batch, order: RowOrder<K>): SortedBatch<K> {
  const fields = batch.columns.length - order.keyColumns;
  const own = { ...batch, names: batch.names.slice(0, fields), columns: batch.columns.slice(0, fields) };
  return { batch: own, keys: order.unpack(batch.columns.slice(fields)) };
}

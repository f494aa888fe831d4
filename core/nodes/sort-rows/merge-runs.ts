import type { SortKey } from '../../catalog/shapes.ts';
import { type Batch, MAX_BATCH_ROWS } from '../../data/batch.ts';
import { gather } from '../../data/batch-ops.ts';
import { SpoolReader } from '../../formats/spool/spool-reader.ts';
import { type BatchKeys, compareRows, keysOf } from './sort-keys.ts';

/** A sorted run being read: the batch at hand, its keys, the position of the next record. */
interface Head {
  batches: AsyncGenerator<Batch, void, undefined>;
  reader: SpoolReader;
  batch: Batch;
  keys: BatchKeys;
  position: number;
}

/**
 * Merges sorted spool files into one sorted sequence of batches. Where records are equal those of the earlier file come first, so the order in which they
 * came is kept. Holds one batch per file.
 */
export async function* mergeRuns(paths: readonly string[], keys: readonly SortKey[]): AsyncGenerator<Batch, void, undefined> {
  const heads: Head[] = [];
  const readers: SpoolReader[] = [];
  try {
    for (const path of paths) {
      const reader = await SpoolReader.open(path);
      readers.push(reader);
      const batches = reader.batches();
      const first = await batches.next();
      if (!first.done) heads.push({ batches, reader, batch: first.value, keys: keysOf(first.value, keys), position: 0 });
    }
    while (heads.length > 0) yield* await mergeUntilOneEnds(heads, keys);
  } finally {
    for (const reader of readers) await reader.close();
  }
}

/** Takes records until the batch at hand of one run is used up, then fetches that run's next. Gives what was taken. */
async function mergeUntilOneEnds(heads: Head[], keys: readonly SortKey[]): Promise<Batch[]> {
  const out: Batch[] = [];
  const [batchOf, rowOf] = [new Int32Array(MAX_BATCH_ROWS), new Int32Array(MAX_BATCH_ROWS)];
  let filled = 0;
  for (;;) {
    const at = smallest(heads, keys);
    const head = heads[at] as Head;
    batchOf[filled] = at;
    rowOf[filled++] = head.batch.selection[head.position++] as number;
    const ended = head.position === head.batch.count;
    if (filled === MAX_BATCH_ROWS || ended) {
      out.push(
        gather(
          heads.map((one) => one.batch),
          batchOf,
          rowOf,
          filled,
        ),
      );
      filled = 0;
    }
    if (!ended) continue;
    const next = await head.batches.next();
    if (next.done) heads.splice(at, 1);
    else Object.assign(head, { batch: next.value, keys: keysOf(next.value, keys), position: 0 });
    return out;
  }
}

function smallest(heads: readonly Head[], keys: readonly SortKey[]): number {
  let best = 0;
  for (let at = 1; at < heads.length; at++) {
    const [a, b] = [heads[at] as Head, heads[best] as Head];
    if (compareRows(a.keys, a.batch.selection[a.position] as number, b.keys, b.batch.selection[b.position] as number, keys) < 0) best = at;
  }
  return best;
}

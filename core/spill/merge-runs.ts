import type { Batch } from '../data/batch.ts';
import type { CommonLayout } from './common-layout.ts';
import { SortedGatherer } from './row-gatherer.ts';
import type { RowOrder, SortedBatch } from './row-order.ts';
import { readRun } from './sorted-run.ts';

/** A sorted run being read: the batch at hand, its keys, the position of the next record. */
interface Head<K> {
  readonly run: AsyncGenerator<SortedBatch<K>, void, undefined>;
  /** Place among the runs: where records are equal those of the earlier run come first. */
  readonly place: number;
  batch: Batch;
  keys: K;
  position: number;
}

/** What a merge needs beside the files. */
export interface MergeOptions<K> {
  readonly order: RowOrder<K>;
  readonly layout: CommonLayout;
  readonly signal: AbortSignal;
  /** Most records of a batch that leaves. */
  readonly batchRows: number;
}

/** Merges sorted runs into one sorted sequence; equal records come in the order of the files. Holds one frame of each file. */
export async function* mergeRuns<K>(paths: readonly string[], options: MergeOptions<K>): AsyncGenerator<SortedBatch<K>, void, undefined> {
  const { order, layout, signal, batchRows } = options;
  const heads: Head<K>[] = [];
  const runs = paths.map((path) => readRun(path, order));
  try {
    for (const [place, run] of runs.entries()) {
      const first = await run.next();
      if (!first.done) heads.push({ run, place, ...first.value, position: 0 });
    }
    const rows = new SortedGatherer(order, layout, batchRows);
    const heap = new Heap(heads, order);
    while (heap.first) {
      const head = heap.first;
      rows.add(head.batch, head.keys, head.position++);
      if (rows.full) {
        signal.throwIfAborted();
        yield rows.take();
      }
      if (head.position === head.batch.count) {
        const next = await head.run.next();
        if (next.done) heap.drop();
        else Object.assign(head, next.value, { position: 0 });
      }
      heap.settle();
    }
    if (rows.count > 0) yield rows.take();
  } finally {
    for (const run of runs) await run.return();
  }
}

/** The heads of the runs as a heap: the smallest record is that of the first one. */
class Heap<K> {
  readonly #heads: Head<K>[];
  readonly #order: RowOrder<K>;

  constructor(heads: Head<K>[], order: RowOrder<K>) {
    this.#heads = heads;
    this.#order = order;
    for (let at = (heads.length >> 1) - 1; at >= 0; at--) this.#sink(at);
  }

  get first(): Head<K> | undefined {
    return this.#heads[0];
  }

  /** Takes the first head out; the last one stands in its place until `settle`. */
  drop(): void {
    const last = this.#heads.pop();
    if (last && this.#heads.length > 0) this.#heads[0] = last;
  }

  /** Puts the first head where it belongs now. */
  settle(): void {
    this.#sink(0);
  }

  #sink(from: number): void {
    const heads = this.#heads;
    const head = heads[from];
    if (!head) return;
    let at = from;
    for (;;) {
      let child = at * 2 + 1;
      if (child >= heads.length) break;
      if (child + 1 < heads.length && this.#before(heads[child + 1] as Head<K>, heads[child] as Head<K>)) child++;
      if (!this.#before(heads[child] as Head<K>, head)) break;
      heads[at] = heads[child] as Head<K>;
      at = child;
    }
    heads[at] = head;
  }

  #before(a: Head<K>, b: Head<K>): boolean {
    return (this.#order.compare(a.keys, a.position, b.keys, b.position) || a.place - b.place) < 0;
  }
}

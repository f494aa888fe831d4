import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Batch } from '../data/batch.ts';
import { CommonLayout } from './common-layout.ts';
import { HeldRows } from './held-rows.ts';
import { mergeRuns } from './merge-runs.ts';
import type { RowOrder, SortedBatch } from './row-order.ts';
import { RUN_MEMORY, writeRun } from './sorted-run.ts';

/** Runs merged at once: more are first merged into longer ones. */
const MERGE_WIDTH = 32;
/** Part of the budget for what is held; the rest is for the batch that leaves and the frames on their way to disk. */
const HELD_SHARE = 0.9;

/** How and where an external sorter works. */
export interface SorterOptions<K> {
  readonly order: RowOrder<K>;
  /** Bytes of memory for records, keys and what sorting needs beside them. */
  readonly budget: number;
  /** Gives the folder for the runs, asked for only when they are needed. */
  folder(): string;
  /** How the files of this sorter begin; sorters that share a folder need different ones. */
  readonly name: string;
  readonly signal: AbortSignal;
  /** Most runs merged at once. Default 32, fewer where the budget is small. */
  readonly mergeWidth?: number;
}

/**
 * Puts any number of records in order: in memory up to the budget, beyond it in sorted runs on disk that are merged in as many passes as it takes.
 * The result is the same either way: stable, with origins, and with all fields in every batch.
 */
export class ExternalSorter<K> {
  readonly #options: SorterOptions<K>;
  readonly #layout = new CommonLayout();
  readonly #held: HeldRows<K>;
  readonly #width: number;
  #runs: string[] = [];
  #merge: AsyncGenerator<SortedBatch<K>, void, undefined> | null = null;
  #made = 0;
  #records = 0;

  constructor(options: SorterOptions<K>) {
    this.#options = options;
    this.#held = new HeldRows(options.order, this.#layout);
    this.#width = Math.max(2, Math.min(options.mergeWidth ?? MERGE_WIDTH, Math.floor(options.budget / RUN_MEMORY)));
  }

  /** Records added. */
  get records(): number {
    return this.#records;
  }

  /** Whether some are on disk. */
  get spilled(): boolean {
    return this.#runs.length > 0;
  }

  /** The fields of all records added, in order of their first appearance. */
  get layout(): CommonLayout {
    return this.#layout;
  }

  /** Takes records; they are kept, or copied where little of their batch is in use. A promise means: wait for it before the next ones. */
  add(batch: Batch): void | Promise<void> {
    if (batch.count === 0) return;
    this.#layout.note(batch);
    this.#records += batch.count;
    this.#held.add(batch);
    return this.#held.bytes > this.#options.budget * HELD_SHARE ? this.#spill() : undefined;
  }

  /** All records in order. To be asked for once; nothing can be added any more. */
  async *sorted(): AsyncGenerator<Batch, void, undefined> {
    for await (const { batch } of this.sortedWithKeys()) yield batch;
  }

  /** The same, with the keys they were sorted by. */
  async *sortedWithKeys(): AsyncGenerator<SortedBatch<K>, void, undefined> {
    const { signal } = this.#options;
    signal.throwIfAborted();
    if (this.#runs.length === 0) {
      for (const sorted of this.#held.sorted()) {
        signal.throwIfAborted();
        yield sorted;
      }
      return;
    }
    await this.#spill();
    await this.#narrow();
    this.#merge = mergeRuns(this.#runs, this.#mergeOptions);
    yield* this.#merge;
  }

  /** Forgets everything and removes the files; to be called however it ends. */
  async close(): Promise<void> {
    this.#held.clear();
    await this.#merge?.return();
    for (const path of this.#runs.splice(0)) await rm(path, { force: true });
  }

  /** Merges neighbours into longer runs until the last merge finds no more than it may have at once. */
  async #narrow(): Promise<void> {
    let at = 0;
    while (this.#runs.length > this.#width) {
      if (at > this.#runs.length - 2) at = 0;
      const some = this.#runs.slice(at, at + Math.min(this.#width, this.#runs.length - this.#width + 1));
      const merged = await this.#write(mergeRuns(some, this.#mergeOptions));
      // The merged run takes the place of the ones it was made of, so that equal records keep their order.
      this.#runs.splice(at++, some.length, merged);
      for (const path of some) await rm(path, { force: true });
    }
  }

  get #mergeOptions() {
    const { order, signal } = this.#options;
    return { order, signal, layout: this.#layout, batchRows: this.#held.batchRows };
  }

  async #spill(): Promise<void> {
    if (this.#held.rows > 0) this.#runs.push(await this.#write(this.#held.sorted()));
  }

  async #write(sorted: Iterable<SortedBatch<K>> | AsyncIterable<SortedBatch<K>>): Promise<string> {
    const path = join(this.#options.folder(), `${this.#options.name}-${this.#made++}.spool`);
    await writeRun(path, sorted, this.#options.order, this.#options.signal);
    return path;
  }
}

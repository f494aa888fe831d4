import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Batch } from '../../data/batch.ts';
import { concat } from '../../data/batch-ops.ts';
import { batchBytes } from '../../data/batch-size.ts';
import { SpoolReader } from './spool-reader.ts';
import { SpoolWriter } from './spool-writer.ts';

/** Where a store goes when memory is used up. */
export interface StoreOptions {
  /** Bytes it may keep in memory. */
  readonly memory: number;
  /** Gives the folder for the file, asked for only when it is needed. */
  folder(): string;
  readonly name: string;
}

/** Keeps batches in their order: in memory up to a budget, beyond it all of them in one spool file. */
export class BatchStore {
  readonly #options: StoreOptions;
  #held: Batch[] = [];
  #bytes = 0;
  #writer: SpoolWriter | null = null;
  #reader: SpoolReader | null = null;

  constructor(options: StoreOptions) {
    this.#options = options;
  }

  /** Whether the batches are in a file. */
  get spilled(): boolean {
    return this.#writer !== null || this.#reader !== null;
  }

  /** Takes a batch. A promise means: wait for it before the next one. */
  append(batch: Batch): void | Promise<void> {
    if (this.#writer) return this.#writer.append(batch);
    const own = compact(batch);
    this.#held.push(own);
    this.#bytes += batchBytes(own);
    return this.#bytes > this.#options.memory ? this.#spill() : undefined;
  }

  /** All batches in the order they came, records in the same groups or larger ones. Ends the taking; may be asked for again, one after the other. */
  async *batches(): AsyncGenerator<Batch, void, undefined> {
    if (this.#writer) {
      const { path } = await this.#writer.finish();
      this.#writer = null;
      this.#reader = await SpoolReader.open(path);
    }
    if (this.#reader) yield* this.#reader.batches();
    else yield* this.#held;
  }

  /** Lets go of everything and removes the file. */
  async close(): Promise<void> {
    this.#held = [];
    const [writer, reader] = [this.#writer, this.#reader];
    this.#writer = null;
    this.#reader = null;
    await writer?.abort();
    await reader?.close();
    if (reader) await rm(reader.path, { force: true });
  }

  async #spill(): Promise<void> {
    this.#writer = await SpoolWriter.create(join(this.#options.folder(), this.#options.name), 'zstd', { durable: false });
    const held = this.#held;
    this.#held = [];
    this.#bytes = 0;
    for (const batch of held) await this.#writer.append(batch);
  }
}

/** The batch itself where most of its rows are in use, else a copy of those that are: a small rest must not keep a large chunk alive. */
export function compact(batch: Batch): Batch {
  return batch.count * 2 >= batch.rows ? batch : concat([batch]);
}

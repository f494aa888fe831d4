import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { SortKey } from '../../catalog/shapes.ts';
import { ArrivedFields } from '../../data/arrived-fields.ts';
import { type Batch, MAX_BATCH_ROWS } from '../../data/batch.ts';
import { concat, gather } from '../../data/batch-ops.ts';
import { batchBytes } from '../../data/batch-size.ts';
import { defineRun, type Emit, type StepContext, type Transform } from '../../engine/node-door.ts';
import { SpoolWriter } from '../../formats/spool/spool-writer.ts';
import { mergeRuns } from './merge-runs.ts';
import { compareRows, keysOf, weightOf } from './sort-keys.ts';
import type { SortRowsConfig } from './spec.ts';

/** Runs merged at once: more are first merged into longer ones. */
const MERGE_WIDTH = 32;

/** Sorts in memory up to the step's budget; beyond it sorted runs go to the spill area and are merged. The result is the same either way. */
export const run = defineRun<SortRowsConfig>({
  role: 'transform',
  open: ({ keys }, context) => new Sort(keys, context),
});

class Sort implements Transform {
  readonly #keys: readonly SortKey[];
  readonly #context: StepContext;
  #held: Batch[] = [];
  #weight = 0;
  #runs: string[] = [];
  #made = 0;
  readonly #arrived = new ArrivedFields();

  constructor(keys: readonly SortKey[], context: StepContext) {
    this.#keys = keys;
    this.#context = context;
  }

  push(_port: string, batch: Batch): void | Promise<void> {
    if (batch.count === 0) return;
    this.#arrived.note(
      batch.names,
      this.#keys.map(({ field }) => field),
    );
    const own = concat([batch]);
    this.#held.push(own);
    this.#weight += batchBytes(own) + own.count * weightOf(keysOf(sampleOf(own), this.#keys), 0);
    // Sorting needs the records a second time while they are put in order.
    return this.#weight > this.#context.spill.memoryBudget / 2.5 ? this.#spill() : undefined;
  }

  async flush(_port: string, emit: Emit): Promise<void> {
    // A sample or a few chosen records may well lack a field; a whole run may not.
    if (this.#context.mode === 'run' || this.#context.mode === 'rehearsal') this.#arrived.check();
    if (this.#runs.length === 0) {
      for (const batch of this.#sorted()) await this.#pass(batch, emit);
      return;
    }
    await this.#spill();
    while (this.#runs.length > MERGE_WIDTH) {
      const width = this.#runs.splice(0, MERGE_WIDTH);
      // The merged run takes the place of the ones it was made of, so that equal records keep their order.
      this.#runs.unshift(await this.#write(mergeRuns(width, this.#keys)));
      for (const path of width) rmSync(path, { force: true });
    }
    for await (const batch of mergeRuns(this.#runs, this.#keys)) await this.#pass(batch, emit);
  }

  async #pass(batch: Batch, emit: Emit): Promise<void> {
    this.#context.signal.throwIfAborted();
    await emit('out', batch);
  }

  /** What is held, in order; nothing is held afterwards. */
  *#sorted(): Generator<Batch, void, undefined> {
    if (this.#held.length === 0) return;
    const all = concat(this.#held);
    this.#held = [];
    this.#weight = 0;
    const keys = keysOf(all, this.#keys);
    const order = Int32Array.from(all.selection.subarray(0, all.count)).sort((a, b) => compareRows(keys, a, keys, b, this.#keys) || a - b);
    const same = new Int32Array(Math.min(MAX_BATCH_ROWS, all.count));
    for (let from = 0; from < all.count; from += MAX_BATCH_ROWS) {
      const part = order.subarray(from, from + MAX_BATCH_ROWS);
      yield gather([all], same, part, part.length);
    }
  }

  async #spill(): Promise<void> {
    if (this.#held.length > 0) this.#runs.push(await this.#write(this.#sorted()));
  }

  async #write(batches: Iterable<Batch> | AsyncIterable<Batch>): Promise<string> {
    const writer = await SpoolWriter.create(join(this.#context.spill.folder(), `sorted-${this.#made++}.spool`));
    try {
      for await (const batch of batches) {
        this.#context.signal.throwIfAborted();
        await writer.append(batch);
      }
      await writer.finish();
      return writer.path;
    } catch (error) {
      await writer.abort();
      throw error;
    }
  }

  close(): void {
    this.#held = [];
    for (const path of this.#runs) rmSync(path, { force: true });
  }
}

/** The first record alone: its keys stand for those of the whole batch when memory is counted. */
function sampleOf(batch: Batch): Batch {
  return { ...batch, count: 1 };
}

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Batch } from '../../data/batch.ts';
import { SpoolReader } from '../../formats/spool/spool-reader.ts';
import { SpoolWriter } from '../../formats/spool/spool-writer.ts';
import { heldBytes } from '../../spill/held-bytes.ts';

/** Bytes of a frame: what has to be read to get at one group. */
const FRAME_BYTES = 1 << 18;

/** Large groups of records in one file, each read as often as it is asked for. The last ones asked for stay in memory, as far as they fit. */
export class GroupStore {
  readonly #folder: () => string;
  readonly #memory: number;
  #writer: SpoolWriter | null = null;
  #reader: SpoolReader | null = null;
  readonly #recent = new Map<number, { batches: readonly Batch[]; bytes: number }>();
  #bytes = 0;

  constructor(folder: () => string, memory: number) {
    this.#folder = folder;
    this.#memory = memory;
  }

  /** Records written so far: a group is what was written between two such numbers. */
  get records(): number {
    return this.#writer?.records ?? 0;
  }

  async append(batch: Batch): Promise<void> {
    this.#writer ??= await SpoolWriter.create(join(this.#folder(), 'groups.spool'), 'zstd', { durable: false, frameBytes: FRAME_BYTES });
    await this.#writer.append(batch);
  }

  /** Ends the writing. */
  async finish(): Promise<void> {
    if (!this.#writer) return;
    const { path } = await this.#writer.finish();
    this.#writer = null;
    this.#reader = await SpoolReader.open(path);
  }

  /** The records of the group that was written from `from` up to `to`, in the order they were written. */
  async *group(from: number, to: number): AsyncGenerator<Batch, void, undefined> {
    const known = this.#recent.get(from);
    if (known) {
      this.#recent.delete(from);
      this.#recent.set(from, known);
      yield* known.batches;
      return;
    }
    const kept: Batch[] = [];
    let bytes = 0;
    for await (const batch of this.#reader?.range(from, to) ?? []) {
      bytes += heldBytes(batch);
      if (bytes <= this.#memory) kept.push(batch);
      else kept.length = 0;
      yield batch;
    }
    if (bytes <= this.#memory) this.#keep(from, { batches: kept, bytes });
  }

  async close(): Promise<void> {
    this.#recent.clear();
    const [writer, reader] = [this.#writer, this.#reader];
    this.#writer = null;
    this.#reader = null;
    await writer?.abort();
    await reader?.close();
    if (reader) await rm(reader.path, { force: true });
  }

  #keep(from: number, group: { batches: readonly Batch[]; bytes: number }): void {
    this.#recent.set(from, group);
    this.#bytes += group.bytes;
    for (const [oldest, { bytes }] of this.#recent) {
      if (this.#bytes <= this.#memory) return;
      this.#recent.delete(oldest);
      this.#bytes -= bytes;
    }
  }
}

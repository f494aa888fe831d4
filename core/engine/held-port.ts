import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Batch } from '../data/batch.ts';
import { SpoolReader } from '../formats/spool/spool-reader.ts';
import { SpoolWriter } from '../formats/spool/spool-writer.ts';

/** Records that came to a port before the step's `first` port had ended: they wait on disk, in order. */
export class HeldPort {
  readonly #file: string;
  #writer: SpoolWriter | null = null;

  constructor(file: string) {
    this.#file = file;
  }

  async keep(batch: Batch): Promise<void> {
    if (!this.#writer) {
      mkdirSync(dirname(this.#file), { recursive: true });
      this.#writer = await SpoolWriter.create(this.#file);
    }
    await this.#writer.append(batch);
  }

  /** Gives everything out in the order it came, then forgets it. */
  async release(push: (batch: Batch) => void | Promise<void>): Promise<void> {
    const writer = this.#writer;
    if (!writer) return;
    await writer.finish();
    this.#writer = null;
    const reader = await SpoolReader.open(this.#file);
    try {
      for await (const batch of reader.batches()) await push(batch);
    } finally {
      await reader.close();
    }
  }

  /** Forgets what was not given out. */
  async close(): Promise<void> {
    const writer = this.#writer;
    this.#writer = null;
    await writer?.abort();
  }
}

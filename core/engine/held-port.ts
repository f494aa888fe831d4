import { rmSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { Batch } from '../data/batch.ts';
import { readSpool, SpoolFile } from './spool-files.ts';

/** Records that came to a port before the step's `first` port had ended: they wait on disk, in order. */
export class HeldPort {
  readonly #file: string;
  readonly #spool: SpoolFile;

  constructor(file: string) {
    this.#file = file;
    this.#spool = new SpoolFile(dirname(file), basename(file));
  }

  keep(batch: Batch): void | Promise<void> {
    return this.#spool.keep(batch);
  }

  /** Gives everything out in the order it came, then forgets it. */
  async release(push: (batch: Batch) => void | Promise<void>): Promise<void> {
    await this.#spool.close();
    for await (const batch of readSpool(this.#file)) {
      const pushed = push(batch);
      if (pushed instanceof Promise) await pushed;
    }
    await this.close();
  }

  async close(): Promise<void> {
    await this.#spool.close();
    rmSync(this.#file, { force: true });
  }
}

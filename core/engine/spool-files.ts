import { closeSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { Batch } from '../data/batch.ts';
import { concat } from '../data/batch-ops.ts';

/** A spool being written: opened with its first batch, counted in records and bytes. */
export class SpoolFile {
  readonly name: string;
  records = 0;
  bytes = 0;
  readonly #folder: string;
  #fd: number | null = null;
  #closed = false;

  constructor(folder: string, name: string) {
    this.#folder = folder;
    this.name = name;
  }

  keep(batch: Batch): void | Promise<void> {
    const fd = this.#open();
    const data = serialize(concat([batch]));
    const head = Buffer.alloc(4);
    head.writeUInt32LE(data.length);
    writeSync(fd, head);
    writeSync(fd, data);
    this.records += batch.count;
    this.bytes += data.length + 4;
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    const fd = this.#open();
    this.#closed = true;
    closeSync(fd);
  }

  #open(): number {
    if (this.#fd === null) {
      mkdirSync(this.#folder, { recursive: true });
      this.#fd = openSync(join(this.#folder, this.name), 'w');
    }
    return this.#fd;
  }
}

/** The batches of a spool file, in the order they were kept. */
export async function* readSpool(file: string): AsyncGenerator<Batch> {
  const fd = openSync(file, 'r');
  try {
    const head = Buffer.alloc(4);
    while (readSync(fd, head) === 4) {
      const data = Buffer.alloc(head.readUInt32LE());
      readSync(fd, data);
      yield deserialize(data) as Batch;
    }
  } finally {
    closeSync(fd);
  }
}

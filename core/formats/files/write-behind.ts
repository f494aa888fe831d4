import { write, writeSync } from 'node:fs';

const BLOCK = 512 * 1024;
/** The first block begins as small as most files are. */
const SMALL = 16 * 1024;
const MOST_BLOCKS = 4;

/**
 * Writes an open file from its start, in order, while the caller goes on working: bytes are copied into blocks of 512 KiB, and full blocks are written
 * beside the calling thread, at most four of them. What goes wrong is thrown by a later call, at the latest by `settle`.
 */
export class WriteBehind {
  readonly #handle: number;
  readonly #free: Uint8Array[] = [];
  readonly #underway = new Set<Promise<void>>();
  #made = 0;
  #block: Uint8Array | null = null;
  #filled = 0;
  #position = 0;
  #failure: { error: unknown } | null = null;

  constructor(handle: number) {
    this.#handle = handle;
  }

  /** Whether blocks are still being written: the file must not be closed. */
  get busy(): boolean {
    return this.#underway.size > 0;
  }

  /** Takes all of `bytes`; they may be reused when this has returned or, where it gives a promise, when that has resolved. */
  write(bytes: Uint8Array): void | Promise<void> {
    for (let at = 0; at < bytes.length; ) {
      if (this.#failure) throw this.#failure.error;
      const block = this.#block ?? this.#emptyBlock();
      if (!block) return this.#relief().then(() => this.write(bytes.subarray(at)));
      const count = Math.min(BLOCK - this.#filled, bytes.length - at);
      this.#block = widened(block, this.#filled, count);
      this.#block.set(bytes.subarray(at, at + count), this.#filled);
      this.#filled += count;
      at += count;
      if (this.#filled === BLOCK) this.#send();
    }
  }

  /** Waits until all that was taken has been handed to the system; throws where that went wrong. */
  async settle(): Promise<void> {
    while (this.busy) await this.#relief();
    if (this.#failure) throw this.#failure.error;
    const block = this.#block;
    for (let at = 0; block && at < this.#filled; ) at += writeSync(this.#handle, block, at, this.#filled - at, this.#position + at);
    this.#position += this.#filled;
    this.#filled = 0;
  }

  /** Resolves, whatever becomes of them, when no block is being written any more. */
  async rest(): Promise<void> {
    while (this.busy) await this.#relief();
  }

  #relief(): Promise<void> {
    return Promise.race(this.#underway);
  }

  #emptyBlock(): Uint8Array | undefined {
    if (this.#free.length > 0 || this.#made === MOST_BLOCKS) return this.#free.pop();
    this.#made++;
    return Buffer.allocUnsafeSlow(this.#made === 1 ? SMALL : BLOCK);
  }

  #send(): void {
    const block = this.#block as Uint8Array;
    const sent: Promise<void> = writeAll(this.#handle, block, this.#position).then(
      () => this.#sent(sent, block),
      (error: unknown) => {
        this.#failure ??= { error };
        this.#sent(sent, block);
      },
    );
    this.#underway.add(sent);
    this.#position += BLOCK;
    this.#block = null;
    this.#filled = 0;
  }

  #sent(sent: Promise<void>, block: Uint8Array): void {
    this.#underway.delete(sent);
    this.#free.push(block);
  }
}

/** The block, or one of full size with the same beginning where `count` more bytes do not fit. */
function widened(block: Uint8Array, filled: number, count: number): Uint8Array {
  if (filled + count <= block.length) return block;
  const wide = Buffer.allocUnsafeSlow(BLOCK);
  wide.set(block.subarray(0, filled));
  return wide;
}

/** A write may end early, on a full disk for one: then the rest is tried, and that says why. */
function writeAll(handle: number, block: Uint8Array, position: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const next = (at: number) => {
      write(handle, block, at, block.length - at, position + at, (error, written) => {
        if (error) reject(error);
        else if (at + written < block.length) next(at + written);
        else resolve();
      });
    };
    next(0);
  });
}

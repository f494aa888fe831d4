import { fdatasync, write, writeSync } from 'node:fs';

const BLOCK = 512 * 1024;
/** The first block begins as small as most files are. */
const SMALL = 16 * 1024;
const MOST_BLOCKS = 4;
/** After so many bytes the drive is asked to take what has been written: whoever makes the file durable at the end then waits for little. */
const ASKED_EVERY = 4 * 1024 * 1024;

/**
 * Writes an open file from its start, in order, while the caller goes on working: bytes are copied into blocks of 512 KiB, and full blocks are written
 * beside the calling thread, at most four of them. Large files are on their way to the drive meanwhile. What goes wrong is thrown by a later call, at the
 * latest by `settle`.
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
  #unasked = 0;
  #asking = false;

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
    this.#begin(writeAll(this.#handle, block, this.#position), () => {
      this.#free.push(block);
      this.#unasked += BLOCK;
      if (this.#unasked >= ASKED_EVERY && !this.#asking) this.#ask();
    });
    this.#position += BLOCK;
    this.#block = null;
    this.#filled = 0;
  }

  /** Asks the drive to take what it has been given. */
  #ask(): void {
    this.#unasked = 0;
    this.#asking = true;
    this.#begin(synced(this.#handle), () => {
      this.#asking = false;
    });
  }

  /** Something that is done beside; `then` follows, whatever came of it, before it counts as done. */
  #begin(work: Promise<void>, then: () => void): void {
    const begun: Promise<void> = work
      .catch((error: unknown) => {
        this.#failure ??= { error };
      })
      .then(() => {
        this.#underway.delete(begun);
        then();
      });
    this.#underway.add(begun);
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

function synced(handle: number): Promise<void> {
  return new Promise((resolve, reject) => fdatasync(handle, (error) => (error ? reject(error) : resolve())));
}

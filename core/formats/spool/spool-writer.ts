import { type FileHandle, open, rm } from 'node:fs/promises';
import { promisify } from 'node:util';
import { constants, zstdCompress } from 'node:zlib';
import type { Batch } from '../../data/batch.ts';
import { fileError } from '../files/file-error.ts';
import { writeWhole } from '../write-whole.ts';
import { encodeBatch } from './encode-batch.ts';
import { FrameOut } from './frame-bytes.ts';
import { encodeIndex, HEAD_MARK, RAW_EXTRA, type SpoolFrame } from './spool-file.ts';

const compress = promisify(zstdCompress);
const PARAMS = { params: { [constants.ZSTD_c_compressionLevel]: 1, [constants.ZSTD_c_checksumFlag]: 1 } };
const FRAME_BYTES = 1 << 20;
const IN_FLIGHT = 4;
/** So many times its usual size the memory of a frame is kept. */
const MOST_KEPT = 4;

/** `zstd` takes about a third of the room, `raw` less time. A reader tells them apart frame by frame. */
export type SpoolPacking = 'zstd' | 'raw';

/** How a file is kept that ends with its run. */
export interface SpoolHabits {
  /** Bytes of a frame before it is packed; a reader holds one at a time. Default 1 MiB. */
  readonly frameBytes?: number;
  /** False: the file need not outlive the machine, so nobody waits for the drive. Default true. */
  readonly durable?: boolean;
}

/** What a finished spool file holds. */
export interface SpoolSummary {
  readonly path: string;
  readonly records: number;
  /** Size of the file. */
  readonly bytes: number;
}

/**
 * Keeps batches in a file: frames of about 1 MiB of packed columns, compressed beside the run, and an index at the end so that any record is one seek
 * away. The batch is copied during `append`. A file without its end (after a crash) is refused by the reader.
 */
export class SpoolWriter {
  readonly path: string;
  readonly #packing: SpoolPacking;
  readonly #frameBytes: number;
  readonly #durable: boolean;
  readonly #file: FileHandle;
  readonly #frames: SpoolFrame[] = [];
  #frame = new FrameOut();
  /** Frames that have been written: their memory serves the next ones, unless a very large record has made it large. */
  readonly #free: FrameOut[] = [];
  #inFrame = 0;
  #low = Number.POSITIVE_INFINITY;
  #high = Number.NEGATIVE_INFINITY;
  #records = 0;
  #written = HEAD_MARK.length;
  #waiting = 0;
  #tail: Promise<void> = Promise.resolve();
  #failure: unknown = null;

  private constructor(path: string, file: FileHandle, packing: SpoolPacking, { frameBytes = FRAME_BYTES, durable = true }: SpoolHabits) {
    this.path = path;
    this.#file = file;
    this.#packing = packing;
    this.#frameBytes = frameBytes;
    this.#durable = durable;
  }

  /** Creates the file, replacing what was there. */
  static async create(path: string, packing: SpoolPacking = 'zstd', habits: SpoolHabits = {}): Promise<SpoolWriter> {
    let file: FileHandle | undefined;
    try {
      file = await open(path, 'w');
      await writeWhole(file, HEAD_MARK, 0);
      return new SpoolWriter(path, file, packing, habits);
    } catch (error) {
      await file?.close();
      throw fileError(error, path, 'written');
    }
  }

  /** Bytes on disk so far, compressed. */
  get bytes(): number {
    return this.#written;
  }

  get records(): number {
    return this.#records + this.#inFrame;
  }

  /** Copies the records of a batch. A promise means that the disk is behind: wait for it. */
  append(batch: Batch): void | Promise<void> {
    if (this.#failure !== null) throw this.#failure;
    if (batch.count === 0) return;
    const { low, high } = encodeBatch(batch, this.#frame);
    if (low < this.#low) this.#low = low;
    if (high > this.#high) this.#high = high;
    this.#inFrame += batch.count;
    if (this.#frame.end < this.#frameBytes) return;
    this.#flush();
    return this.#waiting >= IN_FLIGHT ? this.#tail.then(() => this.#check()) : undefined;
  }

  /** Writes what is left and the index, makes it durable (unless told not to), closes the file. */
  async finish(): Promise<SpoolSummary> {
    this.#flush();
    await this.#tail;
    try {
      this.#check();
      const index = encodeIndex(this.#frames);
      await writeWhole(this.#file, index, this.#written);
      this.#written += index.length;
      if (this.#durable) await this.#file.datasync();
    } catch (error) {
      throw fileError(error, this.path, 'written');
    } finally {
      await this.#file.close();
    }
    return { path: this.path, records: this.#records, bytes: this.#written };
  }

  /** Closes and removes the file. */
  async abort(): Promise<void> {
    await this.#tail;
    await this.#file.close().catch(() => undefined);
    await rm(this.path, { force: true });
  }

  #check(): void {
    if (this.#failure !== null) throw this.#failure;
  }

  #flush(): void {
    if (this.#inFrame === 0) return;
    const full = this.#frame;
    const frame = { size: full.end, records: this.#inFrame, before: this.#records, low: this.#low, high: this.#high };
    this.#records += this.#inFrame;
    this.#inFrame = 0;
    this.#frame = this.#free.pop() ?? new FrameOut(Math.min(full.end, this.#frameBytes * MOST_KEPT));
    this.#low = Number.POSITIVE_INFINITY;
    this.#high = Number.NEGATIVE_INFINITY;
    this.#waiting++;
    const packed = this.#packing === 'raw' ? Promise.resolve(full.finishChecked()) : packedWhere(full);
    const before = this.#tail;
    this.#tail = this.#store(packed, before, frame).finally(() => {
      full.clear();
      if (full.bytes.length <= this.#frameBytes * MOST_KEPT) this.#free.push(full);
    });
  }

  async #store(packed: Promise<Uint8Array>, before: Promise<void>, frame: Omit<SpoolFrame, 'offset' | 'bytes'>): Promise<void> {
    try {
      const bytes = await packed;
      await before;
      if (this.#failure !== null) return;
      await writeWhole(this.#file, bytes, this.#written);
      this.#frames.push({ ...frame, offset: this.#written, bytes: bytes.length });
      this.#written += bytes.length;
    } catch (error) {
      this.#failure ??= fileError(error, this.path, 'written');
    } finally {
      this.#waiting--;
    }
  }
}

/** Compressed; as it is where that happens to take just the room that would say so. */
async function packedWhere(frame: FrameOut): Promise<Uint8Array> {
  const packed = await compress(frame.finish(), PARAMS);
  return packed.length === frame.end + RAW_EXTRA ? frame.finishChecked() : packed;
}

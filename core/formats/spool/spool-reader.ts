import type { FileHandle } from 'node:fs/promises';
import { promisify } from 'node:util';
import { crc32, zstdDecompress } from 'node:zlib';
import type { Batch } from '../../data/batch.ts';
import { select, slice } from '../../data/batch-ops.ts';
import { ordinalAt } from '../../data/origin.ts';
import { openPlainFile } from '../file-head.ts';
import { decodeBatch } from './decode-batch.ts';
import { FrameIn } from './frame-bytes.ts';
import { damaged, decodeIndex, FIRST_HEAD_MARK, HEAD_MARK, RAW_EXTRA, type SpoolFrame, TAIL_BYTES, TAIL_MARK } from './spool-file.ts';

const decompress = promisify(zstdDecompress);

/** Reads a finished spool file: all of it, or only the frames that hold what is asked for. Batches own their memory. */
export class SpoolReader {
  readonly path: string;
  readonly records: number;
  readonly #file: FileHandle;
  readonly #frames: readonly SpoolFrame[];

  private constructor(path: string, file: FileHandle, frames: readonly SpoolFrame[]) {
    this.path = path;
    this.#file = file;
    this.#frames = frames;
    this.records = frames.reduce((sum, frame) => sum + frame.records, 0);
  }

  /** Opens and checks the index. Throws a UserError for a file that is missing, cut off or damaged. */
  static async open(path: string): Promise<SpoolReader> {
    const { handle, size } = await openPlainFile(path);
    try {
      if (size < HEAD_MARK.length + TAIL_BYTES) throw damaged(path, 'it is cut off');
      const head = await readPart(handle, 0, HEAD_MARK.length, path);
      if (!head.equals(HEAD_MARK) && !head.equals(FIRST_HEAD_MARK)) throw damaged(path, 'it is not a capture of this version');
      const tail = await readPart(handle, size - TAIL_BYTES, TAIL_BYTES, path);
      const length = tail.readUInt32LE(0);
      if (!tail.subarray(8).equals(TAIL_MARK) || length > size - TAIL_BYTES - HEAD_MARK.length)
        throw damaged(path, 'it is cut off; the run that wrote it did not end');
      const index = await readPart(handle, size - TAIL_BYTES - length, length, path);
      return new SpoolReader(path, handle, decodeIndex(index, tail.readUInt32LE(4), path));
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /** All records, in the order they were kept. */
  async *batches(): AsyncGenerator<Batch, void, undefined> {
    for (const frame of this.#frames) yield* await this.#read(frame);
  }

  /** The records kept as number `from` up to but not including `to`, counted from 0. */
  async *range(from: number, to: number): AsyncGenerator<Batch, void, undefined> {
    for (const frame of this.#frames) {
      if (frame.before + frame.records <= from || frame.before >= to) continue;
      let before = frame.before;
      for (const batch of await this.#read(frame)) {
        const part = slice(batch, from - before, Math.max(0, to - before));
        before += batch.count;
        if (part.count > 0) yield part;
      }
    }
  }

  /** The records whose ordinal in their source is in the range, `to` not included. */
  ordinals(from: number, to: number): AsyncGenerator<Batch, void, undefined> {
    return this.#filtered(
      (frame) => frame.high >= from && frame.low < to,
      (ordinal) => ordinal >= from && ordinal < to,
    );
  }

  /** The records with just these ordinals; reads only the frames that may hold some. */
  pick(wanted: ReadonlySet<number>): AsyncGenerator<Batch, void, undefined> {
    const sorted = Float64Array.from(wanted).sort();
    return this.#filtered(
      (frame) => {
        const at = firstAtLeast(sorted, frame.low);
        return at < sorted.length && (sorted[at] as number) <= frame.high;
      },
      (ordinal) => wanted.has(ordinal),
    );
  }

  async close(): Promise<void> {
    await this.#file.close();
  }

  async *#filtered(frameMayHold: (frame: SpoolFrame) => boolean, isWanted: (ordinal: number) => boolean): AsyncGenerator<Batch, void, undefined> {
    for (const frame of this.#frames) {
      if (!frameMayHold(frame)) continue;
      for (const batch of await this.#read(frame)) {
        const rows = new Int32Array(batch.count);
        let count = 0;
        for (let row = 0; row < batch.count; row++) if (isWanted(ordinalAt(batch, row))) rows[count++] = row;
        if (count > 0) yield select(batch, rows, count);
      }
    }
  }

  async #read(frame: SpoolFrame): Promise<Batch[]> {
    const packed = await readPart(this.#file, frame.offset, frame.bytes, this.path);
    const batches: Batch[] = [];
    try {
      const raw = frame.bytes === frame.size + RAW_EXTRA ? checked(packed) : await decompress(packed, { maxOutputLength: Math.max(1, frame.size) });
      const from = new FrameIn(raw);
      for (let left = frame.records; left > 0; ) {
        const batch = decodeBatch(from);
        if (batch.count === 0) throw new Error('an empty batch');
        batches.push(batch);
        left -= batch.count;
      }
    } catch {
      throw damaged(this.path, `the part from record ${frame.before + 1} on is damaged`);
    }
    return batches;
  }
}

function checked(packed: Buffer): Buffer {
  const raw = packed.subarray(0, packed.length - RAW_EXTRA);
  if (crc32(raw) !== packed.readUInt32LE(raw.length)) throw new Error('the checksum differs');
  return raw;
}

async function readPart(file: FileHandle, position: number, length: number, path: string): Promise<Buffer> {
  const bytes = Buffer.allocUnsafeSlow(length);
  for (let filled = 0; filled < length; ) {
    const { bytesRead } = await file.read(bytes, filled, length - filled, position + filled);
    if (bytesRead === 0) throw damaged(path, 'it is cut off');
    filled += bytesRead;
  }
  return bytes;
}

function firstAtLeast(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

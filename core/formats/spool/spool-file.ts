import { crc32 } from 'node:zlib';
import { UserError } from '../../base/errors.ts';

/** First and last bytes of a spool file; the digit is the version of the encoding: 2 has records as they stand. A reader takes both. */
export const HEAD_MARK = Buffer.from('SWSPOOL2');
export const FIRST_HEAD_MARK = Buffer.from('SWSPOOL1');
export const TAIL_MARK = Buffer.from('SWSPEND1');
/** Behind the index: its length, its checksum, the tail mark. */
export const TAIL_BYTES = 16;

/** A frame that is not compressed is followed by its checksum: that it is just this much longer than its content says that it is one. */
export const RAW_EXTRA = 4;

/** One frame in the index of a spool file. */
export interface SpoolFrame {
  readonly offset: number;
  /** Compressed and original size in bytes. */
  readonly bytes: number;
  readonly size: number;
  /** Records in the frame, and in all frames before it. */
  readonly records: number;
  readonly before: number;
  /** Smallest and largest ordinal of its records. */
  readonly low: number;
  readonly high: number;
}

const ENTRY = 7;

/** The index and the tail, as they stand at the end of the file. */
export function encodeIndex(frames: readonly SpoolFrame[]): Uint8Array {
  const numbers = Float64Array.from(frames.flatMap(({ offset, bytes, size, records, before, low, high }) => [offset, bytes, size, records, before, low, high]));
  const index = Buffer.from(numbers.buffer);
  const tail = Buffer.alloc(TAIL_BYTES);
  tail.writeUInt32LE(index.length, 0);
  tail.writeUInt32LE(crc32(index), 4);
  TAIL_MARK.copy(tail, 8);
  return Buffer.concat([index, tail]);
}

/** Reads the index back; throws a UserError if it is damaged. */
export function decodeIndex(index: Uint8Array, checksum: number, file: string): SpoolFrame[] {
  if (index.length % (ENTRY * 8) !== 0 || crc32(index) !== checksum) throw damaged(file, 'its index is damaged');
  const numbers = new Float64Array(Uint8Array.from(index).buffer);
  const frames: SpoolFrame[] = [];
  for (let at = 0; at < numbers.length; at += ENTRY) {
    const [offset = 0, bytes = 0, size = 0, records = 0, before = 0, low = 0, high = 0] = numbers.subarray(at, at + ENTRY);
    frames.push({ offset, bytes, size, records, before, low, high });
  }
  return frames;
}

/** The error for a spool file that cannot be trusted. */
export function damaged(file: string, how: string): UserError {
  return new UserError('spool-damaged', `The captured data in ${file} cannot be read: ${how}.`, {
    hint: 'Run the flow again from its sources instead of replaying the captured input.',
    place: { file },
  });
}

import { packedColumn } from '../data/bytes-column.ts';
import type { Column } from '../data/column.ts';
import { ID_BITS, ID_POSITION } from './row-order.ts';

/** Keys of a batch's records as bytes: that of position `i` is `bytes[starts[i]..starts[i + 1])`. */
export interface ByteKeys {
  readonly bytes: Uint8Array;
  readonly starts: Int32Array;
}

/** Order of the bytes, a beginning before what goes on from it: negative, 0 or positive. */
export function compareByteKeys(a: ByteKeys, i: number, b: ByteKeys, j: number): number {
  const [x, y] = [a.bytes, b.bytes];
  let at = a.starts[i] as number;
  let other = b.starts[j] as number;
  const length = (a.starts[i + 1] as number) - at;
  const otherLength = (b.starts[j + 1] as number) - other;
  const end = at + Math.min(length, otherLength);
  for (; at < end; at++, other++) {
    const difference = (x[at] as number) - (y[other] as number);
    if (difference !== 0) return difference;
  }
  return length - otherLength;
}

/** Bytes of memory that the keys take. */
export function byteKeysBytes(keys: ByteKeys): number {
  return keys.bytes.byteLength + keys.starts.byteLength;
}

/** A copy of one key, to compare with after its batch is gone. */
export function copyKey(keys: ByteKeys, position: number): ByteKeys {
  const [start, end] = [keys.starts[position] as number, keys.starts[position + 1] as number];
  const bytes = new Uint8Array(end - start);
  bytes.set(keys.bytes.subarray(start, end));
  return { bytes, starts: Int32Array.of(0, end - start) };
}

/** The keys of some records (see `RowOrder`) as a column. */
export function packByteKeys(keys: readonly ByteKeys[], ids: Int32Array): Column {
  const offsets = new Int32Array(ids.length + 1);
  for (let i = 0; i < ids.length; i++) {
    const id = ids[i] as number;
    const { starts } = keys[id >> ID_BITS] as ByteKeys;
    const position = id & ID_POSITION;
    offsets[i + 1] = (offsets[i] as number) + (starts[position + 1] as number) - (starts[position] as number);
  }
  const bytes = new Uint8Array(offsets[ids.length] as number);
  for (let i = 0; i < ids.length; i++) {
    const id = ids[i] as number;
    const { bytes: from, starts } = keys[id >> ID_BITS] as ByteKeys;
    let at = starts[id & ID_POSITION] as number;
    const end = offsets[i + 1] as number;
    for (let to = offsets[i] as number; to < end; to++) bytes[to] = from[at++] as number;
  }
  return packedColumn('text', bytes, offsets, null);
}

/** The keys that `packByteKeys` made a column of. */
export function unpackByteKeys(column: Column | undefined): ByteKeys {
  if (column?.kind !== 'bytes' || column.stride !== 1) throw new RangeError('no column of keys');
  return { bytes: column.bytes, starts: column.offsets };
}

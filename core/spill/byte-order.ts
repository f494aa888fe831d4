import type { Batch } from '../data/batch.ts';
import type { Column } from '../data/column.ts';
import { type ByteKeys, byteKeysBytes, compareByteKeys, packByteKeys, unpackByteKeys } from './byte-keys.ts';
import type { RowOrder } from './row-order.ts';
import { sortByteKeys } from './sort-byte-keys.ts';

/** An order whose keys are bytes; what they are, its descendants say. */
export abstract class ByteOrder implements RowOrder<ByteKeys> {
  readonly keyColumns = 1;

  abstract prepare(batch: Batch): ByteKeys;

  bytes(keys: ByteKeys): number {
    return byteKeysBytes(keys);
  }

  compare(a: ByteKeys, i: number, b: ByteKeys, j: number): number {
    return compareByteKeys(a, i, b, j);
  }

  sort(keys: readonly ByteKeys[], ids: Int32Array): void {
    sortByteKeys(keys, ids);
  }

  pack(keys: readonly ByteKeys[], ids: Int32Array): Column[] {
    return [packByteKeys(keys, ids)];
  }

  unpack([column]: readonly Column[]): ByteKeys {
    return unpackByteKeys(column);
  }
}

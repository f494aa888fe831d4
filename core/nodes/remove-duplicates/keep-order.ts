import type { Batch } from '../../data/batch.ts';
import type { Column } from '../../data/column.ts';
import { type ByteKeys, byteKeysBytes, compareByteKeys, packByteKeys, unpackByteKeys } from '../../spill/byte-keys.ts';
import { KeyWriter } from '../../spill/key-writer.ts';
import { ID_BITS, ID_POSITION, type RowOrder } from '../../spill/row-order.ts';
import { sortByteKeys } from '../../spill/sort-byte-keys.ts';
import { type CompareHow, type ValueOrder, valueWriter } from '../../spill/value-writer.ts';

/** Bytes that a number of arrival takes in a key. */
const NUMBER_BYTES = 7;

/** Which record of a key stays. */
export type Winner =
  | { readonly keep: 'first' | 'last' }
  | { readonly keep: 'by'; readonly field: string; readonly order: ValueOrder; readonly how: CompareHow };

/** What a record is sorted by: its key, then what makes it win, and its number of arrival beside that. */
export interface KeepKeys {
  readonly bytes: ByteKeys;
  readonly arrivals: Float64Array;
}

/** Brings the records of a key together so that the one that stays is the first of them. */
export class KeepOrder implements RowOrder<KeepKeys> {
  readonly keyColumns = 2;
  readonly #keysOf: (batch: Batch) => ByteKeys;
  readonly #winner: Winner;
  #arrived = 0;

  /** `keysOf`: the keys of a batch's records by position. */
  constructor(keysOf: (batch: Batch) => ByteKeys, winner: Winner) {
    this.#keysOf = keysOf;
    this.#winner = winner;
  }

  prepare(batch: Batch): KeepKeys {
    const keys = this.#keysOf(batch);
    const writer = new KeyWriter(keys.bytes.length + batch.count * 16);
    const starts = new Int32Array(batch.count + 1);
    const arrivals = new Float64Array(batch.count);
    const winner = this.#winner;
    const value = winner.keep === 'by' ? valueWriter(writer, batch.columns[batch.names.indexOf(winner.field)], winner.order, winner.how) : null;
    for (let position = 0; position < batch.count; position++) {
      const arrival = this.#arrived++;
      arrivals[position] = arrival;
      writer.textBytes(keys.bytes, keys.starts[position] as number, keys.starts[position + 1] as number, false);
      value?.(batch.selection[position] as number);
      if (winner.keep === 'last') writeBackwards(writer, arrival);
      starts[position + 1] = writer.end;
    }
    return { bytes: { bytes: writer.finish(), starts }, arrivals };
  }

  bytes({ bytes, arrivals }: KeepKeys): number {
    return byteKeysBytes(bytes) + arrivals.byteLength;
  }

  compare(a: KeepKeys, i: number, b: KeepKeys, j: number): number {
    return compareByteKeys(a.bytes, i, b.bytes, j);
  }

  sort(keys: readonly KeepKeys[], ids: Int32Array): void {
    sortByteKeys(
      keys.map(({ bytes }) => bytes),
      ids,
    );
  }

  pack(keys: readonly KeepKeys[], ids: Int32Array): Column[] {
    const arrivals = Float64Array.from(ids, (id) => keys[id >> ID_BITS]?.arrivals[id & ID_POSITION] ?? 0);
    const packed = packByteKeys(
      keys.map(({ bytes }) => bytes),
      ids,
    );
    return [packed, { kind: 'float64', type: 'integer', values: arrivals, nulls: null, source: null }];
  }

  unpack([bytes, arrivals]: readonly Column[]): KeepKeys {
    if (arrivals?.kind !== 'float64') throw new RangeError('no column of numbers');
    return { bytes: unpackByteKeys(bytes), arrivals: arrivals.values };
  }
}

/** The key alone of a record, as it was written: without what makes it win. */
export function keyPart({ bytes, starts }: ByteKeys, position: number): Uint8Array {
  let end = starts[position] as number;
  while (bytes[end] !== 0) end++;
  return bytes.subarray(starts[position], end);
}

/** The number so that later ones come first. */
function writeBackwards(writer: KeyWriter, arrival: number): void {
  for (let at = NUMBER_BYTES - 1; at >= 0; at--) writer.mark(255 - (Math.floor(arrival / 256 ** at) % 256));
}

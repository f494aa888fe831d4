import { ByteArena } from './byte-arena.ts';
import { QUOTE } from './bytes-column.ts';
import type { BytesColumn, Column } from './column.ts';
import { type KeyOptions, RecordKeys } from './encode-keys.ts';
import { hashBytes } from './hash-bytes.ts';

const NONE = new Uint8Array(0);

/**
 * The keys of the records of one batch: where each stands, and its hash, worked out before any of them is looked up. A key at `starts[i] >= 0` is
 * `bytes[starts[i]..ends[i])`, where the field itself stands; any other is a copy, `copies.bytes[~starts[i]..ends[i])`. Valid until the next `locate`.
 */
export class KeyBatch {
  bytes: Uint8Array = NONE;
  readonly copies = new ByteArena(1024);
  starts = new Int32Array(0);
  ends = new Int32Array(0);
  hashes = new Int32Array(0);

  /** Finds the keys of the rows `selection[0..count)`: the same as `RecordKeys.encode` row by row. */
  locate(columns: readonly Column[], options: KeyOptions, selection: Int32Array, count: number): void {
    if (count > this.starts.length) {
      this.starts = new Int32Array(count);
      this.ends = new Int32Array(count);
      this.hashes = new Int32Array(count);
    }
    this.copies.end = 0;
    const column = columns[0] as Column;
    const plain = columns.length === 1 && column.kind === 'bytes' && column.type === 'text' && column.nulls === null && options.ignoreCase !== true;
    if (plain) this.#plainTexts(column, options, selection, count);
    else {
      this.bytes = column.kind === 'bytes' ? column.bytes : NONE;
      const keys = new RecordKeys(columns, options);
      for (let position = 0; position < count; position++) this.#encoded(keys, position, selection[position] as number);
    }
  }

  /** Texts that are their own key where they stand: not quoted, and with nothing around them that might be trimmed. */
  #plainTexts(column: BytesColumn, options: KeyOptions, selection: Int32Array, count: number): void {
    const { bytes, offsets, stride, at, trim, raw } = column;
    const { starts, ends, hashes } = this;
    const trimming = options.trim === true;
    let others: RecordKeys | null = null;
    this.bytes = bytes;
    for (let position = 0; position < count; position++) {
      const row = selection[position] as number;
      const offset = row * stride + at;
      const start = offsets[offset] as number;
      const end = (offsets[offset + 1] as number) - trim;
      if (start < end) {
        const first = bytes[start] as number;
        if ((raw && first === QUOTE) || (trimming && !(isInk(first) && isInk(bytes[end - 1] as number)))) {
          others ??= new RecordKeys([column], options);
          this.#encoded(others, position, row);
          continue;
        }
      }
      starts[position] = start;
      ends[position] = end;
      hashes[position] = hashBytes(bytes, start, end);
    }
  }

  #encoded(keys: RecordKeys, position: number, row: number): void {
    keys.encode(row);
    const { bytes, start, end } = keys;
    this.hashes[position] = hashBytes(bytes, start, end);
    if (bytes === this.bytes) {
      this.starts[position] = start;
      this.ends[position] = end;
    } else {
      this.starts[position] = ~this.copies.add(bytes, start, end);
      this.ends[position] = this.copies.end;
    }
  }
}

/** An ASCII character that is no space and no control. */
function isInk(byte: number): boolean {
  return byte > 32 && byte < 127;
}

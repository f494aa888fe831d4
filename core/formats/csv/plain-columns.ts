import { ByteArena } from '../../data/byte-arena.ts';
import { writeUnquoted } from '../../data/bytes-column.ts';
import type { BytesColumn } from '../../data/column.ts';

/**
 * Copies a block of scanned fields into columns without quotes: for quote characters other than `"`, for trimming, and where fields cannot be copied
 * as they stand. Fields end `trim` bytes before the next begins; a field that begins with the quote byte loses its quotes.
 */
export function plainColumns(bytes: Uint8Array, offsets: Int32Array, rows: number, width: number, trim: number, quote: number, strip: boolean): BytesColumn[] {
  const stride = width + 1;
  const arena = new ByteArena(Math.max(256, (offsets[rows * stride - 1] ?? 0) - (offsets[0] ?? 0)));
  const plain = new Int32Array(rows * stride);
  for (let row = 0; row < rows; row++) {
    for (let at = row * stride; at < row * stride + width; at++) {
      let start = offsets[at] as number;
      let end = (offsets[at + 1] as number) - trim;
      plain[at] = arena.end;
      if (start >= end) continue;
      if (strip) while (start < end && isBlank(bytes[start] as number)) start++;
      if (start < end && bytes[start] === quote) {
        if (strip) while (isBlank(bytes[end - 1] as number)) end--;
        arena.reserve(end - start);
        arena.end = writeUnquoted(bytes, start, end, arena.bytes, arena.end, quote);
        continue;
      }
      if (strip) while (end > start && isBlank(bytes[end - 1] as number)) end--;
      arena.add(bytes, start, end);
    }
    plain[row * stride + width] = arena.end;
  }
  return Array.from({ length: width }, (_, at) => ({
    kind: 'bytes',
    type: 'text',
    bytes: arena.bytes,
    offsets: plain,
    stride,
    at,
    trim: 0,
    raw: false,
    nulls: null,
  }));
}

function isBlank(byte: number): boolean {
  return byte === 32 || byte === 9;
}

import type { Value } from '../base/value.ts';
import { QUOTE, unquotedText } from './bytes-column.ts';
import type { BytesColumn, Column } from './column.ts';
import { isNullAt, textAt, valueAt, valueOfText } from './column-value.ts';
import { isWholeAscii, latin1Mirror } from './latin1-mirror.ts';
import { hasNull } from './nulls.ts';
import { decodeLatin1, decodeUtf8, isAsciiRange } from './utf8.ts';

/** From so many reads on it pays to decode all of a column's bytes once. */
const MANY = 64;
/** A slice this short is a copy of its own; a longer one would keep all of the decoded bytes alive. */
const SHORT = 12;
/** So many times as much as is read may be held with it. */
const MOST_HELD = 4;

/**
 * A function that reads the column's values by physical row, the same as `valueAt`. `expected`: about how many rows will be read.
 * The texts it gives keep nothing else alive.
 */
export function columnReader(column: Column, expected: number): (row: number) => Value {
  if (column.kind !== 'bytes' || expected < MANY) return (row) => valueAt(column, row);
  return valueReader(column, SHORT);
}

/**
 * A function that reads the column's texts by physical row, the same as `textAt`; null where the value is null. For texts that are passed on at once:
 * one that is kept keeps all of the batch's bytes alive.
 */
export function columnTextReader(column: Column, expected: number): (row: number) => string | null {
  if (column.kind !== 'bytes' || expected < MANY) return (row) => (isNullAt(column, row) ? null : textAt(column, row));
  const text = textReaderOf(column, Number.POSITIVE_INFINITY);
  const { nulls } = column;
  return nulls === null ? text : (row) => (hasNull(nulls, row) ? null : text(row));
}

/**
 * As `columnReader`, for texts that are passed on soon: while one of them is held, so are all bytes of the batch. Where few rows of many are read, they
 * are copies after all.
 */
export function columnPassingReader(column: Column, expected: number): (row: number) => Value {
  if (column.kind !== 'bytes' || expected < MANY || expected * MOST_HELD * column.stride < column.offsets.length) return columnReader(column, expected);
  return valueReader(column, Number.POSITIVE_INFINITY);
}

function valueReader(column: BytesColumn, sliced: number): (row: number) => Value {
  const text = textReaderOf(column, sliced);
  const { nulls, type } = column;
  if (type === 'text') return nulls === null ? text : (row) => (hasNull(nulls, row) ? null : text(row));
  return (row) => (hasNull(nulls, row) ? null : valueOfText(text(row), type));
}

/** Texts of up to `sliced` characters are parts of the decoded bytes. */
function textReaderOf(column: BytesColumn, sliced: number): (row: number) => string {
  const { bytes, offsets, stride, at, trim, raw } = column;
  const mirror = latin1Mirror(bytes);
  const ascii = isWholeAscii(bytes);
  return (row) => {
    const index = row * stride + at;
    const start = offsets[index] as number;
    const end = (offsets[index + 1] as number) - trim;
    if (start >= end) return '';
    if (raw && bytes[start] === QUOTE) return unquotedText(bytes, start, end);
    if (end - start > sliced) return ascii ? decodeLatin1(bytes, start, end) : decodeUtf8(bytes, start, end);
    return ascii || isAsciiRange(bytes, start, end) ? mirror.slice(start, end) : decodeUtf8(bytes, start, end);
  };
}

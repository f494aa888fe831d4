import { bytesText, QUOTE } from '../bytes-column.ts';
import type { BytesColumn, Column, Float64Column } from '../column.ts';
import { isNullAt, valueAt } from '../column-value.ts';
import { MadeLately } from '../made-lately.ts';
import { createNulls, hasNull, setNull } from '../nulls.ts';

const POWERS = [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16];
const parsed = new MadeLately<Column, Float64Column>();

/**
 * The column's values as doubles; what is empty or no number is null. Parsed once for each column of a batch, however often it is asked for on the way.
 * The text it came from stays linked, so that an untouched number is written as it was read.
 */
export function asFloat64(column: Column, rows: number): Float64Column {
  if (column.kind === 'float64') return column;
  return parsed.of(column, () => (column.kind === 'bytes' ? parseBytes(column, rows) : convert(column, rows)));
}

/** The number a text stands for, `NaN` if it is none: digits with a point or exponent, spaces around do not count. */
export function numberOfText(text: string): number {
  return /^\s*[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?\s*$/.test(text) ? finite(Number(text)) : Number.NaN;
}

function finite(value: number): number {
  return Number.isFinite(value) ? value : Number.NaN;
}

function parseBytes(column: BytesColumn, rows: number): Float64Column {
  const { bytes, offsets, stride, at, trim, raw } = column;
  const values = new Float64Array(rows);
  const nulls = createNulls(rows);
  let anyNull = false;
  for (let row = 0; row < rows; row++) {
    const index = row * stride + at;
    let end = (offsets[index + 1] as number) - trim;
    let i = offsets[index] as number;
    if (raw && i < end && bytes[i] === QUOTE) {
      i++;
      end--;
    }
    const negative = bytes[i] === 45 && i < end;
    if (negative) i++;
    const first = i;
    let number = 0;
    let point = -1;
    for (; i < end; i++) {
      const digit = (bytes[i] as number) - 48;
      if (digit >= 0 && digit <= 9) number = number * 10 + digit;
      else if (digit === -2 && point < 0) point = i;
      else break;
    }
    const digits = i - first - (point < 0 ? 0 : 1);
    let value: number;
    // Fifteen digits fit a double exactly, and dividing by an exact power of ten rounds right.
    if (i === end && digits > 0 && digits <= 15) {
      value = point < 0 ? number : number / (POWERS[end - point - 1] as number);
      if (negative) value = -value;
    } else value = first < end || negative ? numberOfText(bytesText(column, row)) : Number.NaN;
    if (Number.isNaN(value) || (column.nulls !== null && hasNull(column.nulls, row))) {
      setNull(nulls, row);
      anyNull = true;
    } else values[row] = value;
  }
  return { kind: 'float64', type: column.type === 'integer' ? 'integer' : 'number', values, nulls: anyNull ? nulls : null, source: column };
}

function convert(column: Column, rows: number): Float64Column {
  const values = new Float64Array(rows);
  const nulls = createNulls(rows);
  for (let row = 0; row < rows; row++) {
    const value = isNullAt(column, row) ? null : valueAt(column, row);
    const number =
      typeof value === 'number' || typeof value === 'bigint' ? finite(Number(value)) : typeof value === 'string' ? numberOfText(value) : Number.NaN;
    if (Number.isNaN(number)) setNull(nulls, row);
    else values[row] = number;
  }
  return { kind: 'float64', type: column.type === 'integer' ? 'integer' : 'number', values, nulls, source: null };
}

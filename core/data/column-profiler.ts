import type { FieldType } from '../base/field.ts';
import type { ColumnProfile } from '../base/sample.ts';
import { QUOTE } from './bytes-column.ts';
import { canonicalText, instantText, numberText } from './canonical-text.ts';
import type { BytesColumn, Column } from './column.ts';
import { textAt } from './column-value.ts';
import { DistinctCount } from './distinct-count.ts';
import { hashBytes } from './hash-bytes.ts';
import { hasNull } from './nulls.ts';
import { decodeUtf8 } from './utf8.ts';

const MAX_SHOWN = 200;
/** Up to so many bytes V8 keeps on its own heap. */
const SHORT = 64;
const scratch = new Float64Array(1);
const scratchBytes = new Uint8Array(scratch.buffer);

/**
 * Gathers what is known of one field: how many values are filled, how many differ, the smallest and the largest. Numbers are compared as numbers,
 * everything else by its UTF-8 bytes. Keeps copies of two values and nothing else.
 */
export class ColumnProfiler {
  readonly name: string;
  #seen = 0;
  #filled = 0;
  readonly #distinct = new DistinctCount();
  #low = Number.POSITIVE_INFINITY;
  #high = Number.NEGATIVE_INFINITY;
  #numberType: FieldType | null = null;
  #min: Kept | null = null;
  #max: Kept | null = null;
  #minFirst = 256;
  #maxFirst = -1;

  constructor(name: string) {
    this.name = name;
  }

  /** Looks at every `step`-th record of the selection, from position `from`. */
  look(column: Column, selection: Int32Array, count: number, from: number, step: number): void {
    if (column.kind === 'bytes' && !NUMERIC.has(column.type)) this.#lookBytes(column, null, selection, count, from, step);
    else if (column.kind === 'float64' || column.kind === 'datetime') this.#lookNumbers(column, selection, count, from, step);
    else if (column.kind === 'dictionary' && column.values.kind === 'bytes' && !NUMERIC.has(column.type))
      this.#lookBytes(column.values, column.index, selection, count, from, step);
    else for (let position = from; position < count; position += step) this.#lookText(column, textAt(column, selection[position] as number));
  }

  #lookBytes(column: BytesColumn, index: Int32Array | null, selection: Int32Array, count: number, from: number, step: number): void {
    const { bytes, offsets, stride, at, trim, raw, nulls } = column;
    const distinct = this.#distinct;
    let seen = 0;
    let filled = 0;
    for (let position = from; position < count; position += step) {
      const place = selection[position] as number;
      const row = index === null ? place : (index[place] as number);
      seen++;
      if (row < 0) continue;
      const offset = row * stride + at;
      let start = offsets[offset] as number;
      let end = (offsets[offset + 1] as number) - trim;
      if (start >= end || (nulls !== null && hasNull(nulls, row))) continue;
      if (raw && bytes[start] === QUOTE) {
        start++;
        end--;
        if (start === end) continue;
      }
      filled++;
      distinct.addHash(hashBytes(bytes, start, end));
      // Most values lie between the two kept ones already by their first byte.
      const first = bytes[start] as number;
      if (first <= this.#minFirst || first >= this.#maxFirst) this.#compare(bytes, start, end);
    }
    this.#seen += seen;
    this.#filled += filled;
  }

  #lookNumbers(column: Extract<Column, { kind: 'float64' | 'datetime' }>, selection: Int32Array, count: number, from: number, step: number): void {
    const { values, nulls } = column;
    this.#numberType = column.kind === 'datetime' ? column.type : 'number';
    for (let position = from; position < count; position += step) {
      const row = selection[position] as number;
      this.#seen++;
      if (nulls !== null && hasNull(nulls, row)) continue;
      this.#addNumber(values[row] as number);
    }
  }

  #lookText(column: Column, text: string): void {
    this.#seen++;
    if (text === '') return;
    const number = NUMERIC.has(column.type) ? Number(text) : Number.NaN;
    if (Number.isFinite(number)) {
      this.#numberType = 'number';
      this.#addNumber(number);
      return;
    }
    const bytes = Buffer.from(text, 'utf8');
    this.#filled++;
    this.#distinct.addHash(hashBytes(bytes, 0, bytes.length));
    this.#compare(bytes, 0, bytes.length);
  }

  #addNumber(value: number): void {
    this.#filled++;
    if (value < this.#low) this.#low = value;
    if (value > this.#high) this.#high = value;
    scratch[0] = value;
    this.#distinct.addHash(hashBytes(scratchBytes, 0, 8));
  }

  #compare(bytes: Uint8Array, start: number, end: number): void {
    if (this.#min === null || compareBytes(bytes, start, end, this.#min) < 0) {
      this.#min = keep(this.#min, bytes, start, end);
      this.#minFirst = bytes[start] as number;
    }
    if (this.#max === null || compareBytes(bytes, start, end, this.#max) > 0) {
      this.#max = keep(this.#max, bytes, start, end);
      this.#maxFirst = bytes[start] as number;
    }
  }

  profile(): ColumnProfile {
    const profile: ColumnProfile = { name: this.name, seen: this.#seen, filled: this.#filled, distinct: Math.min(this.#filled, this.#distinct.estimate()) };
    if (this.#numberType !== null && this.#low <= this.#high && this.#min === null) {
      const type = this.#numberType;
      const show = (value: number): string => (type === 'number' ? numberText(value) : instantText(value, type));
      return { ...profile, min: show(this.#low), max: show(this.#high) };
    }
    if (this.#min === null || this.#max === null) return profile;
    return { ...profile, min: canonicalText(shown(this.#min)), max: canonicalText(shown(this.#max)) };
  }
}

const NUMERIC: ReadonlySet<FieldType> = new Set<FieldType>(['integer', 'number', 'decimal']);

/** The beginning of a value. In a column that grows each value is the largest so far: the memory of the one before is used again. */
interface Kept {
  readonly bytes: Uint8Array;
  length: number;
}

function keep(before: Kept | null, bytes: Uint8Array, start: number, end: number): Kept {
  const length = Math.min(end - start, MAX_SHOWN);
  const kept = before && before.bytes.length >= length ? before : { bytes: new Uint8Array(length <= SHORT ? SHORT : MAX_SHOWN), length };
  kept.length = length;
  for (let i = 0; i < kept.length; i++) kept.bytes[i] = bytes[start + i] as number;
  return kept;
}

/** The first characters of a value, without a half one at the end. */
function shown({ bytes, length }: Kept): string {
  const text = decodeUtf8(bytes, 0, length);
  const whole = text.endsWith('\uFFFD') ? text.slice(0, -1) : text;
  return whole.includes('""') ? whole.replaceAll('""', '"') : whole;
}

function compareBytes(bytes: Uint8Array, start: number, end: number, other: Kept): number {
  const length = Math.min(end - start, other.length);
  for (let i = 0; i < length; i++) {
    const difference = (bytes[start + i] as number) - (other.bytes[i] as number);
    if (difference !== 0) return difference;
  }
  return end - start - other.length;
}

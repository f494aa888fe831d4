import type { FieldType } from '../base/field.ts';
import type { Value } from '../base/value.ts';
import { copyBytes } from '../data/byte-arena.ts';
import { bytesText, QUOTE, withType } from '../data/bytes-column.ts';
import type { BytesColumn, Column } from '../data/column.ts';
import { columnOfValues } from '../data/column-of-values.ts';
import { createNulls, hasNull, setNull } from '../data/nulls.ts';
import { type TextType, textReader } from './text-types.ts';

/** A value that does not fit the type its field was declared with. */
export interface Misfit {
  /** Physical row. */
  readonly row: number;
  readonly code: 'wrong-type';
  /** A sentence without the field's name. */
  readonly message: string;
  readonly value: string;
}

/** A text column seen as another type, and the rows whose text does not fit (null there). */
export interface TypedColumn {
  readonly column: Column;
  readonly misfits: Misfit[];
}

/** What is said of a text that does not fit, whole sentences each: without a form, and with one. */
const SENTENCES: Readonly<Partial<Record<FieldType, readonly [(text: string) => string, ((text: string, form: string) => string)?]>>> = {
  integer: [(text) => `"${text}" is not a whole number.`, (text, form) => `"${text}" is not a whole number of the form ${form}.`],
  number: [(text) => `"${text}" is not a number.`, (text, form) => `"${text}" is not a number of the form ${form}.`],
  decimal: [(text) => `"${text}" is not a decimal number.`, (text, form) => `"${text}" is not a decimal number of the form ${form}.`],
  boolean: [(text) => `"${text}" is neither yes nor no.`],
  date: [(text) => `"${text}" is not a date.`, (text, form) => `"${text}" is not a date of the form ${form}.`],
  datetime: [(text) => `"${text}" is not a date with time.`, (text, form) => `"${text}" is not a date with time of the form ${form}.`],
  time: [(text) => `"${text}" is not a time of day.`, (text, form) => `"${text}" is not a time of day of the form ${form}.`],
  list: [(text) => `"${text}" is not a list.`],
  object: [(text) => `"${text}" is not an object.`],
};

/**
 * Reads a text column as a declared type, for the rows of the selection. Empty cells become null (except in text). Integers, numbers and plain decimals
 * keep the text they were read from, so that an untouched 007 is written as 007; other types get their canonical form.
 */
export function readAsType(column: BytesColumn, wanted: TextType, selection: Int32Array, count: number, rows: number): TypedColumn {
  if (wanted.type === 'text' || wanted.type === 'any') return { column, misfits: [] };
  const keepsText = wanted.type === 'integer' || wanted.type === 'number' || wanted.type === 'decimal';
  if (keepsText && (wanted.format === undefined || wanted.format === '')) return readPlainNumbers(column, wanted, selection, count, rows);
  const read = textReader(wanted);
  const values: Value[] = new Array(rows).fill(null);
  const misfits: Misfit[] = [];
  for (let position = 0; position < count; position++) {
    const row = selection[position] as number;
    if (hasNull(column.nulls, row)) continue;
    const text = bytesText(column, row);
    if (text.trim() === '') continue;
    const value = read(text);
    if (value === undefined) misfits.push(misfit(row, text, wanted));
    else values[row] = value;
  }
  return { column: columnOfValues(values, wanted.type), misfits };
}

function readPlainNumbers(column: BytesColumn, wanted: TextType, selection: Int32Array, count: number, rows: number): TypedColumn {
  const { bytes, offsets, stride, at, trim } = column;
  const read = textReader(wanted);
  const misfits: Misfit[] = [];
  let nulls: Uint8Array | null = null;
  for (let position = 0; position < count; position++) {
    const row = selection[position] as number;
    const index = row * stride + at;
    let start = offsets[index] as number;
    let end = (offsets[index + 1] as number) - trim;
    if (column.raw && start < end && bytes[start] === QUOTE) {
      start++;
      end--;
    }
    if (start < end && isPlainNumber(bytes, start, end, wanted.type)) continue;
    const text = hasNull(column.nulls, row) ? '' : bytesText(column, row);
    const empty = text.trim() === '';
    if (!empty && read(text) !== undefined) continue;
    nulls ??= column.nulls === null ? createNulls(rows) : copyBytes(column.nulls);
    setNull(nulls, row);
    if (!empty) misfits.push(misfit(row, text, wanted));
  }
  return { column: withType(column, wanted.type, nulls ?? column.nulls), misfits };
}

/** Digits, and one point where the type allows it: nearly all numbers. */
function isPlainNumber(bytes: Uint8Array, from: number, end: number, type: FieldType): boolean {
  let points = type === 'integer' ? 1 : 0;
  let digits = 0;
  for (let i = bytes[from] === 45 ? from + 1 : from; i < end; i++) {
    const byte = bytes[i] as number;
    if (byte >= 48 && byte <= 57) digits++;
    else if (byte !== 46 || points++ > 0) return false;
  }
  return digits > 0 && digits < 300;
}

/** The sentence about a value that does not fit. */
export function misfit(row: number, text: string, wanted: TextType): Misfit {
  const shown = text.length > 60 ? `${text.slice(0, 60)}…` : text;
  const [plain, withForm] = SENTENCES[wanted.type] ?? [];
  const said = wanted.format && withForm ? withForm(shown, wanted.format) : plain?.(shown);
  return { row, code: 'wrong-type', message: said ?? `"${shown}" does not fit the type ${wanted.type}.`, value: text };
}

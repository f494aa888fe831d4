import { ByteArena } from './byte-arena.ts';
import { bytesText, endAt, hasQuote, QUOTE, startAt } from './bytes-column.ts';
import { canonicalText } from './canonical-text.ts';
import type { Column } from './column.ts';
import { textAt, valueAt } from './column-value.ts';
import { hasNull } from './nulls.ts';
import { isAsciiRange } from './utf8.ts';

/** How fields are made alike before they are compared as keys. */
export interface KeyOptions {
  /** Spaces, tabs and line ends around a field do not count. */
  readonly trim?: boolean;
  /** Capital and small letters are the same, in every script. */
  readonly ignoreCase?: boolean;
}

/**
 * The key of a record over one or more fields, as bytes. Numbers count by their value (007 is 7), null and empty text are the same,
 * everything else counts by its text. Keys of several fields put each field's length before it, so that `ab|c` and `a|bc` differ.
 */
export class RecordKeys {
  /** Where the key of the last `encode` stands: `bytes[start..end)`. */
  bytes: Uint8Array = new Uint8Array(0);
  start = 0;
  end = 0;
  readonly #columns: readonly Column[];
  readonly #trim: boolean;
  readonly #ignoreCase: boolean;
  readonly #scratch = new ByteArena(256);

  constructor(columns: readonly Column[], options: KeyOptions = {}) {
    this.#columns = columns;
    this.#trim = options.trim ?? false;
    this.#ignoreCase = options.ignoreCase ?? false;
  }

  /** Whether every field of the row's key is empty. */
  isEmpty(row: number): boolean {
    return this.#columns.every((column) => {
      const text = textAt(column, row);
      return (this.#trim ? text.trim() : text) === '';
    });
  }

  /** Puts the row's key into `bytes`, `start`, `end`; valid until the next call. */
  encode(row: number): void {
    if (this.#columns.length === 1 && this.#viewed(this.#columns[0] as Column, row)) return;
    const scratch = this.#scratch;
    scratch.end = 0;
    for (const column of this.#columns) {
      const lengthAt = scratch.end;
      if (this.#columns.length > 1) {
        scratch.reserve(4);
        scratch.end += 4;
      }
      this.#append(column, row);
      if (this.#columns.length > 1) writeLength(scratch.bytes, lengthAt, scratch.end - lengthAt - 4);
    }
    this.bytes = scratch.bytes;
    this.start = 0;
    this.end = scratch.end;
  }

  /** Points at the field where it stands, if that is its key already. */
  #viewed(column: Column, row: number): boolean {
    if (column.kind !== 'bytes' || column.nulls !== null || (column.type !== 'text' && column.type !== 'integer')) return false;
    let start = startAt(column, row);
    let end = endAt(column, row);
    const bytes = column.bytes;
    if (column.raw && start < end && bytes[start] === QUOTE) {
      start++;
      end--;
      if (hasQuote(bytes, start, end)) return false;
    }
    if (column.type === 'integer') {
      if (!isShortestInteger(bytes, start, end)) return false;
    } else if (this.#trim && start < end) {
      if ((bytes[start] as number) > 127 || (bytes[end - 1] as number) > 127) return false;
      while (start < end && isSpace(bytes[start] as number)) start++;
      while (end > start && isSpace(bytes[end - 1] as number)) end--;
      if (start < end && ((bytes[start] as number) > 127 || (bytes[end - 1] as number) > 127)) return false;
    }
    if (this.#ignoreCase) for (let i = start; i < end; i++) if ((bytes[i] as number) > 127 || isCapital(bytes[i] as number)) return false;
    this.bytes = bytes;
    this.start = start;
    this.end = end;
    return true;
  }

  #append(column: Column, row: number): void {
    const scratch = this.#scratch;
    if (column.kind === 'bytes' && column.type === 'text') {
      if (hasNull(column.nulls, row)) return;
      let start = startAt(column, row);
      let end = endAt(column, row);
      const { bytes } = column;
      let doubled = false;
      if (column.raw && start < end && bytes[start] === QUOTE) {
        start++;
        end--;
        doubled = hasQuote(bytes, start, end);
      }
      if (!doubled && isAsciiRange(bytes, start, end)) {
        if (this.#trim) {
          while (start < end && isSpace(bytes[start] as number)) start++;
          while (end > start && isSpace(bytes[end - 1] as number)) end--;
        }
        const at = scratch.add(bytes, start, end);
        if (this.#ignoreCase)
          for (let i = at; i < scratch.end; i++) if (isCapital(scratch.bytes[i] as number)) scratch.bytes[i] = (scratch.bytes[i] as number) + 32;
        return;
      }
    }
    scratch.addText(keyText(column, row, this.#trim, this.#ignoreCase));
  }
}

/** The plain form of one field of a key: what the fast paths above must agree with. */
export function keyText(column: Column, row: number, trim: boolean, ignoreCase: boolean): string {
  let text: string;
  if (column.kind === 'bytes' && column.type === 'text') text = hasNull(column.nulls, row) ? '' : bytesText(column, row);
  else if (column.type === 'decimal') text = plainDecimal(textAt(column, row));
  else text = canonicalText(valueAt(column, row));
  if (trim) text = text.trim();
  return ignoreCase ? text.toLowerCase() : text;
}

/** 01.50, 1.5 and +1.50 are one number: digits without what does not count. */
function plainDecimal(text: string): string {
  const match = /^\s*([+-]?)0*([0-9]*)(?:\.([0-9]*?)0*)?\s*$/.exec(text);
  if (!match || (match[2] === '' && match[3] === undefined && !text.includes('0'))) return text;
  const whole = match[2] || '0';
  const number = match[3] ? `${whole}.${match[3]}` : whole;
  return match[1] === '-' && number !== '0' ? `-${number}` : number;
}

function writeLength(bytes: Uint8Array, at: number, length: number): void {
  bytes[at] = length & 255;
  bytes[at + 1] = (length >>> 8) & 255;
  bytes[at + 2] = (length >>> 16) & 255;
  bytes[at + 3] = (length >>> 24) & 255;
}

function isSpace(byte: number): boolean {
  return byte === 32 || (byte >= 9 && byte <= 13);
}

function isCapital(byte: number): boolean {
  return byte >= 65 && byte <= 90;
}

/** Digits that do not begin with a zero: such a text is the number's only one. */
function isShortestInteger(bytes: Uint8Array, start: number, end: number): boolean {
  if (start >= end || bytes[start] === 48) return false;
  for (let i = start; i < end; i++) if ((bytes[i] as number) < 48 || (bytes[i] as number) > 57) return false;
  return true;
}

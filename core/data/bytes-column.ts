import type { FieldType } from '../base/field.ts';
import { ByteArena } from './byte-arena.ts';
import type { BytesColumn, Nulls } from './column.ts';
import { createNulls, setNull } from './nulls.ts';
import { decodeUtf8, encodeAsciiInto, isAsciiText } from './utf8.ts';

/** The byte of a double quote. */
export const QUOTE = 34;

/** Byte position at which a row's stored form begins. */
export function startAt(column: BytesColumn, row: number): number {
  return column.offsets[row * column.stride + column.at] as number;
}

/** Byte position behind a row's stored form. */
export function endAt(column: BytesColumn, row: number): number {
  return (column.offsets[row * column.stride + column.at + 1] as number) - column.trim;
}

/** Text of a row as it means, quotes taken off; nulls are not looked at. */
export function bytesText(column: BytesColumn, row: number): string {
  const at = row * column.stride + column.at;
  const start = column.offsets[at] as number;
  const end = (column.offsets[at + 1] as number) - column.trim;
  return column.raw && start < end && column.bytes[start] === QUOTE ? unquotedText(column.bytes, start, end) : decodeUtf8(column.bytes, start, end);
}

/** Text of a quoted field whose outer quotes are at `start` and `end - 1`. */
export function unquotedText(bytes: Uint8Array, start: number, end: number): string {
  const text = decodeUtf8(bytes, start + 1, end - 1);
  return text.includes('"') ? text.replaceAll('""', '"') : text;
}

/** Whether a quote stands in the range: inside a quoted field, that is, a doubled one. */
export function hasQuote(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (bytes[i] === QUOTE) return true;
  return false;
}

/** Writes what stands between the quotes at `start` and `end - 1`, doubled quotes once, and returns the position behind it. */
export function writeUnquoted(bytes: Uint8Array, start: number, end: number, out: Uint8Array, at: number, quote = QUOTE): number {
  let to = at;
  for (let i = start + 1; i < end - 1; i++) {
    const byte = bytes[i] as number;
    out[to++] = byte;
    if (byte === quote) i++;
  }
  return to;
}

/** A column over bytes that stand one after another: row `i` is `bytes[offsets[i]..offsets[i+1])`. */
export function packedColumn(type: FieldType, bytes: Uint8Array, offsets: Int32Array, nulls: Nulls): BytesColumn {
  return { kind: 'bytes', type, bytes, offsets, stride: 1, at: 0, trim: 0, raw: false, nulls };
}

/** Collects rows of text or bytes, copied, into a bytes column. */
export class BytesColumnBuilder {
  readonly arena: ByteArena;
  #offsets: Int32Array;
  #rows = 0;
  #nulls: number[] = [];

  constructor(rows = 1024, bytes = 1 << 14) {
    this.arena = new ByteArena(bytes);
    this.#offsets = new Int32Array(rows + 1);
  }

  get rows(): number {
    return this.#rows;
  }

  addText(text: string): void {
    this.arena.addText(text);
    this.#close();
  }

  addBytes(bytes: Uint8Array, start: number, end: number): void {
    this.arena.add(bytes, start, end);
    this.#close();
  }

  addNull(): void {
    this.#nulls.push(this.#rows);
    this.#close();
  }

  /** Ends a row whose bytes were written into `arena` directly. */
  endRow(): void {
    this.#close();
  }

  #close(): void {
    if (this.#rows + 1 >= this.#offsets.length) {
      const grown = new Int32Array(this.#offsets.length * 2 + 2);
      grown.set(this.#offsets);
      this.#offsets = grown;
    }
    this.#offsets[++this.#rows] = this.arena.end;
  }

  /** The column of all rows so far; the builder is not to be used afterwards. */
  finish(type: FieldType): BytesColumn {
    let nulls: Uint8Array | null = null;
    if (this.#nulls.length > 0) {
      nulls = createNulls(this.#rows);
      for (const row of this.#nulls) setNull(nulls, row);
    }
    return packedColumn(type, this.arena.bytes, this.#offsets, nulls);
  }
}

/** A bytes column of texts, `null` for null. */
export function textColumn(texts: readonly (string | null)[], type: FieldType = 'text'): BytesColumn {
  // Nulls join as nothing.
  const all = texts.join('');
  if (isAsciiText(all)) return asciiColumn(texts, all, type);
  const builder = new BytesColumnBuilder(texts.length);
  for (const text of texts) {
    if (text === null) builder.addNull();
    else builder.addText(text);
  }
  return builder.finish(type);
}

/** One conversion for all of them: each of their characters is a byte. */
function asciiColumn(texts: readonly (string | null)[], all: string, type: FieldType): BytesColumn {
  const bytes = Buffer.allocUnsafeSlow(all.length);
  encodeAsciiInto(all, bytes, 0);
  const offsets = new Int32Array(texts.length + 1);
  let nulls: Uint8Array | null = null;
  let end = 0;
  for (let row = 0; row < texts.length; row++) {
    const text = texts[row] as string | null;
    if (text === null) {
      nulls ??= createNulls(texts.length);
      setNull(nulls, row);
    } else end += text.length;
    offsets[row + 1] = end;
  }
  return packedColumn(type, bytes, offsets, nulls);
}

/** The same bytes with another type, e.g. once a reader's column has been declared an integer. */
export function withType(column: BytesColumn, type: FieldType, nulls: Nulls = column.nulls): BytesColumn {
  return { ...column, type, nulls };
}

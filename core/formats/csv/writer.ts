import type { Batch } from '../../data/batch.ts';
import type { BytesColumn, Column } from '../../data/column.ts';
import { textAt } from '../../data/column-value.ts';
import { hasNull } from '../../data/nulls.ts';
import { encodeUtf8, encodeUtf8Into } from '../../data/utf8.ts';
import { checkDialect } from './dialect.ts';
import { fieldRuns, type Run } from './field-runs.ts';
import { writeNumber } from './number-bytes.ts';

/** How a delimited file is to be written. */
export interface CsvWriteOptions {
  readonly delimiter: string;
  /** `needed`: only fields that hold a delimiter, quote or line end. */
  readonly quoting: 'needed' | 'all';
  readonly lineEnding: 'lf' | 'crlf';
  readonly header: boolean;
  /** Puts an apostrophe before cells that a spreadsheet would run as a formula (beginning with = + - @ TAB or CR), but not before plain numbers. */
  readonly safeForSpreadsheets: boolean;
}

/** What is written unless something else is said. */
export const DEFAULT_CSV_WRITE: CsvWriteOptions = { delimiter: ',', quoting: 'needed', lineEnding: 'lf', header: true, safeForSpreadsheets: false };

const QUOTE = 34;
const PLAIN_NUMBER = /^[+-]?(?:[0-9]+(?:[.,][0-9]+)*|[.,][0-9]+)(?:[eE][+-]?[0-9]+)?$/;

/**
 * Turns batches into delimited text as UTF-8. The fields are those of the first batch (or those given), in that order; a later batch is written by name,
 * and fields it lacks are empty. Reading the result back gives the same texts.
 */
export class CsvWriter {
  readonly #options: CsvWriteOptions;
  readonly #delimiter: Uint8Array;
  readonly #lineEnd: Uint8Array;
  readonly #quoted: Uint8Array;
  #names: readonly string[] | null;
  #headerDone: boolean;
  #out: Buffer = Buffer.allocUnsafeSlow(1 << 18);
  #end = 0;

  constructor(options: Partial<CsvWriteOptions> = {}, names: readonly string[] | null = null) {
    this.#options = { ...DEFAULT_CSV_WRITE, ...options };
    checkDialect({ delimiter: this.#options.delimiter, quote: '"' });
    this.#delimiter = encodeUtf8(this.#options.delimiter);
    this.#lineEnd = encodeUtf8(this.#options.lineEnding === 'crlf' ? '\r\n' : '\n');
    this.#quoted = new Uint8Array(256);
    for (const byte of [QUOTE, 10, 13, this.#delimiter[0] as number]) this.#quoted[byte] = 1;
    this.#names = names;
    this.#headerDone = !this.#options.header;
  }

  /** The bytes of a batch (the header before the first). Valid until the next call: write them or copy them before. */
  encode(batch: Batch): Uint8Array {
    this.#end = 0;
    this.#names ??= batch.names;
    this.#header();
    const columns = this.#names.map((name) => batch.columns[batch.names.indexOf(name)] ?? null);
    const row = batch.selection[0];
    if (row !== undefined && batch.count > 0) this.#rows(batch, fieldRuns(columns, row, this.#delimiter, this.#options));
    return this.#out.subarray(0, this.#end);
  }

  /** What is left to write at the end: the header, if there was no batch and the fields are known. */
  finish(): Uint8Array {
    this.#end = 0;
    this.#header();
    return this.#out.subarray(0, this.#end);
  }

  #header(): void {
    if (this.#headerDone || this.#names === null) return;
    this.#headerDone = true;
    this.#names.forEach((name, at) => {
      if (at > 0) this.#append(this.#delimiter);
      this.#text(name, this.#names?.length === 1);
    });
    this.#append(this.#lineEnd);
  }

  #rows(batch: Batch, runs: readonly Run[]): void {
    const { selection, count } = batch;
    const delimiter = this.#delimiter;
    const single = delimiter.length === 1 ? (delimiter[0] as number) : -1;
    const lineEnd = this.#options.lineEnding === 'crlf' ? -1 : 10;
    const width = runs.length;
    for (let position = 0; position < count; position++) {
      const row = selection[position] as number;
      const rowStart = this.#end;
      for (let at = 0; at < width; at++) {
        if (at > 0) {
          if (single >= 0) this.#byte(single);
          else this.#append(delimiter);
        }
        this.#field(runs[at] as Run, row);
      }
      // A line with nothing on it would be read as no record at all.
      if (this.#end === rowStart && this.#names?.length === 1) this.#append(EMPTY_FIELD);
      if (lineEnd >= 0) this.#byte(lineEnd);
      else this.#append(this.#lineEnd);
    }
  }

  #field(run: Run, row: number): void {
    switch (run.kind) {
      case 'copy': {
        const { offsets, stride, bytes } = run.first;
        this.#copy(bytes, offsets[row * stride + run.first.at] as number, (offsets[row * stride + run.last.at + 1] as number) - run.last.trim);
        return;
      }
      case 'bytes':
        if (!hasNull(run.column.nulls, row)) this.#bytes(run.column, row, run.asItStands);
        else if (this.#options.quoting === 'all') this.#append(EMPTY_FIELD);
        return;
      case 'dictionary': {
        const index = run.index[row] as number;
        if (index >= 0 && !hasNull(run.values.nulls, index)) this.#bytes(run.values, index, run.asItStands);
        return;
      }
      case 'number':
        if (hasNull(run.nulls, row)) return;
        this.#room(40);
        this.#end = writeNumber(this.#out, this.#end, run.values[row] as number);
        return;
      case 'plain':
        if (run.column === null) {
          if (this.#options.quoting === 'all') this.#append(EMPTY_FIELD);
        } else this.#text(textAt(run.column as Column, row), false);
    }
  }

  #bytes(column: BytesColumn, row: number, asItStands: boolean): void {
    const at = row * column.stride + column.at;
    const { bytes } = column;
    const start = column.offsets[at] as number;
    const end = (column.offsets[at + 1] as number) - column.trim;
    if (asItStands || (column.raw && bytes[start] === QUOTE)) {
      this.#copy(bytes, start, end);
      return;
    }
    const quoted = this.#quoted;
    for (let i = start; i < end; i++) {
      if (quoted[bytes[i] as number] === 1) {
        this.#copyQuoted(bytes, start, end);
        return;
      }
    }
    this.#copy(bytes, start, end);
  }

  #copy(bytes: Uint8Array, start: number, end: number): void {
    const length = end - start;
    if (this.#end + length > this.#out.length) this.#room(length);
    const out = this.#out;
    let to = this.#end;
    if (length > 200) {
      out.set(bytes.subarray(start, end), to);
      to += length;
    } else for (let i = start; i < end; i++) out[to++] = bytes[i] as number;
    this.#end = to;
  }

  #copyQuoted(bytes: Uint8Array, start: number, end: number): void {
    this.#room((end - start) * 2 + 2);
    const out = this.#out;
    let to = this.#end;
    out[to++] = QUOTE;
    for (let i = start; i < end; i++) {
      const byte = bytes[i] as number;
      out[to++] = byte;
      if (byte === QUOTE) out[to++] = QUOTE;
    }
    out[to++] = QUOTE;
    this.#end = to;
  }

  #text(value: string, alone: boolean): void {
    const { safeForSpreadsheets, quoting, delimiter } = this.#options;
    const text = safeForSpreadsheets && /^[=+\-@\t\r]/.test(value) && !PLAIN_NUMBER.test(value) ? `'${value}` : value;
    const quote = quoting === 'all' || /["\r\n]/.test(text) || text.includes(delimiter) || (alone && text === '');
    const written = quote ? `"${text.replaceAll('"', '""')}"` : text;
    this.#room(written.length * 3 + 8);
    this.#end += encodeUtf8Into(written, this.#out, this.#end);
  }

  #byte(byte: number): void {
    if (this.#end >= this.#out.length) this.#room(1);
    this.#out[this.#end++] = byte;
  }

  #append(bytes: Uint8Array): void {
    this.#room(bytes.length);
    this.#out.set(bytes, this.#end);
    this.#end += bytes.length;
  }

  #room(count: number): void {
    if (this.#end + count <= this.#out.length) return;
    const grown = Buffer.allocUnsafeSlow(Math.max(this.#out.length * 2, this.#end + count));
    grown.set(this.#out.subarray(0, this.#end));
    this.#out = grown;
  }
}

const EMPTY_FIELD = encodeUtf8('""');

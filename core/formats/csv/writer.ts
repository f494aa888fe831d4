import type { Batch } from '../../data/batch.ts';
import { ByteArena } from '../../data/byte-arena.ts';
import { QUOTE } from '../../data/bytes-column.ts';
import type { Column } from '../../data/column.ts';
import { textAt } from '../../data/column-value.ts';
import { encodeUtf8 } from '../../data/utf8.ts';
import { checkDialect } from './dialect.ts';
import { fieldRuns } from './field-runs.ts';
import { writeRows } from './write-rows.ts';

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

const PLAIN_NUMBER = /^[+-]?(?:[0-9]+(?:[.,][0-9]+)*|[.,][0-9]+)(?:[eE][+-]?[0-9]+)?$/;

/**
 * Turns batches into delimited text as UTF-8. The fields are those of the first batch (or those given), in that order; a later batch is written by name,
 * and fields it lacks are empty. Reading the result back gives the same texts.
 */
export class CsvWriter {
  readonly #options: CsvWriteOptions;
  readonly #delimiter: Uint8Array;
  readonly #lineEnd: Uint8Array;
  readonly #quoted = new Uint8Array(256);
  #names: readonly string[] | null;
  #headerDone: boolean;
  readonly #out = new ByteArena(1 << 14);

  constructor(options: Partial<CsvWriteOptions> = {}, names: readonly string[] | null = null) {
    this.#options = { ...DEFAULT_CSV_WRITE, ...options };
    checkDialect({ delimiter: this.#options.delimiter, quote: '"' });
    this.#delimiter = encodeUtf8(this.#options.delimiter);
    this.#lineEnd = encodeUtf8(this.#options.lineEnding === 'crlf' ? '\r\n' : '\n');
    for (const byte of [QUOTE, 10, 13, this.#delimiter[0] as number]) this.#quoted[byte] = 1;
    this.#names = names;
    this.#headerDone = !this.#options.header;
  }

  /** The bytes of a batch (the header before the first). Valid until the next call: write them or copy them before. */
  encode(batch: Batch): Uint8Array {
    this.#out.end = 0;
    const [given, headerDone] = [this.#names, this.#headerDone];
    try {
      const names = given ?? batch.names;
      this.#names = names;
      this.#header(names);
      const columns = names.map((name) => batch.columns[batch.names.indexOf(name)] ?? null);
      const row = batch.selection[0];
      if (row !== undefined && batch.count > 0) this.#rows(batch, columns, row);
    } catch (error) {
      // Whoever tries again with some of the records finds everything as it was.
      [this.#names, this.#headerDone] = [given, headerDone];
      throw error;
    }
    return this.#written();
  }

  /** What is left to write at the end: the header, if there was no batch and the fields are known. */
  finish(): Uint8Array {
    this.#out.end = 0;
    if (this.#names !== null) this.#header(this.#names);
    return this.#written();
  }

  #written(): Uint8Array {
    return this.#out.bytes.subarray(0, this.#out.end);
  }

  #header(names: readonly string[]): void {
    if (this.#headerDone) return;
    this.#headerDone = true;
    names.forEach((name, at) => {
      if (at > 0) this.#append(this.#delimiter);
      this.#text(name, names.length === 1);
    });
    this.#append(this.#lineEnd);
  }

  #rows(batch: Batch, columns: readonly (Column | null)[], row: number): void {
    const { safeForSpreadsheets, quoting, lineEnding } = this.#options;
    if (safeForSpreadsheets || quoting === 'all' || this.#delimiter.length !== 1) {
      this.#plainRows(batch, columns);
      return;
    }
    const delimiter = this.#delimiter[0] as number;
    const style = { delimiter, crlf: lineEnding === 'crlf', quoted: this.#quoted, single: columns.length === 1 };
    writeRows(batch, fieldRuns(columns, row, delimiter), this.#out, style, (column, at) => this.#plain(column, at));
  }

  #plainRows({ selection, count }: Batch, columns: readonly (Column | null)[]): void {
    for (let position = 0; position < count; position++) {
      const rowStart = this.#out.end;
      for (let at = 0; at < columns.length; at++) {
        if (at > 0) this.#append(this.#delimiter);
        this.#plain(columns[at] ?? null, selection[position] as number);
      }
      // A line with nothing on it would be read as no record at all.
      if (this.#out.end === rowStart && columns.length === 1) this.#append(EMPTY_FIELD);
      this.#append(this.#lineEnd);
    }
  }

  #plain(column: Column | null, row: number): void {
    if (column !== null) this.#text(textAt(column, row), false);
    else if (this.#options.quoting === 'all') this.#append(EMPTY_FIELD);
  }

  #text(value: string, alone: boolean): void {
    const { safeForSpreadsheets, quoting, delimiter } = this.#options;
    const text = safeForSpreadsheets && /^[=+\-@\t\r]/.test(value) && !PLAIN_NUMBER.test(value) ? `'${value}` : value;
    const quote = quoting === 'all' || /["\r\n]/.test(text) || text.includes(delimiter) || (alone && text === '');
    this.#out.addText(quote ? `"${text.replaceAll('"', '""')}"` : text);
  }

  #append(bytes: Uint8Array): void {
    this.#out.add(bytes, 0, bytes.length);
  }
}

const EMPTY_FIELD = encodeUtf8('""');

import { UserError } from '../../base/errors.ts';
import { type Batch, MAX_BATCH_ROWS } from '../../data/batch.ts';
import { createBatch } from '../../data/batch-ops.ts';
import type { BytesColumn } from '../../data/column.ts';
import { encodeUtf8 } from '../../data/utf8.ts';
import { MAX_RECORD_BYTES, type ReadWarning, type ReadYield, type RecordProblem, type RecordReader } from '../record-reader.ts';
import { type CsvReadOptions, checkDialect, DEFAULT_CSV } from './dialect.ts';
import { readFirstRecord } from './first-record.ts';
import { generatedNames, headerNames } from './header-names.ts';
import { plainColumns } from './plain-columns.ts';
import { problemMessage, problemText } from './problem.ts';
import { rowPlaces } from './row-places.ts';
import { leap, type ScanBlock, type ScanBytes, type ScanStop, SENTINELS, scanBlock, scanBytes } from './scan-block.ts';

/**
 * Strict reader of delimited UTF-8 text. Chunks of bytes go in, batches of byte columns come out, all of them text. Records that cannot be read are
 * problems with line, byte offset and raw text. Chunks are copied: they may be reused at once. Line ends may be LF, CRLF or CR, also mixed.
 * When quotes do not match, only the line in which the record begins is given up, and reading goes on in the next line.
 */
export class CsvScanner implements RecordReader {
  readonly #options: CsvReadOptions;
  readonly #look: ScanBytes;
  readonly #delimiterLength: number;
  readonly #source: number;
  #names: readonly string[] | null = null;
  #rest: Uint8Array = new Uint8Array(0);
  #restLength = 0;
  #retryAt = 0;
  #started = false;
  #base = 0;
  #line = 1;
  #skip: number;
  #ordinal = 0;
  #strictUntil = 0;
  #rowBytes = 64;
  #blanks = 0;
  #padded = 0;
  #emptyHeaders = 0;
  #repeatedHeaders = 0;

  /** `source` is the plan's index of the step, for the origins. */
  constructor(options: Partial<CsvReadOptions> = {}, source = 0) {
    this.#options = { ...DEFAULT_CSV, ...options };
    checkDialect(this.#options);
    const delimiter = encodeUtf8(this.#options.delimiter);
    this.#delimiterLength = delimiter.length;
    this.#look = scanBytes(delimiter, this.#options.quote === '' ? -1 : this.#options.quote.charCodeAt(0), this.#options.trim);
    this.#skip = this.#options.skipRows;
    this.#source = source;
  }

  /** Names of the fields, `null` until the first record has arrived. */
  get names(): readonly string[] | null {
    return this.#names;
  }

  /** Records so far, rejected ones included: the ordinal of the next one. */
  get ordinal(): number {
    return this.#ordinal;
  }

  get warnings(): ReadWarning[] {
    const list: ReadWarning[] = [];
    const add = (code: string, count: number, message: string): void => {
      if (count > 0) list.push({ code, count, message });
    };
    add('blank-lines', this.#blanks, 'Blank lines were skipped.');
    add('empty-header', this.#emptyHeaders, 'Columns without a name were called column_1, column_2 and so on, by their place.');
    add('repeated-header', this.#repeatedHeaders, 'Names that stand in the header more than once were numbered: name_2, name_3.');
    add('padded-rows', this.#padded, 'Records with too few fields were filled up with empty ones.');
    return list;
  }

  /** Reads more bytes. Throws a UserError for what cannot be a delimited file at all. */
  push(chunk: Uint8Array): ReadYield {
    return this.#take(chunk, false);
  }

  /** Reads what is left when there are no more bytes. */
  finish(): ReadYield {
    return this.#take(new Uint8Array(0), true);
  }

  #take(chunk: Uint8Array, final: boolean): ReadYield {
    const length = this.#restLength + chunk.length;
    const bytes = Buffer.allocUnsafeSlow(length + SENTINELS);
    bytes.set(this.#rest.subarray(0, this.#restLength));
    bytes.set(chunk, this.#restLength);
    bytes.fill(10, length);
    const out: Required<ReadYield> = { batches: [], problems: [], places: [] };
    let from = 0;
    if (final || length >= this.#retryAt) {
      from = this.#begin(bytes, length, final);
      if (this.#names !== null) from = this.#scan(bytes, from, length, final, out);
    }
    this.#base += from;
    this.#rest = bytes.subarray(from, length);
    this.#restLength = length - from;
    this.#retryAt = this.#restLength > 1 << 20 ? this.#restLength * 2 : 0;
    if (this.#restLength > MAX_RECORD_BYTES) throw this.#tooLarge();
    return out;
  }

  #tooLarge(): UserError {
    return new UserError('record-too-large', `The record that begins in line ${this.#line} is longer than 16 MiB.`, {
      hint: 'Most often a quote is opened there and never closed, or the line ends are missing.',
      place: { row: this.#line, byte: this.#base },
    });
  }

  /** Byte order mark, lines to skip, header. Returns where the records begin (or how far it came). */
  #begin(bytes: Uint8Array, length: number, final: boolean): number {
    let i = 0;
    if (this.#names !== null) return i;
    if (!this.#started) {
      if (length < 3 && !final) return 0;
      this.#started = true;
      if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) i = 3;
    }
    for (; i < length; ) {
      const byte = bytes[i];
      const blank = byte === 10 || byte === 13;
      if (this.#skip === 0 && !blank) break;
      const next = nextLine(bytes, i, length, final);
      if (next < 0) return i;
      i = next;
      this.#line++;
      if (this.#skip > 0) this.#skip--;
      else this.#blanks++;
    }
    if (i >= length) return i;
    const first = readFirstRecord(bytes, i, length, final, this.#look, this.#line);
    if (first === null) return i;
    if (this.#options.header === 'none') {
      this.#names = generatedNames(first.fields.length);
      return i;
    }
    const { names, empty, repeated } = headerNames(first.fields);
    this.#names = names;
    this.#emptyHeaders = empty;
    this.#repeatedHeaders = repeated;
    this.#line += first.lines;
    return first.end;
  }

  #scan(bytes: Uint8Array, from: number, length: number, final: boolean, out: Required<ReadYield>): number {
    const width = (this.#names as readonly string[]).length;
    const stride = width + 1;
    let position = from;
    for (let done = false; !done; ) {
      const wanted = Math.min(MAX_BATCH_ROWS, Math.ceil(((length - position) / this.#rowBytes) * 1.05) + 8);
      const block: ScanBlock = {
        offsets: new Int32Array(wanted * stride),
        rows: 0,
        next: position,
        line: this.#line,
        leaps: [],
        lead: this.#line,
        blanks: 0,
        bareQuotes: false,
        fields: 0,
        fieldsEnd: 0,
        recordEnd: 0,
        lineAfter: 0,
        problemAt: 0,
      };
      let room = wanted;
      let ordinals: Float64Array | null = null;
      let counted = 0;
      let padded = false;
      const first = this.#ordinal;
      const firstLine = this.#line;
      const count = (): void => {
        for (; counted < block.rows; counted++, this.#ordinal++) if (ordinals !== null) ordinals[counted] = this.#ordinal;
      };
      for (;;) {
        const stop = scanBlock(bytes, length, final, width, this.#strictUntil - this.#base, this.#look, block, room);
        count();
        if (stop === 'end') {
          done = true;
          break;
        }
        if (stop === 'full') {
          if (room >= MAX_BATCH_ROWS) break;
          room = Math.min(MAX_BATCH_ROWS, room * 2);
          const grown = new Int32Array(room * stride);
          grown.set(block.offsets);
          block.offsets = grown;
          continue;
        }
        if (stop === 'ragged' && block.fields < width && this.#options.ragged === 'pad') {
          this.#pad(block, width);
          count();
          padded = true;
          continue;
        }
        if ((stop === 'text-after-quote' || stop === 'unclosed-quote') && !final && nextLine(bytes, block.next, length, false) < 0) {
          done = true;
          break;
        }
        if (ordinals === null) {
          ordinals = new Float64Array(MAX_BATCH_ROWS);
          for (let row = 0; row < block.rows; row++) ordinals[row] = first + row;
        }
        out.problems.push(this.#problem(stop, bytes, length, block, width));
        this.#ordinal++;
      }
      this.#line = block.line;
      this.#blanks += block.blanks;
      if (block.rows > 0) {
        this.#rowBytes = Math.max(1, (block.next - position) / block.rows);
        out.batches.push(this.#batch(bytes, block, width, block.bareQuotes || padded, first, ordinals));
        const { offsets, rows, next: end, leaps } = block;
        out.places.push(rowPlaces(bytes, offsets, stride, rows, { end, line: firstLine, leaps, delimiter: this.#delimiterLength }, this.#base));
      }
      position = block.next;
    }
    return position;
  }

  /** Fills a short record up with empty fields. */
  #pad(block: ScanBlock, width: number): void {
    const at = block.rows * (width + 1);
    if (block.line - block.rows !== block.lead) leap(block, block.rows, block.line);
    for (let k = block.fields, n = 1; k <= width; k++, n++) block.offsets[at + k] = block.fieldsEnd + this.#delimiterLength * n;
    block.rows++;
    block.next = block.recordEnd;
    block.line = block.lineAfter;
    this.#padded++;
  }

  /** Describes the bad record at `block.next` and moves behind it. */
  #problem(stop: Exclude<ScanStop, 'end' | 'full'>, bytes: Uint8Array, length: number, block: ScanBlock, width: number): RecordProblem {
    const start = block.next;
    const { line } = block;
    const code = stop === 'ragged' ? (block.fields < width ? 'too-few-fields' : 'too-many-fields') : stop;
    if (stop === 'ragged' || stop === 'stray-quote' || stop === 'nul-byte') {
      block.next = block.recordEnd;
      block.line = block.lineAfter;
    } else {
      block.next = nextLine(bytes, start, length, true);
      block.line++;
      this.#strictUntil = Math.max(this.#strictUntil, this.#base + block.problemAt);
    }
    return {
      code,
      message: problemMessage(code, line, block.fields, width),
      ordinal: this.#ordinal,
      line,
      byte: this.#base + start,
      text: problemText(bytes, start, block.next),
    };
  }

  #batch(bytes: Uint8Array, block: ScanBlock, width: number, uneven: boolean, first: number, ordinals: Float64Array | null): Batch {
    const { quote } = this.#look;
    const asTheyStand = !uneven && !this.#options.trim && (quote === 34 || quote === -1);
    const columns: BytesColumn[] = [];
    if (asTheyStand) {
      for (let at = 0; at < width; at++)
        columns.push({
          kind: 'bytes',
          type: 'text',
          bytes,
          offsets: block.offsets,
          stride: width + 1,
          at,
          trim: this.#delimiterLength,
          raw: quote === 34,
          nulls: null,
        });
    } else columns.push(...plainColumns(bytes, block.offsets, block.rows, width, this.#delimiterLength, quote, this.#options.trim));
    const origin = { source: this.#source, first, ordinals: ordinals === null ? null : ordinals.subarray(0, block.rows) };
    return createBatch(this.#names as readonly string[], columns, block.rows, origin);
  }
}

/** Position behind the line end at or after `from`; without one the end of the bytes if they are all there is, else -1. */
function nextLine(bytes: Uint8Array, from: number, length: number, final: boolean): number {
  let end = from;
  while (end < length && bytes[end] !== 10 && bytes[end] !== 13) end++;
  if (end >= length) return final ? length : -1;
  if (bytes[end] === 10) return end + 1;
  if (end + 1 >= length) return final ? length : -1;
  return bytes[end + 1] === 10 ? end + 2 : end + 1;
}

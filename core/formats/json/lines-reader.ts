import { UserError } from '../../base/errors.ts';
import { copyBytes } from '../../data/byte-arena.ts';
import { decodeUtf8 } from '../../data/utf8.ts';
import { MAX_PROBLEM_TEXT, MAX_RECORD_BYTES, type ReadWarning, type ReadYield, type RecordReader } from '../record-reader.ts';
import { RecordBatches, syntaxMessage } from './record-batches.ts';
import { ValueScan } from './value-scan.ts';

/** Reads NDJSON: one JSON value a line. A bad line is a problem of its own; the others are read. Blank lines are passed over. */
export class JsonLinesReader implements RecordReader {
  readonly #batches: RecordBatches;
  readonly #scan = new ValueScan();
  #parts: Uint8Array[] = [];
  #held = 0;
  #line = 0;
  #base = 0;
  #blanks = 0;

  constructor(source = 0) {
    this.#batches = new RecordBatches(source);
  }

  get warnings(): readonly ReadWarning[] {
    const blanks = this.#blanks === 0 ? [] : [{ code: 'blank-lines', count: this.#blanks, message: 'Blank lines were skipped.' }];
    return [...blanks, ...this.#batches.warnings];
  }

  push(chunk: Uint8Array): ReadYield {
    const out: ReadYield = { batches: [], problems: [] };
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    let start = 0;
    for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, start)) {
      if (this.#held > 0) {
        this.#parts.push(bytes.subarray(start, end));
        const whole = Buffer.concat(this.#parts);
        this.#parts = [];
        this.#held = 0;
        this.#take(whole, 0, whole.length, out);
      } else this.#take(bytes, start, end, out);
      start = end + 1;
    }
    if (start < bytes.length) {
      this.#parts.push(copyBytes(bytes, start));
      this.#held += bytes.length - start;
      if (this.#held > MAX_RECORD_BYTES)
        throw new UserError('record-too-large', `Line ${this.#line + 1} is longer than 16 MiB.`, {
          hint: 'Is this really one record per line? A JSON array is read with the shape "array".',
          place: { row: this.#line + 1, byte: this.#base },
        });
    }
    this.#batches.flush(out.batches);
    return out;
  }

  finish(): ReadYield {
    const out: ReadYield = { batches: [], problems: [] };
    if (this.#held > 0) {
      const whole = Buffer.concat(this.#parts);
      this.#parts = [];
      this.#held = 0;
      this.#take(whole, 0, whole.length, out);
    }
    this.#batches.flush(out.batches);
    return out;
  }

  #take(bytes: Uint8Array, from: number, to: number, out: ReadYield): void {
    const byte = this.#base;
    this.#base += to - from + 1;
    this.#line++;
    let start = from;
    let end = to;
    if (this.#line === 1 && bytes[start] === 0xef && bytes[start + 1] === 0xbb && bytes[start + 2] === 0xbf) start += 3;
    while (start < end && isSpace(bytes[start] as number)) start++;
    while (end > start && isSpace(bytes[end - 1] as number)) end--;
    if (start === end) {
      this.#blanks++;
      return;
    }
    const text = decodeUtf8(bytes, start, end);
    try {
      this.#scan.reset();
      if (bytes[start] === 123 || bytes[start] === 91) this.#scan.run(bytes, start, end);
      this.#batches.add(text, this.#scan, out.batches);
    } catch (error) {
      const known = error instanceof UserError;
      out.problems.push({
        code: known ? error.code : 'not-json',
        message: known ? `Line ${this.#line}: ${error.message}` : `Line ${this.#line} is not valid JSON: ${syntaxMessage(error)}.`,
        ordinal: this.#batches.ordinal++,
        line: this.#line,
        byte,
        text: text.slice(0, MAX_PROBLEM_TEXT),
      });
    }
  }
}

function isSpace(byte: number): boolean {
  return byte === 32 || byte === 9 || byte === 13;
}

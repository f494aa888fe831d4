import { UserError } from '../../base/errors.ts';
import { decodeUtf8 } from '../../data/utf8.ts';
import { MAX_PROBLEM_TEXT, MAX_RECORD_BYTES, type ReadWarning, type ReadYield, type RecordReader } from '../record-reader.ts';
import { RecordBatches, type Scanned, syntaxMessage } from './record-batches.ts';
import { parseRecordsPath, showRecordsPath } from './records-path.ts';
import { ValueScan } from './value-scan.ts';

const SINGLE_VALUE: Scanned = { colons: 0, fields: 0 };

type Expect = 'value' | 'key-or-end' | 'key' | 'colon' | 'comma-or-end' | 'element-or-end' | 'element' | 'comma-or-list-end' | 'nothing';
type Inside = 'none' | 'record' | 'skipped';

/**
 * Reads the records of one JSON document as it arrives: the list at a path (the file itself without one), or the one object there.
 * Only the record being read is held in memory. A record that is not valid JSON inside its brackets is a problem of its own;
 * a document whose brackets do not match is a UserError with line and byte.
 */
export class JsonArrayReader implements RecordReader {
  readonly #path: readonly string[];
  readonly #batches: RecordBatches;
  readonly #scan = new ValueScan();
  #bytes: Buffer = Buffer.alloc(0);
  #length = 0;
  #at = 0;
  #recordAt = 0;
  #base = 0;
  #lines = 0;
  #started = false;
  #expect: Expect = 'value';
  #inside: Inside = 'none';
  #inList = false;
  #level = 0;
  #onPath = true;
  #found = false;
  #keysSeen: string[] = [];

  constructor(path = '', source = 0) {
    this.#path = parseRecordsPath(path);
    this.#batches = new RecordBatches(source);
  }

  get warnings(): readonly ReadWarning[] {
    return this.#batches.warnings;
  }

  push(chunk: Uint8Array): ReadYield {
    this.#append(chunk);
    const out: ReadYield = { batches: [], problems: [] };
    this.#run(false, out);
    this.#batches.flush(out.batches);
    this.#release();
    return out;
  }

  finish(): ReadYield {
    const out: ReadYield = { batches: [], problems: [] };
    this.#run(true, out);
    this.#batches.flush(out.batches);
    if (this.#expect !== 'nothing' || this.#inside !== 'none') {
      if (this.#base + this.#length === 0) throw new UserError('json-empty', 'The file is empty; JSON needs at least [].');
      throw this.#broken('json-truncated', this.#length, 'The file ends in the middle of the JSON', 'It was probably cut off while it was written or sent.');
    }
    if (!this.#found) throw this.#notFound();
    return out;
  }

  #append(chunk: Uint8Array): void {
    if (this.#length + chunk.length > this.#bytes.length) {
      const grown = Buffer.allocUnsafeSlow(Math.max(this.#bytes.length * 2, this.#length + chunk.length));
      this.#bytes.copy(grown, 0, 0, this.#length);
      this.#bytes = grown;
    }
    this.#bytes.set(chunk, this.#length);
    this.#length += chunk.length;
    if (!this.#started && this.#length >= 3) {
      this.#started = true;
      if (this.#bytes[0] === 0xef && this.#bytes[1] === 0xbb && this.#bytes[2] === 0xbf) this.#at = 3;
    }
  }

  /** Forgets what has been read, and refuses what has become too long. */
  #release(): void {
    const from = this.#inside === 'record' ? this.#recordAt : this.#at;
    this.#lines += this.#linesIn(from);
    this.#bytes.copy(this.#bytes, 0, from, this.#length);
    this.#length -= from;
    this.#at -= from;
    this.#recordAt = 0;
    this.#base += from;
    if (this.#length > MAX_RECORD_BYTES)
      throw this.#broken(
        'record-too-large',
        0,
        'A single record is longer than 16 MiB',
        this.#inList ? undefined : 'If the records stand in a list inside the file, name the path to that list.',
      );
  }

  #linesIn(end: number): number {
    let lines = 0;
    for (let at = this.#bytes.indexOf(10); at >= 0 && at < end; at = this.#bytes.indexOf(10, at + 1)) lines++;
    return lines;
  }

  #run(final: boolean, out: ReadYield): void {
    const bytes = this.#bytes;
    const length = this.#length;
    while (this.#at < length) {
      if (this.#inside !== 'none') {
        const end = this.#scan.run(bytes, this.#at, length);
        this.#at = end < 0 ? length : end;
        if (end < 0) return;
        const record = this.#inside === 'record';
        this.#inside = 'none';
        if (record) this.#take(this.#recordAt, end, this.#scan, out);
        this.#valueDone();
        continue;
      }
      const byte = bytes[this.#at] as number;
      if (byte === 32 || byte === 10 || byte === 13 || byte === 9) this.#at++;
      else if (!this.#step(byte, final, out)) return;
    }
  }

  /** Handles one token; false when its end has not arrived. */
  #step(byte: number, final: boolean, out: ReadYield): boolean {
    switch (this.#expect) {
      case 'element-or-end':
        if (byte === 93) return this.#closeList();
        return this.#value(byte, final, true, out);
      case 'element':
        return this.#value(byte, final, true, out);
      case 'value':
        return this.#value(byte, final, false, out);
      case 'comma-or-list-end':
        if (byte === 93) return this.#closeList();
        return this.#punctuation(byte, 44, 'element', 'a comma or ] is missing');
      case 'comma-or-end':
        if (byte === 125) return this.#closeObject();
        return this.#punctuation(byte, 44, 'key', 'a comma or } is missing');
      case 'colon':
        return this.#punctuation(byte, 58, 'value', 'a colon is missing behind a key');
      case 'key-or-end':
        if (byte === 125) return this.#closeObject();
        return this.#key(byte, final);
      case 'key':
        return this.#key(byte, final);
      case 'nothing':
        throw this.#broken(
          'json-trailing',
          this.#at,
          'There is more text behind the end of the JSON',
          'If the file has one record per line, read it as lines (NDJSON).',
        );
    }
  }

  #punctuation(byte: number, wanted: number, next: Expect, problem: string): boolean {
    if (byte !== wanted) throw this.#broken('json-broken', this.#at, `The JSON is broken: ${problem}`);
    this.#at++;
    this.#expect = next;
    return true;
  }

  #closeList(): boolean {
    this.#at++;
    this.#inList = false;
    this.#valueDone();
    return true;
  }

  #closeObject(): boolean {
    this.#at++;
    this.#level--;
    this.#onPath = true;
    this.#expect = this.#level === 0 ? 'nothing' : 'comma-or-end';
    return true;
  }

  #valueDone(): void {
    if (this.#inList) this.#expect = 'comma-or-list-end';
    else this.#expect = this.#level === 0 ? 'nothing' : 'comma-or-end';
  }

  #key(byte: number, final: boolean): boolean {
    if (byte !== 34) throw this.#broken('json-broken', this.#at, 'The JSON is broken: a key in double quotes is missing');
    const end = this.#tokenEnd(byte, final);
    if (end < 0) return false;
    const key = this.#parsed(decodeUtf8(this.#bytes, this.#at, end)) as string;
    this.#onPath = key === this.#path[this.#level - 1];
    if (this.#level - 1 < this.#path.length && this.#keysSeen.length < 20 && !this.#found) this.#keysSeen.push(key);
    this.#at = end;
    this.#expect = 'colon';
    return true;
  }

  #value(byte: number, final: boolean, element: boolean, out: ReadYield): boolean {
    const atTarget = element || (this.#onPath && this.#level === this.#path.length);
    if (!element && this.#onPath && !atTarget && byte === 123) {
      this.#at++;
      this.#level++;
      this.#keysSeen = [];
      this.#expect = 'key-or-end';
      return true;
    }
    if (!element && atTarget && byte === 91) {
      this.#at++;
      this.#found = true;
      this.#inList = true;
      this.#expect = 'element-or-end';
      return true;
    }
    if (byte === 123 || byte === 91) {
      if (atTarget) this.#found = true;
      this.#recordAt = this.#at;
      this.#inside = atTarget ? 'record' : 'skipped';
      this.#scan.reset();
      return true;
    }
    const end = this.#tokenEnd(byte, final);
    if (end < 0) return false;
    if (element) this.#take(this.#at, end, SINGLE_VALUE, out);
    else {
      this.#parsed(decodeUtf8(this.#bytes, this.#at, end));
      if (atTarget)
        throw this.#broken(
          'json-no-records',
          this.#at,
          `At ${showRecordsPath(this.#path)} there is a single value, not a list of records`,
          'Name the path to the list of records.',
        );
    }
    this.#at = end;
    this.#valueDone();
    return true;
  }

  /** Position behind a string or scalar that begins at `#at`; -1 while it is incomplete. */
  #tokenEnd(first: number, final: boolean): number {
    const bytes = this.#bytes;
    let i = this.#at + 1;
    if (first === 34) {
      for (; i < this.#length; i++) {
        if (bytes[i] === 92) i++;
        else if (bytes[i] === 34) return i + 1;
      }
      return -1;
    }
    if (first === 44 || first === 58 || first === 93 || first === 125) throw this.#broken('json-broken', this.#at, 'The JSON is broken: a value is missing');
    for (; i < this.#length; i++) {
      const byte = bytes[i] as number;
      if (byte === 44 || byte === 93 || byte === 125 || byte <= 32) return i;
    }
    return final ? i : -1;
  }

  #parsed(text: string): unknown {
    try {
      return JSON.parse(text);
    } catch (error) {
      throw this.#broken('json-broken', this.#at, `The JSON is broken: ${syntaxMessage(error)}`);
    }
  }

  #take(start: number, end: number, scanned: Scanned, out: ReadYield): void {
    const text = decodeUtf8(this.#bytes, start, end);
    try {
      this.#batches.add(text, scanned, out.batches);
    } catch (error) {
      const line = this.#lines + this.#linesIn(start) + 1;
      out.problems.push({
        code: error instanceof UserError ? error.code : 'not-json',
        message:
          error instanceof UserError
            ? `The record that begins in line ${line}: ${error.message}`
            : `The record that begins in line ${line} is not valid JSON: ${syntaxMessage(error)}.`,
        ordinal: this.#batches.ordinal++,
        line,
        byte: this.#base + start,
        text: text.slice(0, MAX_PROBLEM_TEXT),
      });
    }
  }

  #broken(code: string, at: number, what: string, hint?: string): UserError {
    const row = this.#lines + this.#linesIn(at) + 1;
    const byte = this.#base + at;
    return new UserError(code, `${what} (line ${row}, byte ${byte}).`, { place: { row, byte }, ...(hint === undefined ? {} : { hint }) });
  }

  #notFound(): UserError {
    const seen = this.#keysSeen.length === 0 ? '' : ` Keys found there: ${this.#keysSeen.join(', ')}.`;
    return new UserError('json-path-not-found', `There is nothing at ${showRecordsPath(this.#path)} in this file.`, {
      hint: `Check the path to the records.${seen}`,
    });
  }
}

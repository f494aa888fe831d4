import { type Batch, MAX_BATCH_ROWS } from '../../data/batch.ts';
import { RecordBuilder } from '../../data/record-builder.ts';
import type { ReadWarning } from '../record-reader.ts';
import { type JsonRecord, parseJsonRecord } from './json-record.ts';

const MAX_BYTES = 1 << 18;

/** Collects records read from JSON into batches of a sensible size, and counts keys that were written twice. */
export class RecordBatches {
  readonly #builder = new RecordBuilder();
  readonly #source: number;
  #bytes = 0;
  #repeated = 0;
  /** Number of the next record, rejected ones included. */
  ordinal = 0;

  constructor(source: number) {
    this.#source = source;
  }

  /** Parses and adds a record; throws a SyntaxError and adds nothing if it is not JSON. */
  add(text: string, colons: number, out: Batch[]): void {
    const parsed: JsonRecord = parseJsonRecord(text, colons);
    for (const name of parsed.decimals) this.#builder.markDecimal(name);
    this.#builder.addRecord(parsed.record, this.#source, this.ordinal++);
    this.#repeated += parsed.repeated;
    this.#bytes += text.length;
    if (this.#builder.count >= MAX_BATCH_ROWS || this.#bytes >= MAX_BYTES) this.flush(out);
  }

  /** Gives what was collected. */
  flush(out: Batch[]): void {
    if (this.#builder.count > 0) out.push(this.#builder.finish());
    this.#bytes = 0;
  }

  get warnings(): ReadWarning[] {
    if (this.#repeated === 0) return [];
    return [{ code: 'repeated-key', count: this.#repeated, message: 'Keys that stand in one object more than once: the last value counts.' }];
  }
}

/** What the JSON parser said, without its positions, which count from the start of the record. */
export function syntaxMessage(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replace(/ in JSON at position.*$|, "?[\s\S]* is not valid JSON$/, '').replace(/\s*\(line.*$/, '');
}

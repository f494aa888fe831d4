import { formatCount } from '../../base/amounts.ts';
import { UserError } from '../../base/errors.ts';
import { type Batch, MAX_BATCH_ROWS } from '../../data/batch.ts';
import { RecordBuilder } from '../../data/record-builder.ts';
import type { ReadWarning } from '../record-reader.ts';
import { type JsonRecord, parseJsonRecord } from './json-record.ts';

const MAX_BYTES = 1 << 18;
/** Records times fields: where every record has keys of its own, most of a batch would be nothing. */
const MAX_CELLS = 1 << 19;
/** Fields of a record, and of all records of a batch together; as many as the columns of delimited text. */
export const MAX_FIELDS = 20_000;

/** What is known of a record's text before it is parsed: how many keys it holds in all, and how many of the record itself. */
export interface Scanned {
  readonly colons: number;
  readonly fields: number;
}

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

  /**
   * Parses and adds a record of which the text was scanned; throws a SyntaxError and adds nothing if it is not JSON, and the UserError `too-many-fields` if
   * it would make more columns than anybody means.
   */
  add(text: string, { colons, fields }: Scanned, out: Batch[]): void {
    if (fields > MAX_FIELDS)
      throw new UserError('too-many-fields', `the record has ${formatCount(fields)} fields; more than ${formatCount(MAX_FIELDS)} are not read.`, {
        hint: 'Are its keys really names of fields? What belongs together under one key can be read as one value.',
      });
    const parsed: JsonRecord = parseJsonRecord(text, colons);
    for (const name of parsed.decimals) this.#builder.markDecimal(name);
    this.#builder.addRecord(parsed.record, this.#source, this.ordinal++);
    this.#repeated += parsed.repeated;
    this.#bytes += text.length;
    const { count, width } = this.#builder;
    if (count >= MAX_BATCH_ROWS || this.#bytes >= MAX_BYTES || width >= MAX_FIELDS || width * count >= MAX_CELLS) this.flush(out);
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

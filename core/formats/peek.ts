import type { Clock } from '../base/clock.ts';
import type { Field } from '../base/field.ts';
import type { PlainRecord, Value } from '../base/value.ts';
import type { Batch } from '../data/batch.ts';
import { slice } from '../data/batch-ops.ts';
import { canonicalText } from '../data/canonical-text.ts';
import { records } from '../data/records.ts';
import { CsvScanner } from './csv/scanner.ts';
import { type DetectedFile, detectFile, type FileFormat } from './detect-file.ts';
import { decodeStream } from './encoding.ts';
import { type OpenedFile, openPlainFile, readHead } from './file-head.ts';
import { JsonArrayReader } from './json/array-reader.ts';
import { JsonLinesReader } from './json/lines-reader.ts';
import { csvOptions, type PeekChoices, parsePeekOptions } from './peek-options.ts';
import type { RecordReader } from './record-reader.ts';

/** How a file is looked into. */
export interface PeekOptions {
  /** `csv`, `tsv`, `json`, `ndjson`; detected if not given. */
  readonly format?: string | undefined;
  /** As typed: `delimiter`, `quote`, `encoding`, `header`, `skipRows`, `trim`, `ragged`, `path` (to the records in JSON). */
  readonly options?: Readonly<Record<string, string>> | undefined;
  /** Most records to give; `Infinity` reads the whole file. */
  readonly limit?: number | undefined;
  /** What a person knows the file by, where it is a copy brought here. */
  readonly name?: string | undefined;
  /** Only the beginning of the file is here: what comes last may be half a record and is left out. */
  readonly cut?: boolean | undefined;
  /** For the time taken. */
  readonly clock?: Clock | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A record that could not be read: the physical line in which it begins, from 1, and why. */
export interface PeekError {
  readonly row: number;
  readonly code: string;
  readonly message: string;
}

/** What was found in the file. */
export interface PeekSummary {
  readonly format: FileFormat;
  readonly encoding: string;
  readonly delimiter?: string;
  readonly quote?: string;
  readonly header?: boolean;
  /** Fields with the types proposed for them. The records themselves are never changed by that. */
  readonly fields: readonly (Field & { readonly format?: string; readonly note?: string })[];
  /** Records given. */
  readonly records: number;
  /** At most 10,000; further ones are counted by the warning `more-errors`. */
  readonly errors: readonly PeekError[];
  readonly warnings: Readonly<Record<string, number>>;
  readonly ms?: number;
}

const CHUNK = 1 << 18;
const MAX_ERRORS = 10_000;

/**
 * Looks into a file: finds format, encoding, delimiter and types from its content, and gives its records, a batch at a time, in bounded memory.
 * Returns the summary. Throws a UserError for what cannot be read, saying what it looks like.
 */
export async function* peekBatches(path: string, options: PeekOptions = {}): AsyncGenerator<Batch, PeekSummary, undefined> {
  const started = options.clock?.monotonic();
  const choices = parsePeekOptions(options.format, options.options);
  const file = await openPlainFile(path);
  try {
    const found = detectFile(options.name ?? path, await readHead(file), choices);
    const reader = createReader(found, choices);
    const tally = new Tally(options.limit ?? Number.POSITIVE_INFINITY);
    for await (const { batches, problems } of readAll(file, found, reader, tally, options)) {
      for (const { line, code, message } of problems) tally.error({ row: line, code, message });
      for (const batch of batches) {
        const part = tally.take(batch);
        if (part.count > 0) yield part;
      }
      if (tally.done) break;
    }
    for (const { code, count } of reader.warnings) tally.warn(code, count);
    const ms = started === undefined ? undefined : (options.clock?.monotonic() ?? started) - started;
    return summarise(found, tally, ms);
  } finally {
    await file.handle.close();
  }
}

/** The records one by one, as plain objects; returns the summary. */
export async function* peekFile(path: string, options: PeekOptions = {}): AsyncGenerator<PlainRecord, PeekSummary, undefined> {
  const batches = peekBatches(path, options);
  for (;;) {
    const next = await batches.next();
    if (next.done) return next.value;
    yield* records(next.value);
  }
}

/** The first records (200 if nothing is said) as a table, with the summary: for forms that show what is in a file. */
export async function peekSample(path: string, options: PeekOptions = {}): Promise<{ fields: Field[]; rows: Value[][]; summary: PeekSummary }> {
  const peek = peekFile(path, { ...options, limit: options.limit ?? 200 });
  const found: PlainRecord[] = [];
  for (;;) {
    const next = await peek.next();
    if (!next.done) {
      found.push(next.value);
      continue;
    }
    const summary = next.value;
    const fields = summary.fields.map(({ name, type, sample }) => ({ name, type, ...(sample === undefined ? {} : { sample }) }));
    return { fields, rows: found.map((record) => fields.map(({ name }) => record[name] ?? null)), summary };
  }
}

function createReader(found: DetectedFile, choices: PeekChoices): RecordReader {
  if (found.format === 'ndjson') return new JsonLinesReader();
  if (found.csv === null) return new JsonArrayReader(choices.path);
  const { delimiter, quote, header } = found.csv;
  return new CsvScanner(csvOptions(choices.csv, { delimiter, quote, header }));
}

async function* readAll(file: OpenedFile, found: DetectedFile, reader: RecordReader, tally: Tally, { signal, cut }: PeekOptions) {
  const decoder = decodeStream(found.encoding);
  const chunk = Buffer.allocUnsafeSlow(CHUNK);
  for (let position = 0; ; ) {
    signal?.throwIfAborted();
    const { bytesRead } = await file.handle.read(chunk, 0, CHUNK, position);
    if (bytesRead === 0) break;
    position += bytesRead;
    yield reader.push(decoder.push(chunk.subarray(0, bytesRead)));
  }
  if (cut) return;
  const tail = decoder.finish();
  if (tail.length > 0) yield reader.push(tail);
  yield reader.finish();
  if (decoder.invalid !== null) tally.warn('invalid-bytes', decoder.invalid.count);
}

/** What has been given and found so far. */
class Tally {
  readonly #limit: number;
  readonly errors: PeekError[] = [];
  readonly warnings = new Map<string, number>();
  readonly fields = new Map<string, Field>();
  records = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get done(): boolean {
    return this.records >= this.#limit;
  }

  take(batch: Batch): Batch {
    const part = this.records + batch.count > this.#limit ? slice(batch, 0, this.#limit - this.records) : batch;
    this.records += part.count;
    part.names.forEach((name, at) => {
      const type = part.columns[at]?.type ?? 'any';
      const before = this.fields.get(name);
      if (before === undefined) this.fields.set(name, { name, type, ...sampleOf(part, at) });
      else if (before.type !== type) this.fields.set(name, { ...before, type: 'any' });
    });
    return part;
  }

  error(error: PeekError): void {
    if (this.errors.length < MAX_ERRORS) this.errors.push(error);
    else this.warn('more-errors', 1);
  }

  warn(code: string, count: number): void {
    this.warnings.set(code, (this.warnings.get(code) ?? 0) + count);
  }
}

function sampleOf(batch: Batch, at: number): { sample?: string } {
  const name = batch.names[at] as string;
  for (const record of records(slice(batch, 0, 50))) {
    const text = canonicalText(record[name] ?? null);
    if (text !== '') return { sample: text.slice(0, 200) };
  }
  return {};
}

function summarise(found: DetectedFile, tally: Tally, ms: number | undefined): PeekSummary {
  const { csv } = found;
  const proposed = csv?.fields ?? [];
  const fields =
    csv === null
      ? [...tally.fields.values()]
      : proposed.map((field) => {
          const sample = tally.fields.get(field.name)?.sample;
          return { ...field, ...(sample === undefined ? {} : { sample }) };
        });
  return {
    format: found.format,
    encoding: found.encoding,
    ...(csv === null ? {} : { delimiter: csv.delimiter, quote: csv.quote, header: csv.header === 'first-row' }),
    fields,
    records: tally.records,
    errors: tally.errors,
    warnings: Object.fromEntries(tally.warnings),
    ...(ms === undefined ? {} : { ms }),
  };
}

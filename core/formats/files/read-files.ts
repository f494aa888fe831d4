import { type Place, UserError } from '../../base/errors.ts';
import type { Batch } from '../../data/batch.ts';
import type { InvalidBytes, Utf8Stream } from '../encoding.ts';
import type { FileHead } from '../file-head.ts';
import type { ReadWarning, RecordPlace, RecordProblem, RecordReader } from '../record-reader.ts';
import { type FoundFile, nameOf } from './find-files.ts';
import { SteadyFile } from './steady-file.ts';

const CHUNK = 256 * 1024;
const YIELD_MS = 10;

/** The part of a step's surroundings that reading needs; the engine's context has it. */
export interface ReadingStep {
  readonly signal: AbortSignal;
  /** Most records to be delivered. */
  readonly limit: number;
  readonly clock: { monotonic(): number };
  rejectRaw(text: string, ordinal: number, place: Place, reason: { code: string; message: string; field?: string; value?: string; hint?: string }): void;
  notice(notice: { level: 'info' | 'warning'; code: string; message: string; place?: Place }): void;
}

/** How one file is to be read, decided when it is opened. */
export interface FileFormat {
  readonly reader: RecordReader;
  readonly decoder: Utf8Stream;
}

/** One batch on its way out. Ordinals already count over all files. */
export type TakeBatch = (batch: Batch, file: string) => void | Promise<void>;

/** What was read of a file. */
export interface FileReading {
  readonly name: string;
  readonly bytes: number;
  readonly modifiedAt: number;
  /** SHA-256 in hex, where it was computed. */
  readonly hash?: string;
  /** Set for a file that was left out, with the reason. */
  readonly skipped?: string;
}

/**
 * Reads files one after another as one stream of records: chunks of 256 KiB, a pause for the event loop every 10 ms, an end at `limit` records or when the
 * signal says so. Pieces that are no record are rejected with file, line and byte; what is unusual becomes a notice.
 */
export class FilesReading {
  readonly #step: ReadingStep;
  readonly #readings: FileReading[] = [];
  #ordinal = 0;
  /** Files and the ordinals they begin at. */
  readonly #begins: { file: string; ordinal: number }[] = [];
  #current: { batch: Batch; place: ((row: number) => RecordPlace) | undefined } | null = null;
  #yielded: number;

  constructor(step: ReadingStep) {
    this.#step = step;
    this.#yielded = step.clock.monotonic();
  }

  /** The files opened so far. */
  get readings(): FileReading[] {
    return this.#readings;
  }

  /** Where a record stands: its file always, line and byte as long as its batch is the last one read. */
  locate(ordinal: number): Place | null {
    const file = this.#begins.findLast((begin) => begin.ordinal <= ordinal)?.file;
    if (file === undefined) return null;
    const row = this.#current ? rowOf(this.#current.batch, ordinal) : -1;
    const place = row < 0 ? undefined : this.#current?.place?.(row);
    return place ? { file, row: place.line, byte: place.byte } : { file };
  }

  /** Reads a file to its end; `open` decides how, from what the file looks like. `rest` is waited for after pieces that were rejected. */
  async read(found: FoundFile, open: (head: FileHead) => FileFormat, take: TakeBatch, rest: () => void | Promise<void>): Promise<void> {
    const { signal, limit } = this.#step;
    if (this.#ordinal >= limit) return;
    const file = new SteadyFile(found.path);
    const name = nameOf(found);
    try {
      const { bytes, modifiedAt } = found.shown === undefined ? file : found;
      this.#readings.push({ name, bytes, modifiedAt, ...(found.hash === undefined ? {} : { hash: found.hash }) });
      const { reader, decoder } = open(file.look());
      // One byte more than a small file has: the reading ends where nothing comes any more.
      const chunk = Buffer.allocUnsafeSlow(Math.min(CHUNK, file.bytes + 1));
      const base = this.#ordinal;
      this.#begins.push({ file: name, ordinal: base });
      for (let count = file.read(chunk); count > 0 && this.#ordinal < limit; count = file.read(chunk)) {
        signal.throwIfAborted();
        const got = reader.push(decoder.push(chunk.subarray(0, count)));
        await this.#give(got, base, name, take);
        if (got.problems.length > 0) await rest();
        await this.#pause();
      }
      // Where only the beginning is here, what is left is half a record.
      if (this.#ordinal < limit && found.cut !== true) {
        await this.#give(reader.push(decoder.finish()), base, name, take);
        await this.#give(reader.finish(), base, name, take);
      }
      signal.throwIfAborted();
      this.#tell(name, reader.warnings, decoder.invalid);
      if (this.#ordinal === base)
        this.#step.notice({ level: 'warning', code: 'no-records', message: `The file ${name} holds no records.`, place: { file: name } });
    } catch (error) {
      throw inFile(error, name);
    } finally {
      file.close();
    }
  }

  async #give(got: ReturnType<RecordReader['push']>, base: number, file: string, take: TakeBatch): Promise<void> {
    const { limit } = this.#step;
    for (const problem of got.problems) if (base + problem.ordinal < limit) this.#reject(problem, base + problem.ordinal, file);
    let at = 0;
    for (const batch of got.batches) {
      const place = got.places?.[at++];
      const here =
        base === 0 ? batch : { ...batch, origin: { ...batch.origin, first: batch.origin.first + base, ordinals: shifted(batch.origin.ordinals, base) } };
      this.#seen(lastOrdinal(here));
      this.#current = { batch: here, place };
      const wait = take(here, file);
      if (wait instanceof Promise) await wait;
    }
    for (const problem of got.problems) this.#seen(base + problem.ordinal);
  }

  #seen(ordinal: number): void {
    this.#ordinal = Math.max(this.#ordinal, ordinal + 1);
  }

  #reject(problem: RecordProblem, ordinal: number, file: string): void {
    this.#step.rejectRaw(problem.text, ordinal, { file, row: problem.line, byte: problem.byte }, { code: problem.code, message: problem.message });
  }

  async #pause(): Promise<void> {
    const { clock } = this.#step;
    if (clock.monotonic() - this.#yielded < YIELD_MS) return;
    await new Promise<void>((resolve) => setImmediate(resolve));
    this.#yielded = clock.monotonic();
  }

  #tell(file: string, warnings: readonly ReadWarning[], invalid: InvalidBytes | null): void {
    for (const { code, count, message } of warnings)
      this.#step.notice({ level: 'warning', code, message: `${message} (${count} in ${file})`, place: { file } });
    if (invalid)
      this.#step.notice({
        level: 'warning',
        code: 'invalid-bytes',
        message: `${invalid.count} character${invalid.count === 1 ? '' : 's'} in ${file} could not be read in the file's encoding and became \uFFFD.`,
        place: { file, byte: invalid.firstByte },
      });
  }
}

/** A reader knows lines but not the file they are in. */
function inFile(error: unknown, file: string): unknown {
  if (!(error instanceof UserError) || error.place?.file !== undefined) return error;
  const { code, message, hint, place, details } = error;
  return new UserError(code, `${file}: ${message}`, {
    ...(hint === undefined ? {} : { hint }),
    ...(details === undefined ? {} : { details }),
    place: { ...place, file },
    cause: error,
  });
}

function shifted(ordinals: Float64Array | null, by: number): Float64Array | null {
  return ordinals === null ? null : ordinals.map((ordinal) => ordinal + by);
}

/** Physical row of a record by its ordinal, -1 when the batch does not have it. */
function rowOf(batch: Batch, ordinal: number): number {
  const { first, ordinals } = batch.origin;
  if (ordinals) return ordinals.subarray(0, batch.rows).indexOf(ordinal);
  return ordinal >= first && ordinal < first + batch.rows ? ordinal - first : -1;
}

function lastOrdinal(batch: Batch): number {
  const { first, ordinals } = batch.origin;
  return ordinals === null ? first + batch.rows - 1 : (ordinals[batch.rows - 1] ?? first);
}

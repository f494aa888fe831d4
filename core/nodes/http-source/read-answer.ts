import { type Place, SwivelError, UserError } from '../../base/errors.ts';
import type { Families } from '../../catalog/families/families.ts';
import type { Batch } from '../../data/batch.ts';
import { detectCsv } from '../../formats/csv/detect.ts';
import { CsvScanner } from '../../formats/csv/scanner.ts';
import { decodeStream } from '../../formats/encoding.ts';
import { JsonArrayReader } from '../../formats/json/array-reader.ts';
import { JsonLinesReader } from '../../formats/json/lines-reader.ts';
import { textFormat } from '../../formats/look-inside.ts';
import type { RecordProblem, RecordReader } from '../../formats/record-reader.ts';
import type { HttpSourceConfig } from './spec.ts';

type Answer = Awaited<ReturnType<Families['http']['send']>>;

/** What one answer held. Ordinals count from 0. */
export interface PageRecords {
  readonly batches: readonly Batch[];
  readonly problems: readonly RecordProblem[];
  readonly warnings: RecordReader['warnings'];
  readonly count: number;
}

/** Reads the records of one answer. What is wrong with the answer as a whole is the UserError of its format, in words about an answer. */
export function readAnswer(answer: Answer, { format, recordsPath }: HttpSourceConfig, source: number, who: string): PageRecords {
  if (answer.body.length === 0 && answer.status === 204) return { batches: [], problems: [], warnings: [], count: 0 };
  const type = (answer.headers['content-type'] ?? '').toLowerCase();
  const charset = /charset\s*=\s*"?([\w.:-]+)/.exec(type)?.[1] ?? 'utf-8';
  const decoder = decodeStream(charset);
  const utf8 = Buffer.concat([decoder.push(answer.body), decoder.finish()]);
  const found = format === 'auto' ? (recordsPath === '' ? detected(type, utf8) : 'json') : format;
  try {
    const reader = readerOf(found, recordsPath, source, utf8);
    const parts = [reader.push(utf8), reader.finish()];
    const batches = parts.flatMap((part) => part.batches);
    const problems = parts.flatMap((part) => part.problems);
    return { batches, problems, warnings: reader.warnings, count: batches.reduce((sum, batch) => sum + batch.count, 0) + problems.length };
  } catch (error) {
    throw inAnswer(error, who);
  }
}

function detected(type: string, utf8: Uint8Array): 'json' | 'lines' | 'csv' {
  if (/ndjson|jsonl|json-seq|json-lines/.test(type)) return 'lines';
  if (/[/+]json\b/.test(type)) return 'json';
  if (/text\/(csv|tab-separated-values)/.test(type)) return 'csv';
  const format = textFormat(utf8, true);
  return format === 'ndjson' ? 'lines' : format === 'csv' ? 'csv' : 'json';
}

function readerOf(format: 'json' | 'lines' | 'csv', recordsPath: string, source: number, utf8: Uint8Array): RecordReader {
  if (format === 'lines') return new JsonLinesReader(source);
  if (format === 'json') return new JsonArrayReader(recordsPath, source);
  return new CsvScanner(detectCsv(utf8, true), source);
}

function inAnswer(error: unknown, who: string): unknown {
  if (!(error instanceof SwivelError)) return error;
  const place: Place = { ...error.place };
  const words =
    error.code === 'json-path-not-found'
      ? `${who} answered without the list that the path to the records names.`
      : error.code === 'json-no-records'
        ? `${who} answered with a single value where the list of records should be.`
        : `${who} answered with something that cannot be read: ${error.message}`;
  return new UserError('answer-not-read', words, {
    ...(error.hint === undefined ? {} : { hint: error.hint }),
    place,
    cause: error,
  });
}

import { UserError } from '../base/errors.ts';
import { type DetectedCsv, detectCsv } from './csv/detect.ts';
import type { CsvReadOptions } from './csv/dialect.ts';
import { detectEncoding } from './detect-encoding.ts';
import { decodeStream } from './encoding.ts';
import type { FileHead } from './file-head.ts';
import { binaryKind, isFullOfNuls, refuseBinary, textFormat } from './look-inside.ts';

/** Formats that can be read. `tsv` is delimited text with TABs. */
export type FileFormat = 'csv' | 'tsv' | 'json' | 'ndjson';

/** What a file was found to be. */
export interface DetectedFile {
  readonly format: FileFormat;
  readonly encoding: string;
  readonly bom: boolean;
  /** Only for delimited text. */
  readonly csv: DetectedCsv | null;
}

/** What the user already knows. */
export interface KnownOfFile {
  readonly format?: FileFormat | undefined;
  readonly encoding?: string | undefined;
  readonly csv?: Partial<Pick<CsvReadOptions, 'delimiter' | 'quote' | 'header' | 'skipRows'>> | undefined;
}

/** Tells what a file is from its content. Throws a UserError with a sentence for what is not text, saying what it looks like. */
export function detectFile(file: string, { head, whole, pieces }: FileHead, known: KnownOfFile = {}): DetectedFile {
  const kind = binaryKind(head);
  if (kind !== null) refuseBinary(file, kind);
  const found = known.encoding === undefined ? detectEncoding(head, { whole, pieces }) : { encoding: known.encoding, bom: false };
  const decoder = decodeStream(found.encoding);
  const utf8 = Buffer.concat([decoder.push(head), whole ? decoder.finish() : new Uint8Array(0)]);
  if (isFullOfNuls(utf8)) refuseBinary(file, 'a binary file (it is full of characters that no text has)');
  const { encoding, bom } = found;
  if (known.format === 'json' || known.format === 'ndjson') return { format: known.format, encoding, bom, csv: null };
  const format = known.format ?? textFormat(utf8, whole);
  if (format === 'markup')
    throw new UserError('not-text', `${file} looks like XML or HTML, which cannot be read as a table.`, {
      hint: 'Choose a CSV, TSV, JSON or NDJSON file; if it really is delimited text, say so with the format.',
      place: { file },
    });
  if (format === 'json' || format === 'ndjson') return { format, encoding, bom, csv: null };
  const csv = detectCsv(utf8, whole, { ...(format === 'tsv' ? { delimiter: '\t' } : {}), ...known.csv });
  return { format: csv.delimiter === '\t' ? 'tsv' : 'csv', encoding, bom, csv };
}

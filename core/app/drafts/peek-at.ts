import type * as z from 'zod';
import type { peekResult } from '../../api/design-models.ts';
import { UserError } from '../../base/errors.ts';
import type { Field } from '../../base/field.ts';
import type { ColumnProfile, Sample } from '../../base/sample.ts';
import type { Value } from '../../base/value.ts';
import type { FieldTypeChoice } from '../../catalog/shapes.ts';
import { canonicalText } from '../../data/canonical-text.ts';
import { type FoundFile, findFiles } from '../../formats/files/find-files.ts';
import { type PeekSummary, peekSample } from '../../formats/peek.ts';

/** What was found in a file, as the API says it. */
export type PeekedFile = z.infer<typeof peekResult>;

/** Settings of a file source that are options of reading; others are no business of a peek. */
const OPTIONS = ['delimiter', 'quote', 'encoding', 'header', 'skipRows', 'trim', 'ragged', 'recordsPath'];

/** How the settings of a source say that its file is to be read, and how many records to give. */
export interface PeekRequest {
  format?: string | undefined;
  options?: Readonly<Record<string, unknown>> | undefined;
  limit: number;
}

/** Looks into the newest file that an absolute path or pattern names. Throws a UserError that says what is in the way. */
export async function peekAt(path: string, request: PeekRequest): Promise<PeekedFile> {
  const file = findFiles(path, 'newest')[0];
  if (!file) throw new UserError('file-not-found', `There is no file ${path}.`);
  return peekInto(file, request);
}

/** Looks into a file that is here, whole or its beginning. */
export async function peekInto(file: Pick<FoundFile, 'path' | 'bytes' | 'shown' | 'cut'>, request: PeekRequest): Promise<PeekedFile> {
  const options = Object.fromEntries(
    Object.entries(request.options ?? {}).flatMap(([name, value]) =>
      OPTIONS.includes(name) && value !== null && value !== undefined ? [[name, String(value)]] : [],
    ),
  );
  const format = request.format === undefined || request.format === 'auto' ? {} : { format: request.format };
  const { fields, rows, summary } = await peekSample(file.path, { ...format, options, limit: request.limit, name: file.shown, cut: file.cut });
  return {
    format: summary.format,
    encoding: summary.encoding,
    options: { ...(request.options ?? {}), ...foundOptions(summary) },
    fields,
    sample: sampleOf(fields, rows),
    errors: [...summary.errors],
    warnings: { ...summary.warnings },
    bytes: file.bytes,
  };
}

function foundOptions(summary: PeekSummary): Record<string, unknown> {
  const { format, encoding, delimiter, quote, header } = summary;
  if (delimiter === undefined) return { encoding, shape: format === 'ndjson' ? 'lines' : 'array' };
  return { encoding, delimiter, quote: quote ?? '', header: header === false ? 'none' : 'first-row', fields: typesOf(summary) };
}

/** The fields that are more than text, with the format that their values are written in. */
function typesOf({ fields }: PeekSummary): FieldTypeChoice[] {
  return fields.flatMap(({ name, type, format }) => (type === 'text' || type === 'any' ? [] : [{ name, type, ...(format === undefined ? {} : { format }) }]));
}

/** The records of a peek as a sample, with a profile over just these. */
function sampleOf(fields: readonly Field[], rows: Value[][]): Sample {
  return {
    fields: [...fields],
    rows,
    origins: rows.map((_, ordinal) => ({ source: '', ordinal })),
    first: rows.length,
    total: rows.length,
    profile: fields.map(({ name }, at) => profileOf(name, rows, at)),
    cut: false,
  };
}

function profileOf(name: string, rows: readonly Value[][], at: number): ColumnProfile {
  const texts = rows.map((row) => canonicalText(row[at] ?? null)).filter((text) => text !== '');
  return { name, seen: rows.length, filled: texts.length, distinct: new Set(texts).size };
}

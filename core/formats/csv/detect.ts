import type { CsvReadOptions } from './dialect.ts';
import { readFirstRecord } from './first-record.ts';
import { generatedNames, headerNames } from './header-names.ts';
import { proposeType, type TypeProposal } from './propose-type.ts';
import { scanBytes } from './scan-block.ts';

/** What a delimited file seems to be. Only a proposal: nothing is changed by it. */
export interface DetectedCsv {
  readonly delimiter: string;
  readonly quote: '"' | "'" | '';
  readonly header: CsvReadOptions['header'];
  /** How sure the delimiter is: the share of records with the usual number of fields. */
  readonly confidence: number;
  readonly fields: readonly ({ readonly name: string } & TypeProposal)[];
}

const DELIMITERS = [',', ';', '\t', '|', ':', '^', '~', '¦', '\u0001', '\u001f'] as const;
const MAX_RECORDS = 1000;

/** Looks at the beginning of a file (UTF-8, without byte order mark). `whole` says that it is all of the file. */
export function detectCsv(
  head: Uint8Array,
  whole: boolean,
  known: Partial<Pick<CsvReadOptions, 'delimiter' | 'quote' | 'header' | 'skipRows'>> = {},
): DetectedCsv {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength).subarray(linesEnd(head, known.skipRows ?? 0));
  let best: Candidate = { delimiter: known.delimiter ?? ',', quote: known.quote ?? '"', rows: [], score: -1, confidence: 0 };
  const delimiters = known.delimiter === undefined ? DELIMITERS : [known.delimiter];
  const quotes = known.quote === undefined ? ['"', "'"] : [known.quote];
  for (const quote of quotes) {
    if (quote === "'" && known.quote === undefined && !looksSingleQuoted(bytes)) continue;
    for (const delimiter of delimiters) {
      // One that is nowhere in the file makes one field of each row, which is what a comma that is nowhere would make of it.
      if (delimiter !== known.delimiter && delimiter !== ',' && bytes.indexOf(delimiter) < 0) continue;
      const candidate = tryDialect(bytes, whole, delimiter, quote);
      if (candidate.score > best.score) best = candidate;
    }
  }
  const [first = [], ...rest] = best.rows;
  const header = known.header ?? (hasHeader(first, rest) ? 'first-row' : 'none');
  const names = header === 'first-row' ? headerNames(first).names : generatedNames(first.length);
  const data = header === 'first-row' ? rest : best.rows;
  const quote = best.quote === '"' || best.quote === "'" ? best.quote : '';
  let fields: DetectedCsv['fields'] | null = null;
  const propose = () => {
    const sound = data.filter((row) => row.length === names.length);
    return names.map((name, at) => ({ name, ...proposeType(sound.map((row) => row[at] ?? '')) }));
  };
  return {
    delimiter: best.delimiter,
    quote,
    header,
    confidence: best.confidence,
    // Whoever reads the records asks for no types.
    get fields() {
      fields ??= propose();
      return fields;
    },
  };
}

interface Candidate {
  readonly delimiter: string;
  readonly quote: string;
  readonly rows: string[][];
  readonly score: number;
  readonly confidence: number;
}

function tryDialect(bytes: Uint8Array, whole: boolean, delimiter: string, quote: string): Candidate {
  const look = scanBytes(Buffer.from(delimiter), quote === '' ? -1 : quote.charCodeAt(0), false);
  const rows: string[][] = [];
  let broken = 0;
  for (let at = 0; at < bytes.length && rows.length < MAX_RECORDS; ) {
    if (bytes[at] === 10 || bytes[at] === 13) {
      at++;
      continue;
    }
    try {
      const record = readFirstRecord(bytes, at, bytes.length, whole, look, 1);
      if (record === null) break;
      rows.push(record.fields);
      at = record.end;
    } catch {
      broken++;
      if (broken > 20) break;
      while (at < bytes.length && bytes[at] !== 10 && bytes[at] !== 13) at++;
    }
  }
  const counts = new Map<number, number>();
  for (const row of rows) counts.set(row.length, (counts.get(row.length) ?? 0) + 1);
  const [usual, often] = [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [0, 0];
  const confidence = rows.length === 0 ? 0 : often / (rows.length + broken);
  const several = usual > 1 ? 1 : 0;
  return { delimiter, quote, rows, confidence, score: several * (confidence * confidence + Math.min(usual, 30) / 200) + (delimiter === ',' ? 0.001 : 0) };
}

/** The header tells itself apart by being text where the column below is something else; a first row like the others is data. */
function hasHeader(first: readonly string[], rest: readonly (readonly string[])[]): boolean {
  if (first.length === 0) return true;
  const body = rest.filter((row) => row.length === first.length).slice(0, 200);
  let like = 0;
  for (let at = 0; at < first.length; at++) {
    const cell = (first[at] ?? '').trim();
    if (cell === '') continue;
    const own = proposeType([cell]).type;
    const below = proposeType(body.map((row) => row[at] ?? '')).type;
    if (own !== 'text' && (below === own || body.length === 0)) like++;
    if (own === 'text' && cell.length > 0 && body.length >= 5 && below === 'text' && body.filter((row) => row[at] === first[at]).length > body.length / 10)
      like++;
  }
  return like === 0;
}

function looksSingleQuoted(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes.subarray(0, 65_536)).toString('latin1');
  const single = text.match(/(?:^|[,;\t|\n])'[^'\n]*'(?=[,;\t|\r\n]|$)/g)?.length ?? 0;
  return single > 2 && !/(?:^|[,;\t|\n])"/.test(text);
}

function linesEnd(head: Uint8Array, lines: number): number {
  let at = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0;
  for (let skipped = 0; skipped < lines && at < head.length; skipped++) {
    while (at < head.length && head[at] !== 10 && head[at] !== 13) at++;
    at += head[at] === 13 && head[at + 1] === 10 ? 2 : 1;
  }
  return at;
}

import { UserError } from '../base/errors.ts';
import { type CsvReadOptions, DEFAULT_CSV } from './csv/dialect.ts';
import type { FileFormat } from './detect-file.ts';

const FORMATS: readonly FileFormat[] = ['csv', 'tsv', 'json', 'ndjson'];
const NAMES = ['delimiter', 'quote', 'encoding', 'header', 'skipRows', 'trim', 'ragged', 'path'] as const;
const DELIMITER_WORDS: Readonly<Record<string, string>> = { comma: ',', semicolon: ';', tab: '\t', pipe: '|', space: ' ', '\\t': '\t' };

/** What a person said about a file to look into; the rest is detected. */
export interface PeekChoices {
  readonly format: FileFormat | undefined;
  readonly encoding: string | undefined;
  /** Path to the records in JSON. */
  readonly path: string;
  readonly csv: Partial<CsvReadOptions>;
}

/** Reads `format` and options such as `delimiter=;` as typed; `auto` is the same as not saying it. Throws a UserError for what is not known. */
export function parsePeekOptions(format: string | undefined, options: Readonly<Record<string, string>> = {}): PeekChoices {
  const csv: { -readonly [K in keyof CsvReadOptions]?: CsvReadOptions[K] } = {};
  let encoding: string | undefined;
  let path = '';
  for (const [name, value] of Object.entries(options)) {
    if (value === 'auto') continue;
    switch (name) {
      case 'delimiter':
        csv.delimiter = DELIMITER_WORDS[value] ?? value;
        break;
      case 'quote':
        csv.quote = value === 'none' ? '' : value;
        break;
      case 'encoding':
        encoding = value;
        break;
      case 'header':
        csv.header = choose(name, value, { true: 'first-row', 'first-row': 'first-row', yes: 'first-row', false: 'none', none: 'none', no: 'none' });
        break;
      case 'skipRows':
        if (!/^[0-9]{1,9}$/.test(value)) throw wrong(name, value, 'a whole number');
        csv.skipRows = Number(value);
        break;
      case 'trim':
        csv.trim = choose(name, value, { true: true, yes: true, false: false, no: false });
        break;
      case 'ragged':
        csv.ragged = choose(name, value, { reject: 'reject', pad: 'pad' });
        break;
      case 'path':
      case 'recordsPath':
        path = value;
        break;
      default:
        throw new UserError('unknown-option', `There is no option ${JSON.stringify(name)} for reading a file.`, { hint: `Known ones: ${NAMES.join(', ')}.` });
    }
  }
  return { format: parseFormat(format), encoding, path, csv };
}

/** The options of a reader, given what was chosen and what was found. */
export function csvOptions(chosen: Partial<CsvReadOptions>, found: Partial<CsvReadOptions>): CsvReadOptions {
  return { ...DEFAULT_CSV, ...found, ...chosen };
}

function parseFormat(format: string | undefined): FileFormat | undefined {
  if (format === undefined || format === '' || format === 'auto') return undefined;
  const known = FORMATS.find((one) => one === format.toLowerCase());
  if (known === undefined && format.toLowerCase() === 'jsonl') return 'ndjson';
  if (known === undefined)
    throw new UserError('unknown-format', `The format ${JSON.stringify(format)} is not known.`, { hint: `Known ones: ${FORMATS.join(', ')}.` });
  return known;
}

function choose<T>(name: string, value: string, choices: Readonly<Record<string, T>>): T {
  const found = Object.hasOwn(choices, value.toLowerCase()) ? choices[value.toLowerCase()] : undefined;
  if (found === undefined) throw wrong(name, value, `one of ${Object.keys(choices).join(', ')}`);
  return found;
}

function wrong(name: string, value: string, wanted: string): UserError {
  return new UserError('wrong-option', `The option ${name} is ${JSON.stringify(value)}; it must be ${wanted}.`);
}

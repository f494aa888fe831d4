import { UserError } from '../../base/errors.ts';

/** How a delimited file is written. */
export interface CsvDialect {
  /** Text between fields; one character as a rule. */
  readonly delimiter: string;
  /** Character around fields that hold delimiters, quotes or line ends; empty for files without quoting. */
  readonly quote: string;
}

/** What a reader of delimited text must know. */
export interface CsvReadOptions extends CsvDialect {
  /** Whether the first record holds the names; else they are `column_1`, `column_2` … */
  readonly header: 'first-row' | 'none';
  /** Physical lines to pass over before the header. */
  readonly skipRows: number;
  /** Takes spaces and tabs away around fields that are not quoted. */
  readonly trim: boolean;
  /** What happens to a record with too few fields: rejected, or filled up with empty ones (and counted as a warning). Too many are always rejected. */
  readonly ragged: 'reject' | 'pad';
}

/** What is read unless something else is said or detected. */
export const DEFAULT_CSV: CsvReadOptions = { delimiter: ',', quote: '"', header: 'first-row', skipRows: 0, trim: false, ragged: 'reject' };

/** Throws a UserError for a dialect that cannot be read or written. */
export function checkDialect({ delimiter, quote }: CsvDialect): void {
  if (delimiter === '') throw new UserError('csv-delimiter', 'The delimiter is empty.', { hint: 'Choose the character between the fields, such as a comma.' });
  if (/[\r\n\0]/.test(delimiter + quote)) throw new UserError('csv-delimiter', 'Line ends and NUL can be neither delimiter nor quote.');
  if (quote !== '' && (quote.length !== 1 || quote.charCodeAt(0) > 127))
    throw new UserError('csv-quote', `The quote must be one ASCII character, not ${JSON.stringify(quote)}.`);
  if (quote !== '' && delimiter.includes(quote)) throw new UserError('csv-delimiter', 'Delimiter and quote are the same character.');
}

import { formatCount } from '../../base/amounts.ts';
import { UserError } from '../../base/errors.ts';
import { decodeUtf8 } from '../../data/utf8.ts';
import type { ScanBytes } from './scan-block.ts';

/** More columns than this are no table. */
export const MAX_COLUMNS = 20_000;

/** The fields of one record, read the plain way: for the header, and to learn how many columns there are. */
export interface FirstRecord {
  readonly fields: string[];
  readonly end: number;
  readonly lines: number;
}

/** Reads the record at `from`; `null` while its end has not arrived. Throws a UserError if its quotes do not make sense. */
export function readFirstRecord(bytes: Uint8Array, from: number, length: number, final: boolean, look: ScanBytes, line: number): FirstRecord | null {
  const delimiter = [look.delimiter, ...look.delimiterRest];
  const fields: string[] = [];
  let lines = 1;
  let i = from;
  const only = delimiter.length === 1 ? look.delimiter : -1;
  const isDelimiter = (at: number): boolean => (only >= 0 ? bytes[at] === only : delimiter.every((byte, k) => at + k < length && bytes[at + k] === byte));
  for (;;) {
    if (fields.length >= MAX_COLUMNS)
      throw new UserError('too-many-columns', `Line ${line} has more than ${formatCount(MAX_COLUMNS)} columns.`, {
        hint: 'Check the delimiter, and that line ends are where they should be.',
        place: { row: line },
      });
    let text = '';
    if (look.blanksAround) while (i < length && (bytes[i] === 32 || bytes[i] === 9)) i++;
    if (i < length && bytes[i] === look.quote) {
      let close = i + 1;
      for (; close < length; close++) {
        const byte = bytes[close];
        if (byte === look.quote) {
          if (close + 1 < length && bytes[close + 1] === look.quote) close++;
          else break;
        } else if (byte === 10 || (byte === 13 && bytes[close + 1] !== 10)) lines++;
      }
      if (close + 1 >= length && !final) return null;
      if (close >= length) throw headerError('unclosed-quote', 'a quote that is never closed', line, from);
      const quote = String.fromCharCode(look.quote);
      text = decodeUtf8(bytes, i + 1, close).replaceAll(quote + quote, quote);
      i = close + 1;
      while (look.blanksAround && i < length && (bytes[i] === 32 || bytes[i] === 9)) i++;
      if (i < length && bytes[i] !== 10 && bytes[i] !== 13 && !isDelimiter(i)) {
        if (i + delimiter.length > length && !final) return null;
        throw headerError('text-after-quote', 'text behind a closing quote', line, i);
      }
    } else {
      const start = i;
      while (i < length && bytes[i] !== 10 && bytes[i] !== 13 && !isDelimiter(i)) i++;
      text = decodeUtf8(bytes, start, i);
      if (look.blanksAround) text = text.replace(/[ \t]+$/, '');
    }
    fields.push(text);
    if (i >= length) return final ? { fields, end: length, lines } : null;
    if (bytes[i] === 10) return { fields, end: i + 1, lines };
    if (bytes[i] === 13) {
      if (i + 1 >= length && !final) return null;
      return { fields, end: i + 1 < length && bytes[i + 1] === 10 ? i + 2 : i + 1, lines };
    }
    i += delimiter.length;
  }
}

function headerError(code: string, what: string, line: number, byte: number): UserError {
  return new UserError(code, `Line ${line}, which should tell the columns, has ${what}.`, {
    hint: 'Check the delimiter and the quote character, or skip lines that stand before the table.',
    place: { row: line, byte },
  });
}

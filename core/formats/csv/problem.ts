import { decodeUtf8 } from '../../data/utf8.ts';
import { MAX_PROBLEM_TEXT } from '../record-reader.ts';

/** Why a record of a delimited file could not be read. */
export type CsvProblemCode = 'too-few-fields' | 'too-many-fields' | 'text-after-quote' | 'unclosed-quote' | 'stray-quote' | 'nul-byte';

/** The raw text of a record, without its line end. */
export function problemText(bytes: Uint8Array, start: number, end: number): string {
  let last = end;
  while (last > start && (bytes[last - 1] === 10 || bytes[last - 1] === 13)) last--;
  return decodeUtf8(bytes, start, Math.min(last, start + MAX_PROBLEM_TEXT * 4)).slice(0, MAX_PROBLEM_TEXT);
}

/** The sentence for each code. */
export function problemMessage(code: CsvProblemCode, line: number, fields: number, width: number): string {
  switch (code) {
    case 'too-few-fields':
    case 'too-many-fields':
      return `Line ${line} has ${fields} ${fields === 1 ? 'field' : 'fields'}; the file has ${width} ${width === 1 ? 'column' : 'columns'}.`;
    case 'text-after-quote':
      return `In the record that begins in line ${line}, text stands behind a closing quote.`;
    case 'unclosed-quote':
      return `A quote opened in line ${line} is never closed.`;
    case 'stray-quote':
      return `Line ${line} has a quote in the middle of a field, just behind a record whose quotes do not match.`;
    case 'nul-byte':
      return `The record in line ${line} holds a NUL character, which no text file should.`;
  }
}

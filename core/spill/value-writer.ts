import { endAt, QUOTE, startAt } from '../data/bytes-column.ts';
import type { BytesColumn, Column } from '../data/column.ts';
import { textAt, valueAt } from '../data/column-value.ts';
import { hasNull } from '../data/nulls.ts';
import { isAsciiRange } from '../data/utf8.ts';
import type { KeyWriter } from './key-writer.ts';
import { naturalKey } from './natural-order.ts';

/** How the values of a field are put in order. */
export interface ValueOrder {
  readonly direction: 'ascending' | 'descending';
  /**
   * `natural`: file2 before file10; `text`: by code point; `number`: texts that are numbers by their value; `language`: texts are compared by somebody else,
   * see `Spoken`. Values that are numbers compare by value in all but `text`.
   */
  readonly order: 'natural' | 'text' | 'number' | 'language';
  /** Where empty values stand, whatever the direction. */
  readonly empty: 'first' | 'last';
}

/** How values are compared, for all fields. */
export interface CompareHow {
  /** Texts that differ in capitals only are equal. */
  readonly ignoreCase: boolean;
  /** Milliseconds since 1970 of a date with time, for fields of that type; null for what is none. */
  instant(text: string): number | null;
}

/** Where the texts of a field go that is compared as in a language, and what decides between those that the language takes for the same. */
export interface Spoken {
  readonly texts: string[];
  readonly ties: KeyWriter;
}

/** Writes what one row is sorted by. */
export type WriteRow = (row: number) => void;

const EMPTY_FIRST = 0x00;
const NUMBER = 0x10;
const TEXT = 0x20;
const EMPTY_LAST = 0xff;
/** Keeps instants before 1970 positive, so that a fraction of a millisecond can stand behind any of them. */
const EARLY = 1e15;
const FRACTION = /[.,]\d{3}(\d+)/;

/** Writes rows of a column as bytes that compare as the order says; a missing column is empty in every row. With `language` it takes `spoken`. */
export function valueWriter(writer: KeyWriter, column: Column | undefined, key: ValueOrder, how: CompareHow, spoken?: Spoken): WriteRow {
  const asNumber = numberTextOf(column, key, how);
  const descending = key.direction === 'descending';
  const writeText = key.order === 'language' && spoken ? spokenText(spoken, how, descending) : textWriter(writer, key, how);
  const direct = column?.kind === 'bytes' && column.type === 'text' && !spoken && key.order !== 'number' ? directText(writer, column, key, how) : null;
  const writeEmpty = () => {
    writer.mark(key.empty === 'first' ? EMPTY_FIRST : EMPTY_LAST);
    spoken?.texts.push('');
  };
  return (row) => {
    const from = writer.end;
    const done = column ? direct?.(row) === true : true;
    const text = column && !done ? textAt(column, row) : '';
    if (!done && text !== '') {
      const number = asNumber(text, row);
      writer.mark(NUMBER);
      if (number !== null && writer.numeral(number)) spoken?.texts.push('');
      else {
        writer.arena.end = from;
        writer.mark(TEXT);
        writeText(text);
      }
    }
    if (writer.end === from) writeEmpty();
    else if (descending) writer.invert(from);
  };
}

/** The numeral that a value is compared by, null where it is compared as text. Dates with time count by their instant. */
function numberTextOf(column: Column | undefined, { order }: ValueOrder, { instant }: CompareHow): (text: string, row: number) => string | null {
  if (!column || order === 'text') return () => null;
  if (order === 'number' || ['integer', 'number', 'decimal'].includes(column.type)) return (text) => text.trim();
  if (column.type === 'datetime') return (text) => instantNumeral(text, instant(text));
  if (column.kind !== 'values' && column.kind !== 'dictionary') return () => null;
  return (text, row) => {
    const value = valueAt(column, row);
    return typeof value === 'number' || typeof value === 'bigint' ? text : null;
  };
}

function instantNumeral(text: string, instant: number | null): string | null {
  if (instant === null) return null;
  return `${instant + EARLY}.${FRACTION.exec(text)?.[1] ?? ''}`;
}

function textWriter(writer: KeyWriter, { order }: ValueOrder, { ignoreCase }: CompareHow): (text: string) => void {
  const same = (text: string) => writer.text(ignoreCase ? text.toLowerCase() : text);
  if (order !== 'natural') return same;
  return (text) => {
    writer.text(naturalKey(text));
    same(text);
  };
}

function spokenText({ texts, ties }: Spoken, { ignoreCase }: CompareHow, descending: boolean): (text: string) => void {
  return (text) => {
    const whole = text.toWellFormed();
    texts.push(whole);
    const from = ties.end;
    ties.text(ignoreCase ? whole.toLowerCase() : whole);
    if (descending) ties.invert(from);
  };
}

/** Takes plain text from where it stands; false for what needs more: quoted, or not ASCII where that matters. Writes nothing for what is empty. */
function directText(writer: KeyWriter, column: BytesColumn, { order }: ValueOrder, { ignoreCase }: CompareHow): (row: number) => boolean {
  const { bytes, raw, nulls } = column;
  const natural = order === 'natural';
  return (row) => {
    if (hasNull(nulls, row)) return true;
    const [start, end] = [startAt(column, row), endAt(column, row)];
    if (start >= end) return true;
    if (raw && bytes[start] === QUOTE) return false;
    if ((natural || ignoreCase) && !isAsciiRange(bytes, start, end)) return false;
    writer.mark(TEXT);
    if (natural) writer.naturalBytes(bytes, start, end);
    writer.textBytes(bytes, start, end, ignoreCase);
    return true;
  };
}

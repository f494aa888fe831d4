import { parseExact, stringifyExact } from '../../base/exact-json.ts';
import type { FieldType } from '../../base/field.ts';
import type { Value } from '../../base/value.ts';
import type { ColumnShape, SqlValue } from '../../catalog/families/database.ts';
import { canonicalText } from '../../data/canonical-text.ts';

/** Why a value cannot go into its column, as code and the end of a sentence that begins with the value. */
export class Misfit {
  readonly code: 'wrong-type' | 'too-long' | 'not-exact';
  readonly because: string;

  constructor(code: Misfit['code'], because: string) {
    this.code = code;
    this.because = because;
  }
}

const NOT_WHOLE = new Misfit('wrong-type', 'is not a whole number');
const NOT_NUMBER = new Misfit('wrong-type', 'is not a number');
const NOT_BOOLEAN = new Misfit('wrong-type', 'is neither true nor false');
const NOT_DATE = new Misfit('wrong-type', 'is not a date such as 2026-11-20');
const NOT_DATETIME = new Misfit('wrong-type', 'is not a date with time such as 2026-11-20T08:00:00Z');
const NOT_TIME = new Misfit('wrong-type', 'is not a time such as 08:00:00');
const NOT_JSON = new Misfit('wrong-type', 'is not JSON');
const TOO_FINE = new Misfit('not-exact', 'has more digits than the column can keep exactly');

const INTEGER = /^\s*[+-]?[0-9]+\s*$/;
/** One that a number holds exactly for certain. */
const SHORT_WHOLE = /^(?:0|-?[1-9][0-9]{0,14})$/;
const WHOLE_DECIMAL = /^\s*([+-]?[0-9]+)\.0*\s*$/;
const NUMBER = /^\s*[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?\s*$/;
const DATE = /^\s*([0-9]{4,6})-([0-9]{2})-([0-9]{2})/;
const SHORT_DATE = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;
const CLOCK = '([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,9})?)?';
const EVERY_MONTH = /^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])/;
const PLAIN_DATE = /^\s*[0-9]{4,6}-[0-9]{2}-[0-9]{2}\s*$/;
const DATETIME = new RegExp(`^\\s*[0-9]{4,6}-[0-9]{2}-[0-9]{2}([T ]${CLOCK}(Z|[+-][0-9]{2}(:?[0-9]{2})?)?)?\\s*$`);
const TIME = new RegExp(`^\\s*${CLOCK}\\s*$`);
/** A double keeps every decimal of up to fifteen digits. */
const EXACT_DIGITS = 15;

type Convert = (value: NonNullable<Value>) => SqlValue | Misfit;

/**
 * How values become those of a column. Empty text is null but in a column of texts, and there with `emptyIsNull` if the column may be null. Nothing is rounded or cut: what does not fit is a `Misfit`; what only
 * the database can tell is left to it.
 */
export function converterFor(column: ColumnShape, emptyIsNull = false): (value: Value) => SqlValue | Misfit {
  const convert = CONVERT[column.type] ?? textOf;
  if (column.type !== 'text' && column.type !== 'any')
    return (value) => {
      if (value === null || (typeof value === 'string' && value.trim() === '')) return null;
      return convert(value);
    };
  const { length } = column;
  const isNull = emptyIsNull && column.nullable ? (value: Value) => value === null || value === '' : (value: Value) => value === null;
  if (length === undefined) return (value) => (isNull(value) ? null : textOf(value as NonNullable<Value>));
  const tooLong = new Misfit('too-long', `is longer than the ${length} characters that are allowed`);
  return (value) => {
    if (isNull(value)) return null;
    const text = textOf(value as NonNullable<Value>);
    return text.length > length && [...text].length > length ? tooLong : text;
  };
}

function textOf(value: NonNullable<Value>): string {
  return typeof value === 'string' ? value : canonicalText(value);
}

const CONVERT: Readonly<Partial<Record<FieldType, Convert>>> = {
  integer(value) {
    if (typeof value === 'number') return Number.isInteger(value) ? (Number.isSafeInteger(value) ? value : BigInt(value)) : NOT_WHOLE;
    if (typeof value === 'bigint') return value;
    if (typeof value === 'boolean') return value ? 1 : 0;
    if (typeof value !== 'string') return NOT_WHOLE;
    if (SHORT_WHOLE.test(value)) return Number(value);
    const digits = INTEGER.test(value) ? value : WHOLE_DECIMAL.exec(value)?.[1];
    return digits === undefined ? NOT_WHOLE : narrow(BigInt(digits.trim().replace('+', '')));
  },
  number(value) {
    if (typeof value === 'number') return Number.isFinite(value) ? value : NOT_NUMBER;
    if (typeof value === 'bigint') return BigInt(Number(value)) === value ? Number(value) : TOO_FINE;
    if (typeof value !== 'string' || !NUMBER.test(value)) return NOT_NUMBER;
    return significantDigits(value) > EXACT_DIGITS && !readsBack(value) ? TOO_FINE : Number(value);
  },
  decimal(value) {
    if (typeof value === 'number' || typeof value === 'bigint') return canonicalText(value);
    return typeof value === 'string' && NUMBER.test(value) ? value.trim() : NOT_NUMBER;
  },
  boolean(value) {
    if (typeof value === 'boolean') return value;
    if (value === 1 || value === 0) return value === 1;
    if (typeof value !== 'string') return NOT_BOOLEAN;
    return BOOLEANS[value.trim().toLowerCase()] ?? NOT_BOOLEAN;
  },
  date: (value) =>
    typeof value === 'string' && (SHORT_DATE.test(value) || PLAIN_DATE.test(value) || DATETIME.test(value)) && isDay(value) ? dateOnly(value) : NOT_DATE,
  datetime: (value) => (typeof value === 'string' && DATETIME.test(value) && isDay(value) ? value.trim() : NOT_DATETIME),
  time: (value) => (typeof value === 'string' && TIME.test(value) ? value.trim() : NOT_TIME),
  list: jsonText,
  object: jsonText,
};

const BOOLEANS: Readonly<Record<string, boolean>> = { true: true, t: true, yes: true, '1': true, false: false, f: false, no: false, '0': false };

function jsonText(value: NonNullable<Value>): string | Misfit {
  if (typeof value !== 'string') return stringifyExact(value);
  try {
    parseExact(value);
    return value;
  } catch {
    return NOT_JSON;
  }
}

/** A date with a time at midnight is that date; any other time would be lost. */
function dateOnly(text: string): string | Misfit {
  const plain = text.trim();
  if (plain.length <= 12 || PLAIN_DATE.test(plain)) return plain;
  return /[T ]00:00(:00(\.0+)?)?(Z|[+-].*)?$/.test(plain) ? plain.slice(0, plain.search(/[T ]/)) : NOT_DATE;
}

function isDay(text: string): boolean {
  // Every month has twenty-eight days, and most dates are told by that alone.
  if (EVERY_MONTH.test(text)) return true;
  const [, year, month, day] = DATE.exec(text) ?? [];
  const date = new Date(Date.UTC(2000, Number(month) - 1, Number(day)));
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
}

function narrow(value: bigint): number | bigint {
  return value >= -9007199254740991n && value <= 9007199254740991n ? Number(value) : value;
}

function readsBack(text: string): boolean {
  return String(Number(text)) === text.trim();
}

function significantDigits(text: string): number {
  return text
    .replace(/[eE].*$/s, '')
    .replace(/[^0-9]/g, '')
    .replace(/^0+/, '').length;
}

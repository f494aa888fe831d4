import type { Value } from '../../base/value.ts';
import { failValue, type Site } from '../failure.ts';
import { type Computed, Decimal, decimalText, isDecimal, type Numeric } from './computed.ts';

const NUMBER_TEXT = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,4})?$/;
const WHOLE_TEXT = /^[+-]?\d+$/;
const NOWHERE: Site = {};
const POWERS = [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

/** The number a text reads as, whole ones beyond 2^53 as bigint; `undefined` if it is none. Blanks around it are allowed, thousands separators and units are not. */
export function numberInText(text: string): number | bigint | undefined {
  const plain = plainNumber(text);
  if (!Number.isNaN(plain)) return plain;
  const trimmed = text.trim();
  if (trimmed.length > 400 || !NUMBER_TEXT.test(trimmed)) return undefined;
  const value = Number(trimmed);
  if (Number.isSafeInteger(value)) return value;
  if (WHOLE_TEXT.test(trimmed)) return BigInt(trimmed);
  return Number.isFinite(value) ? value : undefined;
}

/** The number of a text of up to fifteen digits with a point at most, without looking twice; `NaN` for any other text. */
function plainNumber(text: string): number {
  const { length } = text;
  const first = text.charCodeAt(0) === 45 ? 1 : 0;
  if (length === first || length > 15) return Number.NaN;
  let digits = 0;
  let point = -1;
  for (let at = first; at < length; at++) {
    const code = text.charCodeAt(at) - 48;
    if (code >= 0 && code <= 9) digits = digits * 10 + code;
    else if (code === -2 && point < 0) point = at;
    else return Number.NaN;
  }
  if (point >= 0 && length === first + 1) return Number.NaN;
  // So few digits fit a double exactly, and dividing by an exact power of ten rounds right.
  const value = point < 0 ? digits : digits / (POWERS[length - point - 1] as number);
  return first === 1 ? -value : value;
}

/** The decimal a text reads as, to the last digit; `undefined` if it is none or far too large. */
export function decimalInText(text: string): Decimal | undefined {
  const trimmed = text.trim();
  if (trimmed.length > 100 || !NUMBER_TEXT.test(trimmed)) return undefined;
  const value = new Decimal(trimmed.startsWith('+') ? trimmed.slice(1) : trimmed);
  return value.isFinite() && Math.abs(value.e) <= 100 ? value : undefined;
}

/** A number for arithmetic. Empty is 0, TRUE is 1, FALSE is 0; a text must read as a number. */
export function toNumeric(value: Computed, site: Site = NOWHERE): Numeric {
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  if (value === null || value === '') return 0;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'string') {
    const number = numberInText(value);
    if (number !== undefined) return number;
    if (value.trim() === '') return 0;
    return failValue('not-a-number', value, 'a number', site, 'Correct the value, or read it with NUMBER.PARSE if it is written in another way.');
  }
  return isDecimal(value) ? value : failValue('not-a-number', value, 'a number', site);
}

/** A number of a value whose type is decimal: its text is taken to the last digit. */
export function toDecimal(value: Computed, site: Site = NOWHERE): Decimal {
  if (typeof value === 'object' && value !== null && isDecimal(value)) return value;
  if (typeof value === 'string' && value !== '') {
    const decimal = decimalInText(value);
    if (decimal !== undefined) return decimal;
  }
  const numeric = toNumeric(value, site);
  return asDecimal(numeric);
}

/** The same number as a decimal; a floating one by its shortest text (0.1 is 0.1). */
export function asDecimal(value: Numeric): Decimal {
  return typeof value === 'object' ? value : new Decimal(typeof value === 'bigint' ? value.toString() : value);
}

/** A plain double, for functions that know no other number. */
export function toDouble(value: Computed, site: Site = NOWHERE): number {
  return typeof value === 'number' ? value : Number(toNumeric(value, site));
}

/** A whole number for counts and positions; decimals are cut off as in Excel. */
export function toInteger(value: Computed, site: Site = NOWHERE): number {
  const whole = Math.trunc(toDouble(value, site));
  return Number.isSafeInteger(whole) ? whole : failValue('out-of-range', value, 'a whole number that can be calculated with', site);
}

/** A condition: TRUE and FALSE also as text in any capitals, a number other than 0 is TRUE, empty is FALSE. */
export function toCondition(value: Computed, site: Site = NOWHERE): boolean {
  if (typeof value === 'boolean') return value;
  if (value === null || value === '') return false;
  if (typeof value === 'number' || typeof value === 'bigint') return value !== 0 && value !== 0n;
  if (typeof value === 'string') {
    const lower = value.trim().toLowerCase();
    if (lower === 'true') return true;
    if (lower === 'false') return false;
    const number = numberInText(lower);
    if (number !== undefined) return Number(number) !== 0;
  } else if (isDecimal(value)) return !value.isZero();
  return failValue('not-a-condition', value, 'TRUE or FALSE', site, 'Compare the value with something, for example [Field] = "yes".');
}

/** The text of a value: empty for NULL, TRUE and FALSE in capitals, numbers in full without exponent, lists and objects as JSON. */
export function toText(value: Computed): string {
  if (typeof value === 'string') return value;
  if (value === null) return '';
  if (typeof value === 'number') {
    const text = String(value);
    return text.includes('e') ? decimalText(new Decimal(value)) : text;
  }
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (typeof value === 'bigint') return value.toString();
  return isDecimal(value) ? decimalText(value) : jsonText(value);
}

/** Compact JSON with big integers as digits and decimals as text. */
export function jsonText(value: Computed): string {
  if (typeof value === 'bigint') return value.toString();
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (isDecimal(value)) return JSON.stringify(decimalText(value));
  if (Array.isArray(value)) return `[${(value as readonly Value[]).map(jsonText).join(',')}]`;
  return `{${Object.entries(value)
    .map(([key, part]) => `${JSON.stringify(key)}:${jsonText(part as Value)}`)
    .join(',')}}`;
}

/** A list: a list as it is, nothing for empty, and a single value as a list of one. */
export function toList(value: Computed): readonly Value[] {
  if (Array.isArray(value)) return value as readonly Value[];
  return value === null || value === '' ? [] : [toValue(value)];
}

/** A value as it leaves a formula: decimals as canonical text, no negative zero. */
export function toValue(value: Computed): Value {
  if (typeof value === 'object' && value !== null && isDecimal(value)) return decimalText(value);
  return value === 0 ? 0 : (value as Value);
}

import { bytesText, endAt, QUOTE, startAt } from '../../data/bytes-column.ts';
import type { BytesColumn, Column } from '../../data/column.ts';
import { textAt, valueAt } from '../../data/column-value.ts';
import { hasNull } from '../../data/nulls.ts';

/** What a value is, seen as a number; 0 says that there is none. */
export const NUMBER = 1;
/** There is a value, and it is no number. */
export const NO_NUMBER = 2;

/** Digits that a double holds whatever they are. */
const SAFE_DIGITS = 15;
/** Powers of ten beyond this are no amounts of anything, and adding them exactly would fill the memory. */
const MOST_POWER = 5000;
const TEXT = /^\s*([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?\s*$/;
const [PLUS, MINUS, POINT, DIGIT_0, DIGIT_9] = [43, 45, 46, 48, 57];

/** An exact number: `units` divided by ten to the power `scale`. */
export interface Exact {
  readonly units: bigint;
  readonly scale: number;
}

/** The values of some rows as exact numbers, by position: `units[i]` divided by ten to the power `scales[i]`; longer ones stand in `long`. */
export interface Numerals {
  readonly kinds: Uint8Array;
  readonly units: Float64Array;
  readonly scales: Uint8Array;
  readonly long: ReadonlyMap<number, Exact>;
}

/** Reads rows of a column as numbers, exactly. Texts count when they are numbers with a point; empty ones and null are no value. */
export function numeralsOf(column: Column | undefined, rows: Int32Array, count: number): Numerals {
  const numerals = { kinds: new Uint8Array(count), units: new Float64Array(count), scales: new Uint8Array(count), long: new Map<number, Exact>() };
  if (!column) return numerals;
  const bytes = column.kind === 'bytes' ? column : column.kind === 'float64' ? column.source : null;
  for (let i = 0; i < count; i++) {
    const row = rows[i] as number;
    if (bytes && (hasNull(column.kind === 'float64' ? column.nulls : bytes.nulls, row) || readDigits(bytes, row, numerals, i))) continue;
    readText(bytes ? bytesText(bytes, row) : numberText(column, row), numerals, i);
  }
  return numerals;
}

type Filling = Numerals & { long: Map<number, Exact> };

/** Digits with a sign and a point where they stand in the bytes; false for what needs more. */
function readDigits(column: BytesColumn, row: number, { kinds, units, scales }: Filling, i: number): boolean {
  const { bytes } = column;
  let at = startAt(column, row);
  let end = endAt(column, row);
  if (at >= end) return true;
  if (column.raw && bytes[at] === QUOTE) {
    at++;
    end--;
  }
  const sign = bytes[at];
  if (sign === MINUS || sign === PLUS) at++;
  if (end - at > SAFE_DIGITS || at >= end) return false;
  let value = 0;
  let pointAt = -1;
  for (let k = at; k < end; k++) {
    const byte = bytes[k] as number;
    if (byte >= DIGIT_0 && byte <= DIGIT_9) value = value * 10 + byte - DIGIT_0;
    else if (byte === POINT && pointAt < 0) pointAt = k;
    else return false;
  }
  if (pointAt >= 0 && end - at === 1) return false;
  kinds[i] = NUMBER;
  units[i] = sign === MINUS ? -value : value;
  scales[i] = pointAt < 0 ? 0 : end - 1 - pointAt;
  return true;
}

/** The text of what is a number or a text; anything else is a text that is no number. */
function numberText(column: Column, row: number): string {
  if (column.kind === 'datetime' || column.kind === 'boolean') return textAt(column, row) === '' ? '' : 'x';
  if (column.kind !== 'values' && column.kind !== 'dictionary' && column.kind !== 'json') return textAt(column, row);
  const value = valueAt(column, row);
  if (value === null) return '';
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint' ? String(value) : 'x';
}

function readText(text: string, { kinds, units, scales, long }: Filling, i: number): void {
  if (text.trim() === '') return;
  const exact = exactOf(text);
  if (exact === null) {
    kinds[i] = NO_NUMBER;
    return;
  }
  kinds[i] = NUMBER;
  const small = Number(exact.units);
  if (Number.isSafeInteger(small) && exact.scale <= SAFE_DIGITS) {
    units[i] = small;
    scales[i] = exact.scale;
  } else long.set(i, exact);
}

/** The exact number a text stands for, null when it is none. */
export function exactOf(text: string): Exact | null {
  const found = TEXT.exec(text);
  const [, sign, whole = '', fraction = '', power = '0'] = found ?? [];
  if (!found || whole + fraction === '' || Math.abs(Number(power)) > MOST_POWER) return null;
  const digits = BigInt(whole + fraction);
  const scale = fraction.length - Number(power);
  const units = scale < 0 ? digits * 10n ** BigInt(-scale) : digits;
  return { units: sign === '-' ? -units : units, scale: Math.max(0, scale) };
}

/** The sum of two exact numbers. */
export function plus(a: Exact, b: Exact): Exact {
  const scale = Math.max(a.scale, b.scale);
  return { units: a.units * 10n ** BigInt(scale - a.scale) + b.units * 10n ** BigInt(scale - b.scale), scale };
}

/** The digits of an exact number, without zeros at the end of its fraction. */
export function exactText({ units, scale }: Exact): string {
  const sign = units < 0n ? '-' : '';
  const digits = String(units < 0n ? -units : units).padStart(scale + 1, '0');
  const fraction = digits.slice(digits.length - scale).replace(/0+$/, '');
  const whole = digits.slice(0, digits.length - scale);
  return scale === 0 || fraction === '' ? `${sign === '-' && /^0+$/.test(whole) ? '' : sign}${whole}` : `${sign}${whole}.${fraction}`;
}

/** An exact number divided by a count, with twenty digits that count where it does not come out even, the last one rounded half up. */
export function dividedBy({ units, scale }: Exact, count: number): Exact {
  const [dividend, divisor] = [units < 0n ? -units : units, 10n ** BigInt(scale) * BigInt(count)];
  const places = Math.max(0, 20 + String(divisor).length - String(dividend).length);
  const tenfold = (dividend * 10n ** BigInt(places + 1)) / divisor;
  const rounded = (tenfold + 5n) / 10n;
  return { units: units < 0n ? -rounded : rounded, scale: places };
}

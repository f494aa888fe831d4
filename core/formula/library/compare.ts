import { compareNumbers } from './arithmetic.ts';
import { asDecimal, decimalInText, jsonText, numberInText } from './coerce.ts';
import { type Computed, isDecimal, type Numeric } from './computed.ts';

const isEmptyValue = (value: Computed): boolean => value === null || value === '';

/** The number a value is or reads as; `undefined` for anything else. */
export function numericOf(value: Computed): Numeric | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  if (typeof value === 'string') return numberInText(value);
  return value !== null && typeof value === 'object' && isDecimal(value) ? value : undefined;
}

/** Equal ignoring capitals. */
function sameText(a: string, b: string): boolean {
  return a === b || a.toLowerCase() === b.toLowerCase();
}

/**
 * Whether two values are equal: texts ignoring capitals, numbers by value whatever form they have, a number and a text if the text reads as that number,
 * TRUE and the text "true". Empty equals only empty. Two texts are never compared as numbers: "007" is not "7".
 */
export function equalValues(a: Computed, b: Computed): boolean {
  if (a === b) return true;
  if (typeof a === 'string' && typeof b === 'string') return sameText(a, b);
  if (isEmptyValue(a) || isEmptyValue(b)) return isEmptyValue(a) && isEmptyValue(b);
  if (typeof a === 'boolean' || typeof b === 'boolean') return sameCondition(a, b);
  const [x, y] = [numericOf(a), numericOf(b)];
  if (x !== undefined && y !== undefined) return compareNumbers(x, y) === 0;
  return typeof a === 'object' && typeof b === 'object' && jsonText(a) === jsonText(b);
}

function sameCondition(a: Computed, b: Computed): boolean {
  if (typeof a === 'string' || typeof b === 'string') return String(a).toLowerCase() === String(b).toLowerCase();
  return a === b;
}

/**
 * Order of two values: below 0, 0 or above 0; `undefined` where there is none, because one is empty or they are of different kinds. Numbers, and texts that both
 * read as numbers, by value; other texts ignoring capitals, by code point.
 */
export function orderOf(a: Computed, b: Computed): number | undefined {
  if (isEmptyValue(a) || isEmptyValue(b)) return undefined;
  const x = numericOf(a);
  const y = x === undefined ? undefined : numericOf(b);
  if (x !== undefined && y !== undefined) {
    if (typeof a === 'string' && typeof b === 'string') return orderOfNumberTexts(a, b);
    return compareNumbers(x, y);
  }
  if (typeof a === 'string' && typeof b === 'string') return orderOfTexts(a, b);
  return typeof a === 'boolean' && typeof b === 'boolean' ? Number(a) - Number(b) : undefined;
}

function orderOfNumberTexts(a: string, b: string): number {
  const [x, y] = [decimalInText(a), decimalInText(b)];
  return x === undefined || y === undefined ? compareNumbers(Number(a), Number(b)) : asDecimal(x).cmp(y);
}

/** Order of two texts ignoring capitals. */
function orderOfTexts(a: string, b: string): number {
  const [x, y] = [a.toLowerCase(), b.toLowerCase()];
  return x < y ? -1 : x > y ? 1 : 0;
}

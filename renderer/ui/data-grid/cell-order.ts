import type { FieldType } from '../../../core/base/field.ts';
import type { Value } from '../../../core/base/value.ts';
import { plainText } from '../values.ts';

export type CellOrder = (a: Value | undefined, b: Value | undefined) => number;

/** Ascending order of a column's values; nothing and empty texts are not to be given to it. Numbers are compared to the last digit. */
export function orderOf(type: FieldType, locale: string): CellOrder {
  const words = new Intl.Collator(locale, { numeric: true });
  const byWords: CellOrder = (a, b) => words.compare(plainText(a), plainText(b));
  switch (type) {
    case 'integer':
    case 'number':
    case 'decimal':
      return (a, b) => compareNumbers(a, b) ?? byWords(a, b);
    case 'date':
    case 'datetime':
    case 'time':
      return (a, b) => compareMoments(plainText(a), plainText(b));
    case 'boolean':
      return (a, b) => Number(a === true) - Number(b === true);
    case 'text':
      // Files have texts where numbers are meant.
      return (a, b) => compareNumbers(a, b) ?? (Number(asNumber(a) === null) - Number(asNumber(b) === null) || byWords(a, b));
    case 'any':
      return (a, b) => rank(a) - rank(b) || compareNumbers(a, b) || byWords(a, b);
    default:
      return byWords;
  }
}

/** Below zero when a is the smaller number; null when one of them is no number. Both may be texts of plain decimal numbers. */
export function compareNumbers(a: Value | undefined, b: Value | undefined): number | null {
  const [left, right] = [asNumber(a), asNumber(b)];
  if (left === null || right === null) return null;
  if (left !== right) return left < right ? -1 : 1;
  return typeof a === 'number' && typeof b === 'number' ? 0 : compareDigits(plainText(a), plainText(b));
}

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;

function asNumber(value: Value | undefined): number | null {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  return typeof value === 'string' && DECIMAL.test(value) ? Number(value) : null;
}

/** Two decimals that are the same as doubles, by all their digits. */
function compareDigits(a: string, b: string): number {
  const [left, right] = [DECIMAL.exec(a), DECIMAL.exec(b)];
  if (!left || !right) return 0;
  const places = Math.max(left[3]?.length ?? 0, right[3]?.length ?? 0);
  const whole = ([, sign = '', digits = '', rest = '']: RegExpExecArray) => BigInt(`${sign}${digits}${rest.padEnd(places, '0')}`);
  const difference = whole(left) - whole(right);
  return difference === 0n ? 0 : difference < 0n ? -1 : 1;
}

const ZONED = /[zZ]$|[+-]\d\d:?\d\d$/;

/** Dates and times in ISO form; those with a zone by the moment they mean. */
export function compareMoments(a: string, b: string): number {
  if (a.includes('T') && ZONED.test(a) && ZONED.test(b)) {
    const difference = Date.parse(a) - Date.parse(b);
    if (difference !== 0 && !Number.isNaN(difference)) return difference;
  }
  return a === b ? 0 : a < b ? -1 : 1;
}

function rank(value: Value | undefined): number {
  if (typeof value === 'boolean') return 0;
  if (typeof value === 'number' || typeof value === 'bigint') return 1;
  return typeof value === 'string' ? 2 : 3;
}

/** A text that is the same for equal values and tells nothing from the empty text: "n", or "t" and the value. */
export function valueKey(value: Value | undefined): string {
  return value === null || value === undefined ? 'n' : `t${plainText(value)}`;
}

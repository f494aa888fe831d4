import { createRecord, type PlainRecord, type Value } from '../../../base/value.ts';
import type { SortKey } from '../../../catalog/shapes.ts';
import { naturalKey } from '../../../spill/natural-order.ts';

/** The orders of sort rows, written down plainly: what the bytes must agree with. */

/** Order by Unicode code point (that of the UTF-8 bytes): negative, 0 or positive. */
export function compareCodePoints(a: string, b: string): number {
  const [x, y] = [[...a], [...b]];
  for (let i = 0; i < Math.min(x.length, y.length); i++) {
    const difference = (x[i]?.codePointAt(0) ?? 0) - (y[i]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return x.length - y.length;
}

/** Compares two plain decimal numerals exactly. */
export function compareNumerals(a: string, b: string): number {
  const [x, y] = [parts(a), parts(b)];
  const width = Math.max(x.fraction.length, y.fraction.length);
  const [left, right] = [BigInt(x.whole + x.fraction.padEnd(width, '0')) * x.sign, BigInt(y.whole + y.fraction.padEnd(width, '0')) * y.sign];
  return left < right ? -1 : left > right ? 1 : 0;
}

function parts(text: string): { sign: bigint; whole: string; fraction: string } {
  const found = /^\s*([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d+))?\s*$/i.exec(text);
  if (!found) throw new Error(`${text} is no numeral`);
  let [whole, fraction] = [found[2] ?? '', found[3] ?? ''];
  for (let power = Number(found[4] ?? 0); power > 0; power--) [whole, fraction] = [whole + (fraction[0] ?? '0'), fraction.slice(1)];
  for (let power = Number(found[4] ?? 0); power < 0; power++) [whole, fraction] = [whole.slice(0, -1), (whole.at(-1) ?? '0') + fraction];
  return { sign: found[1] === '-' ? -1n : 1n, whole, fraction };
}

const NUMBER = /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i;

/** How plain records are sorted by these keys; `language` and `ignoreCase` as in the settings. Values that are numbers are numbers in every order but `text`. */
export function plainlySorted(records: readonly PlainRecord[], keys: readonly SortKey[], options: { language: string; ignoreCase: boolean }): PlainRecord[] {
  return records
    .map((record, at) => ({ record, at }))
    .sort((a, b) => {
      for (const key of keys) {
        const order = compareBy(key, a.record[key.field] ?? null, b.record[key.field] ?? null, options);
        if (order !== 0) return order;
      }
      return a.at - b.at;
    })
    .map(({ record }) => Object.assign(createRecord(), record));
}

function compareBy({ order, direction, empty }: SortKey, a: Value, b: Value, options: { language: string; ignoreCase: boolean }): number {
  const [x, y] = [a === null ? '' : String(a), b === null ? '' : String(b)];
  if (x === '' || y === '') return x === y ? 0 : (x === '') === (empty === 'first') ? -1 : 1;
  const isNumber = (value: Value, text: string) =>
    order !== 'text' && (typeof value === 'number' || typeof value === 'bigint' || (order === 'number' && NUMBER.test(text)));
  const [left, right] = [isNumber(a, x), isNumber(b, y)];
  const compared = left && right ? compareNumerals(x, y) : left ? -1 : right ? 1 : compareTexts(order, x, y, options);
  return direction === 'descending' ? -compared : compared;
}

function compareTexts(order: SortKey['order'], a: string, b: string, { language, ignoreCase }: { language: string; ignoreCase: boolean }): number {
  const [x, y] = ignoreCase ? [a.toLowerCase(), b.toLowerCase()] : [a, b];
  const first =
    order === 'language'
      ? new Intl.Collator(language, { numeric: true, sensitivity: ignoreCase ? 'accent' : 'variant' }).compare(a, b)
      : order === 'natural'
        ? compareCodePoints(naturalKey(a), naturalKey(b))
        : 0;
  return first || compareCodePoints(x, y);
}

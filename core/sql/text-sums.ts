import { hash } from 'node:crypto';
import type { ColumnShape, SqlValue, TableShape } from '../catalog/families/database.ts';

type Keys = AsyncIterable<readonly (readonly SqlValue[])[]>;

/** Fewer keys are looked up sooner than a table is added up. */
const FEWEST = 1_000;
/** Of the SHA-256 of a key so many bytes are added up. */
const BYTES = 6;
const HALF = 0x1_00_00_00;

/** What keys of one text add up to: their number, the first and the last in order of their bytes, and the sum of the beginnings of their hashes. */
export interface TextSums {
  readonly count: number;
  readonly least: string;
  readonly most: string;
  readonly sum: bigint;
}

/** Adds keys up. Null where that does not help: there are few, or one is no text. */
export async function textSumsOf(keys: Keys): Promise<TextSums | null> {
  let [count, high, low] = [0, 0, 0];
  let least: string | null = null;
  let most = '';
  for await (const some of keys) {
    for (const [key] of some) {
      if (typeof key !== 'string') return null;
      if (least === null || isBefore(key, least)) least = key;
      if (isBefore(most, key)) most = key;
      const beginning = Number.parseInt(hash('sha256', key, 'hex').slice(0, BYTES * 2), 16);
      // Added up in halves, which stay exact for half a thousand million keys.
      const rest = beginning % HALF;
      low += rest;
      high += (beginning - rest) / HALF;
    }
    count += some.length;
  }
  return least === null || count < FEWEST ? null : { count, least, most, sum: BigInt(high) * BigInt(HALF) + BigInt(low) };
}

/** In the order of their bytes as UTF-8, which is that of whole characters. */
function isBefore(a: string, b: string): boolean {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at++) {
    const [one, other] = [a.charCodeAt(at), b.charCodeAt(at)];
    if (one !== other) return rank(one) < rank(other);
  }
  return a.length < b.length;
}

/** Halves of characters beyond the first 65,536 come behind all others. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit < 0xe000 ? unit + 0x10000 : unit;
}

/** Whether the key is one column of texts, of which no two rows have the same. */
export function canBeTextSummed({ primaryKey, uniqueKeys }: Pick<TableShape, 'primaryKey' | 'uniqueKeys'>, key: readonly ColumnShape[]): boolean {
  const [column] = key;
  if (key.length !== 1 || !column || !/^(character varying|varchar|text)\b/i.test(column.declared)) return false;
  return [primaryKey, ...uniqueKeys].some((names) => names.length === 1 && names[0] === column.name);
}

/**
 * The same sums over a table: all rows, those from the least to the most by `within` (which binds these two), and the sum of what `beginning` gives of
 * the hash as a whole number.
 */
export function textSumsSql(table: string, within: string, beginning: string): string {
  const only = (value: string) => `SUM(CASE WHEN ${within} THEN ${value} ELSE 0 END)`;
  return `SELECT COUNT(*), ${only('1')}, ${only(beginning)} FROM ${table}`;
}

/**
 * How many of the keys are there, by what the table added up to: all of them, to the byte. Null where the sums can't tell: what the server takes for the
 * same key need not have the same bytes.
 */
export function foundByTextSums({ count, sum }: TextSums, [rows, within, added]: readonly unknown[]): { rows: number; found: number } | null {
  const whole = (value: unknown) => BigInt(String(value ?? 0));
  return whole(within) === BigInt(count) && whole(added) === sum ? { rows: Number(rows), found: count } : null;
}

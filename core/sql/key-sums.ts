import type { ColumnShape, SqlValue, TableShape } from '../catalog/families/database.ts';

type Keys = AsyncIterable<readonly (readonly SqlValue[])[]>;

/** Fewer keys are looked up one by one sooner than a table is added up. */
const FEWEST = 1_000;
const [FIRST, SECOND] = [65_521, 65_537];
const HALF = 2 ** 32;

/** What keys of one whole number add up to; two sets that agree in all of it are taken for the same, which is a checksum and no proof of each key. */
export interface KeySums {
  readonly count: number;
  readonly least: number;
  readonly most: number;
  readonly sum: bigint;
  /** Of products of two remainders, so that what is moved from one key to another shows. */
  readonly mixed: bigint;
}

/** Adds keys up. Null where that does not help: there are few, or one is no whole number that a number holds exactly. */
export async function sumsOf(keys: Keys): Promise<KeySums | null> {
  let [count, least, most] = [0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let [sum, mixed] = [0n, 0n];
  for await (const some of keys) {
    // A batch has so few keys that these stay exact: the high and the low parts of its keys, and the products, each below 2^33.
    let [high, low, products] = [0, 0, 0];
    for (const [key] of some) {
      if (typeof key !== 'number' || !Number.isSafeInteger(key)) return null;
      if (key < least) least = key;
      if (key > most) most = key;
      const rest = key % HALF;
      low += rest;
      high += (key - rest) / HALF;
      products += (key % FIRST) * (key % SECOND);
    }
    sum += BigInt(high) * BigInt(HALF) + BigInt(low);
    mixed += BigInt(products);
    count += some.length;
  }
  return count < FEWEST ? null : { count, least, most, sum, mixed };
}

/** Whether the key is one column of whole numbers, of which no two rows have the same: only then sums tell which keys are there. */
export function canBeSummed({ primaryKey, uniqueKeys }: Pick<TableShape, 'primaryKey' | 'uniqueKeys'>, key: readonly ColumnShape[]): boolean {
  const [column] = key;
  if (key.length !== 1 || !column || column.type !== 'integer' || !/^(tinyint|smallint|mediumint|int|integer|bigint)\b/.test(column.declared)) return false;
  return [primaryKey, ...uniqueKeys].some((names) => names.length === 1 && names[0] === column.name);
}

/** The list of what to select for the same sums over a table: all rows, those between the least and the most, and the two sums of these. */
export function sumsSql(column: string, { least, most }: KeySums, wide: (column: string) => string): string {
  const within = `${column} BETWEEN ${least} AND ${most}`;
  const [first, second] = [FIRST, SECOND].map((by) => `(${wide(column)} % ${by})`);
  const only = (value: string) => `SUM(CASE WHEN ${within} THEN ${value} ELSE 0 END)`;
  return ['COUNT(*)', only('1'), only(wide(column)), only(`${first} * ${second}`)].join(', ');
}

/** How many of the keys are there, by what the table added up to: all or none. Null where the sums cannot tell. */
export function foundBySums(sums: KeySums, [rows, count, sum, mixed]: readonly unknown[]): { rows: number; found: number } | null {
  const whole = (value: unknown) => BigInt(String(value ?? 0));
  if (whole(count) === 0n) return { rows: Number(rows), found: 0 };
  const same = whole(count) === BigInt(sums.count) && whole(sum) === sums.sum && whole(mixed) === sums.mixed;
  return same ? { rows: Number(rows), found: sums.count } : null;
}

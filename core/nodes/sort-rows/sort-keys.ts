import type { SortKey } from '../../catalog/shapes.ts';
import type { Batch } from '../../data/batch.ts';
import type { Column } from '../../data/column.ts';
import { textAt, valueAt } from '../../data/column-value.ts';
import { compareCodePoints, compareNumerals, naturalKey, numberIn } from './natural-order.ts';

const EMPTY = 0;
const NUMBER = 1;
const TEXT = 2;
/** Numerals up to this length are told apart by their doubles. */
const EXACT = 15;

/** What one field of a batch is sorted by, for every physical row: its class, its number, its text as compared, its text as it is. */
interface KeyColumn {
  readonly kinds: Uint8Array;
  readonly numbers: Float64Array;
  readonly compared: string[];
  readonly texts: string[];
}

/** The sort keys of the records of one batch. */
export type BatchKeys = readonly KeyColumn[];

/** Works out what the records of a batch are compared by. A field the batch does not have counts as empty. */
export function keysOf(batch: Batch, keys: readonly SortKey[]): BatchKeys {
  return keys.map((key) => keyColumn(batch, batch.columns[batch.names.indexOf(key.field)], key));
}

/** Compares row `i` of one batch with row `j` of another (or the same): negative when it comes before. Empty ones keep their end whatever the direction. */
export function compareRows(a: BatchKeys, i: number, b: BatchKeys, j: number, keys: readonly SortKey[]): number {
  for (let k = 0; k < keys.length; k++) {
    const key = keys[k] as SortKey;
    const order = compareOne(a[k] as KeyColumn, i, b[k] as KeyColumn, j, key);
    if (order !== 0) return order;
  }
  return 0;
}

/** Bytes that the keys of a record take, roughly: for the memory budget. */
export function weightOf(keys: BatchKeys, row: number): number {
  let bytes = 0;
  for (const { compared, texts } of keys) bytes += 9 + 2 * ((compared[row]?.length ?? 0) + (texts[row]?.length ?? 0)) + 32;
  return bytes;
}

function compareOne(a: KeyColumn, i: number, b: KeyColumn, j: number, { direction, empty }: SortKey): number {
  const [x, y] = [a.kinds[i] as number, b.kinds[j] as number];
  if (x === EMPTY || y === EMPTY) return x === y ? 0 : (x === EMPTY) === (empty === 'first') ? -1 : 1;
  const order = x === y ? compareLike(a, i, b, j, x) : x - y;
  return direction === 'descending' ? -order : order;
}

function compareLike(a: KeyColumn, i: number, b: KeyColumn, j: number, kind: number): number {
  if (kind === NUMBER) {
    const [x, y] = [a.numbers[i] as number, b.numbers[j] as number];
    return x < y ? -1 : x > y ? 1 : compareNumerals(a.texts[i] ?? '', b.texts[j] ?? '');
  }
  const [x, y] = [a.compared[i] ?? '', b.compared[j] ?? ''];
  if (x !== y) return compareCodePoints(x, y);
  return compareCodePoints(a.texts[i] ?? '', b.texts[j] ?? '');
}

function keyColumn(batch: Batch, column: Column | undefined, { order }: SortKey): KeyColumn {
  const kinds = new Uint8Array(batch.rows);
  const numbers = new Float64Array(batch.rows);
  const [compared, texts]: [string[], string[]] = [[], []];
  if (!column) return { kinds, numbers, compared, texts };
  const typed = ['integer', 'number', 'decimal'].includes(column.type);
  for (let position = 0; position < batch.count; position++) {
    const row = batch.selection[position] as number;
    const text = textAt(column, row);
    if (text === '') continue;
    const isNumber = order !== 'text' && (typed || order === 'number' || isNumeric(column, row));
    const number = isNumber ? numberIn(text) : Number.NaN;
    if (!Number.isNaN(number)) {
      kinds[row] = NUMBER;
      numbers[row] = number;
      if (text.length > EXACT) texts[row] = text;
    } else {
      kinds[row] = TEXT;
      compared[row] = order === 'natural' ? naturalKey(text) : text;
      if (order === 'natural') texts[row] = text;
    }
  }
  return { kinds, numbers, compared, texts };
}

function isNumeric(column: Column, row: number): boolean {
  if (column.kind !== 'values' && column.kind !== 'dictionary') return false;
  const value = valueAt(column, row);
  return typeof value === 'number' || typeof value === 'bigint';
}

import type { Value } from '../../../core/base/value.ts';
import { locale } from '../../i18n/i18n.ts';
import { isEmptyText, plainText } from '../values.ts';
import { predicateOf } from './cell-filter.ts';
import { orderOf } from './cell-order.ts';
import type { GridContent } from './grid-column.ts';
import type { GridQuery } from './grid-query.ts';

/** Yields how much is done, 0 to 1, often enough to stop between; gives the positions of the rows to show. */
export type Arranging = Generator<number, number[], undefined>;

const STEP = 500;
/** Of the time it takes: looking at the rows, then taking their values, then bringing them in order. */
const LOOKING = 0.3;
const TAKING = 0.1;

/**
 * The rows of a grid that pass all filters and hold the words somewhere, in the order asked for. Rows that are equal in the sorted column stay as they were,
 * rows without a value come last in both directions. A filter or sort of a column that is not there any more does nothing.
 */
export function* arrangeRows(content: GridContent, { filters, sort }: GridQuery, words = ''): Arranging {
  const at = (name: string) => content.columns.findIndex((column) => column.name === name);
  const tests = filters.flatMap((filter) => {
    const column = at(filter.column);
    const type = content.columns[column]?.type;
    return type ? [{ column, passes: predicateOf(filter, type) }] : [];
  });
  const wanted = words.trim().toLocaleLowerCase();
  const rows: number[] = [];
  for (let row = 0; row < content.rowCount; row++) {
    if (tests.every(({ column, passes }) => passes(content.cell(row, column))) && holds(content, row, wanted)) rows.push(row);
    if (row % STEP === STEP - 1) yield (row / content.rowCount) * (sort ? LOOKING : 1);
  }
  const column = sort ? at(sort.column) : -1;
  if (!sort || column < 0) return rows;
  return yield* sortRows(content, rows, column, sort.direction);
}

function holds(content: GridContent, row: number, wanted: string): boolean {
  if (wanted === '') return true;
  return content.columns.some((_column, i) => {
    const value = content.cell(row, i);
    return value !== null && value !== undefined && plainText(value).toLocaleLowerCase().includes(wanted);
  });
}

function* sortRows(content: GridContent, rows: readonly number[], column: number, direction: 'ascending' | 'descending'): Arranging {
  const values = new Map<number, Value | undefined>();
  const filled: number[] = [];
  const empty: number[] = [];
  for (const [i, row] of rows.entries()) {
    const value = content.cell(row, column);
    values.set(row, value);
    (isEmptyText(value) ? empty : filled).push(row);
    if (i % STEP === STEP - 1) yield LOOKING + TAKING * (i / rows.length);
  }
  const compare = orderOf(content.columns[column]?.type ?? 'any', locale());
  const sign = direction === 'ascending' ? 1 : -1;
  const before = (a: number, b: number) => sign * compare(values.get(a), values.get(b));
  let sorted: number[] = [];
  let runs: number[][] = [];
  for (let start = 0; start < filled.length; start += STEP) {
    runs.push(filled.slice(start, start + STEP).sort(before));
    yield LOOKING + TAKING + 0.2 * (start / filled.length);
  }
  const levels = Math.ceil(Math.log2(Math.max(2, runs.length)));
  for (let level = 0; runs.length > 1; level++) {
    const merged: number[][] = [];
    for (let i = 0; i < runs.length; i += 2) {
      const [left = [], right = []] = [runs[i], runs[i + 1]];
      merged.push(
        right.length === 0 ? left : yield* merge(left, right, before, (part) => LOOKING + TAKING + 0.2 + (0.4 * (level + (i + part) / runs.length)) / levels),
      );
    }
    runs = merged;
  }
  [sorted = []] = runs;
  return [...sorted, ...empty];
}

function* merge(left: readonly number[], right: readonly number[], before: (a: number, b: number) => number, done: (part: number) => number): Arranging {
  const merged: number[] = [];
  let [l, r] = [0, 0];
  while (l < left.length && r < right.length) {
    const [a, b] = [left[l] as number, right[r] as number];
    if (before(a, b) <= 0) {
      merged.push(a);
      l++;
    } else {
      merged.push(b);
      r++;
    }
    if (merged.length % STEP === 0) yield done(merged.length / (left.length + right.length));
  }
  while (l < left.length) merged.push(left[l++] as number);
  while (r < right.length) merged.push(right[r++] as number);
  return merged;
}

/** All of it at once. */
export function allAtOnce<T>(work: Generator<number, T, undefined>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

/** Long enough to get on, short enough for a frame of the screen. */
const SLICE_MS = 10;

/** In slices between which the window draws and listens; null when it was called off. */
export async function inSlices<T>(work: Generator<number, T, undefined>, signal: AbortSignal, onProgress: (part: number) => void): Promise<T | null> {
  for (;;) {
    const until = performance.now() + SLICE_MS;
    let part = 0;
    while (performance.now() < until) {
      const { done, value } = work.next();
      if (done) return value;
      part = value;
    }
    onProgress(part);
    await new Promise<void>((resolve) => setTimeout(resolve));
    if (signal.aborted) return null;
  }
}

/** How often each value is there, the most frequent first; at most `most` of them, and how many there are in all. */
export function* countValues(content: GridContent, column: number, keyOf: (value: Value | undefined) => string, most: number) {
  const counts = new Map<string, number>();
  for (let row = 0; row < content.rowCount; row++) {
    const key = keyOf(content.cell(row, column));
    counts.set(key, (counts.get(key) ?? 0) + 1);
    if (row % STEP === STEP - 1) yield row / content.rowCount;
  }
  const all = [...counts].map(([key, count]) => ({ key, count }));
  all.sort((a, b) => b.count - a.count);
  return { values: all.slice(0, most), distinct: all.length };
}

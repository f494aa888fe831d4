import { describe, expect, it } from 'vitest';
import type { FieldType } from '../../../core/base/field.ts';
import type { Value } from '../../../core/base/value.ts';
import { allAtOnce, arrangeRows, countValues, inSlices } from './arrange-rows.ts';
import { valueKey } from './cell-order.ts';
import type { GridContent } from './grid-column.ts';
import { type ColumnFilter, filterWords, type GridQuery, withFilter } from './grid-query.ts';

const gridOf = (columns: Readonly<Record<string, FieldType>>, rows: readonly (readonly Value[])[]): GridContent => ({
  columns: Object.entries(columns).map(([name, type]) => ({ name, type })),
  rowCount: rows.length,
  cell: (row, column) => rows[row]?.[column],
});
const ordered = (type: FieldType, values: readonly Value[], direction: 'ascending' | 'descending' = 'ascending') =>
  allAtOnce(
    arrangeRows(
      gridOf(
        { v: type },
        values.map((value) => [value]),
      ),
      { filters: [], sort: { column: 'v', direction } },
    ),
  ).map((row) => values[row]);
const passing = (type: FieldType, values: readonly Value[], filter: Omit<ColumnFilter, 'column'>) =>
  allAtOnce(
    arrangeRows(
      gridOf(
        { v: type },
        values.map((value) => [value]),
      ),
      { filters: [{ column: 'v', ...filter }], sort: null },
    ),
  ).map((row) => values[row]);

describe('rows in the order of a column', () => {
  it('sorts by what the type means, and what is empty comes last both ways', () => {
    expect(ordered('text', ['b10', null, 'B2', 'a', ''])).toEqual(['a', 'B2', 'b10', null, '']);
    expect(ordered('text', ['b', null, 'a'], 'descending')).toEqual(['b', 'a', null]);
    expect(ordered('text', ['10.5', 'x', '9', '-3'])).toEqual(['-3', '9', '10.5', 'x']);
    expect(ordered('integer', [10, 9, -1, 2n ** 70n])).toEqual([-1, 9, 10, 2n ** 70n]);
    expect(ordered('boolean', [true, false])).toEqual([false, true]);
    expect(ordered('date', ['2024-10-01', '2024-09-30'])).toEqual(['2024-09-30', '2024-10-01']);
    expect(ordered('datetime', ['2024-01-01T12:00:00+02:00', '2024-01-01T11:00:00Z'])).toEqual(['2024-01-01T12:00:00+02:00', '2024-01-01T11:00:00Z']);
    expect(ordered('any', ['x', 3, [1], true])).toEqual([true, 3, 'x', [1]]);
  });
  it('compares decimals to the last digit', () => {
    const values = ['0.10000000000000000003', '0.1', '0.10000000000000000001', '-12345678901234567890.2', '-12345678901234567890.1'];
    expect(ordered('decimal', values)).toEqual([values[3], values[4], '0.1', values[2], values[0]]);
  });
  it('keeps rows with equal values as they were, in either direction', () => {
    const grid = gridOf(
      { v: 'integer', n: 'integer' },
      Array.from({ length: 2_345 }, (_, i) => [i % 3, i]),
    );
    const rows = allAtOnce(arrangeRows(grid, { filters: [], sort: { column: 'v', direction: 'descending' } }));
    expect(rows.slice(0, 3)).toEqual([2, 5, 8]);
    expect(new Set(rows).size).toBe(2_345);
    expect(rows.every((row, i) => i === 0 || ((rows[i - 1] ?? 0) % 3 === row % 3 ? (rows[i - 1] ?? 0) < row : (rows[i - 1] ?? 0) % 3 > row % 3))).toBe(true);
  });
});

describe('filters', () => {
  it('know numbers, texts and what is empty', () => {
    const numbers = ['9', '10', '10.50', null, '-3'];
    expect(passing('decimal', numbers, { test: 'greater', value: '9' })).toEqual(['10', '10.50']);
    expect(passing('decimal', numbers, { test: 'is', value: '10.5' })).toEqual(['10.50']);
    expect(passing('decimal', numbers, { test: 'between', value: '-3', upTo: '9' })).toEqual(['9', '-3']);
    expect(passing('text', numbers, { test: 'greater', value: '9' })).toEqual(['10', '10.50']);
    expect(passing('text', ['Köln', 'Bonn', null, ''], { test: 'contains', value: 'ÖL' })).toEqual(['Köln']);
    expect(passing('text', ['a', null, ''], { test: 'contains-not', value: 'a' })).toEqual([null, '']);
    expect(passing('text', ['a', null, ''], { test: 'empty' })).toEqual([null, '']);
    expect(passing('text', ['a', null, '', 'b'], { test: 'one-of', among: [valueKey(null), valueKey('b')] })).toEqual([null, 'b']);
    expect(passing('date', ['2024-01-01', '2024-02-01'], { test: 'less', value: '2024-02-01' })).toEqual(['2024-01-01']);
  });
  it('hold together, with words anywhere; one of a column that is gone does nothing', () => {
    const grid = gridOf({ name: 'text', pay: 'integer' }, [
      ['ana', 5],
      ['bo', 7],
      ['anton', 7],
      ['cy', 9],
    ]);
    let query: GridQuery = { filters: [{ column: 'gone', test: 'empty' }], sort: null };
    query = withFilter(query, 'pay', { column: 'pay', test: 'greater', value: '9' });
    query = withFilter(query, 'pay', { column: 'pay', test: 'greater', value: '5' });
    expect(allAtOnce(arrangeRows(grid, query))).toEqual([1, 2, 3]);
    expect(allAtOnce(arrangeRows(grid, query, ' AN '))).toEqual([2]);
    expect(filterWords({ column: 'pay', test: 'one-of', among: ['n', 't', 't7', 't9'] }, 'integer')).toBe('pay is one of nothing, empty text, 7 and 1 more');
  });
});

describe('100,000 rows', () => {
  const many = gridOf(
    { id: 'integer', name: 'text' },
    Array.from({ length: 100_000 }, (_, i) => [i, `Name ${(i * 7_919) % 100_000}`]),
  );
  it('are sorted in slices that leave room for the window, and can be called off', async () => {
    const query: GridQuery = { filters: [], sort: { column: 'name', direction: 'ascending' } };
    let looks = 0;
    const counted: GridContent = {
      ...many,
      cell: (row, column) => {
        looks++;
        return many.cell(row, column);
      },
    };
    const work = arrangeRows(counted, query);
    let [longest, pauses] = [0, 0];
    for (let ended = false; !ended; pauses++) {
      const before = looks;
      ended = work.next().done ?? false;
      longest = Math.max(longest, looks - before);
    }
    expect(longest, 'most cells looked at without a pause').toBe(500);
    expect(pauses, 'looking, taking, runs of 500, and eight rounds of merging').toBeGreaterThan(1_500);
    const stop = new AbortController();
    const parts: number[] = [];
    const called = inSlices(arrangeRows(many, query), stop.signal, (part) => parts.push(part) === 2 && stop.abort());
    expect(await called).toBeNull();
    expect(parts.length).toBe(2);
    const rows = await inSlices(arrangeRows(many, query), new AbortController().signal, (part) => parts.push(part));
    expect(rows?.length).toBe(100_000);
    expect(many.cell(rows?.[99_999] ?? -1, 1)).toBe('Name 99999');
    expect(parts.slice(2).every((part, i, all) => part <= 1 && (i === 0 || part >= (all[i - 1] ?? 0)))).toBe(true);
  });
  it('tell their most frequent values', () => {
    const { values, distinct } = allAtOnce(countValues(many, 1, (value) => String(value).slice(0, 6), 2));
    expect([values.length, distinct]).toEqual([2, 10]);
    expect(values[0]?.count).toBeGreaterThan(11_000);
  });
});

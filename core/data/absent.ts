import type { Column, DictionaryColumn } from './column.ts';

/** The index of a row in a dictionary column whose record does not have the field at all. To everything but a writer that can leave a field out it is null. */
export const ABSENT = -2;

/** Whether the record in this row lacks the field, which is not the same as having null in it. */
export function isAbsentAt(column: Column, row: number): boolean {
  if (column.kind !== 'dictionary') return false;
  const index = column.index[row] as number;
  return index === ABSENT || (index >= 0 && isAbsentAt(column.values, index));
}

/** Whether any row of the column is of a record that lacks the field. */
export function hasAbsent(column: Column): boolean {
  return column.kind === 'dictionary' && (column.index.includes(ABSENT) || hasAbsent(column.values));
}

/** The same column, with the rows absent for which `isAbsent` holds; as it is where it holds for none. */
export function withAbsent(column: Column, rows: number, isAbsent: (row: number) => boolean): Column {
  let index: Int32Array | null = null;
  for (let row = 0; row < rows; row++) {
    if (!isAbsent(row)) continue;
    index ??= Int32Array.from({ length: rows }, (_, at) => at);
    index[row] = ABSENT;
  }
  return index === null ? column : ({ kind: 'dictionary', type: column.type, index, values: column } satisfies DictionaryColumn);
}

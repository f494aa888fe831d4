import type { Value } from '../base/value.ts';
import type { Column } from './column.ts';
import { valueAt } from './column-value.ts';

/** A function that reads the column's values by physical row; `expected` is about how many will be read, to choose the way. */
export function columnReader(column: Column, _expected: number): (row: number) => Value {
  return (row) => valueAt(column, row);
}

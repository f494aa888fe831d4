import type { Float64Column } from '../column.ts';
import { hasNull } from '../nulls.ts';

/** How numbers are compared. */
export type NumberTest = 'equals' | 'not-equals' | 'greater' | 'greater-or-equal' | 'less' | 'less-or-equal';

/**
 * Writes the selected rows whose number passes into `out` (which may be the selection itself) and returns how many. A null passes only `not-equals`.
 */
export function keepNumbers(column: Float64Column, test: NumberTest, value: number, selection: Int32Array, count: number, out: Int32Array): number {
  const { values, nulls } = column;
  let kept = 0;
  for (let position = 0; position < count; position++) {
    const row = selection[position] as number;
    const passes = nulls !== null && hasNull(nulls, row) ? test === 'not-equals' : numberPasses(values[row] as number, test, value);
    if (passes) out[kept++] = row;
  }
  return kept;
}

/** Whether one number passes the test. */
export function numberPasses(number: number, test: NumberTest, value: number): boolean {
  switch (test) {
    case 'equals':
      return number === value;
    case 'not-equals':
      return number !== value;
    case 'greater':
      return number > value;
    case 'greater-or-equal':
      return number >= value;
    case 'less':
      return number < value;
    case 'less-or-equal':
      return number <= value;
  }
}

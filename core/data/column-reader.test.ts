import fc from 'fast-check';
import { expect, test } from 'vitest';
import { columnPassingReader, columnReader, columnTextReader } from './column-reader.ts';
import { isNullAt, textAt, valueAt } from './column-value.ts';
import { arbitraryColumn } from './testing/arbitrary.ts';

const ROWS = 70;

test.each([1, ROWS])('reading %d rows of a column gives the values and texts that reading one row gives', (expected) => {
  fc.assert(
    fc.property(arbitraryColumn(ROWS), (column) => {
      const [value, passing, text] = [columnReader(column, expected), columnPassingReader(column, expected), columnTextReader(column, expected)];
      for (let row = 0; row < ROWS; row++) {
        expect(value(row)).toEqual(valueAt(column, row));
        expect(passing(row)).toEqual(valueAt(column, row));
        expect(text(row)).toBe(isNullAt(column, row) ? null : textAt(column, row));
      }
    }),
    { numRuns: 60 },
  );
});

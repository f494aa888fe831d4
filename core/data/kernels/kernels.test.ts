import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textColumn } from '../bytes-column.ts';
import { textAt, valueAt } from '../column-value.ts';
import { hasNull } from '../nulls.ts';
import { arbitraryColumn, awkwardText } from '../testing/arbitrary.ts';
import { asFloat64, numberOfText } from './float64.ts';
import { keepNumbers, type NumberTest, numberPasses } from './keep-numbers.ts';
import { keepTexts, type TextTest, textPasses } from './keep-texts.ts';

const ROWS = 10;
const all = Int32Array.from({ length: ROWS }, (_, row) => row);
const hows = ['equals', 'contains', 'starts-with', 'ends-with'] as const;

describe('kernels do what their plain form does', () => {
  it('keeps rows by text', () => {
    fc.assert(
      fc.property(
        arbitraryColumn(ROWS),
        fc.constantFrom(...hows),
        awkwardText,
        fc.boolean(),
        fc.boolean(),
        fc.nat(ROWS - 1),
        (column, how, constant, caseSensitive, negate, like) => {
          for (const text of [constant, textAt(column, like), textAt(column, like).toUpperCase().slice(0, 2)]) {
            if (!text.isWellFormed()) continue;
            const test: TextTest = { how, text, caseSensitive, negate };
            const out = new Int32Array(ROWS);
            const kept = keepTexts(column, test, all, ROWS, out);
            expect([...out.subarray(0, kept)]).toEqual(Array.from(all).filter((row) => textPasses(textAt(column, row), test)));
          }
        },
      ),
      { numRuns: 400 },
    );
  });

  it('reads numbers from text to the last bit', () => {
    const number = fc.oneof(
      fc.double({ noNaN: true }).map(String),
      fc.tuple(fc.bigInt({ min: 0n, max: 10n ** 17n }), fc.nat(17)).map(([digits, point]) => {
        const text = digits.toString().padStart(point + 1, '0');
        return point === 0 ? text : `${text.slice(0, -point)}.${text.slice(-point)}`;
      }),
      fc.constantFrom('-', '.', '-.', '5.', '.5', '-.5', '+3', ' 4 ', '', '1e400', '0x10', '1,5', '--1', '1.2.3', '١'),
    );
    fc.assert(
      fc.property(fc.array(fc.option(number, { nil: null }), { minLength: ROWS, maxLength: ROWS }), (texts) => {
        const column = textColumn(texts);
        const numbers = asFloat64(column, ROWS);
        texts.forEach((text, row) => {
          const expected = text === null ? Number.NaN : numberOfText(text);
          if (Number.isNaN(expected)) expect(hasNull(numbers.nulls, row)).toBe(true);
          else expect(numbers.values[row]).toBe(expected);
        });
        expect(asFloat64(column, ROWS)).toBe(numbers);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps rows by number, from any column', () => {
    const tests: NumberTest[] = ['equals', 'not-equals', 'greater', 'greater-or-equal', 'less', 'less-or-equal'];
    fc.assert(
      fc.property(arbitraryColumn(ROWS), fc.constantFrom(...tests), fc.integer({ min: -10, max: 10 }), (column, test, value) => {
        const out = new Int32Array(ROWS);
        const kept = keepNumbers(asFloat64(column, ROWS), test, value, all, ROWS, out);
        const plain = Array.from(all).filter((row) => {
          const one = valueAt(column, row);
          const number = typeof one === 'string' ? numberOfText(one) : typeof one === 'number' || typeof one === 'bigint' ? Number(one) : Number.NaN;
          return Number.isNaN(number) ? test === 'not-equals' : numberPasses(number, test, value);
        });
        expect([...out.subarray(0, kept)]).toEqual(plain);
      }),
    );
  });
});

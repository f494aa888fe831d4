import { expect, test } from 'vitest';
import { FormulaFailure } from '../failure.ts';
import { Decimal } from './computed.ts';
import { createNumberReader, createNumberWriter } from './number-format.ts';

test.each([
  ['0.00', '1234.5', '1234.50'],
  ['0.00', '-1.005', '-1.01'],
  ['0.00', '-0.001', '0.00'],
  ['#,##0.00', '1234567.891', '1,234,567.89'],
  ['#,##0', '999', '999'],
  ['000000', '42', '000042'],
  ['0%', '0.285', '29%'],
  ['0.0%', '0.285', '28.5%'],
  ['0.##', '1.5', '1.5'],
  ['0.##', '1', '1'],
  ['#.00', '0.5', '.50'],
  ['0.00 "EUR"', '2', '2.00 EUR'],
  ['0;(0)', '-5', '(5)'],
  ['0;-0;"none"', '0', 'none'],
])('the format %s writes %s as %s', (format, number, expected) => {
  expect(createNumberWriter(format)(new Decimal(number))).toBe(expected);
});

test.each([
  ['1.234,56', '-1.234.567,8', '-1234567.8'],
  ['1.234,56', '12,5', '12.5'],
  ['1,234.56', '1,234.50', '1234.5'],
  ['1 234,56', '1\u00a0234,5', '1234.5'],
  ['1234,56', '12,5', '12.5'],
  ["1'234.56", "1'000", '1000'],
  ['1.234,56', '12,50-', '-12.5'],
])('a number written like %s: %s is %s', (like, text, expected) => {
  expect(createNumberReader(like)(text)?.toFixed()).toBe(expected);
});

test.each([
  ['1.234,56', '1,234.56'],
  ['1.234,56', '12.34'],
  ['1,234.56', '12,34'],
  ['1.234,56', ''],
  ['1.234,56', 'abc'],
  ['1.234,56', '--1'],
])('a number written like %s is not %s', (like, text) => {
  expect(createNumberReader(like)(text)).toBeUndefined();
});

test.each(['yyyy', '0.0.0', 'x'.repeat(101)])('%s is no number format', (format) => {
  expect(() => createNumberWriter(format)).toThrow(expect.any(FormulaFailure));
});

import { expect, test } from 'vitest';
import { fitsPattern } from './name-pattern.ts';

test.each([
  ['employees_20261120.csv', 'employees_*.csv', true],
  ['employees_20261120.csv', 'employees_????????.csv', true],
  ['employees_20261120.csv', 'employees_???????.csv', false],
  ['a+b(1).csv', 'a+b(1).*', true],
  ['axb1.csv', 'a.b1.csv', false],
  ['abcabc', '*abc', true],
  ['abcabd', '*abc', false],
  ['', '*', true],
  ['Mu\u0308ller.csv', 'M\u00fcller.csv', true],
  ['😀.csv', '?.csv', true],
])('whether %j fits %j', (name, pattern, fits) => expect(fitsPattern(name, pattern, false)).toBe(fits));

test('a pattern of many stars is no work without end', () => {
  // A regular expression made of it would try some 10^20 ways.
  expect(fitsPattern('a'.repeat(250), `${'*a'.repeat(30)}*b`, false)).toBe(false);
});

test('large and small letters are the same only where the system says so', () => {
  expect([true, false].map((anyCase) => fitsPattern('EMPLOYEES.CSV', 'employees.*', anyCase))).toEqual([true, false]);
});

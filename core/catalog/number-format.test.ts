import { expect, test } from 'vitest';
import { parseNumberFormat } from './number-format.ts';

test.each([
  ['1234.56', { decimal: '.', group: '' }],
  ['1.234,56', { decimal: ',', group: '.' }],
  ['1,234.56', { decimal: '.', group: ',' }],
  ['1 234,56', { decimal: ',', group: ' ' }],
  ["1'234.56", { decimal: '.', group: "'" }],
  ['1234,56', { decimal: ',', group: '' }],
  ['1.234', { decimal: '.', group: '' }],
  ['1.234.567', { decimal: ',', group: '.' }],
  ['1,234,567', { decimal: '.', group: ',' }],
  ["1'234", { decimal: '.', group: "'" }],
  ['-1.234,5', { decimal: ',', group: '.' }],
  ['12', { decimal: '.', group: '' }],
  ['#.##0,00', null],
  ['', null],
  ['1,234,56', null],
  ['1.23.456', null],
  ['dd.MM.yyyy', null],
])('%s', (example, format) => {
  expect(parseNumberFormat(example)).toEqual(format);
});

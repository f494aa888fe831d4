import { expect, it } from 'vitest';
import { type Found, settingsFromPeek, wordsOfPeek } from './detect.ts';

const found: Found = {
  format: 'csv',
  encoding: 'windows-1252',
  options: { delimiter: ';', quote: '"', unknown: 1, fields: [{ name: 'Hired', type: 'date', format: 'dd.MM.yyyy' }] },
  fields: [
    { name: 'EmpNo', type: 'text' },
    { name: 'Hired', type: 'date' },
  ],
  bytes: 10,
  errors: [],
};

it('fills only settings the step has, and declares types that are not text, with their format', () => {
  expect(settingsFromPeek(found, { path: 'a.csv', delimiter: 'auto', quote: '"', encoding: 'auto', fields: [] })).toEqual({
    delimiter: ';',
    quote: '"',
    encoding: 'windows-1252',
    fields: [{ name: 'Hired', type: 'date', format: 'dd.MM.yyyy' }],
  });
  expect(settingsFromPeek(found, { path: 'a.csv' })).toEqual({});
});

it('says what was found', () => {
  expect(wordsOfPeek(found)).toBe('CSV in windows-1252, separated by semicolon: 2 fields, 1 of them with a type.');
  expect(wordsOfPeek({ ...found, errors: [{ row: 7, message: 'short' }] })).toContain('1 row could not be read, the first is row 7.');
});

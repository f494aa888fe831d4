import { expect, it } from 'vitest';
import { pastedCells } from './pasted-cells.ts';

it('reads what spreadsheets put on the clipboard', () => {
  expect(pastedCells('Accept\tapplication/json\r\nX-Id\t 7 \r\n')).toEqual([
    ['Accept', 'application/json'],
    ['X-Id', '7'],
  ]);
  expect(pastedCells('a\t"two\nlines and ""quotes"""\n\n\t\nb\t"c')).toEqual([
    ['a', 'two\nlines and "quotes"'],
    ['b', 'c'],
  ]);
  expect(pastedCells('plain')).toEqual([['plain']]);
  expect(pastedCells('')).toEqual([]);
});

import { expect, test } from 'vitest';
import { table } from './terminal.ts';

test('a table of more rows than a function takes arguments is as wide as its widest cell', () => {
  const lines = table([['id', 'name'], ...Array.from({ length: 200_000 }, (_, i) => [String(i), 'x'])], [0]).split('\n');
  expect(lines.slice(0, 2)).toEqual(['    id  name', '     0  x']);
  expect(lines.at(-2)).toBe('199999  x');
});

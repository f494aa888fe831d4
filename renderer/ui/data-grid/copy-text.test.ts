import { expect, it } from 'vitest';
import type { Value } from '../../../core/base/value.ts';
import { allAtOnce } from './arrange-rows.ts';
import { copyText, jsonText, rangeOf, wholeOf } from './copy-text.ts';
import type { GridContent } from './grid-column.ts';

const rows: Value[][] = [
  ['007', 'a "b", c', 12345678901234567890n],
  [null, 'two\nlines\there', { n: 2n ** 70n, list: [1, []] }],
  ['', '', true],
];
const grid: GridContent = {
  columns: [
    { name: '10', type: 'text' },
    { name: 'say, "it"', type: 'text' },
    { name: '2', type: 'any' },
  ],
  rowCount: rows.length,
  cell: (row, column) => rows[row]?.[column],
};

it('copies records with their names as CSV, JSON and tab separated text, exact and in the order of the columns', () => {
  expect(allAtOnce(copyText(grid, wholeOf(grid), 'csv'))).toBe(
    '10,"say, ""it""",2\r\n007,"a ""b"", c",12345678901234567890\r\n,"two\nlines\there","{""n"":""1180591620717411303424"",""list"":[1,[]]}"\r\n,,true\r\n',
  );
  expect(allAtOnce(copyText(grid, wholeOf(grid), 'json'))).toBe(
    [
      '[',
      '  {"10": "007", "say, \\"it\\"": "a \\"b\\", c", "2": 12345678901234567890},',
      '  {"10": null, "say, \\"it\\"": "two\\nlines\\there", "2": {"n": 1180591620717411303424, "list": [1, []]}},',
      '  {"10": "", "say, \\"it\\"": "", "2": true}',
      ']\n',
    ].join('\n'),
  );
  const part = rangeOf({ anchor: { row: 1, column: 1 }, head: { row: 0, column: 0 } });
  expect(allAtOnce(copyText(grid, part, 'tsv'))).toBe('10\t"say, ""it"""\n007\t"a ""b"", c"\n\t"two\nlines\there"');
});

it('writes nested values in lines, by themselves', () => {
  expect(jsonText({ a: [1n, {}], b: null }, '')).toBe('{\n  "a": [\n    1,\n    {}\n  ],\n  "b": null\n}');
});

it('writes a value that is nested hundreds of levels deep as JSON has it', () => {
  let deep: Value = 'the bottom';
  for (let level = 400; level > 0; level--) deep = { level, list: [level, []], below: deep };
  expect(jsonText(deep, '')).toBe(JSON.stringify(deep, null, 2));
  expect(jsonText(deep).replaceAll(/([,:]) /g, '$1')).toBe(JSON.stringify(deep));
});

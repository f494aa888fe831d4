import { Lexer } from 'chevrotain';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tokens } from './lexer.ts';
import { MAX_FORMULA_LENGTH, parseFormula } from './parse.ts';
import { FormulaParser } from './parser.ts';

/** Codes and places of all errors of a text. */
const errorsOf = (text: string) => parseFormula(text).errors.map(({ code, start, end }) => [code, text.slice(start, end)]);

test.each([
  ['1 + ', [['value-missing', '']]],
  ['IF(1, 2', [['bracket-missing', '(']]],
  ['{1, 2', [['bracket-missing', '{']]],
  ['1) + 2', [['bracket-unmatched', ')']]],
  ['[Status = "A"', [['bracket-missing', '[Status ']]],
  [
    'Status]',
    [
      ['name-unknown', 'Status'],
      ['bracket-unmatched', ']'],
    ],
  ],
  ['"abc', [['quote-missing', '"abc']]],
  ["'abc'", [['quote-wrong', "'abc'"]]],
  ['“abc”', [['quote-wrong', '“abc”']]],
  ['[a] == 1', [['operator-unknown', '==']]],
  ['[a] = 1 AND [b] = 2', [['operator-unknown', 'AND']]],
  [
    '[a] = 1 && [b] != 2',
    [
      ['operator-unknown', '&&'],
      ['operator-unknown', '!='],
    ],
  ],
  ['[a] [b]', [['operator-missing', '[b]']]],
  ['UPPER([a] "x")', [['operator-missing', '"x"']]],
  ['', [['formula-empty', '']]],
  ['=', [['value-missing', '']]],
  [
    '# + 1 *',
    [
      ['character-unknown', '#'],
      ['value-missing', ''],
    ],
  ],
])('%s has the errors %j', (text, expected) => {
  expect(errorsOf(text)).toEqual(expected);
});

test('errors have line, column, a sentence and a hint', () => {
  expect(parseFormula('1 +\n  UPPER("a"').errors).toEqual([
    {
      severity: 'error',
      code: 'bracket-missing',
      message: 'The bracket "(" is never closed.',
      hint: 'Add ")" where the part ends.',
      start: 11,
      end: 12,
      line: 2,
      column: 8,
    },
  ]);
});

test.each([
  ['a formula of a megabyte', 'x'.repeat(1_000_000), 'formula-too-long'],
  ['10,000 brackets', `${'('.repeat(10_000)}1${')'.repeat(10_000)}`, 'formula-too-deep'],
  ['10,000 signs', `${'-'.repeat(10_000)}1`, 'formula-too-deep'],
  ['10,000 sums', `1${'+1'.repeat(10_000)}`, 'formula-too-deep'],
  ['10,000 percent signs', `1${'%'.repeat(10_000)}`, 'formula-too-deep'],
  ['10,000 opening braces', '{'.repeat(10_000), 'formula-too-deep'],
])('%s is refused with a clear error', (_, text, code) => {
  expect(parseFormula(text).errors.map((error) => error.code)).toEqual([code]);
});

test('a long list of constants is no problem', () => {
  const text = `SWITCH([a], ${Array.from({ length: 1500 }, (_, i) => `"${i}", ${i}`).join(', ')})`;
  expect(text.length).toBeLessThan(MAX_FORMULA_LENGTH);
  expect(parseFormula(text).errors).toEqual([]);
});

test('no text breaks the parser', () => {
  const piece = fc.constantFrom(
    '[',
    ']',
    '(',
    ')',
    '{',
    '}',
    '"',
    'IF',
    'TRUE',
    ',',
    ';',
    '\\',
    '+',
    '-',
    '%',
    '=',
    '<>',
    ' ',
    '1',
    '.',
    '[a]',
    "'",
    '\n',
    'é',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const text = pieces.join('');
      for (const { start, end, message } of parseFormula(text).errors) {
        expect(start).toBeLessThanOrEqual(end);
        expect(end).toBeLessThanOrEqual(text.length);
        expect(message).not.toBe('');
      }
    }),
    { numRuns: 1000 },
  );
});

test('tokens and grammar are sound: what is not looked at when a formula is read', () => {
  expect(new Lexer(tokens, { ensureOptimizations: false, positionTracking: 'onlyOffset' }).lexerDefinitionErrors).toEqual([]);
  expect(() => new FormulaParser(false)).not.toThrow();
});

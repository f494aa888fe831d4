import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseFormula, parseFully } from './parse.ts';
import { readSound } from './sound-formula.ts';

const read = (text: string) => readSound(text, 64);

const pieces = ['1', '.5', '2.', '1e3', '12345678901234567890', '"a"', '""', '"a""b"', '[a]', '[a.b[2]]', '[x\\]]', 'TRUE', 'null', 'IF', 'naïve.x'];
const signs = ['(', ')', '{', '}', ',', ';', '=', '<>', '<=', '<', '>', '&', '*', '/', '^', '+', '-', '%'];
const odd = ['==', '!=', '&&', '||', '"', '[', ']', "'q'", '“c”', '“', '#', '!', '\\', '1.2.3'];
const gaps = ['', ' ', '\n', '\u00a0', '\ufeff'];
const anyText = fc.array(fc.constantFrom(...pieces, ...signs, ...odd, ...gaps), { maxLength: 12 }).map((all) => all.join(''));

/** Formulas without errors, written with any spaces. */
const soundText = fc.letrec<{ operand: string; expression: string; items: string }>((tie) => ({
  operand: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'formula' },
    fc.constantFrom('1', '.5', '1e3', '"a""b"', '[a.b[2]]', 'TRUE', 'null', 'false()'),
    tie('expression').map((inner) => `(${inner})`),
    tie('items').map((items) => `Sum(${items})`),
    tie('items').map((items) => `{${items}}`),
  ),
  expression: fc
    .array(
      fc.tuple(fc.constantFrom('+', '-', '*', '/', '^', '&', '=', '<>', '<', '>='), fc.constantFrom('', '-', '+ -'), tie('operand'), fc.constantFrom('', '%')),
      {
        minLength: 1,
        maxLength: 3,
      },
    )
    .map((all) => all.map(([operator, sign, operand, percent], at) => `${at === 0 ? '' : ` ${operator} `}${sign}${operand}${percent}`).join('')),
  items: fc.array(fc.oneof(tie('expression'), fc.constant('')), { maxLength: 3 }).map((all) => all.join(' ; ')),
})).expression;

test('what is read without the grammar is what the grammar reads, and has no errors', () => {
  fc.assert(
    fc.property(fc.oneof(anyText, soundText), (text) => {
      const sound = read(text);
      if (sound) expect(parseFully(text)).toEqual({ tree: sound, errors: [] });
    }),
    { numRuns: 3000 },
  );
});

test('every formula without errors is read without the grammar', () => {
  fc.assert(
    fc.property(fc.tuple(fc.constantFrom('', '=', ' = '), soundText), ([equals, text]) => {
      expect(read(equals + text)).toEqual(parseFully(equals + text).tree);
    }),
    { numRuns: 500 },
  );
});

test.each(['1 +', 'IF(1', '“a”(1)', '[a] == 1', 'a', '()', '1 2', '', '=', '{1', '-', 'IF(1))'])(
  '%s is left to the grammar, which says what is wrong',
  (text) => {
    expect(read(text)).toBeNull();
    expect(parseFormula(text).errors).not.toEqual([]);
  },
);

test('brackets beyond the limit are left to the grammar', () => {
  const nested = (levels: number) => `${'('.repeat(levels)}1${')'.repeat(levels)}`;
  expect(read(nested(64))).not.toBeNull();
  expect(read(nested(65))).toBeNull();
});

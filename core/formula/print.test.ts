import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fieldReference, resolvePath } from './field-path.ts';
import { parseFormula } from './parse.ts';
import { printFormula } from './print.ts';
import type { BinaryOperator, Expression, UnaryOperator } from './tree.ts';

const at = { start: 0, end: 0 };

/** Random trees of every kind. */
const { tree } = fc.letrec<{ tree: Expression; leaf: Expression }>((tie) => ({
  leaf: fc.oneof(
    fc
      .oneof(
        fc.constantFrom(null, true, false),
        fc.nat(),
        fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }).map((value) => (value === 0 ? 0 : value)),
        fc.bigInt({ min: 2n ** 53n, max: 2n ** 100n }),
        fc.string({ unit: 'grapheme' }),
      )
      .filter((value) => typeof value !== 'number' || Number.isSafeInteger(value) || !/^\d+$/.test(String(value)))
      .map((value): Expression => ({ kind: 'literal', value, ...at })),
    fc.string({ minLength: 1 }).map((name): Expression => ({ kind: 'field', path: fieldReference(name).slice(1, -1), ...at })),
  ),
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    tie('leaf'),
    fc.record({ operator: fc.constantFrom<UnaryOperator>('-', '+', '%'), operand: tie('tree') }).map((rest): Expression => ({ kind: 'unary', ...rest, ...at })),
    fc
      .record({
        operator: fc.constantFrom<BinaryOperator>('=', '<>', '<', '<=', '>', '>=', '&', '+', '-', '*', '/', '^'),
        left: tie('tree'),
        right: tie('tree'),
      })
      .map((rest): Expression => ({ kind: 'binary', ...rest, ...at })),
    fc
      .record({ name: fc.constantFrom('IF', 'DATE.PARSE', 'NOSUCH'), args: fc.array(tie('tree'), { maxLength: 3 }) })
      .map((rest): Expression => ({ kind: 'call', nameEnd: 0, ...rest, ...at })),
    fc.array(tie('tree'), { maxLength: 3 }).map((items): Expression => ({ kind: 'list', items, ...at })),
  ),
}));

/** A tree without its places. */
const shape = (node: unknown): unknown =>
  JSON.parse(
    JSON.stringify(node, (key, value: unknown) => (['start', 'end', 'nameEnd'].includes(key) ? undefined : typeof value === 'bigint' ? `${value}n` : value)),
  );

test('parsing a printed tree gives the tree', () => {
  fc.assert(
    fc.property(tree, (original) => {
      const { tree: parsed, errors } = parseFormula(printFormula(original));
      expect(errors).toEqual([]);
      expect(shape(parsed)).toEqual(shape(original));
    }),
    { numRuns: 500 },
  );
});

test('any field name can be written as a reference', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), (name) => {
      const { tree: parsed } = parseFormula(fieldReference(name));
      expect(parsed?.kind === 'field' && resolvePath(parsed.path, (candidate) => candidate === name)).toEqual({ name, found: true, steps: [] });
    }),
  );
});

test('places point into the text', () => {
  const text = 'IF([a] > 1, UPPER("x") & [b], {1, 2})';
  const { tree: parsed } = parseFormula(text);
  if (parsed?.kind !== 'call') throw new Error('was not parsed');
  expect(parsed.args.map(({ start, end }) => text.slice(start, end))).toEqual(['[a] > 1', 'UPPER("x") & [b]', '{1, 2}']);
  expect(text.slice(parsed.start, parsed.end)).toBe(text);
});

import { strengthOf } from './strength.ts';
import type { BinaryOperator, Expression, Literal } from './tree.ts';

/** A piece of a formula as it was read: its text, and where it begins. */
export interface Piece {
  readonly image: string;
  readonly startOffset: number;
}

const foreign: readonly (readonly [string, string])[] = [
  ['==', '='],
  ['!=', '<>'],
  ['&&', 'AND'],
  ['||', 'OR'],
];

/** What a foreign operator is in this language: an operator, or AND/OR, which are functions here. */
export const FOREIGN_OPERATORS: ReadonlyMap<string, string> = new Map(foreign);

/** Names that stand for a value. */
export const CONSTANTS: ReadonlyMap<string, null | boolean> = new Map([
  ['TRUE', true],
  ['FALSE', false],
  ['NULL', null],
]);

export const endOf = (piece: Piece): number => piece.startOffset + piece.image.length;

/** Where something is missing: just behind what stands before. */
export function missingAt(offset: number): Expression {
  return { kind: 'missing', start: offset, end: offset };
}

/** Groups `a op b op c …` by strength, from the left, without recursion (a chain may be long). */
export function group(operands: readonly Expression[], operators: readonly Piece[]): Expression {
  const done: Expression[] = [operands[0] ?? missingAt(0)];
  const waiting: BinaryOperator[] = [];
  const reduce = (): void => {
    const right = done.pop();
    const left = done.pop();
    const operator = waiting.pop();
    if (left !== undefined && right !== undefined && operator !== undefined)
      done.push({ kind: 'binary', operator, left, right, start: left.start, end: right.end });
  };
  operators.forEach((token, i) => {
    const meant = FOREIGN_OPERATORS.get(token.image);
    const operator = (meant === undefined ? token.image : meant === '<>' ? '<>' : '=') as BinaryOperator;
    for (let top = waiting.at(-1); top !== undefined && strengthOf(top) >= strengthOf(operator); top = waiting.at(-1)) reduce();
    waiting.push(operator);
    done.push(operands[i + 1] ?? missingAt(endOf(token)));
  });
  while (waiting.length > 0) reduce();
  return done[0] ?? missingAt(0);
}

/** The signs before an operand and the percent signs behind it: those behind bind tighter. */
export function signed(signs: readonly Piece[], operand: Expression, percents: readonly Piece[]): Expression {
  let tree = operand;
  for (const percent of percents) tree = { kind: 'unary', operator: '%', operand: tree, start: tree.start, end: endOf(percent) };
  for (const sign of signs.toReversed())
    tree = { kind: 'unary', operator: sign.image === '-' ? '-' : '+', operand: tree, start: sign.startOffset, end: tree.end };
  return tree;
}

export function numberLiteral(token: Piece): Literal {
  const value = Number(token.image);
  const exact = !Number.isSafeInteger(value) && /^\d+$/.test(token.image) ? BigInt(token.image) : value;
  return { kind: 'literal', value: exact, start: token.startOffset, end: endOf(token) };
}

export const textLiteral = (token: Piece, value: string): Literal => ({ kind: 'literal', value, start: token.startOffset, end: endOf(token) });

/** What stands between double quotes. */
export const quotedLiteral = (token: Piece): Literal => textLiteral(token, token.image.slice(1, -1).replaceAll('""', '"'));

export const fieldReference = (token: Piece): Expression => ({
  kind: 'field',
  path: token.image.slice(1, -1),
  start: token.startOffset,
  end: endOf(token),
});

/** A call, or a constant written as one; `end` is behind what was read last. */
export function callOf(name: Piece, args: readonly Expression[], end: number): Expression {
  const upper = name.image.toUpperCase();
  const nameEnd = endOf(name);
  const constant = args.length === 0 ? CONSTANTS.get(upper) : undefined;
  if (constant !== undefined) return { kind: 'literal', value: constant, start: name.startOffset, end };
  return { kind: 'call', name: upper, nameEnd, args, start: name.startOffset, end: Math.max(nameEnd, end) };
}

/** Values of a list or a call: one that is left out is NULL; nothing at all is no value. `end` is behind what was read last. */
export function itemsOf(found: readonly (Expression | undefined)[], end: number): Expression[] {
  if (found.length === 1 && found[0] === undefined) return [];
  return found.map((tree): Expression => tree ?? { kind: 'literal', value: null, start: end, end });
}

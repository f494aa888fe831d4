import type { BinaryOperator } from './tree.ts';

const STRENGTH: Readonly<Record<BinaryOperator, number>> = {
  '=': 1,
  '<>': 1,
  '<': 1,
  '<=': 1,
  '>': 1,
  '>=': 1,
  '&': 2,
  '+': 3,
  '-': 3,
  '*': 4,
  '/': 4,
  '^': 5,
};

/** How tightly an operator binds, from 1; the parser groups and the printer puts brackets by it. */
export function strengthOf(operator: BinaryOperator): number {
  return STRENGTH[operator];
}

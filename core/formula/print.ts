import { strengthOf } from './strength.ts';
import type { Expression } from './tree.ts';

const UNARY_STRENGTH = 6;
const PERCENT_STRENGTH = 7;

/** Writes a tree as text: names in capitals, single spaces, only the brackets that are needed. Parsing the result gives the same tree. */
export function printFormula(tree: Expression): string {
  switch (tree.kind) {
    case 'literal':
      return printLiteral(tree.value);
    case 'field':
      return `[${tree.path}]`;
    case 'unary':
      return tree.operator === '%' ? `${inBrackets(tree.operand, PERCENT_STRENGTH)}%` : `${tree.operator}${inBrackets(tree.operand, UNARY_STRENGTH)}`;
    case 'binary': {
      const strength = strengthOf(tree.operator);
      return `${inBrackets(tree.left, strength)} ${tree.operator} ${inBrackets(tree.right, strength + 1)}`;
    }
    case 'call':
      return `${tree.name}(${printItems(tree.args)})`;
    case 'list':
      return `{${printItems(tree.items)}}`;
    case 'missing':
      return '';
  }
}

function printItems(items: readonly Expression[]): string {
  return items.map((item) => printFormula(item)).join(', ');
}

function printLiteral(value: null | boolean | number | bigint | string): string {
  if (typeof value === 'string') return `"${value.replaceAll('"', '""')}"`;
  return value === null ? 'NULL' : String(value).toUpperCase();
}

function inBrackets(tree: Expression, needed: number): string {
  const text = printFormula(tree);
  return bindingOf(tree) < needed ? `(${text})` : text;
}

function bindingOf(tree: Expression): number {
  if (tree.kind === 'binary') return strengthOf(tree.operator);
  if (tree.kind === 'unary') return tree.operator === '%' ? PERCENT_STRENGTH : UNARY_STRENGTH;
  return 8;
}

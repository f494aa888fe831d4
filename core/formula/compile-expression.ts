import type { Value } from '../base/value.ts';
import type { CheckedFormula } from './check.ts';
import { compileBinary } from './compile-binary.ts';
import { compileCall } from './compile-call.ts';
import type { Part } from './compile-part.ts';
import type { Site } from './failure.ts';
import { divide, negate } from './library/arithmetic.ts';
import { toDecimal, toNumeric } from './library/coerce.ts';
import type { Closure } from './library/computed.ts';
import { nestedValue } from './nested-value.ts';
import { childrenOf, type Expression } from './tree.ts';

/** What compiling needs to know of each part of a checked formula. */
export type Facts = Pick<CheckedFormula, 'types' | 'references'>;

/** Compiles a checked tree without errors to a closure. */
export function compileExpression(tree: Expression, facts: Facts): Closure {
  return compilePart(tree, facts).closure;
}

function compilePart(tree: Expression, facts: Facts): Part {
  const type = facts.types.get(tree) ?? 'any';
  const site = siteOf(tree, facts);
  switch (tree.kind) {
    case 'literal': {
      const { value } = tree;
      return { closure: () => value, type, site, constant: value };
    }
    case 'field': {
      const { position = 0, steps = [] } = facts.references.get(tree) ?? {};
      if (steps.length === 0) return { closure: (read) => read(position), type, site, position };
      return { closure: (read) => nestedValue(read(position), steps), type, site };
    }
    case 'unary': {
      const operand = compilePart(tree.operand, facts);
      const numeric = operand.type === 'decimal' ? toDecimal : toNumeric;
      const apply = tree.operator === '-' ? negate : tree.operator === '%' ? (value: Parameters<typeof negate>[0]) => divide(value, 100) : undefined;
      return {
        closure: (read, env) =>
          apply === undefined ? numeric(operand.closure(read, env), operand.site) : apply(numeric(operand.closure(read, env), operand.site)),
        type,
        site,
      };
    }
    case 'binary':
      return { closure: compileBinary(tree.operator, compilePart(tree.left, facts), compilePart(tree.right, facts)), type, site };
    case 'call':
      return {
        closure: compileCall(
          tree.name,
          tree.args.map((argument) => compilePart(argument, facts)),
        ),
        type,
        site,
      };
    case 'list':
      return { closure: compileList(tree.items.map((item) => compilePart(item, facts))), type, site };
    case 'missing':
      return { closure: () => null, type, site };
  }
}

function compileList(items: readonly Part[]): Closure {
  if (items.every(({ constant }) => constant !== undefined)) {
    const list = Object.freeze(items.map(({ constant = null }) => constant));
    return () => list;
  }
  return (read, env) => items.map(({ closure }) => closure(read, env) as Value);
}

/** The one field a part is made of, for the sentence of a failure. */
function siteOf(tree: Expression, facts: Facts): Site {
  const names = new Set<string>();
  const visit = (node: Expression): void => {
    const name = node.kind === 'field' ? facts.references.get(node)?.name : undefined;
    if (name !== undefined) names.add(name);
    childrenOf(node).forEach(visit);
  };
  visit(tree);
  const [only] = names;
  return names.size === 1 && only !== undefined ? { field: only } : {};
}

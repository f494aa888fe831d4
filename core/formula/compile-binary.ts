import type { Part } from './compile-part.ts';
import { failValue } from './failure.ts';
import { add, divide, multiply, power, subtract } from './library/arithmetic.ts';
import { toDecimal, toNumeric, toText } from './library/coerce.ts';
import { equalValues, numericOf, orderOf } from './library/compare.ts';
import type { Closure, Computed, Numeric } from './library/computed.ts';
import type { BinaryOperator } from './tree.ts';

/** Compiles an operator with two operands. Two doubles take a short way; everything else goes through the rules of its kind. */
export function compileBinary(operator: BinaryOperator, left: Part, right: Part): Closure {
  switch (operator) {
    case '&':
      return (read, env) => toText(left.closure(read, env)) + toText(right.closure(read, env));
    case '=':
      return equality(left, right, true);
    case '<>':
      return equality(left, right, false);
    case '<':
      return ordering(left, right, (order) => order < 0);
    case '<=':
      return ordering(left, right, (order) => order <= 0);
    case '>':
      return ordering(left, right, (order) => order > 0);
    case '>=':
      return ordering(left, right, (order) => order >= 0);
    case '+':
      return arithmetic(add, left, right);
    case '-':
      return arithmetic(subtract, left, right);
    case '*':
      return arithmetic(multiply, left, right);
    case '/':
      return arithmetic(divide, left, right);
    case '^':
      return arithmetic(power, left, right);
  }
}

function arithmetic(apply: (a: Numeric, b: Numeric) => Numeric, left: Part, right: Part): Closure {
  const [a, b] = [left.closure, right.closure];
  const [toLeft, toRight] = [left, right].map(({ type }) => (type === 'decimal' ? toDecimal : toNumeric)) as [typeof toNumeric, typeof toNumeric];
  return (read, env) => {
    const x = a(read, env);
    const y = b(read, env);
    if (typeof x === 'number' && typeof y === 'number') return apply(x, y);
    return apply(toLeft(x, left.site), toRight(y, right.site));
  };
}

function equality(left: Part, right: Part, wanted: boolean): Closure {
  const [a, b] = [comparable(left), comparable(right)];
  return (read, env) => equalValues(a(read, env), b(read, env)) === wanted;
}

function ordering(left: Part, right: Part, holds: (order: number) => boolean): Closure {
  const [a, b] = [comparable(left), comparable(right)];
  return (read, env) => {
    const x = a(read, env);
    const y = b(read, env);
    if (typeof x === 'number' && typeof y === 'number') return holds(x - y);
    const order = orderOf(x, y);
    if (order !== undefined) return holds(order);
    if (x === null || x === '' || y === null || y === '') return false;
    return numericOf(x) === undefined
      ? failValue('not-comparable', x, 'a number', left.site, 'It is compared with a number.')
      : failValue('not-comparable', y, 'a number', right.site, 'It is compared with a number.');
  };
}

/** Decimals are compared as numbers, to the last digit. */
function comparable({ closure, type, site }: Part): Closure {
  if (type !== 'decimal') return closure;
  return (read, env): Computed => {
    const value = closure(read, env);
    return value === null || value === '' ? null : toDecimal(value, site);
  };
}

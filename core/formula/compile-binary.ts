import type { Part } from './compile-part.ts';
import { failValue } from './failure.ts';
import { add, divide, multiply, power, subtract } from './library/arithmetic.ts';
import { toDecimal, toNumeric, toText } from './library/coerce.ts';
import { equalValues, numericOf, orderOf } from './library/compare.ts';
import type { Closure, Computed, Numeric } from './library/computed.ts';
import { orderOfMoments, sumWithDates, toMoment } from './library/date-arithmetic.ts';
import { readMoment } from './library/moment.ts';
import type { BinaryOperator } from './tree.ts';
import { isMoment } from './type-rules.ts';

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
  const dated = isMoment(left.type) || isMoment(right.type) || left.type === 'any' || right.type === 'any';
  if (dated && (apply === add || apply === subtract)) return datedSum(apply, left, right);
  const [toLeft, toRight] = [left, right].map(({ type }) => (type === 'decimal' ? toDecimal : toNumeric)) as [typeof toNumeric, typeof toNumeric];
  return (read, env) => {
    const x = a(read, env);
    const y = b(read, env);
    if (typeof x === 'number' && typeof y === 'number') return apply(x, y);
    return apply(toLeft(x, left.site), toRight(y, right.site));
  };
}

/** Sums in which a date may take part. */
function datedSum(apply: typeof add, left: Part, right: Part): Closure {
  const [a, b] = [left.closure, right.closure];
  const operator = apply === add ? '+' : '-';
  const first = { dated: isMoment(left.type), site: left.site };
  const second = { dated: isMoment(right.type), site: right.site };
  return (read, env) => {
    const x = a(read, env);
    const y = b(read, env);
    if (typeof x === 'number' && typeof y === 'number') return apply(x, y);
    return sumWithDates(operator, decimalOf(x, left), decimalOf(y, right), first, second, env);
  };
}

const decimalOf = (value: Computed, part: Part): Computed => (part.type === 'decimal' ? toDecimal(value, part.site) : value);

/** Two dates, or a date and a text that may be one. */
function momentComparison(left: Part, right: Part, holds: (order: number | undefined) => boolean, strict: boolean): Closure {
  return (read, env) => {
    const x = left.closure(read, env);
    const y = right.closure(read, env);
    const emptyX = x === null || x === '';
    const emptyY = y === null || y === '';
    if (emptyX || emptyY) return holds(emptyX && emptyY && !strict ? 0 : undefined);
    const a = typeof x === 'string' ? readMoment(x) : undefined;
    const b = typeof y === 'string' ? readMoment(y) : undefined;
    if (a !== undefined && b !== undefined) return holds(orderOfMoments(a, b, env));
    if (!strict) return holds(undefined);
    return a === undefined ? toMoment(x, left.site) !== null : toMoment(y, right.site) !== null;
  };
}

function equality(left: Part, right: Part, wanted: boolean): Closure {
  if (isMoment(left.type) || isMoment(right.type)) return momentComparison(left, right, (order) => (order === 0) === wanted, false);
  const [a, b] = [comparable(left), comparable(right)];
  return (read, env) => equalValues(a(read, env), b(read, env)) === wanted;
}

function ordering(left: Part, right: Part, holds: (order: number) => boolean): Closure {
  if (isMoment(left.type) || isMoment(right.type)) return momentComparison(left, right, (order) => order !== undefined && holds(order), true);
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

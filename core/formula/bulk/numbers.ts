import { withoutNoise } from '../library/arithmetic.ts';
import { quickRound } from '../library/numbers.ts';
import type { Binary, Call, Expression } from '../tree.ts';
import { fieldNumbers } from './field-numbers.ts';
import type { NumberForm, Scope } from './forms.ts';

const MAX_SAFE = Number.MAX_SAFE_INTEGER;
const READABLE: ReadonlySet<string> = new Set(['text', 'integer', 'number', 'any']);

/**
 * The number that arithmetic makes of an expression. `empty` is what an empty field counts as: 0 in arithmetic, `NaN` in comparisons, where empty is
 * something else than 0. `null` for expressions that cannot be computed in bulk.
 */
export function numberForm(tree: Expression, facts: Scope, empty: number): NumberForm | null {
  switch (tree.kind) {
    case 'literal': {
      const { value } = tree;
      return typeof value === 'number' ? (batch) => new Float64Array(batch.count).fill(value) : null;
    }
    case 'field': {
      const reference = facts.references.get(tree);
      if (reference === undefined || reference.steps.length > 0 || !READABLE.has(facts.types.get(tree) ?? '')) return null;
      const { name } = reference;
      return (batch) => fieldNumbers(batch, name, empty);
    }
    case 'unary': {
      const operand = numberForm(tree.operand, facts, 0);
      if (operand === null || !READABLE.has(facts.types.get(tree.operand) ?? '')) return null;
      const { operator } = tree;
      return operator === '+' ? operand : operator === '-' ? mapped(operand, (value) => 0 - value) : mapped(operand, (value) => divided(value, 100));
    }
    case 'binary':
      return arithmetic(tree, facts);
    case 'call':
      return call(tree, facts, empty);
    default:
      return null;
  }
}

function arithmetic({ operator, left, right }: Binary, facts: Scope): NumberForm | null {
  const apply = OPERATORS.get(operator);
  if (apply === undefined || [left, right].some((part) => !READABLE.has(facts.types.get(part) ?? ''))) return null;
  const [a, b] = [numberForm(left, facts, 0), numberForm(right, facts, 0)];
  return a && b && apply(a, b);
}

function call({ name, args }: Call, facts: Scope, empty: number): NumberForm | null {
  const [first, second, third] = args;
  if (first === undefined || args.some((part) => facts.types.get(part) === 'decimal')) return null;
  if (name === 'IF' && second !== undefined && third !== undefined) {
    const test = facts.condition(first);
    const [then, otherwise] = [numberForm(second, facts, empty), numberForm(third, facts, empty)];
    return test && then && otherwise && ((batch) => chosen(test(batch), then(batch), otherwise(batch)));
  }
  const value = numberForm(first, facts, 0);
  if (value === null) return null;
  if (name === 'ABS' && args.length === 1) return mapped(value, Math.abs);
  if (name !== 'ROUND' || args.length > 2) return null;
  const places = second === undefined ? 0 : second.kind === 'literal' && typeof second.value === 'number' ? Math.trunc(second.value) : Number.NaN;
  return places >= 0 && places <= 9
    ? mapped(value, (number) => (Number.isInteger(number) ? number : (quickRound(number, places, 'nearest') ?? Number.NaN)))
    : null;
}

function chosen(test: Uint8Array, then: Float64Array, otherwise: Float64Array): Float64Array {
  for (let i = 0; i < test.length; i++) if (test[i] !== 1) then[i] = test[i] === 0 ? (otherwise[i] as number) : Number.NaN;
  return then;
}

/** Each form makes an array of its own, so a step may write into what it was given. */
function mapped(operand: NumberForm, apply: (value: number) => number): NumberForm {
  return (batch) => {
    const values = operand(batch);
    for (let i = 0; i < values.length; i++) values[i] = apply(values[i] as number);
    return values;
  };
}

/** What a double says of a sum or product: nothing beyond the whole numbers it holds exactly. */
function settled(value: number, scale: number): number {
  if (!(value <= MAX_SAFE && value >= -MAX_SAFE)) return Number.NaN;
  return Number.isInteger(value) ? value : withoutNoise(value, scale);
}

function divided(a: number, b: number): number {
  const quotient = a / b;
  return b === 0 || !Number.isFinite(quotient) ? Number.NaN : Number.isInteger(quotient) ? quotient : withoutNoise(quotient, Math.abs(quotient));
}

type Join = (left: NumberForm, right: NumberForm) => NumberForm;

// One loop an operator: a loop that is handed the operation as a function runs several times slower.
const OPERATORS: ReadonlyMap<string, Join> = new Map<string, Join>([
  [
    '+',
    (left, right) => (batch) => {
      const [a, b] = [left(batch), right(batch)];
      for (let i = 0; i < a.length; i++) {
        const [x, y] = [a[i] as number, b[i] as number];
        a[i] = settled(x + y, Math.abs(x) + Math.abs(y));
      }
      return a;
    },
  ],
  [
    '-',
    (left, right) => (batch) => {
      const [a, b] = [left(batch), right(batch)];
      for (let i = 0; i < a.length; i++) {
        const [x, y] = [a[i] as number, b[i] as number];
        a[i] = settled(x - y, Math.abs(x) + Math.abs(y));
      }
      return a;
    },
  ],
  [
    '*',
    (left, right) => (batch) => {
      const [a, b] = [left(batch), right(batch)];
      for (let i = 0; i < a.length; i++) {
        const product = (a[i] as number) * (b[i] as number);
        a[i] = settled(product, Math.abs(product));
      }
      return a;
    },
  ],
  [
    '/',
    (left, right) => (batch) => {
      const [a, b] = [left(batch), right(batch)];
      for (let i = 0; i < a.length; i++) a[i] = divided(a[i] as number, b[i] as number);
      return a;
    },
  ],
]);

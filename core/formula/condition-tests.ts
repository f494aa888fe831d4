import type { FieldType } from '../base/field.ts';
import type { ConditionShape, ValueTest } from './condition-shape.ts';
import { fail, type Site } from './failure.ts';
import { compareNumbers } from './library/arithmetic.ts';
import { decimalInText, toCondition, toText } from './library/coerce.ts';
import type { Numeric } from './library/computed.ts';
import { orderOfMoments } from './library/date-arithmetic.ts';
import { type Moment, readMoment } from './library/moment.ts';
import { createMatcher, MAX_SEARCHED } from './regex/matcher.ts';

/** A test of one value, or what is wrong with what the person typed. */
export type MadeTest =
  | { readonly ok: true; readonly test: ValueTest }
  | { readonly ok: false; readonly code: string; readonly message: string; readonly hint?: string };

const isBlank = (value: unknown): boolean => value === null || value === '';
const made = (test: ValueTest): MadeTest => ({ ok: true, test });

/** A number with leading zeros, such as 007, is a code: two such texts are the same only letter by letter. */
const isCode = (text: string): boolean => /^\s*[+-]?0\d/.test(text);

/**
 * Makes the test of one comparison.
 *
 * equals, one-of: as numbers where both sides read as numbers (not codes such as 007), as moments where both are ISO dates, else as texts. greater, less, between:
 * the same, codes as numbers too; where one side is a number or date and the other is not, the record fails. before, after: dates; others fail.
 * contains, starts-with, ends-with, matches: texts. Texts ignore capitals unless `caseSensitive`. An empty field fits no test but is-empty and the not-… ones,
 * and equals with an empty value.
 */
export function compileTest(condition: ConditionShape, type: FieldType, site: Site): MadeTest {
  const { operator, value, values, caseSensitive } = condition;
  const fold = caseSensitive ? (text: string) => text : (text: string) => text.toLowerCase();
  switch (operator) {
    case 'is-empty':
      return made(isBlank);
    case 'is-not-empty':
      return made((actual) => !isBlank(actual));
    case 'is-true':
      return made((actual) => !isBlank(actual) && toCondition(actual, site));
    case 'is-false':
      return made((actual) => !isBlank(actual) && !toCondition(actual, site));
    case 'equals':
      return made(equality([value], type, fold));
    case 'not-equals':
      return made(negated(equality([value], type, fold)));
    case 'one-of':
      return made(equality(values, type, fold));
    case 'not-one-of':
      return made(negated(equality(values, type, fold)));
    case 'contains':
    case 'not-contains':
    case 'starts-with':
    case 'ends-with':
      return made(textTest(operator, fold(value), fold));
    case 'matches':
      return patternTest(value, !caseSensitive, site);
    case 'between':
      return rangeTest(values, fold, site);
    default:
      return orderTest(operator, value, type, fold, site);
  }
}

const negated =
  (test: ValueTest): ValueTest =>
  (value, env) =>
    !test(value, env);

function textTest(operator: 'contains' | 'not-contains' | 'starts-with' | 'ends-with', wanted: string, fold: (text: string) => string): ValueTest {
  if (operator === 'not-contains') return negated(textTest('contains', wanted, fold));
  return (value) => {
    if (isBlank(value)) return false;
    const text = fold(toText(value));
    if (operator === 'contains') return text.includes(wanted);
    return operator === 'starts-with' ? text.startsWith(wanted) : text.endsWith(wanted);
  };
}

function patternTest(source: string, ignoreCase: boolean, site: Site): MadeTest {
  const pattern = createMatcher(source, ignoreCase);
  if (!pattern.ok) return { ok: false, code: 'pattern-unusable', message: pattern.message };
  return made((value) => {
    if (isBlank(value)) return false;
    const text = toText(value);
    if (text.length > MAX_SEARCHED) fail('text-too-long', `A text of more than ${MAX_SEARCHED} characters is not searched with a pattern.`, site);
    return pattern.matcher.find(text, 0) !== null;
  });
}

/** A typed operand, read once in every way it can be. */
interface Operand {
  readonly text: string;
  readonly number: Numeric | undefined;
  readonly moment: Moment | undefined;
}

function operandOf(text: string): Operand {
  return { text, number: decimalInText(text), moment: readMoment(text.trim()) };
}

function numberOf(value: unknown): Numeric | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  return typeof value === 'string' ? decimalInText(value) : undefined;
}

function equality(wanted: readonly string[], type: FieldType, fold: (text: string) => string): ValueTest {
  const operands = wanted.map(operandOf);
  const texts = new Set(wanted.map(fold));
  const allowsEmpty = wanted.some((text) => text === '');
  const numbers = operands.filter(({ number, text }) => number !== undefined && !isCode(text));
  const doubles = new Set(numbers.map(({ number }) => Number(number)));
  const moments = operands.filter(({ moment }) => moment !== undefined);
  const booleans = new Set(wanted.map((text) => text.trim().toLowerCase()));
  return (value, env) => {
    if (isBlank(value)) return allowsEmpty;
    if (typeof value === 'boolean') return booleans.has(String(value));
    if (typeof value === 'string' && texts.has(fold(value))) return true;
    if (numbers.length > 0 && (type !== 'text' || typeof value !== 'string' || !isCode(value))) {
      const number = numberOf(value);
      if (number !== undefined)
        return doubles.has(Number(number)) && numbers.some((operand) => operand.number !== undefined && compareNumbers(number, operand.number) === 0);
    }
    const moment = moments.length > 0 && typeof value === 'string' ? readMoment(value) : undefined;
    if (moment !== undefined) return moments.some((operand) => operand.moment !== undefined && orderOfMoments(moment, operand.moment, env) === 0);
    return typeof value === 'object' && texts.has(fold(toText(value)));
  };
}

type OrderOperator = 'greater' | 'greater-or-equal' | 'less' | 'less-or-equal' | 'before' | 'after';
const HOLDS: Readonly<Record<OrderOperator, (order: number) => boolean>> = {
  greater: (order) => order > 0,
  after: (order) => order > 0,
  'greater-or-equal': (order) => order >= 0,
  less: (order) => order < 0,
  before: (order) => order < 0,
  'less-or-equal': (order) => order <= 0,
};

function orderTest(operator: OrderOperator, value: string, type: FieldType, fold: (text: string) => string, site: Site): MadeTest {
  const operand = operandOf(value);
  const needsDate = operator === 'before' || operator === 'after' || type === 'date' || type === 'datetime';
  if (needsDate && operand.moment === undefined)
    return { ok: false, code: 'not-a-date', message: `"${value.slice(0, 40)}" is not a date.`, hint: 'Write it as 2026-01-31.' };
  const numeric = type === 'integer' || type === 'number' || type === 'decimal';
  if (numeric && operand.number === undefined)
    return { ok: false, code: 'not-a-number', message: `"${value.slice(0, 40)}" is not a number.`, hint: 'Write it as 1234.5, without separators.' };
  const holds = HOLDS[operator];
  return made((actual, env) => !isBlank(actual) && holds(orderTo(operand, actual, fold, site, env)));
}

function rangeTest(values: readonly string[], fold: (text: string) => string, site: Site): MadeTest {
  const [low, high] = [values[0] ?? '', values[1] ?? ''].map(operandOf);
  if (low === undefined || high === undefined || low.text === '' || high.text === '')
    return { ok: false, code: 'value-missing', message: 'Between needs a lowest and a highest value.' };
  return made((value, env) => !isBlank(value) && orderTo(low, value, fold, site, env) >= 0 && orderTo(high, value, fold, site, env) <= 0);
}

/** Order of a value to an operand, by the operand's kind. */
function orderTo(operand: Operand, value: Parameters<ValueTest>[0], fold: (text: string) => string, site: Site, env: Parameters<ValueTest>[1]): number {
  if (operand.number !== undefined) {
    const number = numberOf(value);
    return number === undefined ? mismatch(value, 'not-a-number', 'a number', site) : compareNumbers(number, operand.number);
  }
  if (operand.moment !== undefined) {
    const moment = typeof value === 'string' ? readMoment(value.trim()) : undefined;
    return moment === undefined ? mismatch(value, 'not-a-date', 'a date such as 2026-01-31', site) : orderOfMoments(moment, operand.moment, env);
  }
  const [a, b] = [fold(toText(value)), fold(operand.text)];
  return a < b ? -1 : a > b ? 1 : 0;
}

function mismatch(value: unknown, code: string, needed: string, site: Site): never {
  const text = String(value).slice(0, 60);
  return fail(code, `"${text}" in field ${site.field ?? ''} is not ${needed}.`, {
    field: site.field,
    value: text,
    hint: 'Correct the value, or declare the field’s type where it is read.',
  });
}

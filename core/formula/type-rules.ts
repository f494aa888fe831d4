import type { FieldType } from '../base/field.ts';
import type { BinaryOperator } from './tree.ts';

/** A field's type, or `empty` for NULL, which fits everywhere. */
export type FormulaType = FieldType | 'empty';

const NUMERIC: readonly FormulaType[] = ['integer', 'number', 'decimal'];
const MOMENT: readonly FormulaType[] = ['date', 'datetime'];

/** integer, number or decimal. */
export const isNumeric = (type: FormulaType): boolean => NUMERIC.includes(type);
/** date or datetime: what can be counted in days. */
export const isMoment = (type: FormulaType): boolean => MOMENT.includes(type);

/** The type that holds the values of both. Numbers widen (integer, number, decimal); what has nothing in common becomes `any`. */
export function commonType(a: FormulaType, b: FormulaType): FormulaType {
  if (a === b || b === 'empty') return a;
  if (a === 'empty') return b;
  if (isNumeric(a) && isNumeric(b)) return a === 'decimal' || b === 'decimal' ? 'decimal' : 'number';
  return 'any';
}

/** What arithmetic with operands of these types gives. Text counts as a number here: it must read as one. */
export function arithmeticType(types: readonly FormulaType[]): FieldType {
  if (types.includes('decimal')) return 'decimal';
  return types.every((type) => type === 'integer' || type === 'empty' || type === 'boolean') ? 'integer' : 'number';
}

/** The type an operator gives; `null` where the operands can never be joined by it. */
export function operatorType(operator: BinaryOperator, left: FormulaType, right: FormulaType): FieldType | null {
  if (operator === '&') return 'text';
  if (['=', '<>', '<', '<=', '>', '>='].includes(operator)) return 'boolean';
  if (operator === '+' || operator === '-') {
    const dated = sumWithDate(operator, left, right);
    if (dated !== undefined) return dated;
  }
  if (!countsAsNumber(left) || !countsAsNumber(right)) return null;
  if (operator === '/' || operator === '^') return arithmeticType([left, right]) === 'decimal' ? 'decimal' : 'number';
  return arithmeticType([left, right]);
}

/** Dates in sums: date + days, date - days, date - date. `undefined` where no date takes part. */
function sumWithDate(operator: '+' | '-', left: FormulaType, right: FormulaType): FieldType | null | undefined {
  if (isMoment(left) && isMoment(right)) {
    if (operator === '+') return null;
    return left === 'date' && right === 'date' ? 'integer' : 'number';
  }
  if (isMoment(left)) return countsAsNumber(right) ? (left as FieldType) : null;
  if (isMoment(right)) return operator === '-' ? (left === 'any' ? 'number' : null) : countsAsNumber(left) ? (right as FieldType) : null;
  return left === 'any' || right === 'any' ? 'any' : undefined;
}

/** Whether values of this type can be numbers in arithmetic. */
export function countsAsNumber(type: FormulaType): boolean {
  return isNumeric(type) || type === 'text' || type === 'boolean' || type === 'any' || type === 'empty';
}

/** Whether a value of type `from` may fill a parameter of type `to`: never, always, or it depends on the value. */
export function fits(from: FormulaType, to: FieldType): 'always' | 'perhaps' | 'never' {
  if (from === 'empty' || to === 'any' || from === to) return 'always';
  if (from === 'any') return 'perhaps';
  if (to === 'text') return 'always';
  if (isNumeric(to)) return isNumeric(from) || from === 'boolean' ? 'always' : from === 'text' ? 'perhaps' : 'never';
  if (to === 'boolean') return isNumeric(from) ? 'always' : from === 'text' ? 'perhaps' : 'never';
  if (to === 'date' || to === 'datetime') return isMoment(from) ? 'always' : from === 'text' ? 'perhaps' : 'never';
  if (to === 'time') return from === 'text' || from === 'datetime' ? 'perhaps' : 'never';
  return to === 'list' ? 'always' : 'never';
}

const WORDS: Readonly<Record<FormulaType, string>> = {
  text: 'a text',
  integer: 'a whole number',
  number: 'a number',
  decimal: 'a decimal number',
  boolean: 'TRUE or FALSE',
  date: 'a date',
  datetime: 'a date with time',
  time: 'a time',
  list: 'a list',
  object: 'an object',
  any: 'a value',
  empty: 'nothing',
};

/** A type as it is said in a sentence. */
export function typeInWords(type: FormulaType): string {
  return WORDS[type];
}

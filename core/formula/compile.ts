import type { Field, FieldType } from '../base/field.ts';
import type { Value } from '../base/value.ts';
import { type CheckOptions, checkFormula } from './check.ts';
import { compileExpression } from './compile-expression.ts';
import { FormulaFailure, failureOf } from './failure.ts';
import { asDecimal, toValue } from './library/coerce.ts';
import { type Closure, decimalText, type FieldReader, type FormulaEnv } from './library/computed.ts';
import type { FormulaProblem } from './problem.ts';

export { FormulaFailure, isFailure } from './failure.ts';
export type { FieldReader, FormulaEnv } from './library/computed.ts';
export type { FormulaProblem } from './problem.ts';

/** How a formula is compiled. */
export type FormulaOptions = CheckOptions;

/** A formula ready to run. Compiled once, evaluated for each record; holds no state between records. */
export interface Formula {
  readonly ok: true;
  /** Type of the result; `any` where it depends on the record. Decimals, dates and times leave as text of that type. */
  readonly type: FieldType;
  /** The arriving fields it reads; `read(i)` must give the current record's value of `fieldsUsed[i]`, or null if the record has no such field. */
  readonly fieldsUsed: readonly string[];
  readonly warnings: readonly FormulaProblem[];
  /** The result for one record, or why there is none. Never throws for what is in a record. */
  evaluate(read: FieldReader, env: FormulaEnv): Value | FormulaFailure;
}

/** A formula that cannot run. */
export interface BrokenFormula {
  readonly ok: false;
  readonly errors: readonly FormulaProblem[];
}

/** Parses, checks and compiles a formula for records with these fields. Nothing in it is ever run as source. */
export function compileFormula(text: string, fields: readonly Field[], options: FormulaOptions = {}): Formula | BrokenFormula {
  const checked = checkFormula(text, fields, options);
  if (checked.tree === null || checked.errors.length > 0) return { ok: false, errors: checked.errors };
  const closure = compileExpression(checked.tree, checked);
  return { ok: true, type: checked.type, fieldsUsed: checked.fieldsUsed, warnings: checked.warnings, evaluate: finish(closure, checked.type) };
}

const NO_NUMBER = new FormulaFailure('number-impossible', 'The result is not a number that can be written.');

/** Wraps a closure so that failures come back as values and results leave in the form of their type. */
function finish(closure: Closure, type: FieldType): Formula['evaluate'] {
  const leave = type === 'decimal' ? toDecimalValue : toValue;
  return (read, env) => {
    try {
      const value = leave(closure(read, env));
      return typeof value !== 'number' || Number.isFinite(value) ? value : NO_NUMBER;
    } catch (error) {
      return failureOf(error);
    }
  };
}

/** Numbers among the results of a decimal formula leave as decimals too; a text that was not computed stays as it was. */
function toDecimalValue(value: Parameters<typeof toValue>[0]): Value {
  return typeof value === 'number' || typeof value === 'bigint' ? decimalText(asDecimal(value)) : toValue(value);
}

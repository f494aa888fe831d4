import { UserError } from '../../base/errors.ts';
import type { Field } from '../../base/field.ts';
import { columnReader } from '../../data/column-reader.ts';
import { compileFormula } from '../../formula/compile.ts';
import { FormulaFailure, failureOf } from '../../formula/failure.ts';
import { toCondition } from '../../formula/library/coerce.ts';
import type { FormulaEnv } from '../../formula/library/computed.ts';
import { keepRows, type RowFilter } from './row-filter.ts';

/** Keeps the records for which a formula is true. */
export function formulaFilter(text: string, fields: readonly Field[], env: FormulaEnv): RowFilter {
  const formula = compileFormula(text, fields, { unknownFields: 'any' });
  if (!formula.ok) {
    const [error] = formula.errors;
    throw new UserError('formula-unusable', `The formula can’t be used: ${error?.message ?? 'it has a mistake.'}`, {
      hint: error?.hint ?? 'Correct the formula in the settings of the step.',
    });
  }
  const { fieldsUsed, evaluate } = formula;
  return (batch) => {
    let row = 0;
    const readers = fieldsUsed.map((name) => {
      const column = batch.columns[batch.names.indexOf(name)];
      return column ? columnReader(column, batch.count) : () => null;
    });
    const read = (position: number) => readers[position]?.(row) ?? null;
    const test = (each: number): boolean | FormulaFailure => {
      row = each;
      const result = evaluate(read, env);
      if (typeof result === 'boolean' || result instanceof FormulaFailure) return result;
      try {
        return toCondition(result);
      } catch (error) {
        return failureOf(error);
      }
    };
    const failed = new Map<number, FormulaFailure>();
    const { rows, count } = keepRows(batch.selection, batch.count, test, failed);
    return { kept: rows, keptCount: count, failed };
  };
}

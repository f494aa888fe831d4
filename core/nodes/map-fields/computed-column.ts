import { UserError } from '../../base/errors.ts';
import type { Field } from '../../base/field.ts';
import type { Value } from '../../base/value.ts';
import type { Batch } from '../../data/batch.ts';
import type { Column } from '../../data/column.ts';
import { columnOfValues } from '../../data/column-of-values.ts';
import type { RejectReason } from '../../engine/node-door.ts';
import { compileFormula, type Formula, type FormulaEnv, isFailure } from '../../formula/compile.ts';
import { createFieldCursor } from '../../formula/field-cursor.ts';

/** Compiles the formula of an item. A field that does not arrive is empty. Throws a `UserError` for a formula that can't be used. */
export function itemFormula(to: string, text: string, fields: readonly Field[]): Formula {
  const formula = compileFormula(text, fields, { unknownFields: 'any' });
  if (formula.ok) return formula;
  const [first] = formula.errors;
  throw new UserError('formula-unusable', `The formula of “${to}” can’t be used: ${first?.message ?? ''}`, {
    hint: first?.hint ?? 'Open the step and correct the formula.',
    place: { field: to },
  });
}

/** Evaluates a formula for the selected rows that are not rejected yet; `reject` is told of the rows without a result, which are null. */
export function computedColumn(
  formula: Formula,
  batch: Batch,
  env: FormulaEnv,
  isRejected: (row: number) => boolean,
  reject: (row: number, reason: RejectReason) => void,
): Column {
  const cursor = createFieldCursor(batch, formula.fieldsUsed);
  const values: Value[] = new Array(batch.rows).fill(null);
  for (let position = 0; position < batch.count; position++) {
    const row = batch.selection[position] as number;
    if (isRejected(row)) continue;
    cursor.row = row;
    const result = formula.evaluate(cursor.read, env);
    if (isFailure(result)) reject(row, result);
    else values[row] = result;
  }
  return formula.type === 'any' ? { kind: 'values', type: 'any', values } : columnOfValues(values, formula.type);
}

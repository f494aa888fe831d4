import type * as z from 'zod';
import type { evaluation } from '../../api/design-models.ts';
import { UserError } from '../../base/errors.ts';
import type { Field, FieldType } from '../../base/field.ts';
import type { Value } from '../../base/value.ts';
import { compileFormula, isFailure } from '../../formula/compile.ts';

type Evaluation = z.infer<typeof evaluation>;

/** Evaluates a formula on sample records, position by position. Throws a UserError with the first problem of a formula that cannot run. */
export function evaluateFormula(
  request: { formula: string; fields: readonly Field[]; rows: readonly (readonly Value[])[]; zone?: string | undefined },
  now: number,
): { type: FieldType; results: Evaluation[] } {
  const formula = compileFormula(request.formula, request.fields);
  if (!formula.ok) {
    const [first] = formula.errors;
    throw new UserError(first?.code ?? 'bad-formula', first?.message ?? 'The formula cannot be understood.', {
      ...(first?.hint === undefined ? {} : { hint: first.hint }),
      details: JSON.stringify(formula.errors),
    });
  }
  const places = formula.fieldsUsed.map((name) => request.fields.findIndex((field) => field.name === name));
  const env = { now, zone: request.zone ?? 'UTC', random: () => 0.5 };
  const results = request.rows.map((row): Evaluation => {
    const value = formula.evaluate((position) => row[places[position] ?? -1] ?? null, env);
    if (!isFailure(value)) return { value };
    const { code, message, hint } = value;
    return { error: { code, message, ...(hint === undefined ? {} : { hint }) } };
  });
  return { type: formula.type, results };
}

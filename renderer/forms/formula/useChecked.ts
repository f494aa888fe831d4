import type { Field } from '../../../core/base/field.ts';
import type { CheckedFormula } from '../../../core/formula/check.ts';
import type { Arriving } from '../widget.ts';
import { createLateModule } from './late-module.ts';

const useCheck = createLateModule(() => import('../../../core/formula/check.ts'));
const NO_FIELDS: readonly Field[] = [];

/** What is wrong in a formula and what type it gives; null for an empty one, and until the checker is there. */
export function useChecked(formula: string, fields: Arriving): CheckedFormula | null {
  const check = useCheck(true);
  if (!check || formula.trim() === '') return null;
  return check.checkFormula(formula, fields ?? NO_FIELDS, { unknownFields: fields ? 'error' : 'any' });
}

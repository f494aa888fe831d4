import { useEffect, useState } from 'react';
import type { Field } from '../../../core/base/field.ts';
import type { CheckedFormula } from '../../../core/formula/check.ts';
import type { Arriving } from '../widget.ts';

type Check = typeof import('../../../core/formula/check.ts');
const NO_FIELDS: readonly Field[] = [];
let loading: Promise<Check> | null = null;
let loaded: Check | null = null;

/** The checker is loaded when the first formula is shown, not with the program. */
function loadCheck(): Promise<Check> {
  loading ??= import('../../../core/formula/check.ts').then((module) => {
    loaded = module;
    return module;
  });
  return loading;
}

/** What is wrong in a formula and what type it gives; null for an empty one, and until the checker is there. */
export function useChecked(formula: string, fields: Arriving): CheckedFormula | null {
  const [check, setCheck] = useState(() => loaded);
  useEffect(() => {
    if (!check) void loadCheck().then((module) => setCheck(() => module));
  }, [check]);
  if (!check || formula.trim() === '') return null;
  return check.checkFormula(formula, fields ?? NO_FIELDS, { unknownFields: fields ? 'error' : 'any' });
}

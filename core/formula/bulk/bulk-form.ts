import type { Field } from '../../base/field.ts';
import type { Batch } from '../../data/batch.ts';
import { type CheckOptions, checkFormula } from '../check.ts';
import { conditionForm } from './conditions.ts';
import type { Scope } from './forms.ts';
import { numberForm } from './numbers.ts';
import { type TextWriter, textForm } from './texts.ts';

/**
 * A formula for many records at once, on the columns themselves. It gives exactly what `evaluate` gives, or says of a record that it does not know:
 * then `evaluate` is to be asked. Made for what nearly all formulas are: arithmetic, comparisons, joined and cut texts.
 */
export type BulkForm =
  /** The results of the selected records, in their order; `NaN` where it does not know. */
  | { readonly kind: 'numbers'; compute(batch: Batch): Float64Array }
  /** 1 where it holds, 0 where it does not, 2 where it does not know. */
  | { readonly kind: 'conditions'; compute(batch: Batch): Uint8Array }
  | { readonly kind: 'texts'; open(batch: Batch): TextWriter };

/** The bulk form of a formula; `null` for a formula that has none or has mistakes. */
export function bulkForm(text: string, fields: readonly Field[], options: CheckOptions = {}): BulkForm | null {
  const checked = checkFormula(text, fields, options);
  if (checked.tree === null || checked.errors.length > 0) return null;
  const { tree, type } = checked;
  const scope: Scope = { ...checked, condition: (part) => conditionForm(part, scope) };
  if (type === 'integer' || type === 'number') {
    const compute = tree.kind === 'field' || tree.kind === 'literal' || isIf(tree) ? null : numberForm(tree, scope, 0);
    return compute && { kind: 'numbers', compute };
  }
  if (type === 'boolean') {
    const compute = isIf(tree) ? null : conditionForm(tree, scope);
    return compute && { kind: 'conditions', compute };
  }
  const open = type === 'text' && tree.kind !== 'field' && tree.kind !== 'literal' && !isIf(tree) ? textForm(tree, checked) : null;
  return open && { kind: 'texts', open };
}

/** What IF gives may be empty; in bulk, empty numbers are 0 and empty texts are texts. */
function isIf(tree: { kind: string; name?: string }): boolean {
  return tree.kind === 'call' && tree.name === 'IF';
}

import type { Batch } from '../../data/batch.ts';
import type { Facts } from '../compile-expression.ts';
import type { Expression } from '../tree.ts';

/** Numbers for the selected records in their order; `NaN` where only the plain form can tell. The array belongs to whoever asked for it. */
export type NumberForm = (batch: Batch) => Float64Array;

/** Conditions for the selected records in their order: 1 holds, 0 does not, `UNSURE` where only the plain form can tell. */
export type ConditionForm = (batch: Batch) => Uint8Array;

/** A condition that only the plain form can tell. */
export const UNSURE = 2;

/** What is known of the formula, and how conditions inside of numbers are made. */
export interface Scope extends Facts {
  condition(tree: Expression): ConditionForm | null;
}

import type { Value } from '../base/value.ts';
import type { FormulaEnv } from './library/computed.ts';

/** What can be asked of a field. Every test but the two about emptiness is false for an empty field; `not-…` tests are then true. */
export type ConditionOperator =
  | 'equals'
  | 'not-equals'
  | 'contains'
  | 'not-contains'
  | 'starts-with'
  | 'ends-with'
  | 'matches'
  | 'greater'
  | 'greater-or-equal'
  | 'less'
  | 'less-or-equal'
  | 'between'
  | 'one-of'
  | 'not-one-of'
  | 'is-empty'
  | 'is-not-empty'
  | 'is-true'
  | 'is-false'
  | 'before'
  | 'after';

/** One comparison, as stored in a node's settings. */
export interface ConditionShape {
  readonly field: string;
  readonly operator: ConditionOperator;
  readonly value: string;
  readonly values: readonly string[];
  readonly caseSensitive: boolean;
}

/** All, any or none of some comparisons, which may be groups themselves. */
export interface ConditionGroupShape {
  readonly match: 'all' | 'any' | 'none';
  readonly items: readonly (ConditionShape | ConditionGroupShape)[];
}

/** Tests one value. */
export type ValueTest = (value: Value, env: FormulaEnv) => boolean;

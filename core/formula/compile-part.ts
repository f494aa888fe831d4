import type { Value } from '../base/value.ts';
import type { Site } from './failure.ts';
import type { Closure } from './library/computed.ts';
import type { FormulaType } from './type-rules.ts';

/** A compiled part with what its surroundings must know of it. */
export interface Part {
  readonly closure: Closure;
  readonly type: FormulaType;
  readonly site: Site;
  /** The field's position where the part is nothing but a field. */
  readonly position?: number;
  /** The value where the part is a constant. */
  readonly constant?: Value;
}

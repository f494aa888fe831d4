import { Decimal as BaseDecimal } from 'decimal.js';
import type { Value } from '../../base/value.ts';

/** Decimals of the formula language: exact to 64 digits in sums and products, halves away from zero. */
export const Decimal = BaseDecimal.clone({ precision: 64, rounding: BaseDecimal.ROUND_HALF_UP, toExpNeg: -1000, toExpPos: 1000 });
/** An exact decimal number. */
export type Decimal = BaseDecimal;

/** What an expression gives while a formula runs: a value, or a decimal that becomes text when it leaves. */
export type Computed = Value | Decimal;

/** A number in any of the three forms. */
export type Numeric = number | bigint | Decimal;

/** What a formula may know of the run around it. Nothing else of the world is reachable from a formula. */
export interface FormulaEnv {
  /** The run's start, in milliseconds since 1970-01-01T00:00Z: what TODAY and NOW are taken from. */
  readonly now: number;
  /** The flow's IANA zone. */
  readonly zone: string;
  /** At least 0 and below 1; repeatable for the same run. */
  random(): number;
}

/** Reads a field of the current record by its position in `fieldsUsed`. A field the record does not have is null. */
export type FieldReader = (position: number) => Value;

/** A compiled expression. Throws a FormulaFailure when it has no result. */
export type Closure = (read: FieldReader, env: FormulaEnv) => Computed;

/** Whether a value is an exact decimal number. */
export const isDecimal = (value: Computed): value is Decimal => value instanceof Decimal;

/** Canonical text of a decimal: no exponent, no zeros at the end, no negative zero. */
export function decimalText(value: Decimal): string {
  return value.isZero() ? '0' : value.toFixed();
}

import type { Value } from '../../base/value.ts';
import { fail } from '../failure.ts';
import { add, compareNumbers, narrow } from './arithmetic.ts';
import { toNumeric } from './coerce.ts';
import { type Computed, Decimal, type Numeric } from './computed.ts';
import { type Implementations, integer } from './implementation.ts';

/** How a number with too many places is cut: to the nearest (halves away from zero), away from zero, or toward it. */
export type Rounding = 'nearest' | 'up' | 'down';

const MODES = { nearest: Decimal.ROUND_HALF_UP, up: Decimal.ROUND_UP, down: Decimal.ROUND_DOWN } as const;

/** Rounds to decimal places (negative: tens, hundreds …). Doubles are taken by their shortest text, so that 1.005 rounds to 1.01. */
export function roundTo(value: Numeric, places: number, rounding: Rounding): Numeric {
  if (Math.abs(places) > 100) fail('out-of-range', `A number can not be rounded to ${places} places.`);
  if (typeof value === 'number') {
    if (places >= 0 && Number.isInteger(value)) return value;
    const quick = quickRound(value, places, rounding);
    return quick ?? roundDecimal(new Decimal(value), places, rounding).toNumber();
  }
  if (typeof value === 'bigint') return places >= 0 ? value : narrow(BigInt(roundDecimal(new Decimal(value.toString()), places, rounding).toFixed()));
  return roundDecimal(value, places, rounding);
}

/** The common case without decimals: clear of a half by more than the error of the multiplication. */
function quickRound(value: number, places: number, rounding: Rounding): number | undefined {
  if (rounding !== 'nearest' || places < 0 || places > 9 || Math.abs(value) > 1e6) return undefined;
  const factor = 10 ** places;
  const scaled = Math.abs(value) * factor;
  const whole = Math.floor(scaled);
  if (Math.abs(scaled - whole - 0.5) < 1e-6) return undefined;
  const rounded = (scaled - whole > 0.5 ? whole + 1 : whole) / factor;
  return value < 0 ? 0 - rounded : rounded;
}

function roundDecimal(value: Decimal, places: number, rounding: Rounding): Decimal {
  if (places >= 0) return value.toDecimalPlaces(places, MODES[rounding]);
  const unit = new Decimal(10).pow(-places);
  return value.div(unit).toDecimalPlaces(0, MODES[rounding]).times(unit);
}

/** The numbers among values and the lists in them; empty ones are passed over, TRUE counts as 1, other values must read as numbers. */
export function numbersOf(values: readonly Computed[]): Numeric[] {
  const numbers: Numeric[] = [];
  for (const value of values) {
    if (Array.isArray(value)) numbers.push(...numbersOf(value as readonly Value[]));
    else if (value !== null && value !== '' && value !== undefined) numbers.push(toNumeric(value));
  }
  return numbers;
}

/** The sum of numbers, exact as long as all are whole or decimals. */
export function sumOf(numbers: readonly Numeric[]): Numeric {
  let sum: Numeric = 0;
  for (const number of numbers) sum = add(sum, number);
  return sum;
}

function extreme(values: readonly Computed[], sign: 1 | -1): Computed {
  let best: Numeric | undefined;
  for (const number of numbersOf(values)) if (best === undefined || compareNumbers(number, best) * sign > 0) best = number;
  return best ?? null;
}

/** Arithmetic beyond the operators. */
export const numberLibrary: Implementations = {
  plain: {
    ROUND: (args) => roundTo(args[0] as Numeric, integer(args, 1, 0), 'nearest'),
    ABS: ([value]) => (typeof value === 'number' ? Math.abs(value) : typeof value === 'bigint' ? (value < 0n ? -value : value) : (value as Decimal).abs()),
    SUM: (args) => sumOf(numbersOf(args)),
    MIN: (args) => extreme(args, -1),
    MAX: (args) => extreme(args, 1),
  },
};

import type { Value } from '../../base/value.ts';
import { fail } from '../failure.ts';
import { add, compareNumbers, divide, isZero, multiply, narrow, negate, power } from './arithmetic.ts';
import { asDecimal, toNumeric } from './coerce.ts';
import { type Computed, Decimal, type Numeric } from './computed.ts';
import { type Implementations, integer } from './implementation.ts';

/** How a number with too many places is cut: to the nearest (halves away from zero), away from zero, or toward it. */
type Rounding = 'nearest' | 'up' | 'down';

const [CEIL, FLOOR, HALF_UP] = [Decimal.ROUND_CEIL, Decimal.ROUND_FLOOR, Decimal.ROUND_HALF_UP] as const;
const MODES = { nearest: Decimal.ROUND_HALF_UP, up: Decimal.ROUND_UP, down: Decimal.ROUND_DOWN } as const;

/** Rounds to decimal places (negative: tens, hundreds …). Doubles are taken by their shortest text, so that 1.005 rounds to 1.01. */
export function roundTo(value: Numeric, places: number, rounding: Rounding): Numeric {
  if (Math.abs(places) > 100) fail('out-of-range', `A number cannot be rounded to ${places} places.`);
  if (typeof value === 'number') {
    if (places >= 0 && Number.isInteger(value)) return value;
    const quick = quickRound(value, places, rounding);
    return quick ?? roundDecimal(new Decimal(value), places, rounding).toNumber();
  }
  if (typeof value === 'bigint') return places >= 0 ? value : narrow(BigInt(roundDecimal(new Decimal(value.toString()), places, rounding).toFixed()));
  return roundDecimal(value, places, rounding);
}

/** Powers of ten; to work one out takes longer than all the rest of a rounding. */
const POWERS = [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9];

/**
 * The common case without decimals: clear of a half by more than the error of the multiplication, or a half that the double's shortest text shows
 * with one place more. `undefined` for anything else.
 */
export function quickRound(value: number, places: number, rounding: Rounding): number | undefined {
  const factor = POWERS[places];
  if (rounding !== 'nearest' || factor === undefined || Math.abs(value) > 1e6) return undefined;
  const size = Math.abs(value);
  const scaled = size * factor;
  let whole = Math.floor(scaled);
  if (Math.abs(scaled - whole - 0.5) < 1e-6) {
    const tenths = Math.round(scaled * 10);
    // Digits divided by a power of ten round right: up to fifteen of them are the shortest text of what comes out.
    if (tenths >= 1e15 || tenths / (factor * 10) !== size) return undefined;
    whole = Math.floor(tenths / 10) + (tenths % 10 >= 5 ? 1 : 0);
  } else if (scaled - whole > 0.5) whole++;
  return value < 0 ? 0 - whole / factor : whole / factor;
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

/** The next multiple of a step, exactly: halves of 0.05 are halves. */
function toMultiple(value: Numeric, step: Numeric, mode: 2 | 3 | 4): Numeric {
  if (isZero(step)) return 0;
  const unit = asDecimal(step).abs();
  const result = asDecimal(value).div(unit).toDecimalPlaces(0, mode).times(unit);
  return typeof value === 'object' || typeof step === 'object' ? result : narrowDecimal(result);
}

function modulo(value: Numeric, divisor: Numeric): Numeric {
  if (isZero(divisor)) return divide(value, divisor);
  if (typeof value === 'number' && typeof divisor === 'number' && Number.isInteger(value) && Number.isInteger(divisor))
    return value - divisor * Math.floor(value / divisor);
  const [a, b] = [asDecimal(value), asDecimal(divisor)];
  const rest = a.minus(b.times(a.div(b).floor()));
  return typeof value === 'object' || typeof divisor === 'object' ? rest : narrowDecimal(rest);
}

const narrowDecimal = (value: Decimal): number | bigint => (value.isInteger() ? narrow(BigInt(value.toFixed(0))) : value.toNumber());

const number = (args: readonly Computed[], index: number, otherwise: Numeric): Numeric => (args[index] as Numeric | undefined) ?? otherwise;

function randomBetween(low: number, high: number, random: number): number {
  return low <= high ? low + Math.floor(random * (high - low + 1)) : fail('out-of-range', 'RANDBETWEEN needs the lowest number first.');
}

/** Arithmetic beyond the operators. */
export const numberLibrary: Implementations = {
  plain: {
    ROUND: (args) => roundTo(number(args, 0, 0), integer(args, 1, 0), 'nearest'),
    ROUNDUP: (args) => roundTo(number(args, 0, 0), integer(args, 1, 0), 'up'),
    ROUNDDOWN: (args) => roundTo(number(args, 0, 0), integer(args, 1, 0), 'down'),
    TRUNC: (args) => roundTo(number(args, 0, 0), integer(args, 1, 0), 'down'),
    INT: (args) => toMultiple(number(args, 0, 0), 1, FLOOR),
    CEILING: (args) => toMultiple(number(args, 0, 0), number(args, 1, 1), CEIL),
    FLOOR: (args) => toMultiple(number(args, 0, 0), number(args, 1, 1), FLOOR),
    MROUND: (args) => toMultiple(number(args, 0, 0), number(args, 1, 1), HALF_UP),
    ABS: (args) => (compareNumbers(number(args, 0, 0), 0) < 0 ? negate(number(args, 0, 0)) : number(args, 0, 0)),
    SIGN: (args) => Math.sign(compareNumbers(number(args, 0, 0), 0)),
    MOD: (args) => modulo(number(args, 0, 0), number(args, 1, 0)),
    QUOTIENT: (args) => roundTo(divide(number(args, 0, 0), number(args, 1, 0)), 0, 'down'),
    POWER: (args) => power(number(args, 0, 0), number(args, 1, 0)),
    SUM: (args) => sumOf(numbersOf(args)),
    PRODUCT: (args) => numbersOf(args).reduce(multiply, 1),
    RAND: (_, env) => env.random(),
    RANDBETWEEN: (args, env) => randomBetween(integer(args, 0, 0), integer(args, 1, 0), env.random()),
  },
};

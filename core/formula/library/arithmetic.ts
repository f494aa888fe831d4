import { fail } from '../failure.ts';
import { asDecimal } from './coerce.ts';
import { Decimal, type Numeric } from './computed.ts';

const MAX_SAFE = Number.MAX_SAFE_INTEGER;
/** Two units in the last place of a double. */
const NOISE = 2 ** -51;

/**
 * A double without the noise of binary fractions: where it differs from a number with at most 9 decimal places (fewer for large ones) by no more than
 * the rounding error of one operation on numbers of size `scale`, it becomes that number. So 0.1 + 0.2 is 0.3 and 100.1 - 100 is 0.1.
 */
export function withoutNoise(value: number, scale: number): number {
  const size = Math.abs(value);
  const factor = size < 9e6 ? 1e9 : size < 9e9 ? 1e6 : 1e3;
  if (size > 9e12) return value;
  const rounded = Math.round(value * factor) / factor;
  return Math.abs(rounded - value) <= scale * NOISE ? rounded : value;
}

const isInexact = (value: number): boolean => !(value <= MAX_SAFE && value >= -MAX_SAFE);

function finite(value: number): number {
  return Number.isFinite(value) ? value : fail('number-too-large', 'The result is too large for a number.');
}

/** Sums and products of two numbers; whole results beyond 2^53 are exact. */
function addNumbers(a: number, b: number): number | bigint {
  const sum = a + b;
  if (isInexact(sum)) return Number.isSafeInteger(a) && Number.isSafeInteger(b) ? BigInt(a) + BigInt(b) : finite(sum);
  return Number.isInteger(sum) ? sum : withoutNoise(sum, Math.abs(a) + Math.abs(b));
}

function multiplyNumbers(a: number, b: number): number | bigint {
  const product = a * b;
  if (isInexact(product)) return Number.isSafeInteger(a) && Number.isSafeInteger(b) ? BigInt(a) * BigInt(b) : finite(product);
  return Number.isInteger(product) ? product : withoutNoise(product, Math.abs(product));
}

/** A bigint that has become small is a number again, so that results do not depend on the way there. */
export function narrow(value: bigint): number | bigint {
  return value <= MAX_SAFE && value >= -MAX_SAFE ? Number(value) : value;
}

const wholeOf = (value: number | bigint): bigint | undefined => (typeof value === 'bigint' ? value : Number.isSafeInteger(value) ? BigInt(value) : undefined);

type Exact = (a: bigint, b: bigint) => bigint;

/** Two numbers of which one at least is no double. A whole one with a fraction is computed in doubles, a decimal with anything exactly. */
function mixed(a: Numeric, b: Numeric, whole: Exact, double: (a: number, b: number) => number | bigint, decimal: (a: Decimal, b: Decimal) => Decimal): Numeric {
  if (typeof a === 'object' || typeof b === 'object') return decimal(asDecimal(a), asDecimal(b));
  const [left, right] = [wholeOf(a), wholeOf(b)];
  return left !== undefined && right !== undefined ? narrow(whole(left, right)) : double(Number(a), Number(b));
}

/** a + b. */
export function add(a: Numeric, b: Numeric): Numeric {
  if (typeof a === 'number' && typeof b === 'number') return addNumbers(a, b);
  return mixed(
    a,
    b,
    (x, y) => x + y,
    addNumbers,
    (x, y) => x.plus(y),
  );
}

/** a - b. */
export function subtract(a: Numeric, b: Numeric): Numeric {
  if (typeof a === 'number' && typeof b === 'number') return addNumbers(a, -b);
  return mixed(
    a,
    b,
    (x, y) => x - y,
    (x, y) => addNumbers(x, -y),
    (x, y) => x.minus(y),
  );
}

/** a * b. */
export function multiply(a: Numeric, b: Numeric): Numeric {
  if (typeof a === 'number' && typeof b === 'number') return multiplyNumbers(a, b);
  return mixed(
    a,
    b,
    (x, y) => x * y,
    multiplyNumbers,
    (x, y) => x.times(y),
  );
}

/** a / b. Decimals give at most 28 digits; dividing by zero fails. */
export function divide(a: Numeric, b: Numeric): Numeric {
  if (isZero(b)) return fail('division-by-zero', 'Something is divided by zero.', { hint: 'Use IF or IFERROR for records where the divisor is 0 or empty.' });
  if (typeof a === 'object' || typeof b === 'object') return asDecimal(a).div(asDecimal(b)).toSignificantDigits(28);
  if (typeof a === 'bigint' && typeof b === 'bigint' && a % b === 0n) return narrow(a / b);
  const quotient = finite(Number(a) / Number(b));
  return Number.isInteger(quotient) ? quotient : withoutNoise(quotient, Math.abs(quotient));
}

/** a to the power of b. */
export function power(a: Numeric, b: Numeric): Numeric {
  if (typeof a === 'object' && Number.isInteger(Number(b)) && Math.abs(Number(b)) <= 100) {
    if (a.isZero() && Number(b) < 0) return fail('division-by-zero', '0 has no negative power.');
    const result = new Decimal(a).pow(Number(b));
    return Math.abs(result.e) <= 100 ? result : fail('number-too-large', 'The result is too large for a number.');
  }
  const [base, exponent] = [Number(a), Number(b)];
  if (base === 0 && exponent < 0) return fail('division-by-zero', '0 has no negative power.');
  const result = base ** exponent;
  if (Number.isNaN(result)) return fail('number-impossible', 'A negative number has no such power.');
  return Number.isInteger(result) ? finite(result) : withoutNoise(finite(result), Math.abs(result));
}

/** -a. */
export function negate(a: Numeric): Numeric {
  if (typeof a === 'number') return 0 - a;
  return typeof a === 'bigint' ? narrow(-a) : a.negated();
}

/** Whether a number is 0 in any of its forms. */
export function isZero(value: Numeric): boolean {
  return typeof value === 'object' ? value.isZero() : Number(value) === 0;
}

/** Less than 0, 0 or more than 0, exactly across the three forms. */
export function compareNumbers(a: Numeric, b: Numeric): number {
  if (typeof a === 'object' || typeof b === 'object') return asDecimal(a).cmp(asDecimal(b));
  return a < b ? -1 : a > b ? 1 : 0;
}

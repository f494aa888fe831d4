import { fail } from '../failure.ts';
import { narrow } from './arithmetic.ts';
import { type Computed, isDecimal, type Numeric } from './computed.ts';
import type { Implementations } from './implementation.ts';

/** The whole part of an argument, exactly. */
function wholeOf(value: Computed | undefined): bigint {
  const numeric = (value ?? 0) as Numeric;
  if (typeof numeric === 'bigint') return numeric;
  if (typeof numeric === 'number' && !Number.isFinite(numeric)) return fail('number-impossible', 'This is not a number that can be calculated with.');
  return BigInt(isDecimal(numeric) ? numeric.trunc().toFixed(0) : Math.trunc(numeric));
}

const size = (value: bigint): bigint => (value < 0n ? -value : value);

function commonDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [size(a), size(b)];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

function inRange(name: string, value: bigint, most: bigint): number {
  return value >= 0n && value <= most
    ? Number(value)
    : fail('out-of-range', `${name} works with whole numbers from 0 to ${most}.`, { value: value.toString().slice(0, 60) });
}

/** 1 · 2 · 3 … `count` times, beginning with `first`. */
function risingProduct(first: number, count: number): bigint {
  let product = 1n;
  for (let i = 0; i < count; i++) product *= BigInt(first + i);
  return product;
}

/** Whole numbers to the last digit, with limits that keep every call short. */
export const wholeNumberLibrary: Implementations = {
  plain: {
    GCD: (args) => narrow(args.map(wholeOf).reduce(commonDivisor, 0n)),
    LCM: (args) => {
      const numbers = args.map(wholeOf);
      return narrow(numbers.includes(0n) ? 0n : numbers.reduce((a, b) => size(a * b) / commonDivisor(a, b), 1n));
    },
    FACT: (args) => narrow(risingProduct(1, inRange('FACT', wholeOf(args[0]), 170n))),
    COMBIN: (args) => {
      const number = inRange('COMBIN', wholeOf(args[0]), 1000n);
      const chosen = inRange('COMBIN', wholeOf(args[1]), BigInt(number));
      return narrow(risingProduct(number - chosen + 1, chosen) / risingProduct(1, chosen));
    },
  },
};

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Decimal } from './computed.ts';
import { quickRound, roundTo } from './numbers.ts';

/** The text of a double decides, to the last digit. */
const exact = (value: number, places: number) => new Decimal(value).toDecimalPlaces(places).toNumber() + 0;

test('rounding without decimals is rounding with them', () => {
  const half = fc.tuple(fc.integer({ min: -1e9, max: 1e9 }), fc.nat(6)).map(([digits, places]) => (digits * 10 + 5) / 10 ** (places + 1));
  const near = half.chain((value) => fc.constantFrom(value, value * (1 + 2 ** -52), value * (1 - 2 ** -53), value + 1e-7, value - 1e-9));
  fc.assert(
    fc.property(fc.oneof(near, fc.double({ noNaN: true, min: -1e7, max: 1e7 })), fc.nat(9), (value, places) => {
      expect((roundTo(value, places, 'nearest') as number) + 0).toBe(exact(value, places));
    }),
    { numRuns: 3000 },
  );
});

test('halves of amounts need no decimals', () => {
  for (const [value, rounded] of [
    [1.005, 1.01],
    [2.675, 2.68],
    [-1.005, -1.01],
    [0.125, 0.13],
    [123456.785, 123456.79],
  ] as const)
    expect(quickRound(value, 2, 'nearest')).toBe(rounded);
  expect(quickRound(1.00499999999, 2, 'nearest')).toBeUndefined();
});

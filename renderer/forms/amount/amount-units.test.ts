import { expect, test } from 'vitest';
import { DURATION_UNITS, readAmount, SIZE_UNITS, unitFor } from './amount-units.ts';

const seconds = DURATION_UNITS[1] ?? { name: 's', factor: 1 };
const mega = SIZE_UNITS[2] ?? { name: 'MB', factor: 1 };

test.each([
  ['90', 90_000],
  ['1.5 h', 5_400_000],
  ['1,5h', 5_400_000],
  ['2 min 30 s', 150_000],
  ['2min30s', 150_000],
  ['10 seconds', 10_000],
  ['3 mins', 180_000],
  ['250 ms', 250],
  ['1 day', 86_400_000],
  ['0', 0],
  ['', undefined],
  ['soon', undefined],
  ['5 parsecs', undefined],
  ['-1', undefined],
  ['5 s later', undefined],
])('%s', (text, expected) => expect(readAmount(text, DURATION_UNITS, seconds)).toBe(expected));

test('sizes', () => {
  expect(['10', '10MB', '1.5 GB', '512 bytes', '1 byte', '3 h'].map((text) => readAmount(text, SIZE_UNITS, mega))).toEqual([
    10e6,
    10e6,
    1.5e9,
    512,
    1,
    undefined,
  ]);
});

test('an amount is shown in the largest unit that holds it shortly', () => {
  expect([0, 250, 1_000, 1_500, 90_000, 60_000, 5_400_000, 86_400_000, 61_001].map((amount) => unitFor(amount, DURATION_UNITS).name)).toEqual([
    's',
    'ms',
    's',
    's',
    'min',
    'min',
    'h',
    'days',
    'ms',
  ]);
});

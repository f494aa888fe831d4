import { expect, it } from 'vitest';
import { decimalsOf, isSafeWithin, isWholeWithin } from './exact-numbers.ts';

it('counts the digits behind the point, however the number is written', () => {
  const cases = { '0': 0, '12': 0, '1.50': 1, '1.00': 0, '-0.01': 2, ' 7.250 ': 2, '.5': 1, '5.': 0, '12e-3': 3, '1.5e1': 0, '1.25E-2': 4, '100e2': -2 };
  for (const [text, digits] of Object.entries(cases)) expect(decimalsOf(text), text).toBe(digits);
  expect(decimalsOf('12345678901234567890.12345678901')).toBe(11);
});

it('knows the reach of whole numbers to the last one', () => {
  const [least, most] = [-(2n ** 31n), 2n ** 31n - 1n];
  for (const [text, within] of [
    ['2147483647', true],
    ['2147483648', false],
    ['-2147483648', true],
    ['-2147483649', false],
    ['+7', true],
    ['99999999999999999999', false],
  ] as const)
    expect(isWholeWithin(text, least, most), text).toBe(within);
  expect(isWholeWithin('9223372036854775807', -(2n ** 63n), 2n ** 63n - 1n)).toBe(true);
  expect(isWholeWithin('9223372036854775808', -(2n ** 63n), 2n ** 63n - 1n)).toBe(false);
  expect([isSafeWithin(5, 0, 5), isSafeWithin(6, 0, 5), isSafeWithin(1.5, 0, 5), isSafeWithin(2 ** 53, 0, 2 ** 60)]).toEqual([true, false, false, false]);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { numberInText } from './coerce.ts';

const SHAPE = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,4})?$/;

/** By JavaScript's own reading of numbers. */
function plainly(text: string): number | bigint | undefined {
  const trimmed = text.trim();
  if (!SHAPE.test(trimmed)) return undefined;
  const value = Number(trimmed);
  if (Number.isSafeInteger(value)) return value;
  if (/^[+-]?\d+$/.test(trimmed)) return BigInt(trimmed);
  return Number.isFinite(value) ? value : undefined;
}

test('short texts of digits are read as JavaScript reads them', () => {
  const character = fc.constantFrom(...'0123456789.-+e ');
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: character, maxLength: 18 }), fc.double({ noNaN: true, noDefaultInfinity: true }).map(String)), (text) => {
      expect(numberInText(text)).toEqual(plainly(text));
    }),
    { numRuns: 3000 },
  );
  for (const text of ['', '.', '-', '-.', '-0', '0.', '.5', '-.5', '007', '0.1', '511.615', '999999999999999', '1e3', ' 1 ', '+1'])
    expect(numberInText(text)).toEqual(plainly(text));
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Field } from '../base/field.ts';
import type { Value } from '../base/value.ts';
import { compileFormula, isFailure } from './compile.ts';

const env = { now: Date.UTC(2026, 10, 20, 8, 30), zone: 'Europe/Berlin', random: () => 0.25 };

/** Runs a formula on one record whose fields are all declared with these types. */
function run(text: string, record: Record<string, Value> = {}, types: Record<string, Field['type']> = {}): unknown {
  const fields = Object.keys(record).map((name): Field => ({ name, type: types[name] ?? 'text' }));
  const formula = compileFormula(text, fields);
  if (!formula.ok) throw new Error(formula.errors.map(({ message }) => message).join(' '));
  const result = formula.evaluate((position) => record[formula.fieldsUsed[position] ?? ''] ?? null, env);
  return isFailure(result) ? `${result.code}: ${result.message}` : result;
}

test.each([
  ['=IF([Status]="A", UPPER(TRIM([Last name])), "")', { Status: 'a', 'Last name': ' x  y ' }, 'X Y'],
  ['0.1+0.2', {}, 0.3],
  ['100.1-100', {}, 0.1],
  ['9007199254740991 + 1', {}, 9007199254740992n],
  ['9007199254740993 * 1 = 9007199254740993', {}, true],
  ['[a]*2', { a: '12' }, 24],
  ['[a]*2', { a: '' }, 0],
  ['[a]*2', { a: 'abc' }, 'not-a-number: "abc" in field a is not a number.'],
  ['-2^2', {}, 4],
  ['2^3^2', {}, 64],
  ['50%', {}, 0.5],
  ['[a] > 9', { a: '10' }, true],
  ['[a] > 9', { a: '' }, false],
  ['[a] = "007"', { a: '7' }, false],
  ['1/0', {}, 'division-by-zero: Something is divided by zero.'],
  ['[__proto__] & "x"', JSON.parse('{"__proto__":"p"}'), 'px'],
])('%s with %j is %s', (text, record, expected) => {
  expect(run(text, record as Record<string, Value>)).toEqual(expected);
});

test('decimals stay exact and leave as canonical text', () => {
  expect(run('[price] * 3', { price: '0.10' }, { price: 'decimal' })).toBe('0.3');
  expect(run('ROUND([price] * 1.19, 2)', { price: '12345678901234567890.05' }, { price: 'decimal' })).toBe('14691357892469135789.16');
});

test('paths lead into nested values', () => {
  const order = { order: { lines: [{ sku: 'A' }, { sku: 'B' }] } };
  expect(run('[order.lines[1].sku]', order, { order: 'object' })).toBe('B');
  expect(run('[order.lines.sku]', order, { order: 'object' })).toEqual(['A', 'B']);
  expect(run('[order.nothing.here]', order, { order: 'object' })).toBeNull();
});

test.each([
  ['a whole number beyond 2^53', '[a] + 1', '9007199254740993', 9007199254740994n],
  ['a small result of large ones', '[a] - 9007199254740993', '9007199254740994', 1],
  ['blanks around a number', '[a] + 1', ' 2 ', 3],
  ['an exponent', '[a] + 1', '1e3', 1001],
  ['TRUE', '[a] + 1', true, 2],
  ['NULL', '[a] + 1', null, 1],
  ['a thousands separator', '[a] + 1', '1,234', 'not-a-number: "1,234" in field a is not a number.'],
  ['the field inside a function', 'UPPER([a]) * 2', 'x', 'not-a-number: "X" in field a is not a number.'],
  ['a number too large', '[a] * 10', 1e308, 'number-too-large: The result is too large for a number.'],
  ['a condition that is none', 'IF([a], 1, 2)', 'maybe', 'not-a-condition: "maybe" in field a is not TRUE or FALSE.'],
  ['true in text', 'IF([a], 1, 2)', 'true', 1],
  ['a comparison with a number', '[a] > 5', 'n/a', 'not-comparable: "n/a" in field a is not a number.'],
  ['an error that is caught', 'IFERROR([a] * 2, "?")', 'x', '?'],
  ['only what is needed is computed', 'IF([a] = "x", 1, 1 / 0)', 'x', 1],
  ['text beside a number', '[a] = 7', '7.0', true],
  ['empty is not 0', '[a] = 0', '', false],
  ['empty is empty', '[a] = ""', null, true],
  ['empty is not smaller', '[a] < 5', null, false],
])('%s: %s with %s', (_, text, value, expected) => {
  expect(run(text, { a: value })).toEqual(expected);
});

test('sums and products of whole numbers are those of big integers', () => {
  const whole = fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n });
  fc.assert(
    fc.property(whole, whole, fc.constantFrom('+', '-', '*'), (a, b, sign) => {
      const expected = sign === '+' ? a + b : sign === '-' ? a - b : a * b;
      expect(BigInt(run(`[a] ${sign} [b]`, { a: String(a), b: String(b) }) as number | bigint)).toBe(expected);
    }),
  );
});

test('fractions of an analyst come out without binary noise', () => {
  const cents = fc.integer({ min: -1_000_000, max: 1_000_000 });
  fc.assert(
    fc.property(cents, cents, (a, b) => {
      expect(run('[a] + [b]', { a: a / 100, b: b / 100 }, { a: 'number', b: 'number' })).toBe((a + b) / 100 || 0);
      expect(run('[a] - [b]', { a: a / 100, b: b / 100 }, { a: 'number', b: 'number' })).toBe((a - b) / 100 || 0);
      expect(run('ROUND([a], 1)', { a: a / 100 }, { a: 'number' })).toBe((Math.sign(a) * Math.floor((Math.abs(a) + 5) / 10)) / 10 || 0);
    }),
  );
});

test('decimals are exact and canonical', () => {
  const cents = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n });
  const written = (value: bigint, places: number) => {
    const digits = String(value < 0n ? -value : value).padStart(places + 1, '0');
    const text = `${digits.slice(0, -places)}.${digits.slice(-places)}`.replace(/\.?0+$/, '');
    return `${value < 0n ? '-' : ''}${text}`;
  };
  fc.assert(
    fc.property(cents, cents, (a, b) => {
      const record = { a: written(a, 2), b: written(b, 2) };
      expect(run('[a] + [b]', record, { a: 'decimal', b: 'decimal' })).toBe(written(a + b, 2));
      expect(run('[a] * [b]', record, { a: 'decimal', b: 'decimal' })).toBe(written(a * b, 4));
      expect(run('[a] > [b]', record, { a: 'decimal', b: 'decimal' })).toBe(a > b);
    }),
  );
  expect(run('IF([a] > 1, [a], 0.5)', { a: '12.50' }, { a: 'decimal' })).toBe('12.50');
  expect(run('IF([a] > 100, [a], 0.5)', { a: '12.50' }, { a: 'decimal' })).toBe('0.5');
  expect(run('[a] / 3', { a: '1' }, { a: 'decimal' })).toBe('0.3333333333333333333333333333');
});

test('dates are counted and compared as dates', () => {
  const record = { born: '2026-01-31', seen: '2026-01-31T23:30:00Z', none: '', text: '2026-02-01' };
  const types = { born: 'date', seen: 'datetime', none: 'date' } as const;
  const of = (text: string) => run(text, record, types);
  expect(of('[born] + 1')).toBe('2026-02-01');
  expect(of('1 + [born]')).toBe('2026-02-01');
  expect(of('[born] - 31')).toBe('2025-12-31');
  expect(of('DATEVALUE([text]) - [born]')).toBe(1);
  expect(of('[seen] + 0.5')).toBe('2026-02-01T11:30:00Z');
  expect(of('[born] < [text]')).toBe(true);
  expect(of('[born] = "2026-01-31"')).toBe(true);
  expect(of('[seen] > "2026-02-01"')).toBe(true);
  expect(of('HOUR([seen])')).toBe(0);
  expect(of('[none] + 1')).toBeNull();
  expect(of('[born] > [none]')).toBe(false);
  expect(of('YEAR([none])')).toBeNull();
  expect(of('[text] + 1')).toBe('not-a-number: "2026-02-01" in field text is not a number.');
  expect(of('YEAR("31.01.2026")')).toBe('not-a-date: "31.01.2026" is not a date such as 2026-01-31.');
});

test('a formula with errors is not compiled', () => {
  expect(compileFormula('[x] + ', [])).toMatchObject({ ok: false, errors: [{ code: 'field-unknown' }, { code: 'value-missing' }] });
});

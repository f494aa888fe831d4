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
  ['[a]*2', { a: 'abc' }, 'not-a-number: “abc” in field a is not a number.'],
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

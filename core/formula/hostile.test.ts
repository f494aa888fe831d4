import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Value } from '../base/value.ts';
import { compileFormula, isFailure } from './compile.ts';
import { arityOf } from './functions/function-spec.ts';
import { functionTable } from './functions/table.ts';

const env = { now: 0, zone: 'UTC', random: () => 0.5 };
const names = ['a', 'b', 'c', 'd', 'e', 'f'];

/** Values at the limits of every kind. */
const value: fc.Arbitrary<Value> = fc.oneof(
  fc.constantFrom<Value[]>(
    null,
    '',
    true,
    0,
    -1,
    0.5,
    1e9,
    -1e9,
    1e15,
    1e300,
    123456789012345678901234567890n,
    '9'.repeat(390),
    '1e300',
    '1e400',
    'x'.repeat(1000),
  ),
  fc.constantFrom<Value[]>(
    '0001-01-01',
    '9999-12-31',
    '2026-02-30',
    '2026-01-31T23:59:59Z',
    '12:30',
    [1, 2, 3],
    [],
    [null, 'x', [1]],
    { a: 1 },
    '{"a":[1]}',
    '(a+)+$',
    '%',
    'dd',
  ),
  fc.double(),
  fc.string(),
);

test.each(functionTable.map((spec) => [spec.name, spec] as const))('%s answers quickly and never throws, whatever the values are', (name, spec) => {
  const { min, max } = arityOf(spec);
  const count = fc.integer({ min, max: Math.min(max, names.length) }).filter((n) => name !== 'IFS' || n % 2 === 0);
  fc.assert(
    fc.property(count, fc.array(value, { minLength: 6, maxLength: 6 }), (used, values) => {
      const formula = compileFormula(
        `${name}(${names.slice(0, used).map((field) => `[${field}]`)})`,
        names.map((field) => ({ name: field, type: 'any' })),
      );
      if (!formula.ok) throw new Error(formula.errors.map(({ message }) => message).join());
      const start = process.cpuUsage();
      const result = formula.evaluate((position) => values[position] ?? null, env);
      const { user, system } = process.cpuUsage(start);
      expect((user + system) / 1_000, 'ms of work').toBeLessThan(1000);
      if (isFailure(result)) expect(result.message).not.toBe('');
      else expect(typeof result === 'number' ? Number.isFinite(result) : result !== undefined).toBe(true);
    }),
    { numRuns: 60 },
  );
});

test('operators never throw, whatever the values are', () => {
  const operator = fc.constantFrom('=', '<>', '<', '<=', '>', '>=', '&', '+', '-', '*', '/', '^');
  const type = fc.constantFrom('any', 'text', 'integer', 'number', 'decimal', 'date', 'datetime', 'boolean');
  fc.assert(
    fc.property(operator, type, type, value, value, (sign, left, right, a, b) => {
      const formula = compileFormula(`[a] ${sign} [b]`, [
        { name: 'a', type: left },
        { name: 'b', type: right },
      ]);
      if (!formula.ok) return;
      const values = formula.fieldsUsed.map((field) => (field === 'a' ? a : b));
      const result = formula.evaluate((position) => values[position] ?? null, env);
      if (!isFailure(result)) expect(typeof result === 'number' ? Number.isFinite(result) : result !== undefined).toBe(true);
    }),
    { numRuns: 3000 },
  );
});

test('values nested very deeply fail instead of ending the run', () => {
  let deep: Value = 1;
  for (let i = 0; i < 100_000; i++) deep = [deep];
  const formula = compileFormula('JSON.TEXT([a])', [{ name: 'a', type: 'any' }]);
  if (!formula.ok) throw new Error('did not compile');
  expect(formula.evaluate(() => deep, env)).toMatchObject({ code: 'value-too-large' });
});

import { expect, test } from 'vitest';
import { compileFormula, isFailure } from '../compile.ts';
import { toText } from '../library/coerce.ts';
import { perCallFunctions, plainFunctions, specialFunctions } from '../library/library.ts';
import { functionTable } from './table.ts';

const env = { now: Date.UTC(2026, 10, 20, 8, 30), zone: 'Europe/Berlin', random: () => 0.25 };

test.each(functionTable.flatMap(({ name, examples }) => examples.map(({ formula, result }) => [name, formula, result] as const)))(
  '%s: %s gives %s',
  (name, text, expected) => {
    expect(text).toContain(`${name}(`);
    const formula = compileFormula(text, []);
    if (!formula.ok) throw new Error(formula.errors.map(({ message }) => message).join(' '));
    const result = formula.evaluate(() => null, env);
    expect(isFailure(result) ? result.message : toText(result)).toBe(expected);
  },
);

test('every function of the table works, and nothing else does', () => {
  const built = [...plainFunctions.keys(), ...specialFunctions.keys(), ...perCallFunctions.keys()].sort();
  expect(built).toEqual(functionTable.map(({ name }) => name).sort());
});

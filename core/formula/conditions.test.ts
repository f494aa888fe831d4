import { expect, test } from 'vitest';
import type { FieldType } from '../base/field.ts';
import type { Value } from '../base/value.ts';
import type { ConditionOperator, ConditionShape } from './condition-shape.ts';
import { compileConditions } from './conditions.ts';
import { isFailure } from './failure.ts';

const env = { now: 0, zone: 'Europe/Berlin', random: () => 0 };

/** Whether one comparison holds for a value; the code of the failure if it has no answer. */
function holds(
  value: Value,
  operator: ConditionOperator,
  wanted: string | string[],
  options: { type?: FieldType; caseSensitive?: boolean } = {},
): boolean | string {
  const values = typeof wanted === 'string' ? [] : wanted;
  const condition: ConditionShape = {
    field: 'f',
    operator,
    value: typeof wanted === 'string' ? wanted : '',
    values,
    caseSensitive: options.caseSensitive ?? false,
  };
  const compiled = compileConditions({ match: 'all', items: [condition] }, [{ name: 'f', type: options.type ?? 'text' }]);
  if (!compiled.ok) return compiled.problems.map(({ code }) => code).join();
  const result = compiled.test(() => value, env);
  return isFailure(result) ? result.code : result;
}

test.each<[Value, ConditionOperator, string | string[], boolean | string]>([
  ['active', 'equals', 'Active', true],
  ['1000.0', 'equals', '1000', true],
  ['007', 'equals', '7', false],
  ['007', 'equals', '007', true],
  [7, 'equals', '7.0', true],
  [9007199254740993n, 'equals', '9007199254740992', false],
  [true, 'equals', 'TRUE', true],
  ['', 'equals', '', true],
  [null, 'equals', '', true],
  ['', 'equals', '0', false],
  ['a', 'not-equals', 'b', true],
  ['', 'not-equals', 'b', true],
  ['2026-01-31T00:00:00', 'equals', '2026-01-31', true],
  ['Hamburg', 'contains', 'BURG', true],
  ['Hamburg', 'not-contains', 'x', true],
  ['Hamburg', 'starts-with', 'ham', true],
  ['Hamburg', 'ends-with', 'burg', true],
  ['AB-12', 'matches', '^[a-z]+-\\d+$', true],
  ['x', 'matches', '(', 'pattern-unusable'],
  ['10', 'greater', '9', true],
  ['9', 'greater', '10', false],
  ['', 'less', '10', false],
  ['n/a', 'greater', '9', 'not-a-number'],
  ['b', 'greater', 'a', true],
  ['10', 'greater-or-equal', '10.0', true],
  ['10', 'less-or-equal', '9.5', false],
  ['12345678901234567890.02', 'greater', '12345678901234567890.01', true],
  ['5', 'between', ['1', '10'], true],
  ['11', 'between', ['1', '10'], false],
  ['5', 'between', ['1'], 'value-missing'],
  ['b', 'one-of', ['A', 'B'], true],
  ['c', 'not-one-of', ['A', 'B'], true],
  ['2.0', 'one-of', ['1', '2'], true],
  ['', 'is-empty', '', true],
  [null, 'is-empty', '', true],
  [0, 'is-not-empty', '', true],
  ['true', 'is-true', '', true],
  ['', 'is-true', '', false],
  ['', 'is-false', '', false],
  ['0', 'is-false', '', true],
  ['maybe', 'is-true', '', 'not-a-condition'],
  ['2026-01-30', 'before', '2026-01-31', true],
  ['2026-01-31T23:30:00Z', 'after', '2026-02-01', true],
  ['31.01.2026', 'before', '2026-02-01', 'not-a-date'],
  ['2026-01-30', 'before', 'yesterday', 'not-a-date'],
])('%s %s %j is %s', (value, operator, wanted, expected) => {
  expect(holds(value, operator, wanted)).toBe(expected);
});

test('capitals count where it is asked for', () => {
  expect(holds('active', 'equals', 'Active', { caseSensitive: true })).toBe(false);
  expect(holds('Hamburg', 'contains', 'BURG', { caseSensitive: true })).toBe(false);
});

test('a typed field asks for a value of its type', () => {
  expect(holds(1, 'greater', 'x', { type: 'integer' })).toBe('not-a-number');
  expect(holds('2026-01-01', 'greater', '1', { type: 'date' })).toBe('not-a-date');
});

test('groups join with all and any, and an empty group holds', () => {
  const one = (field: string, value: string): ConditionShape => ({ field, operator: 'equals', value, values: [], caseSensitive: false });
  const compiled = compileConditions(
    { match: 'all', items: [one('a', '1'), { match: 'any', items: [one('b', '2'), one('c.d', '3')] }, { match: 'any', items: [] }] },
    [
      { name: 'a', type: 'text' },
      { name: 'c', type: 'object' },
    ],
  );
  if (!compiled.ok) throw new Error('did not compile');
  expect(compiled.fieldsUsed).toEqual(['a', 'b', 'c']);
  const test = (...values: Value[]) => compiled.test((position) => values[position] ?? null, env);
  expect(test('1', 'x', { d: '3' })).toBe(true);
  expect(test('1', 'x', { d: '4' })).toBe(false);
  expect(test('2', '2', null)).toBe(false);
  const none = compileConditions({ match: 'none', items: [one('a', '1'), one('b', '2')] }, []);
  if (!none.ok) throw new Error('did not compile');
  const holdsNot = (...values: Value[]) => none.test((position) => values[position] ?? null, env);
  expect([holdsNot('1', '3'), holdsNot('3', '2'), holdsNot('3', '3')]).toEqual([false, false, true]);
  const single = compileConditions({ match: 'none', items: [one('a', '1')] }, []);
  expect(single.ok && single.test(() => '1', env)).toBe(false);
});

test('problems say which comparison they are about', () => {
  const broken: ConditionShape = { field: 'a', operator: 'matches', value: '[', values: [], caseSensitive: false };
  const compiled = compileConditions({ match: 'all', items: [{ match: 'any', items: [broken] }] }, []);
  expect(compiled).toMatchObject({ ok: false, problems: [{ path: 'items.0.items.0', code: 'pattern-unusable' }] });
});

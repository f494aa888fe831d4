import { describe, expect, test } from 'vitest';
import { checkConditions, conditionFields, renameInConditions } from './check-conditions.ts';
import { describeConditions, OPERATOR_WORDS } from './describe-conditions.ts';
import { type Condition, type ConditionGroup, conditionSchema, operatorSchema } from './shapes.ts';

const one = (given: Partial<Condition>): Condition => conditionSchema.parse({ field: 'Status', operator: 'equals', value: 'Active', ...given });
const all = (...items: ConditionGroup['items']): ConditionGroup => ({ match: 'all', items });
const none = (...items: ConditionGroup['items']): ConditionGroup => ({ match: 'none', items });
const any = (...items: ConditionGroup['items']): ConditionGroup => ({ match: 'any', items });

describe('conditions in words', () => {
  test.each([
    [all(), ''],
    [all(one({})), 'Status is Active'],
    [
      all(one({}), any(one({ field: 'Hours', operator: 'greater-or-equal', value: '10' }), one({ field: 'Site', operator: 'is-empty' }))),
      'Status is Active and (Hours is at least 10 or Site is empty)',
    ],
    [any(all(one({})), one({ operator: 'between', values: ['1', '2'] })), 'Status is Active or Status is between 1 and 2'],
    [all(one({ operator: 'one-of', values: ['A', 'B'] })), 'Status is one of A, B'],
    [all(one({ field: '', value: '' })), '… is …'],
    [all(any()), ''],
    [none(one({}), one({ operator: 'is-empty' })), 'not (Status is Active or Status is empty)'],
    [all(one({}), none(one({ field: 'Hours', operator: 'is-empty' }))), 'Status is Active and not (Hours is empty)'],
    [none(), ''],
  ])('%#', (group, words) => {
    expect(describeConditions(group)).toBe(words);
  });

  test('every operator has words', () => {
    expect(Object.keys(OPERATOR_WORDS).sort()).toEqual([...operatorSchema.options].sort());
  });
});

describe('what is missing or wrong', () => {
  const fields = [
    { name: 'Status', type: 'text' as const },
    { name: 'Hours', type: 'decimal' as const },
  ];
  const problems = (condition: Condition) => checkConditions(all(one({}), all(condition)), 'conditions', fields).map(({ field, code }) => `${code} ${field}`);
  test.each([
    [one({ field: '' }), 'missing-setting conditions.items.1.items.0.field'],
    [one({ value: '' }), 'missing-setting conditions.items.1.items.0.value'],
    [one({ operator: 'between', values: ['1'] }), 'missing-setting conditions.items.1.items.0.values'],
    [one({ operator: 'one-of', values: [] }), 'missing-setting conditions.items.1.items.0.values'],
    [one({ operator: 'matches', value: '(' }), 'wrong-setting conditions.items.1.items.0.value'],
    [one({ field: 'Hours', operator: 'greater', value: 'ten' }), 'wrong-setting conditions.items.1.items.0.value'],
    [one({ operator: 'before', value: '20.11.2026' }), 'wrong-setting conditions.items.1.items.0.value'],
  ])('%#', (condition, problem) => {
    expect(problems(condition)).toEqual([problem]);
  });

  test('a group without conditions is told, for it would hold for every record', () => {
    expect(checkConditions(any(one({}), all()), 'conditions', fields).map(({ field, code }) => `${code} ${field}`)).toEqual([
      'missing-setting conditions.items.1',
    ]);
  });

  test('sound ones pass', () => {
    for (const sound of [
      one({ operator: 'is-empty', value: '' }),
      one({ field: 'Hours', operator: 'greater', value: '-1.5' }),
      one({ operator: 'after', value: '2026-11-20' }),
    ])
      expect(problems(sound)).toEqual([]);
  });
});

test('fields are found and renamed at any depth', () => {
  const group = all(one({}), any(one({ field: 'Hours' }), all(one({}))));
  expect(conditionFields(group, 'c')).toEqual([
    { field: 'Status', setting: 'c.items.0.field' },
    { field: 'Hours', setting: 'c.items.1.items.0.field' },
    { field: 'Status', setting: 'c.items.1.items.1.items.0.field' },
  ]);
  expect(conditionFields(renameInConditions(group, 'Status', 'State'), 'c').map(({ field }) => field)).toEqual(['State', 'Hours', 'State']);
});

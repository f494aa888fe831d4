import { describe, expect, it } from 'vitest';
import { operatorSchema } from '../../../core/catalog/shapes.ts';
import { newCondition, withItem } from './condition-tree.ts';
import { operandsOf, operatorsFor, operatorWords } from './operators.ts';

describe('operators', () => {
  it('has words for every operator, and offers each for some type', () => {
    const offered = new Set(['text', 'integer', 'boolean', 'date', 'any'].flatMap((type) => operatorsFor(type as 'text')));
    for (const operator of operatorSchema.options) {
      expect(operatorWords(operator)).toMatch(/^[a-z]/);
      expect(offered).toContain(operator);
    }
  });
  it('asks for as many values as an operator needs', () => {
    expect(['equals', 'between', 'one-of', 'is-empty', 'is-true'].map((operator) => operandsOf(operator as 'equals'))).toEqual([
      'one',
      'two',
      'list',
      'none',
      'none',
    ]);
  });
});

it('replaces and removes items without touching the group', () => {
  const group = { match: 'all' as const, items: [newCondition('a'), newCondition('b')] };
  expect(withItem(group, 1, newCondition('c')).items).toEqual([newCondition('a'), newCondition('c')]);
  expect(withItem(group, 0, null).items).toEqual([newCondition('b')]);
  expect(group.items).toHaveLength(2);
});

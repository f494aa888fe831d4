import { describe, expect, it } from 'vitest';
import type { ConditionGroup } from '../../../core/catalog/shapes.ts';
import { operatorSchema } from '../../../core/catalog/shapes.ts';
import { isGroup, itemAt, moveCondition, newCondition, pathOfItem, stepTarget, withItem } from './condition-tree.ts';
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

describe('moving in the tree', () => {
  const all = (...items: (string | ConditionGroup)[]): ConditionGroup => ({
    match: 'all',
    items: items.map((item) => (typeof item === 'string' ? newCondition(item) : item)),
  });
  const words = (group: ConditionGroup): string => group.items.map((item) => (isGroup(item) ? `(${words(item)})` : item.field)).join(' ');
  const tree = all('a', all('b', 'c'), 'd');

  it.each([
    [[0], [], 3, '(b c) d a'],
    [[2], [], 0, 'd a (b c)'],
    [[0], [1], 1, '(b a c) d'],
    [[1, 0], [], 0, 'b a (c) d'],
    [[1, 0], [], 2, 'a (c) b d'],
    [[1, 1], [1], 0, 'a (c b) d'],
    [[1], [], 0, '(b c) a d'],
    [[1], [1], 0, 'a (b c) d'],
    [[9], [], 0, 'a (b c) d'],
  ])('%j into %j before %i: %s', (from, to, index, expected) => expect(words(moveCondition(tree, from, to, index))).toBe(expected));

  it('goes step by step past neighbours, into groups and out of them, all the way down and up again', () => {
    let now = tree;
    const item = itemAt(tree, [0]);
    if (!item) throw new Error('there is no first one');
    const seen: string[] = [];
    for (const step of [1, 1, 1, 1, 1, -1, -1, -1, -1, -1] as const) {
      const target = stepTarget(now, pathOfItem(now, item) ?? [], step);
      if (target) now = moveCondition(now, pathOfItem(now, item) ?? [], target.to, target.index);
      seen.push(target ? words(now) : 'end');
    }
    expect(seen).toEqual(['(a b c) d', '(b a c) d', '(b c a) d', '(b c) a d', '(b c) d a', '(b c) a d', '(b c a) d', '(b a c) d', '(a b c) d', 'a (b c) d']);
    expect(stepTarget(now, [0], -1)).toBeNull();
  });
});

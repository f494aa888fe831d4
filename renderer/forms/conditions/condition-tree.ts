import type { Condition, ConditionGroup } from '../../../core/catalog/shapes.ts';

export type ConditionItem = Condition | ConditionGroup;

/** True for a group, false for a single comparison. */
export function isGroup(item: ConditionItem): item is ConditionGroup {
  return 'items' in item;
}

/** A comparison to begin with. */
export function newCondition(field = ''): Condition {
  return { field, operator: 'equals', value: '', values: [], caseSensitive: false };
}

/** The group with one item replaced, or removed when `item` is null. */
export function withItem(group: ConditionGroup, index: number, item: ConditionItem | null): ConditionGroup {
  if (item === null) return { ...group, items: group.items.filter((_item, i) => i !== index) };
  return { ...group, items: group.items.map((old, i) => (i === index ? item : old)) };
}

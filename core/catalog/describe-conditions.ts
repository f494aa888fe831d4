import type { Condition, ConditionGroup, Operator } from './shapes.ts';

/** What a condition builder needs to know of an operator: its words, and how many values a person types. */
export interface OperatorWords {
  /** As offered in a list: "is not". */
  readonly label: string;
  /** `none` for is-empty and the like, `list` for one-of. */
  readonly operand: 'none' | 'one' | 'two' | 'list';
}

/** Every operator in words, in the order in which they are offered. */
export const OPERATOR_WORDS: Readonly<Record<Operator, OperatorWords>> = {
  equals: { label: 'is', operand: 'one' },
  'not-equals': { label: 'is not', operand: 'one' },
  contains: { label: 'contains', operand: 'one' },
  'not-contains': { label: 'does not contain', operand: 'one' },
  'starts-with': { label: 'starts with', operand: 'one' },
  'ends-with': { label: 'ends with', operand: 'one' },
  matches: { label: 'matches', operand: 'one' },
  greater: { label: 'is greater than', operand: 'one' },
  'greater-or-equal': { label: 'is at least', operand: 'one' },
  less: { label: 'is less than', operand: 'one' },
  'less-or-equal': { label: 'is at most', operand: 'one' },
  between: { label: 'is between', operand: 'two' },
  'one-of': { label: 'is one of', operand: 'list' },
  'not-one-of': { label: 'is not one of', operand: 'list' },
  'is-empty': { label: 'is empty', operand: 'none' },
  'is-not-empty': { label: 'is not empty', operand: 'none' },
  'is-true': { label: 'is true', operand: 'none' },
  'is-false': { label: 'is false', operand: 'none' },
  before: { label: 'is before', operand: 'one' },
  after: { label: 'is after', operand: 'one' },
};

/** One comparison in words: "Status is Active". */
export function describeCondition({ field, operator, value, values }: Condition): string {
  const { label, operand } = OPERATOR_WORDS[operator];
  const name = field === '' ? '…' : field;
  const typed = (text: string | undefined) => (text === undefined || text === '' ? '…' : text);
  if (operand === 'none') return `${name} ${label}`;
  if (operand === 'two') return `${name} ${label} ${typed(values[0])} and ${typed(values[1])}`;
  return `${name} ${label} ${operand === 'one' ? typed(value) : values.length === 0 ? '…' : values.join(', ')}`;
}

/** A tree of comparisons in words: "Status is Active and (Hours is at least 10 or Site is Berlin)". Empty text for a tree without comparisons. */
export function describeConditions(group: ConditionGroup): string {
  const parts = group.items.flatMap((item) => {
    if (!('items' in item)) return [describeCondition(item)];
    const inner = describeConditions(item);
    if (inner === '') return [];
    return [item.match !== 'none' && item.items.length > 1 && group.items.length > 1 ? `(${inner})` : inner];
  });
  if (group.match === 'none') return parts.length === 0 ? '' : `not (${parts.join(' or ')})`;
  return parts.join(group.match === 'all' ? ' and ' : ' or ');
}

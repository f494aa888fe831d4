import type { Field } from '../base/field.ts';
import { OPERATOR_WORDS } from './describe-conditions.ts';
import type { SettingProblem } from './node-spec.ts';
import type { Condition, ConditionGroup } from './shapes.ts';

const NUMBER_TYPES = ['integer', 'number', 'decimal'];
const ORDERED = ['greater', 'greater-or-equal', 'less', 'less-or-equal', 'between'];
const NUMBER = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/;
const ISO_DATE = /^\s*\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?\s*$/;

/** What is missing or wrong in a tree of comparisons. `setting` is the path of the tree in the config; `fields` are those that arrive, if known. */
export function checkConditions(group: ConditionGroup, setting: string, fields: readonly Field[] | null): SettingProblem[] {
  return group.items.flatMap((item, index) => {
    const path = `${setting}.items.${index}`;
    if (!('items' in item)) return checkCondition(item, path, fields);
    // An empty group holds for every record: within "any" nothing else would count any more.
    if (item.items.length === 0) return [missing(path, 'A group has no conditions.', 'Add one, or remove the group.')];
    return checkConditions(item, path, fields);
  });
}

/** The fields a tree of comparisons names, with the setting that names them. */
export function conditionFields(group: ConditionGroup, setting: string): { field: string; setting: string }[] {
  return group.items.flatMap((item, index) => {
    const path = `${setting}.items.${index}`;
    if ('items' in item) return conditionFields(item, path);
    return item.field === '' ? [] : [{ field: item.field, setting: `${path}.field` }];
  });
}

/** The same tree with a field's name changed. */
export function renameInConditions(group: ConditionGroup, from: string, to: string): ConditionGroup {
  const items = group.items.map((item) => {
    if ('items' in item) return renameInConditions(item, from, to);
    return item.field === from ? { ...item, field: to } : item;
  });
  return { ...group, items };
}

function checkCondition(condition: Condition, path: string, fields: readonly Field[] | null): SettingProblem[] {
  const { field, operator, value, values } = condition;
  if (field === '') return [{ code: 'missing-setting', field: `${path}.field`, message: 'A condition names no field.', hint: 'Choose the field to look at.' }];
  const { label, operand } = OPERATOR_WORDS[operator];
  if (operand === 'none') return [];
  if (operand === 'list') return values.length > 0 ? [] : [missing(`${path}.values`, `"${field} ${label}" has no values.`, 'Type at least one value.')];
  const typed = operand === 'two' ? [values[0] ?? '', values[1] ?? ''] : [value];
  if (typed.some((text) => text === ''))
    return [
      missing(
        operand === 'two' ? `${path}.values` : `${path}.value`,
        operand === 'two' ? `"${field} ${label}" needs two values.` : `"${field} ${label}" has no value.`,
        'Type a value. To find empty fields, choose "is empty".',
      ),
    ];
  return checkOperand(condition, path, typed, fields?.find(({ name }) => name === field)?.type);
}

function checkOperand({ field, operator }: Condition, path: string, typed: readonly string[], type: string | undefined): SettingProblem[] {
  const at = operator === 'between' ? `${path}.values` : `${path}.value`;
  const wrong = (message: string, hint: string): SettingProblem[] => [{ code: 'wrong-setting', field: at, message, hint }];
  if (operator === 'matches' && !isPattern(typed[0] ?? ''))
    return wrong(`"${typed[0]}" is not a pattern that can be understood.`, 'Put a backslash before characters such as ( [ * + ? that are meant as they stand.');
  if (ORDERED.includes(operator) && type !== undefined && NUMBER_TYPES.includes(type)) {
    const bad = typed.find((text) => !NUMBER.test(text));
    if (bad !== undefined) return wrong(`${field} is a number, but "${bad}" is not.`, 'Type digits, with a point before decimals.');
  }
  if (operator === 'before' || operator === 'after') {
    const bad = typed.find((text) => !ISO_DATE.test(text));
    if (bad !== undefined) return wrong(`"${bad}" is not a date.`, 'Type it as year-month-day, for example 2026-11-20.');
  }
  return [];
}

function missing(field: string, message: string, hint: string): SettingProblem {
  return { code: 'missing-setting', field, message, hint };
}

function isPattern(text: string): boolean {
  try {
    new RegExp(text, 'u');
    return true;
  } catch {
    return false;
  }
}

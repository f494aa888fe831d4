import { UserError } from '../../base/errors.ts';
import type { FieldType } from '../../base/field.ts';
import { fillTemplate } from '../../base/name-template.ts';
import type { ColumnCondition, ColumnShape, SqlValue } from '../../catalog/families/database.ts';
import type { StepContext } from '../../engine/node-door.ts';
import type { SourceCondition } from './spec.ts';

const INTEGER = /^\s*[+-]?[0-9]+\s*$/;
const NUMBER = /^\s*[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?\s*$/;
const BOOLEANS: Readonly<Record<string, boolean>> = { true: true, yes: true, '1': true, false: false, no: false, '0': false };

/** A condition as the database is asked: its placeholders filled in, its value of the column's own type. Throws a `UserError` where it cannot be one. */
export function columnCondition({ column: name, operator, value }: SourceCondition, column: ColumnShape, context: StepContext): ColumnCondition {
  if (operator === 'is-null' || operator === 'is-not-null') return { column: name, operator };
  const filled = fillTemplate(value, context);
  if (operator === 'starts-with' || operator === 'contains') return { column: name, operator, value: filled };
  if (operator === 'in') {
    const values = filled.split(',').map((part) => part.trim());
    return { column: name, operator, value: values.filter((part) => part !== '').map((part) => valueFor(part, column)) };
  }
  return { column: name, operator, value: valueFor(filled, column) };
}

function valueFor(text: string, { name, type }: ColumnShape): SqlValue {
  const value = VALUES[type]?.(text);
  if (value === undefined) return text;
  if (value !== null) return value;
  throw new UserError('condition-value', `The condition on "${name}" compares with "${text}", which is not a value of that column.`, {
    hint: type === 'boolean' ? 'It holds true and false.' : 'It holds numbers. Correct the value, or the parameter it comes from.',
    place: { field: name },
  });
}

/** Null where the text is no value of the type. */
const VALUES: Readonly<Partial<Record<FieldType, (text: string) => SqlValue>>> = {
  integer: (text) => (INTEGER.test(text) ? exactInteger(text) : NUMBER.test(text) ? text.trim() : null),
  number: (text) => (NUMBER.test(text) ? text.trim() : null),
  decimal: (text) => (NUMBER.test(text) ? text.trim() : null),
  boolean: (text) => BOOLEANS[text.trim().toLowerCase()] ?? null,
};

function exactInteger(text: string): number | bigint {
  const exact = BigInt(text.trim().replace('+', ''));
  return exact >= -9007199254740991n && exact <= 9007199254740991n ? Number(exact) : exact;
}

import type { Field, FieldType } from '../../../core/base/field.ts';
import type { Value } from '../../../core/base/value.ts';
import { t } from '../../i18n/i18n.ts';
import { plainText } from '../values.ts';

/** Records as they are edited: `rows` are parallel to `fields`. */
export interface EditedRecords {
  fields: readonly Field[];
  rows: readonly (readonly Value[])[];
}

export type Read<T> = { ok: true; value: T } | { ok: false; problem: string };

const WHOLE = /^[+-]?\d+$/;
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const DATE_TIME = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/;
const TIME = /^\d{2}:\d{2}(:\d{2}(\.\d+)?)?$/;

/** What a person typed, as a value of the field's type. Nothing typed is nothing. */
export function valueOfText(typed: string, type: FieldType): Read<Value> {
  const text = typed.trim();
  if (typed === '') return good(null);
  switch (type) {
    case 'integer':
      return WHOLE.test(text) ? good(wholeOf(text)) : bad(t('Not a whole number.'));
    case 'number':
      return NUMBER.test(text) ? good(Number(text)) : bad(t('Not a number. Write it like 1234.56.'));
    case 'decimal':
      return NUMBER.test(text) ? good(text) : bad(t('Not a number. Write it like 1234.56.'));
    case 'boolean':
      return /^(true|false)$/i.test(text) ? good(text.toLowerCase() === 'true') : bad(t('Write true or false.'));
    case 'date':
      return DATE.test(text) ? good(text) : bad(t('Not a date. Write it like 2026-01-31.'));
    case 'datetime':
      return DATE_TIME.test(text) ? good(text) : bad(t('Not a date with time. Write it like 2026-01-31T08:30:00Z.'));
    case 'time':
      return TIME.test(text) ? good(text) : bad(t('Not a time. Write it like 08:30.'));
    case 'list':
    case 'object':
      return nestedOf(text, type);
    default:
      return good(typed);
  }
}

/** Records as JSON, one object each. */
export function jsonOf({ fields, rows }: EditedRecords): string {
  const records = rows.map((row) => Object.fromEntries(fields.map(({ name }, at) => [name, row[at] ?? null])));
  return JSON.stringify(records, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value), 2);
}

/** Records of a JSON text: an object, or a list of objects. Fields that are known keep their type; others are added. */
export function recordsOfJson(text: string, known: readonly Field[]): Read<EditedRecords> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    return bad(t('This is not JSON: {{reason}}', { reason: error instanceof Error ? error.message : String(error) }));
  }
  const records = Array.isArray(parsed) ? parsed : [parsed];
  const wrong = records.findIndex((record) => typeof record !== 'object' || record === null || Array.isArray(record));
  if (wrong >= 0) return bad(t('Record {{number}} is not an object with fields.', { number: wrong + 1 }));
  const names = new Set([...known.map(({ name }) => name), ...records.flatMap((record: object) => Object.keys(record))]);
  const typeOf = new Map(known.map(({ name, type }) => [name, type]));
  const fields = [...names].map((name): Field => ({ name, type: typeOf.get(name) ?? guessed(records.map((record) => record[name])) }));
  const rows: Value[][] = [];
  for (const [at, record] of records.entries()) {
    const row: Value[] = [];
    for (const { name, type } of fields) {
      const value = (record as Record<string, Value>)[name] ?? null;
      const read = typeof value === 'string' && type !== 'text' && type !== 'any' ? valueOfText(value, type) : good(value);
      if (!read.ok) return bad(t('{{field}} of record {{number}}: {{problem}}', { field: name, number: at + 1, problem: read.problem }));
      row.push(read.value);
    }
    rows.push(row);
  }
  return good({ fields, rows });
}

/** A value as it stands in an input. */
export function textOfValue(value: Value | undefined): string {
  return plainText(value);
}

function guessed(values: readonly unknown[]): FieldType {
  const kinds = new Set(values.filter((value) => value !== null && value !== undefined).map(kindOf));
  const [only, ...others] = kinds;
  return only !== undefined && others.length === 0 ? only : kinds.has('integer') && kinds.has('number') && kinds.size === 2 ? 'number' : 'any';
}

function kindOf(value: unknown): FieldType {
  if (typeof value === 'string') return 'text';
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return Array.isArray(value) ? 'list' : 'object';
}

function wholeOf(text: string): number | bigint {
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : BigInt(text.replace(/^\+/, ''));
}

function nestedOf(text: string, type: 'list' | 'object'): Read<Value> {
  try {
    const value = JSON.parse(text) as Value;
    if (typeof value === 'object' && value !== null && Array.isArray(value) === (type === 'list')) return good(value);
  } catch {
    // Said below, in words that fit both.
  }
  return bad(type === 'list' ? t('Not a list. Write it as JSON, like [1, 2].') : t('Not a group of fields. Write it as JSON, like {"a": 1}.'));
}

function good<T>(value: T): Read<T> {
  return { ok: true, value };
}

function bad(problem: string): { ok: false; problem: string } {
  return { ok: false, problem };
}

import type { FieldType } from '../base/field.ts';
import { decodeValue } from '../base/json.ts';
import type { Value } from '../base/value.ts';
import type { Column } from '../data/column.ts';
import { columnOfValues } from '../data/column-of-values.ts';
import { valueAt } from '../data/column-value.ts';
import type { ValuesOut } from './messages.ts';

const SEPARATOR = '\u001f';
const AS_IT_CAME = 2;
const NOT_THERE = 3;
const TEXT_TYPES: readonly FieldType[] = ['text', 'decimal', 'date', 'datetime', 'time'];

/** Where the values of the records that leave belong in a new column. */
export interface Placement {
  /** Rows of the new column. */
  readonly rows: number;
  /** For each record that leaves: its row in the new column. */
  readonly to: Int32Array;
  /** For each record that leaves: the row in the arriving batch of the record it came from. */
  readonly from: Int32Array;
}

/** Whether the field is in none of the records that leave. */
export function isGone(out: ValuesOut): boolean {
  return out.flags?.every((flag) => flag === NOT_THERE) ?? false;
}

/** Whether the field was set in none of the records that leave, and so is not there if it did not arrive. */
export function isUnset(out: ValuesOut): boolean {
  return out.flags?.every((flag) => flag >= AS_IT_CAME) ?? false;
}

/** Whether no record that leaves has another value than it came with. */
export function isUntouched(out: ValuesOut): boolean {
  return out.flags !== null && out.flags.length > 0 && out.flags.every((flag) => flag === AS_IT_CAME);
}

/**
 * The column of a field the snippet set. Values it left alone are taken from `before`. A field keeps its type where the new values are of the same
 * making; numbers are `number` unless an integer field stays whole.
 */
export function columnOut(out: ValuesOut, before: Column | undefined, place: Placement): Column {
  const given = valuesOf(out, place.to.length);
  const values: Value[] = new Array(place.rows).fill(null);
  for (let k = 0; k < place.to.length; k++) {
    const flag = out.flags?.[k] ?? 0;
    const value = flag === 0 ? (given[k] ?? null) : flag === AS_IT_CAME && before ? valueAt(before, place.from[k] as number) : null;
    values[place.to[k] as number] = value;
  }
  const isText = before !== undefined && TEXT_TYPES.includes(before.type) ? before.type : 'text';
  if (out.kind === 'texts') return columnOfValues(values, isText);
  if (out.kind !== 'numbers') return columnOfValues(values);
  const stays = before?.type === 'integer' && values.every((value) => value === null || typeof value === 'bigint' || Number.isSafeInteger(value));
  return columnOfValues(values, stays ? 'integer' : 'number');
}

/** What the guest gave, checked for shape: it may have tampered with its own surroundings. */
function valuesOf(out: ValuesOut, count: number): readonly Value[] {
  if (out.kind === 'numbers') return Array.from(out.values, (value) => (Number.isFinite(value) ? value : null));
  if (out.kind === 'texts') return count === 0 ? [] : out.joined.split(SEPARATOR);
  const list: unknown = JSON.parse(out.text);
  if (!Array.isArray(list) || list.length !== count) throw new Error('a list of the result has another length than it should');
  return list.map(decodeValue);
}

import type { FieldType } from '../base/field.ts';
import type { Value } from '../base/value.ts';
import { textColumn } from './bytes-column.ts';
import type { Column } from './column.ts';
import { createNulls, setNull } from './nulls.ts';

const TEXT_TYPES: ReadonlySet<FieldType> = new Set<FieldType>(['text', 'decimal', 'date', 'datetime', 'time']);

/**
 * The narrowest column that holds the values exactly. `type` is kept where all values fit it; without one it is found from the values,
 * and `any` is what has no common type. Never changes a value.
 */
export function columnOfValues(values: readonly Value[], type?: FieldType): Column {
  const found = typeOfValues(values);
  const wanted = type === undefined || !fits(found, type) ? (found ?? type ?? 'any') : type;
  if (TEXT_TYPES.has(wanted)) return textColumn(values as (string | null)[], wanted);
  if (wanted === 'boolean') return booleanColumn(values as (boolean | null)[]);
  if (wanted === 'number' || wanted === 'integer') return numberColumn(values, wanted);
  return { kind: 'values', type: wanted, values };
}

/** The type all values have in common, `any` where they differ, `null` where there is nothing but nulls. */
export function typeOfValues(values: readonly Value[]): FieldType | null {
  let type: FieldType | null = null;
  for (const value of values) {
    if (value === null) continue;
    const one = typeOfValue(value);
    if (type === null || (type === 'integer' && one === 'number')) type = one;
    else if (type !== one && !(type === 'number' && one === 'integer')) return 'any';
  }
  return type;
}

/** The type of one value that is not null. */
export function typeOfValue(value: NonNullable<Value>): FieldType {
  switch (typeof value) {
    case 'string':
      return 'text';
    case 'number':
      return Number.isSafeInteger(value) ? 'integer' : 'number';
    case 'bigint':
      return 'integer';
    case 'boolean':
      return 'boolean';
    default:
      return Array.isArray(value) ? 'list' : 'object';
  }
}

function fits(found: FieldType | null, type: FieldType): boolean {
  if (found === null || found === type || type === 'any') return true;
  return (type === 'number' && found === 'integer') || (found === 'text' && TEXT_TYPES.has(type));
}

function booleanColumn(values: readonly (boolean | null)[]): Column {
  const bits = new Uint8Array(values.length);
  for (let row = 0; row < values.length; row++) bits[row] = values[row] === true ? 1 : 0;
  return { kind: 'boolean', type: 'boolean', values: bits, nulls: nullsOf(values) };
}

function numberColumn(values: readonly Value[], type: 'number' | 'integer'): Column {
  if (!values.some((value) => typeof value === 'bigint')) {
    // A plain loop: the iterator of `from` takes several times as long.
    const doubles = new Float64Array(values.length);
    for (let row = 0; row < values.length; row++) doubles[row] = (values[row] as number | null) ?? 0;
    return { kind: 'float64', type, values: doubles, nulls: nullsOf(values), source: null };
  }
  const exact = type === 'integer' && values.every((value) => value === null || (isWhole(value) && BigInt.asIntN(64, BigInt(value)) === BigInt(value)));
  if (!exact) return { kind: 'values', type, values };
  return { kind: 'int64', type, values: BigInt64Array.from(values, (value) => (value === null ? 0n : BigInt(value as bigint))), nulls: nullsOf(values) };
}

function isWhole(value: Value): value is number | bigint {
  return typeof value === 'bigint' || (typeof value === 'number' && Number.isInteger(value));
}

function nullsOf(values: readonly Value[]): Uint8Array | null {
  if (!values.includes(null)) return null;
  const nulls = createNulls(values.length);
  values.forEach((value, row) => {
    if (value === null) setNull(nulls, row);
  });
  return nulls;
}

import type { FieldType } from '../../base/field.ts';
import type { Value } from '../../base/value.ts';

/** What a column's declared type promises, by SQLite's own rules for reading such names; `undefined` when only the values can tell. */
export function declaredType(type: string | null): FieldType | undefined {
  if (type === null) return undefined;
  const name = type.toUpperCase();
  if (/BOOL/.test(name)) return 'boolean';
  if (/INT/.test(name)) return 'integer';
  if (/CHAR|CLOB|TEXT/.test(name)) return 'text';
  if (/REAL|FLOA|DOUB/.test(name)) return 'number';
  if (/DATETIME|TIMESTAMP/.test(name)) return 'datetime';
  if (/^DATE/.test(name)) return 'date';
  if (/^TIME/.test(name)) return 'time';
  if (/DEC|NUM/.test(name)) return 'number';
  return undefined;
}

/** A value as SQLite gives it, as a value of a record: integers stay exact, bytes become base64 text (`onBytes` hears of it). */
export function recordValue(value: unknown, type: FieldType | undefined, onBytes: () => void): Value {
  if (typeof value === 'bigint') {
    if (type === 'boolean' && (value === 0n || value === 1n)) return value === 1n;
    return value >= -9007199254740991n && value <= 9007199254740991n ? Number(value) : value;
  }
  if (Buffer.isBuffer(value)) {
    onBytes();
    return value.toString('base64');
  }
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  return value as Value;
}

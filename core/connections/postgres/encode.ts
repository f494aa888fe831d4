import type { SqlValue } from '../../catalog/families/database.ts';
import { BASE64, decimalsOf, isSafeWithin, isWholeWithin } from '../../sql/exact-numbers.ts';
import { withoutZone } from '../../sql/moments.ts';
import { type RowReason, reasons } from '../../sql/reasons.ts';
import { jsonToArray } from './arrays.ts';
import type { PgColumn } from './catalogue.ts';
import { OID } from './values.ts';

/** A value as PostgreSQL reads it from text, or why the column cannot hold it. What is left to the server, the server refuses by itself. */
export type EncodeValue = (value: SqlValue) => string | null | RowReason;

const DAY = /^[+-]?\d{4,6}-\d\d-\d\d(?: BC)?$/;
const MOMENT = /^\d{4,6}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,6}0*)?)?(?:Z| ?[+-]\d\d(?::?\d\d)?)?)?(?: BC)?$/;
const ENDLESS = /^-?infinity$/i;

/** How values are written into a column. */
export function encoderOf(column: PgColumn): EncodeValue {
  const special = column.element === 0 ? SPECIAL.get(column.oid)?.(column) : listEncoder(column);
  return (value) => {
    if (value === null) return null;
    if (special) return special(value);
    return plain(column, String(value));
  };
}

/** Whether a column takes texts as they come. */
export function mayBeAnything({ oid, element }: PgColumn): boolean {
  return element === 0 && !SPECIAL.has(oid);
}

/** Whether what is written into a column never has a sign that COPY would take for something else. */
export function isWrittenPlainly({ oid, element }: PgColumn): boolean {
  return element === 0 && oid !== OID.bytea && SPECIAL.has(oid);
}

function kept(column: PgColumn, text: string): string | RowReason {
  return text.includes('\0') || !text.isWellFormed() ? reasons.unfitText(column, text) : text;
}

function plain(column: PgColumn, text: string): string | RowReason {
  // A surrogate pair is one character, so only what is longer in units can be too long.
  if (column.length !== undefined && text.length > column.length && [...text].length > column.length) return reasons.tooLong(column, text);
  return kept(column, text);
}

const WHOLE = /^[+-]?\d+$/;
const NUMBER = /^[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|NaN|Infinity)$/;
const UUID = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i;

type Special = (column: PgColumn) => (value: SqlValue) => string | RowReason;

function whole(bits: number): Special {
  const most = 2n ** BigInt(bits - 1) - 1n;
  const reach = Math.min(Number(most), Number.MAX_SAFE_INTEGER);
  return (column) => (value) => {
    if (typeof value === 'number' && isSafeWithin(value, -reach, reach)) return String(value);
    const text = String(value).trim();
    if (!WHOLE.test(text)) return reasons.wrongType(column, value);
    return isWholeWithin(text, -most - 1n, most) ? text : reasons.outOfRange(column, value);
  };
}

const identifier: Special = (column) => (value) => (UUID.test(String(value).trim()) ? String(value).trim() : reasons.wrongType(column, value));

const exactDecimal: Special = (column) => {
  const scale = Number(/,(-?\d+)\)/.exec(column.declared)?.[1] ?? Number.NaN);
  return (value) => {
    const text = String(value);
    const digits = Number.isNaN(scale) ? 0 : decimalsOf(text);
    if (!NUMBER.test(text.trim())) return reasons.wrongType(column, value);
    return digits > scale ? reasons.notExact(column, value) : text.trim();
  };
};

const dayOnly: Special = (column) => (value) => {
  const text = String(value).trim();
  if (DAY.test(text) || ENDLESS.test(text)) return text;
  if (!MOMENT.test(text)) return reasons.wrongType(column, value);
  return /[T ]00:00(:00(\.0*)?)?Z?$/.test(text) ? text.slice(0, text.search(/[T ]/)) : reasons.notExact(column, value);
};

const moment: Special = (column) => (value) => {
  const text = String(value).trim();
  if (!MOMENT.test(text) && !ENDLESS.test(text)) return reasons.wrongType(column, value);
  return column.oid === OID.timestamp ? (withoutZone(text) ?? reasons.wrongType(column, value)) : text;
};

const bytes: Special = (column) => (value) => {
  if (typeof value !== 'string' || !BASE64.test(value)) return reasons.wrongType(column, value);
  return `\\x${Buffer.from(value, 'base64').toString('hex')}`;
};

const inexact: Special = (column) => (value) => {
  if (typeof value === 'number') return String(value);
  if (!NUMBER.test(String(value).trim())) return reasons.wrongType(column, value);
  return typeof value === 'bigint' && BigInt(Number(value)) !== value ? reasons.notExact(column, value) : String(value).trim();
};

const SPECIAL = new Map<number, Special>([
  [OID.int2, whole(16)],
  [OID.int4, whole(32)],
  [OID.int8, whole(64)],
  [OID.uuid, identifier],
  [OID.numeric, exactDecimal],
  [OID.date, dayOnly],
  [OID.timestamp, moment],
  [OID.timestamptz, moment],
  [OID.bytea, bytes],
  [OID.float4, inexact],
  [OID.float8, inexact],
]);

function listEncoder(column: PgColumn): (value: SqlValue) => string | RowReason {
  const json = column.element === OID.json || column.element === OID.jsonb;
  return (value) => {
    const text = String(value);
    const list = jsonToArray(text, json);
    return list === null ? reasons.wrongType(column, value) : kept(column, list);
  };
}

import type { Field } from '../../base/field.ts';
import type { SqlValue } from '../../catalog/families/database.ts';
import { arrayToJson } from './arrays.ts';

/** Turns what PostgreSQL sends as text into a value. */
export type ReadText = (text: string) => SqlValue;

/** Base types by the number that PostgreSQL knows them by. */
export const OID = {
  bool: 16,
  bytea: 17,
  int8: 20,
  int2: 21,
  int4: 23,
  text: 25,
  oid: 26,
  json: 114,
  float4: 700,
  float8: 701,
  bpchar: 1042,
  varchar: 1043,
  date: 1082,
  time: 1083,
  timestamp: 1114,
  timestamptz: 1184,
  timetz: 1266,
  numeric: 1700,
  uuid: 2950,
  jsonb: 3802,
} as const;

const TYPES = new Map<number, Field['type']>([
  [OID.bool, 'boolean'],
  [OID.int8, 'integer'],
  [OID.int2, 'integer'],
  [OID.int4, 'integer'],
  [OID.oid, 'integer'],
  [OID.json, 'object'],
  [OID.jsonb, 'object'],
  [OID.float4, 'number'],
  [OID.float8, 'number'],
  [OID.date, 'date'],
  [OID.time, 'time'],
  [OID.timetz, 'time'],
  [OID.timestamp, 'datetime'],
  [OID.timestamptz, 'datetime'],
  [OID.numeric, 'decimal'],
]);

/** What a flow sees of a base type; `element` is the base type of the elements of an array, 0 for what is none. */
export function fieldTypeOf(oid: number, element: number): Field['type'] {
  return element !== 0 ? 'list' : (TYPES.get(oid) ?? 'text');
}

const same: ReadText = (text) => text;
const READERS = new Map<number, ReadText>([
  [OID.bool, (text) => text === 't'],
  [OID.int8, wholeNumber],
  [OID.int2, Number],
  [OID.int4, Number],
  [OID.oid, Number],
  [OID.float4, Number],
  [OID.float8, Number],
  [OID.bytea, (text) => Buffer.from(text.slice(2), 'hex').toString('base64')],
  [OID.bpchar, (text) => text.replace(/ +$/, '')],
  [OID.timestamp, (text) => isoTime(text)],
  [OID.timestamptz, (text) => isoTime(text)],
]);

/** How values of a base type are read: `oid` as above, `element` that of an array's elements. */
export function readerOf(oid: number, element: number): ReadText {
  if (element === 0) return READERS.get(oid) ?? same;
  const read = READERS.get(element) ?? same;
  const json = element === OID.json || element === OID.jsonb;
  return (text) => arrayToJson(text, read, json);
}

function wholeNumber(text: string): number | bigint {
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : BigInt(text);
}

/** `2026-01-31 08:15:00.5+00` as `2026-01-31T08:15:00.5Z`; the session's zone is UTC. Years before Christ and infinity stay as they are. */
function isoTime(text: string): string {
  if (text.length < 19 || text.charCodeAt(10) !== 32 || text.endsWith('BC')) return text;
  const zoned = text.endsWith('+00');
  return `${text.slice(0, 10)}T${zoned ? `${text.slice(11, -3)}Z` : text.slice(11)}`;
}

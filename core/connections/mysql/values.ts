import type { Field } from '../../base/field.ts';
import type { SqlValue } from '../../catalog/families/database.ts';

/** Turns what the driver gives into a value. */
export type ReadValue = (value: unknown) => SqlValue;

/** Numbers of the types in the protocol that need care. */
export const TYPE = { float: 4, timestamp: 7, longlong: 8, datetime: 12, bit: 16, json: 245, geometry: 255 } as const;

const WORDS: readonly (readonly [RegExp, Field['type']])[] = [
  [/^bit\(1\)/, 'boolean'],
  [/^(tinyint|smallint|mediumint|int|bigint|year|bit)/, 'integer'],
  [/^(float|double)/, 'number'],
  [/^(decimal|numeric)/, 'decimal'],
  [/^date$/, 'date'],
  [/^(datetime|timestamp)/, 'datetime'],
  [/^time/, 'time'],
  [/^(json|geometry|point|linestring|polygon|multi|geom)/, 'object'],
];

/** What a flow sees of a declared type. */
export function fieldTypeOf(declared: string): Field['type'] {
  return WORDS.find(([pattern]) => pattern.test(declared))?.[1] ?? 'text';
}

const same: ReadValue = (value) => value as SqlValue;

/** How values of a declared type are read; null where the driver's are right as they are. */
export function readerOf(declared: string): ReadValue | null {
  if (/^bit\(1\)/.test(declared)) return (value) => bitsOf(value) === 1;
  if (declared.startsWith('bit')) return bitsOf;
  if (declared.startsWith('bigint')) return (value) => (typeof value === 'string' ? narrow(BigInt(value)) : same(value));
  if (declared.startsWith('float')) return (value) => shortestSingle(value as number);
  if (declared.startsWith('timestamp')) return (value) => `${isoTime(value)}Z`;
  if (declared.startsWith('datetime')) return isoTime;
  if (/^(tinyint|smallint|mediumint|int|year|double|decimal|date|time|char|varchar|enum|set|tinytext|mediumtext|longtext|text|json|uuid|inet)/.test(declared))
    return null;
  return (value) => (Buffer.isBuffer(value) ? value.toString('base64') : typeof value === 'object' && value !== null ? JSON.stringify(value) : same(value));
}

function bitsOf(value: unknown): number | bigint {
  return Buffer.isBuffer(value) && value.length > 0 ? narrow(BigInt(`0x${value.toString('hex')}`)) : Number(value);
}

function narrow(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

function isoTime(value: unknown): string {
  return String(value).replace(' ', 'T');
}

/** A number of single precision in as few digits as tell it from its neighbours: 0.1, not 0.10000000149011612. */
function shortestSingle(value: number): number {
  if (!Number.isFinite(value)) return value;
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return value;
}

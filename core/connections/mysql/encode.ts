import type { ColumnShape, SqlValue } from '../../catalog/families/database.ts';
import { BASE64, decimalsOf, isSafeWithin, isWholeWithin } from '../../sql/exact-numbers.ts';
import { withoutZone } from '../../sql/moments.ts';
import { type RowReason, reasons } from '../../sql/reasons.ts';

/** A value as it stands in a statement, or why the column cannot hold it exactly. What is left to the server, the server refuses by itself. */
export type EncodeValue = (value: SqlValue) => string | RowReason;

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;
const WHOLE = /^[+-]?\d+$/;
const DAY = /^\d{4}-\d\d-\d\d$/;
const MOMENT = /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z| ?[+-]\d\d(:?\d\d)?)?)?$/;
const CLOCK = /^-?\d{1,3}:\d\d(:\d\d(\.\d+)?)?$/;
/** A text as it stands in a statement of a session whose backslashes escape, as ours are told to. */
export function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}

/** How values are written into a column. */
export function encoderOf(column: ColumnShape): EncodeValue {
  const special = SPECIAL.find(([pattern]) => pattern.test(column.declared))?.[1](column);
  return (value) => (value === null ? 'NULL' : special ? special(value) : textFor(column, String(value)));
}

function textFor(column: ColumnShape, text: string): string | RowReason {
  if (!text.isWellFormed()) return reasons.unfitText(column, text);
  if (column.length !== undefined && text.length > column.length && [...text].length > column.length) return reasons.tooLong(column, text);
  return quoted(text);
}

type Special = (column: ColumnShape) => (value: NonNullable<SqlValue>) => string | RowReason;

const asNumber = (value: NonNullable<SqlValue>): string => (typeof value === 'boolean' ? (value ? '1' : '0') : String(value).trim());

const BITS: Readonly<Record<string, number>> = { tinyint: 8, smallint: 16, mediumint: 24, int: 32, bigint: 64 };

const whole: Special = (column) => {
  const [, type = '', size = ''] = /^([a-z]+)(?:\((\d+)\))?/.exec(column.declared) ?? [];
  const unsigned = type === 'bit' || column.declared.includes('unsigned');
  const bits = BITS[type] ?? (type === 'bit' ? Number(size) : 16);
  const [least, most] = unsigned ? [0n, 2n ** BigInt(bits) - 1n] : [-(2n ** BigInt(bits - 1)), 2n ** BigInt(bits - 1) - 1n];
  const reach = { least: Math.max(Number(least), Number.MIN_SAFE_INTEGER), most: Math.min(Number(most), Number.MAX_SAFE_INTEGER) };
  return (value) => {
    if (typeof value === 'number' && isSafeWithin(value, reach.least, reach.most)) return String(value);
    const text = asNumber(value);
    if (!WHOLE.test(text)) return reasons.wrongType(column, value);
    return isWholeWithin(text, least, most) ? text : reasons.outOfRange(column, value);
  };
};

const decimal: Special = (column) => {
  const scale = Number(/,\s*(\d+)\)/.exec(column.declared)?.[1] ?? 0);
  return (value) => {
    const text = asNumber(value);
    if (!NUMBER.test(text)) return reasons.wrongType(column, value);
    return decimalsOf(text) > scale ? reasons.notExact(column, value) : text;
  };
};

const rounded: Special = (column) => (value) => {
  const text = asNumber(value);
  if (!NUMBER.test(text)) return reasons.wrongType(column, value);
  return typeof value === 'bigint' && BigInt(Number(value)) !== value ? reasons.notExact(column, value) : text;
};

const dayOnly: Special = (column) => (value) => {
  const text = String(value).trim();
  if (DAY.test(text)) return quoted(text);
  if (!MOMENT.test(text)) return reasons.wrongType(column, value);
  return /[T ]00:00(:00(\.0*)?)?Z?$/.test(text) ? quoted(text.slice(0, 10)) : reasons.notExact(column, value);
};

/** Digits of the seconds that the column keeps. */
const finenessOf = ({ declared }: ColumnShape): number => Number(/\((\d)\)/.exec(declared)?.[1] ?? 0);

const moment: Special = (column) => (value) => {
  const text = String(value).trim();
  const plain = MOMENT.test(text) ? withoutZone(text) : null;
  if (plain === null) return reasons.wrongType(column, value);
  return decimalsOf(plain.slice(10)) > finenessOf(column) ? reasons.notExact(column, value) : quoted(plain.replace('T', ' '));
};

const clock: Special = (column) => (value) => {
  const text = String(value).trim();
  if (!CLOCK.test(text)) return reasons.wrongType(column, value);
  return decimalsOf(text) > finenessOf(column) ? reasons.notExact(column, value) : quoted(text);
};

const bytes: Special = (column) => (value) => {
  if (typeof value !== 'string' || !BASE64.test(value)) return reasons.wrongType(column, value);
  return value === '' ? "''" : `X'${Buffer.from(value, 'base64').toString('hex')}'`;
};

const SPECIAL: readonly (readonly [RegExp, Special])[] = [
  [/^(tinyint|smallint|mediumint|int|bigint|year|bit)/, whole],
  [/^(decimal|numeric)/, decimal],
  [/^(float|double)/, rounded],
  [/^date$/, dayOnly],
  [/^(datetime|timestamp)/, moment],
  [/^time/, clock],
  [/^(tinyblob|mediumblob|longblob|blob|binary|varbinary)/, bytes],
];

import { mustBeWorkable } from './too-large.ts';
import { createRecord, type Value } from './value.ts';

/** Texts without these hold only numbers of at most fifteen digits, which a double keeps exactly. */
const RISKY_NUMBER = /[0-9.]{16}|[0-9][eE][+-]?[0-9]/;
const INTEGER = /^-?[0-9]+$/;
const NUMBER_PARTS = /^[-+]?([0-9]*)\.?([0-9]*)(?:[eE]([+-]?[0-9]+))?$/;
const MAY_HOLD_PROTO = /__proto__|\\u/;

type Reviver = (this: unknown, key: string, value: unknown, context: { source?: string }) => unknown;
const parseWith = JSON.parse as (text: string, reviver?: Reviver) => unknown;
const rawJson = (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON;

/**
 * Reads JSON without losing a digit: integers beyond 2^53 become bigint, a decimal that a double would change becomes its own text.
 * A key called `__proto__` stays a plain key. `decimals` receives the names of the outermost object's fields that became such text.
 * Throws a SyntaxError for what is not JSON, and `ValueTooLarge` for a text that is not read because it is too long.
 */
export function parseExact(text: string, decimals: string[] = []): Value {
  mustBeWorkable(text);
  const value = (RISKY_NUMBER.test(text) ? parseNumbersExactly(text, decimals) : JSON.parse(text)) as Value;
  return MAY_HOLD_PROTO.test(text) ? withoutPrototypes(value) : value;
}

function parseNumbersExactly(text: string, decimals: string[]): unknown {
  const kept: { holder: unknown; key: string }[] = [];
  const root = parseWith(text, function (this: unknown, key, value, context) {
    if (typeof value !== 'number' || context.source === undefined) return value;
    const exact = exactFromSource(value, context.source);
    if (typeof exact === 'string') kept.push({ holder: this, key });
    return exact;
  });
  for (const { holder, key } of kept) if (holder === root && !Array.isArray(root)) decimals.push(key);
  return root;
}

/** The value of a JSON number given what a double makes of it and its own text. */
function exactFromSource(value: number, source: string): number | bigint | string {
  if (INTEGER.test(source)) return Number.isSafeInteger(value) ? value : BigInt(source);
  return sameNumber(source, value) ? value : source;
}

function sameNumber(source: string, value: number): boolean {
  if (!Number.isFinite(value)) return false;
  const written = significant(source);
  const kept = significant(String(value));
  return written.digits === kept.digits && (written.digits === '' || written.power === kept.power);
}

/** A number's digits without zeros at either end, and the power of ten of the last one. */
function significant(text: string): { digits: string; power: number } {
  const [, whole = '', fraction = '', exponent = '0'] = NUMBER_PARTS.exec(text) ?? [];
  const all = whole + fraction;
  const short = all.replace(/0+$/, '');
  return { digits: short.replace(/^0+/, ''), power: Number(exponent) - fraction.length + (all.length - short.length) };
}

/** Writes compact (or indented) JSON; bigints as their digits. */
export function stringifyExact(value: unknown, indent = 0): string {
  return JSON.stringify(value, (_key, part: unknown) => (typeof part === 'bigint' ? rawJson(part.toString()) : part), indent) ?? 'null';
}

function withoutPrototypes(value: Value): Value {
  if (Array.isArray(value)) return value.map(withoutPrototypes);
  if (value === null || typeof value !== 'object') return value;
  const plain = createRecord();
  for (const [key, part] of Object.entries(value)) plain[key] = withoutPrototypes(part);
  return plain;
}

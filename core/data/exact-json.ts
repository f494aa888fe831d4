import type { Value } from '../base/value.ts';

/** Texts without these hold only numbers of at most fifteen digits, which a double keeps exactly. */
const RISKY_NUMBER = /[0-9.]{16}|[0-9][eE][+-]?[0-9]/;
const INTEGER = /^-?[0-9]+$/;
const MAY_HOLD_PROTO = /__proto__|\\u/;

type Reviver = (this: unknown, key: string, value: unknown, context: { source?: string }) => unknown;
const parseWith = JSON.parse as (text: string, reviver?: Reviver) => unknown;
const rawJson = (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON;

/**
 * Reads JSON without losing a digit: integers beyond 2^53 become bigint, a decimal that a double would change becomes its own text.
 * A key called `__proto__` stays a plain key. Throws a SyntaxError for what is not JSON.
 */
export function parseExact(text: string): Value {
  const value = (RISKY_NUMBER.test(text) ? parseWith(text, exactNumber) : JSON.parse(text)) as Value;
  return MAY_HOLD_PROTO.test(text) ? withoutPrototypes(value) : value;
}

const exactNumber: Reviver = (_key, value, context) =>
  typeof value === 'number' && context.source !== undefined ? exactFromSource(value, context.source) : value;

/** The value of a JSON number given what a double makes of it and its own text. */
export function exactFromSource(value: number, source: string): number | bigint | string {
  if (INTEGER.test(source)) return Number.isSafeInteger(value) ? value : BigInt(source);
  if (source.length <= 15 && Number.isFinite(value) && !/[eE]/.test(source)) return value;
  return sameNumber(source, value) ? value : source;
}

function sameNumber(source: string, value: number): boolean {
  if (!Number.isFinite(value)) return false;
  const written = significant(source);
  const kept = significant(String(value));
  return written.digits === kept.digits && (written.exponent === kept.exponent || written.digits === '');
}

/** Digits without zeros at either end, and the power of ten of the last digit. */
function significant(text: string): { digits: string; exponent: number } {
  const [mantissa = '', power = '0'] = text.toLowerCase().replace('-', '').replace('+', '').split('e').length === 2
    ? splitPower(text)
    : [text.replace(/^[-+]/, ''), '0'];
  const [whole = '', fraction = ''] = mantissa.split('.');
  const all = whole + fraction;
  const trimmed = all.replace(/0+$/, '');
  return { digits: trimmed.replace(/^0+/, ''), exponent: Number(power) - fraction.length + (all.length - trimmed.length) };
}

function splitPower(text: string): [string, string] {
  const at = text.search(/[eE]/);
  return [text.slice(0, at).replace(/^[-+]/, ''), text.slice(at + 1)];
}

/** Writes compact (or indented) JSON; bigints as their digits. */
export function stringifyExact(value: Value, indent = 0): string {
  return JSON.stringify(value, (_key, part: unknown) => (typeof part === 'bigint' ? rawJson(part.toString()) : part), indent) ?? 'null';
}

function withoutPrototypes(value: Value): Value {
  if (Array.isArray(value)) return value.map(withoutPrototypes);
  if (value === null || typeof value !== 'object') return value;
  const plain = Object.create(null) as { [key: string]: Value };
  for (const [key, part] of Object.entries(value)) plain[key] = withoutPrototypes(part);
  return plain;
}

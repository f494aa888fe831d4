import { createRecord, type Value } from './value.ts';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * JSON text that is the same for equal data: keys sorted by code unit, two spaces of indent (or none), no trailing newline.
 * Only plain JSON goes in; `undefined` members are left out.
 */
export function stableStringify(value: unknown, indent = 2): string {
  return JSON.stringify(sorted(value), null, indent);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  const result = Object.create(null) as Record<string, unknown>;
  for (const key of Object.keys(value).sort()) {
    const member = (value as Record<string, unknown>)[key];
    if (member !== undefined) result[key] = sorted(member);
  }
  return result;
}

/**
 * A record value as plain JSON, for storage and for threads that speak JSON. A `bigint` becomes `{"$bigint":"…"}`; an object whose first key
 * begins with `$` is wrapped as `{"$object":…}`, so that nothing a user sends can look like one of ours. Numbers JSON cannot hold become null.
 */
export function encodeValue(value: Value): Json {
  if (typeof value === 'bigint') return { $bigint: String(value) };
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return (value as readonly Value[]).map(encodeValue);
  const result = Object.create(null) as Record<string, Json>;
  for (const [key, member] of Object.entries(value as { readonly [key: string]: Value })) result[key] = encodeValue(member);
  return Object.keys(result)[0]?.startsWith('$') ? { $object: result } : result;
}

/** The reverse of `encodeValue`. Objects come back as `createRecord` makes them. */
export function decodeValue(json: unknown): Value {
  if (json === null || typeof json !== 'object') return json as Value;
  if (Array.isArray(json)) return json.map(decodeValue);
  const members = json as Record<string, unknown>;
  const first = Object.keys(members)[0];
  if (first === '$bigint') return BigInt(String(members['$bigint']));
  const inner = first === '$object' ? (members['$object'] as Record<string, unknown>) : members;
  const result = createRecord();
  for (const [key, member] of Object.entries(inner)) result[key] = decodeValue(member);
  return result;
}

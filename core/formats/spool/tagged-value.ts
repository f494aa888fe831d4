import { createRecord, type Value } from '../../base/value.ts';

/** A value as JSON can carry it without taking one thing for another: bigints and non-finite numbers become `{"$": …}`. */
export function tagged(value: Value): Value {
  if (typeof value === 'bigint') return { $: value.toString() };
  if (typeof value === 'number') return Number.isFinite(value) && !Object.is(value, -0) ? value : { $n: Object.is(value, -0) ? '-0' : String(value) };
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(tagged);
  return { o: Object.entries(value).map(([key, part]) => [key, tagged(part as Value)]) };
}

/** The value that `tagged` was given. */
export function untagged(value: Value): Value {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(untagged);
  const object = value as { [key: string]: Value };
  if (typeof object['$'] === 'string') return BigInt(object['$']);
  if (typeof object['$n'] === 'string') return Number(object['$n']);
  const plain = createRecord();
  for (const [key, part] of object['o'] as [string, Value][]) plain[key] = untagged(part);
  return plain;
}

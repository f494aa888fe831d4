import type { Value } from '../../base/value.ts';
import { parseRecordsPath } from '../json/records-path.ts';

/** The keys of a path such as `data.items` or `rows.0.id`; the UserError `json-path` for one that cannot be understood. */
export function pathOf(text: string): readonly string[] {
  return parseRecordsPath(text);
}

/** What stands at a path, undefined where there is nothing. A digit reaches into a list; only a value's own members count. */
export function valueAtPath(value: Value, keys: readonly string[]): Value | undefined {
  let at: Value | undefined = value;
  for (const key of keys) {
    if (at === null || typeof at !== 'object') return undefined;
    if (Array.isArray(at)) at = /^[0-9]{1,9}$/.test(key) ? (at as readonly Value[])[Number(key)] : undefined;
    else at = Object.hasOwn(at, key) ? (at as { readonly [key: string]: Value })[key] : undefined;
  }
  return at;
}

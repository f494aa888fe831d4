import { parseExact } from '../../base/exact-json.ts';
import type { Value } from '../../base/value.ts';
import type { RejectReason } from '../../engine/node-door.ts';
import type { FlattenListConfig } from './spec.ts';

const DEEPEST_TEXT = 200;

/** The items of a value that should be a list; null and the empty text are an empty one. A reason where it is none. */
export function itemsOf(value: Value, { list, parseText }: Pick<FlattenListConfig, 'list' | 'parseText'>): readonly Value[] | RejectReason {
  if (Array.isArray(value)) return value;
  if (value === null || value === '') return [];
  if (typeof value !== 'string' || !parseText) return notAList(value, list);
  if (value.trim() === '') return [];
  if (isTooDeep(value))
    return { code: 'too-deep', message: `The text in ${list} has brackets more than ${DEEPEST_TEXT} deep.`, field: list, value, hint: 'Split it up before.' };
  try {
    const parsed = parseExact(value);
    return parsed === null ? [] : Array.isArray(parsed) ? parsed : notAList(value, list);
  } catch {
    return {
      code: 'not-json',
      message: `The text in ${list} is not valid JSON.`,
      field: list,
      value,
      hint: 'It must look like ["a", "b"] or [{"name": "a"}].',
    };
  }
}

function notAList(value: Value, field: string): RejectReason {
  const isText = typeof value === 'string';
  const what = isText ? `"${value.slice(0, 60)}"` : isRecord(value) ? 'a record' : `"${String(value)}"`;
  return {
    code: 'not-a-list',
    message: `The value of ${field} is ${what}, not a list.`,
    field,
    value: isRecord(value) ? '{…}' : String(value),
    hint: isText ? 'If it is JSON text, allow that in the settings of the step.' : 'Choose a field that holds lists.',
  };
}

function isTooDeep(text: string): boolean {
  let depth = 0;
  let isQuoted = false;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at];
    if (isQuoted) {
      if (letter === '\\') at++;
      else if (letter === '"') isQuoted = false;
    } else if (letter === '"') isQuoted = true;
    else if (letter === '[' || letter === '{') {
      if (++depth > DEEPEST_TEXT) return true;
    } else if (letter === ']' || letter === '}') depth--;
  }
  return false;
}

/** Whether the value is a record, with fields of its own. */
export function isRecord(value: Value): value is { readonly [key: string]: Value } {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

/** Gives the fields an item becomes, one after another: those of a record (within it down to so many levels), or one for anything else. */
export function eachField(item: Value, config: FlattenListConfig, take: (name: string, value: Value) => void): void {
  if (config.items === 'fields' && isRecord(item)) spread(item, config.prefix, config.levels, take);
  else take(config.itemName === '' ? config.list : config.itemName, item);
}

function spread(record: { readonly [key: string]: Value }, before: string, levels: number, take: (name: string, value: Value) => void): void {
  for (const key of Object.keys(record)) {
    const value = record[key] as Value;
    if (levels > 1 && isRecord(value) && Object.keys(value).length > 0) spread(value, `${before}${key}.`, levels - 1, take);
    else take(`${before}${key}`, value);
  }
}

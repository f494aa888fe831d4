import { parseExact } from '../../base/exact-json.ts';
import type { ReceivedRequest } from '../../base/happening.ts';
import { createRecord, type PlainRecord, type Value } from '../../base/value.ts';
import type { RejectReason } from '../../engine/node-door.ts';

/** Records of one request, or why it has none. `decimals` are fields whose text is an exact number. */
export type BodyRecords = { records: PlainRecord[]; decimals: readonly string[] } | { reason: RejectReason };

/** Reads a body by the type it was declared with, never by what it looks like: JSON, fields of a form, or text. */
export function bodyRecords({ contentType, body }: ReceivedRequest, path: readonly string[]): BodyRecords {
  const type = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  if (body === '' && path.length === 0) return { records: [createRecord()], decimals: [] };
  if (type === 'application/json' || type.endsWith('+json')) return jsonRecords(body, path);
  if (type === 'application/x-www-form-urlencoded') return { records: [formRecord(body)], decimals: [] };
  const record = createRecord();
  record['text'] = body;
  return { records: [record], decimals: [] };
}

function jsonRecords(body: string, path: readonly string[]): BodyRecords {
  const decimals: string[] = [];
  let value: Value | undefined;
  try {
    value = parseExact(body.replace(/^\uFEFF/, ''), decimals);
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    return { reason: { code: 'not-json', message: `The body says that it is JSON, and is not: ${said}.`, value: body } };
  }
  for (const key of path) {
    value = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
    if (value === undefined)
      return { reason: { code: 'no-records', message: `The body has nothing at ${path.join('.')}.`, value: body, hint: 'Check the path to the records.' } };
  }
  const list = Array.isArray(value) ? (value as Value[]) : [value as Value];
  return { records: list.map(asRecord), decimals: path.length === 0 && !Array.isArray(value) ? decimals : [] };
}

function asRecord(value: Value): PlainRecord {
  const record = createRecord();
  if (isObject(value)) for (const key of Object.keys(value)) record[key] = value[key] as Value;
  else record['value'] = value;
  return record;
}

function isObject(value: Value | undefined): value is { readonly [key: string]: Value } {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

/** A field that comes several times is a list. */
function formRecord(body: string): PlainRecord {
  const record = createRecord();
  for (const [name, value] of new URLSearchParams(body)) {
    const before = Object.hasOwn(record, name) ? record[name] : undefined;
    record[name] = before === undefined ? value : [...(Array.isArray(before) ? (before as Value[]) : [before as Value]), value];
  }
  return record;
}

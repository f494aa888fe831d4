import type { FieldType } from '../base/field.ts';
import type { TargetField } from './shapes.ts';

type Schema = Readonly<Record<string, unknown>>;

const FORMATS: Readonly<Record<string, FieldType>> = { date: 'date', 'date-time': 'datetime', time: 'time' };
const TYPES: Readonly<Record<string, FieldType>> = {
  string: 'text',
  integer: 'integer',
  number: 'number',
  boolean: 'boolean',
  array: 'list',
  object: 'object',
};
const DEEPEST = 20;

/** Whether a JSON value is a JSON Schema of records, rather than a record itself: it names a draft, or has the type of an object with described members. */
export function isJsonSchema(value: unknown): value is Schema {
  if (!isObject(value)) return false;
  if (typeof value['$schema'] === 'string') return true;
  const members = value['properties'];
  const isOf = value['type'] === 'object' || value['type'] === 'array';
  return isOf && ((isObject(members) && Object.values(members).every((one) => isObject(one) || typeof one === 'boolean')) || isObject(value['items']));
}

/**
 * The members that a JSON Schema (drafts 4 to 2020-12) describes for one record, in their order: with `allOf` and references inside the document followed,
 * of an array the members of its items. Of `anyOf` and `oneOf` all that may occur count, and only what each of them requires is required. References to other
 * documents say nothing. Examples, `const`, `enum` and defaults are given as values that were seen.
 */
export function fieldsOfJsonSchema(schema: Schema): { field: TargetField; values: string[] }[] {
  const record = recordOf(schema, schema, 0);
  return [...record.members].map(([name, member]) => {
    const { type, values } = describe(member, schema, 0);
    return { field: { name, type, ...(record.required.has(name) ? { required: true } : {}) }, values };
  });
}

interface Members {
  members: Map<string, unknown>;
  required: Set<string>;
}

function recordOf(part: unknown, root: Schema, depth: number): Members {
  const found: Members = { members: new Map(), required: new Set() };
  const schema = resolved(part, root);
  if (!schema || depth > DEEPEST) return found;
  const take = (other: Members) => {
    for (const [name, member] of other.members) if (!found.members.has(name)) found.members.set(name, member);
  };
  if (isObject(schema['properties'])) for (const [name, member] of Object.entries(schema['properties'])) found.members.set(name, member);
  if (Array.isArray(schema['required'])) for (const name of schema['required']) if (typeof name === 'string') found.required.add(name);
  for (const one of listOf(schema['allOf'])) {
    const other = recordOf(one, root, depth + 1);
    take(other);
    for (const name of other.required) found.required.add(name);
  }
  for (const choice of ['anyOf', 'oneOf']) {
    const others = listOf(schema[choice]).map((one) => recordOf(one, root, depth + 1));
    others.forEach(take);
    const [first, ...rest] = others;
    for (const name of first?.required ?? []) if (rest.every(({ required }) => required.has(name))) found.required.add(name);
  }
  const items = schema['items'];
  return found.members.size === 0 && isObject(items) ? recordOf(items, root, depth + 1) : found;
}

function describe(part: unknown, root: Schema, depth: number): { type: FieldType; values: string[] } {
  const schema = resolved(part, root);
  if (!schema || depth > DEEPEST) return { type: 'any', values: [] };
  const listed = [...listOf(schema['examples']), ...listOf(schema['enum']), ...['const', 'default', 'example'].flatMap((name) => listOf([schema[name]]))];
  const values = listed.filter((value) => ['string', 'number', 'boolean'].includes(typeof value)).map(String);
  const named = listOf(Array.isArray(schema['type']) ? schema['type'] : [schema['type']]).filter((type) => typeof type === 'string' && type !== 'null');
  const own = named.length === 1 ? typeNamed(named[0] as string, schema['format']) : null;
  if (own !== null) return { type: own, values };
  if (named.length > 1) return { type: named.every((type) => type === 'integer' || type === 'number') ? 'number' : 'any', values };
  if (isObject(schema['properties'])) return { type: 'object', values };
  const parts = ['allOf', 'anyOf', 'oneOf'].flatMap((name) => listOf(schema[name])).map((one) => describe(one, root, depth + 1));
  const types = new Set(parts.filter((one) => one.type !== 'any').map((one) => one.type));
  const [only] = types;
  const listedTypes = new Set(listOf(schema['enum']).flatMap((value) => (value === null ? [] : [typeof value])));
  const fromValues = listedTypes.size === 1 ? TYPES[[...listedTypes][0] as string] : undefined;
  return { type: types.size === 1 && only ? only : (fromValues ?? 'any'), values: [...values, ...parts.flatMap((one) => one.values)] };
}

function typeNamed(type: string, format: unknown): FieldType | null {
  if (type === 'string' && typeof format === 'string' && Object.hasOwn(FORMATS, format)) return FORMATS[format] as FieldType;
  return Object.hasOwn(TYPES, type) ? (TYPES[type] as FieldType) : null;
}

/** A part with its reference followed; `null` for what is no schema, or where the reference leads out of the document or in a circle. */
function resolved(part: unknown, root: Schema): Schema | null {
  let here = part;
  for (let hops = 0; hops < DEEPEST; hops++) {
    if (!isObject(here)) return null;
    const reference = here['$ref'];
    if (typeof reference !== 'string') return here;
    if (!reference.startsWith('#')) return null;
    const { $ref: _followed, ...beside } = here;
    const found = at(root, reference.slice(1));
    if (!isObject(found)) return null;
    here = { ...found, ...beside };
  }
  return null;
}

/** Follows a JSON pointer (RFC 6901). */
function at(root: Schema, pointer: string): unknown {
  let here: unknown = root;
  for (const part of pointer.split('/').slice(1)) {
    const key = unescaped(part);
    if (!isObject(here) || !Object.hasOwn(here, key)) return undefined;
    here = here[key];
  }
  return here;
}

function unescaped(part: string): string {
  try {
    return decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~');
  } catch {
    return part;
  }
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value.filter((one) => one !== undefined) : [];
}

function isObject(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

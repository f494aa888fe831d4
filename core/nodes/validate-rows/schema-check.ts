import { open } from 'node:fs/promises';
import type { Ajv, ErrorObject, ValidateFunction } from 'ajv';
import { UserError } from '../../base/errors.ts';
import { createRecord, type PlainRecord, type Value } from '../../base/value.ts';
import type { Batch } from '../../data/batch.ts';
import { canonicalText } from '../../data/canonical-text.ts';
import type { Column } from '../../data/column.ts';
import { columnReader } from '../../data/column-reader.ts';
import type { StepContext } from '../../engine/node-door.ts';
import { openPlainFile } from '../../formats/file-head.ts';
import { isFailure } from '../../formula/failure.ts';
import { createMatcher, MAX_SEARCHED, type Matcher } from '../../formula/regex/matcher.ts';
import type { ValidateRowsConfig } from './spec.ts';
import { isEmpty, type Problem } from './value-rules.ts';

const MAX_SCHEMA = 1 << 18;
const MAX_DEPTH = 64;
/** Longest text that can have a format such as email or url. */
const MAX_FORMAT = 2_048;
/** Formats of contents, which may be long, tested in one go. */
const LONG_FORMATS = new Set(['byte']);
/** Problems told of one record. */
const MAX_TOLD = 20;
const REFERENCES = new Set(['$ref', '$dynamicRef', '$recursiveRef']);

/** Checks the records of a batch against a JSON Schema; gives the problems of a physical row. */
export type SchemaCheck = (batch: Batch, rule: number) => (row: number) => Problem[];

/** Makes the check of the settings; null where they name no schema. Throws a UserError `schema-unusable` for one that cannot be used. */
export async function createSchemaCheck(config: ValidateRowsConfig, context: StepContext): Promise<SchemaCheck | null> {
  if (config.schemaFrom === 'none') return null;
  const path = context.resolvePath(config.schemaPath);
  const text = config.schemaFrom === 'text' ? config.schema : await readSchema(path);
  const validate = await compiled(text, config.schemaFrom === 'file' ? path : 'The schema');
  const emptyIsAbsent = config.schemaEmpty === 'absent';
  return (batch, rule) => {
    const readers = batch.columns.map((column) => columnReader(column, batch.count));
    return (row) => {
      const record = createRecord();
      batch.names.forEach((name, at) => {
        const value = (readers[at] as (row: number) => Value)(row);
        if (!(emptyIsAbsent && isEmpty(value))) record[name] = plainNumbers(value, (batch.columns[at] as Column).type === 'decimal');
      });
      if (validate(record)) return [];
      return (validate.errors ?? []).slice(0, MAX_TOLD).map((error) => problemOf(error, record, rule));
    };
  };
}

async function readSchema(path: string): Promise<string> {
  const { handle, size } = await openPlainFile(path);
  await handle.close();
  if (size > MAX_SCHEMA) throw unusable(path, 'it is larger than 256 KiB');
  const file = await open(path, 'r');
  try {
    return await file.readFile('utf8');
  } finally {
    await file.close();
  }
}

async function compiled(text: string, name: string): Promise<ValidateFunction> {
  if (text.length > MAX_SCHEMA) throw unusable(name, 'it is larger than 256 KiB');
  let schema: unknown;
  try {
    schema = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw unusable(name, `it is not JSON (${error instanceof Error ? error.message : ''})`);
  }
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) throw unusable(name, 'it is not an object');
  const wrong = wrongPart(schema, 0);
  if (wrong !== null) throw unusable(name, wrong);
  const draft = (schema as { $schema?: unknown })['$schema'];
  const old = typeof draft === 'string' && /draft-0[67]/.test(draft);
  const [{ Ajv: Ajv07 }, { Ajv2020 }, formats] = await Promise.all([import('ajv'), import('ajv/dist/2020.js'), import('ajv-formats')]);
  const options = {
    allErrors: true,
    ownProperties: true,
    inlineRefs: false,
    strictTypes: false,
    strictTuples: false,
    strictRequired: false,
    logger: false as const,
    code: { regExp: Object.assign(guardedPattern, { code: 'guardedPattern' }) },
  };
  try {
    const ajv = old ? new Ajv07(options) : new Ajv2020(options);
    formats.default.default(ajv);
    guardFormats(ajv);
    return ajv.compile(schema);
  } catch (error) {
    throw unusable(name, error instanceof Error ? error.message : String(error));
  }
}

/** A pattern of a schema, which cannot run long either. */
function guardedPattern(pattern: string, flags: string): { test(text: string): boolean; toString(): string } {
  const made = createMatcher(pattern, false);
  if (!made.ok) throw new Error(`the pattern ${pattern} cannot be used: ${made.message}`);
  const { matcher } = made;
  // The library tells patterns apart by this text.
  return { test: (text) => text.length <= MAX_SEARCHED && found(matcher, text), toString: () => `/${pattern}/${flags}` };
}

function found(matcher: Matcher, text: string): boolean {
  try {
    return matcher.find(text, 0) !== null;
  } catch (error) {
    if (isFailure(error)) return false;
    throw error;
  }
}

/** Formats of texts are the library’s own expressions, some of which take time with the square of the text: a text longer than any real one is none. */
function guardFormats(ajv: Ajv): void {
  for (const [name, format] of Object.entries(ajv.formats)) {
    const test = format instanceof RegExp ? (text: string) => format.test(text) : format;
    if (typeof test !== 'function' || LONG_FORMATS.has(name)) continue;
    ajv.addFormat(name, (text: string) => text.length <= MAX_FORMAT && (test as (text: string) => boolean)(text));
  }
}

/** What in a schema is refused: depth, other documents, names that are no names to the library, checks that go on later. */
function wrongPart(part: unknown, depth: number): string | null {
  if (typeof part !== 'object' || part === null) return null;
  if (depth > MAX_DEPTH) return `it is nested deeper than ${MAX_DEPTH} levels`;
  for (const [key, value] of Object.entries(part)) {
    if (key === '__proto__') return 'it speaks of a property "__proto__"; use a rule for that field instead';
    if (key === '$async') return '"$async" is not supported';
    if (REFERENCES.has(key) && typeof value === 'string' && !value.startsWith('#'))
      return `it refers to another document ("${value}"); put what is needed under "$defs" in the schema itself`;
    const wrong = wrongPart(value, depth + 1);
    if (wrong !== null) return wrong;
  }
  return null;
}

function unusable(name: string, why: string): UserError {
  return new UserError('schema-unusable', `${name} cannot be used as a JSON Schema: ${why}.`, { hint: 'Correct the schema, or choose another one.' });
}

/** Exact numbers as the doubles a schema knows. */
function plainNumbers(value: Value, isDecimal: boolean): Value {
  if (typeof value === 'bigint') return Number(value);
  if (isDecimal && typeof value === 'string') return Number.isFinite(Number(value)) ? Number(value) : value;
  if (Array.isArray(value)) return value.map((one: Value) => plainNumbers(one, false));
  if (typeof value !== 'object' || value === null) return value;
  const record = createRecord();
  for (const [name, one] of Object.entries(value)) record[name] = plainNumbers(one as Value, false);
  return record;
}

function problemOf({ instancePath, keyword, params, message }: ErrorObject, record: PlainRecord, rule: number): Problem {
  const path = instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const named = keyword === 'required' || keyword === 'dependentRequired' ? (params as { missingProperty?: unknown }).missingProperty : undefined;
  const extra =
    (params as { additionalProperty?: unknown; unevaluatedProperty?: unknown }).additionalProperty ??
    (params as { unevaluatedProperty?: unknown }).unevaluatedProperty;
  const all = [...path, ...[named ?? extra].filter((name) => typeof name === 'string')];
  const field = all[0] ?? '';
  let value: Value | undefined = record;
  for (const part of path) value = typeof value === 'object' && value !== null ? (value as PlainRecord)[part] : undefined;
  const shown = path.length === 0 || value === undefined ? '' : canonicalText(value).slice(0, 200);
  const isLong = (keyword === 'format' && lengthOf(value) > MAX_FORMAT) || (keyword === 'pattern' && lengthOf(value) > MAX_SEARCHED);
  const where = all.length === 0 ? 'The record' : `Field ${all.join('.')}`;
  return {
    rule,
    code: 'schema-mismatch',
    field,
    value: shown,
    message: `${where} ${message ?? 'does not fit the schema'}${isLong ? ', but is too long to be looked at' : ''}${shown === '' ? '' : ` ("${shown.slice(0, 60)}")`}.`,
  };
}

function lengthOf(value: unknown): number {
  return typeof value === 'string' ? value.length : 0;
}

import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { TargetFound, TargetSource } from '../../api/target-models.ts';
import { UserError } from '../../base/errors.ts';
import { fieldsOfJsonSchema, isJsonSchema } from '../../catalog/json-schema-fields.ts';
import type { TargetShape } from '../../catalog/shapes.ts';
import { canonicalText } from '../../data/canonical-text.ts';
import { peekSample } from '../../formats/peek.ts';
import { openForReading } from '../../nodes/sqlite-query/open-database.ts';
import { listTables } from '../connections/sqlite-tables.ts';
import { isSqlite } from './node-for-file.ts';

/** A JSON Schema or a pasted example is read whole; larger files are examples of which only the beginning is read. */
const LARGEST_SCHEMA = 4 * 1024 * 1024;
const RECORDS = 50;
const VALUES = 30;

/**
 * The fields that a table, a file or a pasted text describes, with values seen in them. `absolute` is the path that a file's `path` stands for now. Of a
 * database with several tables and none named only the tables are given. Throws a UserError that says what is in the way.
 */
export async function targetFields(source: Exclude<TargetSource, { kind: 'table' }>, absolute: string): Promise<TargetFound> {
  const found = source.kind === 'text' ? await fromText(source.text) : await fromFile(source, absolute);
  if (found.target && found.target.fields.length === 0)
    throw new UserError('no-fields', 'No field is named there.', { hint: 'Choose another file, or paste the names.' });
  return found;
}

async function fromFile({ path, table }: { path: string; table?: string | undefined }, absolute: string): Promise<TargetFound> {
  if (isSqlite(absolute)) return fromDatabase(absolute, path, table);
  const label = basename(absolute);
  if (/\.json$/i.test(absolute) && statSync(absolute).size <= LARGEST_SCHEMA) {
    const parsed = parsedJson(readFileSync(absolute, 'utf8'));
    if (isJsonSchema(parsed)) return withPath(ofSchema(parsed, label), path);
  }
  return withPath(await fromRecords(absolute, label), path);
}

function fromDatabase(absolute: string, path: string, wanted: string | undefined): TargetFound {
  const tables = listTables(absolute);
  const table = wanted === undefined && tables.length === 1 ? tables[0] : tables.find(({ name }) => name === wanted);
  const names = tables.map(({ name }) => name);
  if (!table) {
    if (wanted !== undefined)
      throw new UserError('table-not-found', `There is no table "${wanted}" in ${basename(absolute)}.`, { hint: 'Choose one that is there.' });
    return { target: null, values: [], tables: names };
  }
  const db = openForReading(absolute);
  try {
    const facts = db
      .prepare<[string], { name: string; notnull: number; dflt_value: string | null; pk: number }>('SELECT * FROM pragma_table_info(?)')
      .all(table.name);
    const required = new Set(facts.filter(({ notnull, dflt_value, pk }) => notnull === 1 && dflt_value === null && pk === 0).map(({ name }) => name));
    const rows = db
      .prepare<[], unknown[]>(`SELECT * FROM "${table.name.replaceAll('"', '""')}" LIMIT ${VALUES}`)
      .raw()
      .all();
    const fields = table.columns.map(({ name, type }) => ({ name, type, ...(required.has(name) ? { required: true } : {}) }));
    const target: TargetShape = { kind: 'table', label: table.name, path, table: table.name, fields };
    return { target, values: fields.map((_, at) => textsOf(rows.map((row) => row[at]))), tables: names };
  } finally {
    db.close();
  }
}

async function fromText(text: string): Promise<TargetFound> {
  const trimmed = text.trim();
  if (/^[[{]/.test(trimmed)) {
    const parsed = parsedJson(trimmed);
    if (isJsonSchema(parsed)) return ofSchema(parsed, 'JSON Schema');
    const records = parsed === undefined ? trimmed : JSON.stringify(Array.isArray(parsed) ? parsed : [parsed]);
    return inFile('pasted.json', records, (path) => fromRecords(path, 'Example'));
  }
  const lines = trimmed.split(/\r?\n/).filter((line) => line.trim() !== '');
  const [first = ''] = lines;
  if (lines.length > 1 && /[\t;,|]/.test(first)) return inFile('pasted.csv', trimmed, (path) => fromRecords(path, 'Example'));
  const fields = namesIn(trimmed).map((name) => ({ name, type: 'any' as const }));
  return { target: { kind: 'names', label: 'Names', fields }, values: fields.map(() => []), tables: [] };
}

/** Names one per line, or separated by tabs, commas, semicolons or bars; quotes and doubles go. */
function namesIn(text: string): string[] {
  const names = text.split(/[\n\r\t,;|]+/).map((name) =>
    name
      .trim()
      .replace(/^"(.*)"$/, '$1')
      .trim(),
  );
  return [...new Set(names.filter((name) => name !== ''))];
}

function ofSchema(schema: Readonly<Record<string, unknown>>, label: string): TargetFound {
  const found = fieldsOfJsonSchema(schema);
  const target: TargetShape = { kind: 'json-schema', label, fields: found.map(({ field }) => field) };
  return { target, values: found.map(({ values }) => values.slice(0, VALUES)), tables: [] };
}

/** The fields of a file with records. A text file takes any value, so only its names count; JSON says of what type its values are. */
async function fromRecords(absolute: string, label: string): Promise<TargetFound> {
  const delimited = !/json/i.test(absolute.slice(absolute.lastIndexOf('.')));
  const { fields, rows, summary } = await peekSample(absolute, { limit: RECORDS, options: delimited ? { header: 'first-row' } : {} });
  const isText = summary.format === 'csv' || summary.format === 'tsv';
  const target: TargetShape = { kind: isText ? 'header' : 'example', label, fields: fields.map(({ name, type }) => ({ name, type: isText ? 'any' : type })) };
  return { target, values: fields.map((_, at) => textsOf(rows.map((row) => row[at]))), tables: [] };
}

function textsOf(values: readonly unknown[]): string[] {
  return values.flatMap((value) => {
    if (value === null || value === undefined || typeof value === 'object') return [];
    const text = canonicalText(value as string | number | bigint | boolean);
    return text === '' || text.length > 200 ? [] : [text];
  });
}

function withPath(found: TargetFound, path: string): TargetFound {
  return found.target ? { ...found, target: { ...found.target, path } } : found;
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

/** The readers of formats read files. */
async function inFile<T>(name: string, text: string, read: (path: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'swivel-'));
  try {
    writeFileSync(join(folder, name), text);
    return await read(join(folder, name));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

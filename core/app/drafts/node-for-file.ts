import { closeSync, openSync, readSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { UserError } from '../../base/errors.ts';
import type { AnyNodeSpec, Catalog } from '../../catalog/catalog.ts';
import type { FormField } from '../../catalog/form.ts';
import { listTables } from '../connections/sqlite-tables.ts';
import { pathForFlow } from '../workspace/workspace-folders.ts';
import { formFields } from './node-paths.ts';
import { peekAt } from './peek-at.ts';

/** A node that would read a file: its kind, a name, and settings that fit what is in the file. */
export interface NodeForFile {
  kind: string;
  name: string;
  config: Record<string, unknown>;
}

const SQLITE_HEAD = 'SQLite format 3\0';
const LOOK_AT = 500;

/**
 * The source that reads a file, found by what is in it: the kind whose path setting offers that format. What was detected, types too, is set where the
 * kind has a setting for it. Throws a UserError when no kind reads such a file.
 */
export async function nodeForFile(catalog: Catalog, folder: string, path: string): Promise<NodeForFile> {
  const name = basename(path, extname(path));
  if (isSqlite(path)) {
    const { spec, field } = readerOf(catalog, 'sqlite', path);
    const [table] = listTables(path);
    const sql = formFields(spec).find(({ widget }) => widget === 'sql')?.field;
    const query = table && sql ? { [sql]: `SELECT * FROM "${table.name.replaceAll('"', '""')}"` } : {};
    return { kind: spec.kind, name, config: { ...spec.defaults, [field.field]: pathForFlow(folder, path), ...query } };
  }
  const { format, options } = await peekAt(path, { limit: LOOK_AT });
  const { spec, field } = readerOf(catalog, format, path);
  const known = Object.fromEntries(Object.entries(options).filter(([key]) => Object.hasOwn(spec.defaults, key)));
  const config = spec.config.parse({ ...spec.defaults, ...known, [field.field]: pathForFlow(folder, path) });
  return { kind: spec.kind, name, config };
}

/** Whether a file is a SQLite database, by its first bytes. Throws a UserError when it cannot be opened. */
export function isSqlite(path: string): boolean {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch (error) {
    throw new UserError('file-not-found', `The file ${path} cannot be opened.`, { place: { file: path }, details: String(error) });
  }
  try {
    const head = Buffer.alloc(SQLITE_HEAD.length);
    readSync(file, head, 0, head.length, 0);
    return head.toString('latin1') === SQLITE_HEAD;
  } finally {
    closeSync(file);
  }
}

function readerOf(catalog: Catalog, format: string, path: string): { spec: AnyNodeSpec; field: FormField } {
  for (const spec of catalog.all()) {
    if (spec.role !== 'source') continue;
    const field = formFields(spec).find(
      ({ widget, choose = 'open', extensions }) => (widget === 'path' || (widget === 'remote-path' && choose === 'open')) && extensions?.includes(format),
    );
    if (field) return { spec, field };
  }
  throw new UserError('no-reader', `No step of Swivel reads ${basename(path)}.`, {
    hint: 'CSV, TSV, JSON, NDJSON and SQLite files can be read.',
    place: { file: path },
  });
}

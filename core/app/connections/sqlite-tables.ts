import type * as z from 'zod';
import type { tableInfo } from '../../api/design-models.ts';
import { declaredType } from '../../nodes/sqlite-query/column-types.ts';
import { databaseError, openForReading } from '../../nodes/sqlite-query/open-database.ts';

/** A table of somebody's database, as the API says it. */
export type TableInfo = z.infer<typeof tableInfo>;

/** Counting rows looks at every one of them: beyond this size the number is left out. */
const COUNT_BELOW_BYTES = 64 * 1024 * 1024;

/** Tables and views of a database file with their columns, by name. Opens it for reading only; throws a UserError when it is no database. */
export function listTables(path: string): TableInfo[] {
  const db = openForReading(path);
  try {
    const tables = db
      .prepare<[], { name: string; type: string }>(
        `SELECT name, type FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY type, name COLLATE NOCASE`,
      )
      .all();
    const size = Number(db.pragma('page_count', { simple: true })) * Number(db.pragma('page_size', { simple: true }));
    return tables.map(({ name, type }) => {
      const columns = db.prepare<[string], { name: string; type: string; pk: number }>('SELECT name, type, pk FROM pragma_table_info(?)').all(name);
      const count = () => db.prepare<[], { n: number }>(`SELECT count(*) AS n FROM "${name.replaceAll('"', '""')}"`).get()?.n ?? null;
      return {
        name,
        rows: type === 'table' && size <= COUNT_BELOW_BYTES ? count() : null,
        columns: columns.map((column) => ({ name: column.name, type: declaredType(column.type) ?? 'any', key: column.pk > 0 })),
      };
    });
  } catch (error) {
    throw databaseError(error, path);
  } finally {
    db.close();
  }
}

import { Db } from './database.ts';

/**
 * Looks at every page of a database that is in use, table by table, so that no look keeps the journal from being cut for long. Gives what is wrong, as SQLite
 * says it; nothing when all is well. Takes about three seconds a gigabyte: not for the main thread.
 */
export function checkWhole(file: string): string[] {
  const db = new Db(file, { readOnly: true });
  try {
    const tables = db.all<{ name: string }>(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'`);
    return tables
      .flatMap(({ name }) => db.all<{ quick_check: string }>(`PRAGMA quick_check("${name}")`).map((row) => row.quick_check))
      .filter((text) => text !== 'ok')
      .slice(0, 20);
  } finally {
    db.close();
  }
}

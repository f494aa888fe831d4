import type Database from 'better-sqlite3';

/** Values of one statement: enough that calling it costs little beside what it does, few enough that one bad row makes little work again. */
const VALUES_AT_ONCE = 160;
const MOST_ROWS = 16;

/**
 * How many rows one statement may write so that it comes to the same as a statement for each. 1 where a rule of the table could make a difference: a trigger,
 * a way of its own to settle conflicts, a reference from or to another row, a virtual table.
 */
export function rowsAtOnce(database: Database.Database, table: string, columns: number): number {
  const rule = database
    .prepare<{ table: string }, number>(
      `SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE tbl_name = $table COLLATE NOCASE AND (type = 'trigger' OR sql LIKE '%conflict%' OR sql LIKE '%virtual%'))
         OR EXISTS (SELECT 1 FROM pragma_foreign_key_list($table))
         OR EXISTS (SELECT 1 FROM sqlite_schema AS other, pragma_foreign_key_list(other.name) AS reference
              WHERE other.type = 'table' AND reference."table" = $table COLLATE NOCASE)`,
    )
    .pluck()
    .get({ table });
  return rule === 0 ? Math.max(1, Math.min(MOST_ROWS, Math.floor(VALUES_AT_ONCE / columns))) : 1;
}

import type { Db } from './database.ts';

/** What a backup has to hold to be one. */
export interface BackupFacts {
  schema: number;
  /** Rows by table. */
  rows: Readonly<Record<string, number>>;
}

/** Tables whose rows are counted in a backup: what cannot be made again. */
const COUNTED = ['flows', 'flow_versions', 'settings', 'triggers', 'step_state'];

/** Rows of what cannot be made again, of the tables that are there; `schema` names an attached database. */
export function countRows(db: Db, schema = 'main'): Record<string, number> {
  const there = new Set(db.all<{ name: string }>(`SELECT name FROM ${schema}.sqlite_schema WHERE type = 'table'`).map((row) => row.name));
  return Object.fromEntries(COUNTED.filter((table) => there.has(table)).map((table) => [table, db.value<number>(`SELECT count(*) FROM ${schema}.${table}`)]));
}

import type Database from 'better-sqlite3';
import type { FieldColumns } from './field-columns.ts';
import { foldAscii, quoted } from './table-shape.ts';

/** Adds so many rows; values row by row in order of the columns. */
export function insertSql(table: string, { columns }: FieldColumns, rows = 1): string {
  const names = columns.map((column) => quoted(column.name));
  const row = `(${names.map(() => '?').join(', ')})`;
  return `INSERT INTO ${quoted(table)} (${names.join(', ')}) VALUES ${Array(rows).fill(row).join(', ')}`;
}

/** Adds so many rows or updates those with the same key; where nothing would change nothing is written if `skipUnchanged`. */
export function upsertSql(table: string, target: FieldColumns, keys: readonly string[], skipUnchanged: boolean, rows = 1): string {
  const insert = `${insertSql(table, target, rows)} ON CONFLICT (${keys.map(quoted).join(', ')})`;
  const others = target.columns.map((column) => column.name).filter((name) => !keys.some((key) => foldAscii(key) === foldAscii(name)));
  if (others.length === 0) return `${insert} DO NOTHING`;
  const set = others.map((name) => `${quoted(name)} = excluded.${quoted(name)}`).join(', ');
  const changed = others.map((name) => `${quoted(table)}.${quoted(name)} IS NOT excluded.${quoted(name)}`).join(' OR ');
  return `${insert} DO UPDATE SET ${set}${skipUnchanged ? ` WHERE ${changed}` : ''}`;
}

/** Number of rows in the table. */
export function countRows(database: Database.Database, table: string): number {
  return (
    database
      .prepare<[], number>(`SELECT count(*) FROM ${quoted(table)}`)
      .pluck()
      .get() ?? 0
  );
}

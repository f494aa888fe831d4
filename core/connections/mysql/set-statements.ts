import type { ColumnShape, TableShape, Writing } from '../../catalog/families/database.ts';
import { quotedTable } from '../../sql/reading-sql.ts';
import { dialect } from './dialect.ts';

/** The statements by which staged rows get into a table. They stand in one table of our own as they came, in another only the last of each key. */
export interface SetStatements {
  readonly prepare: readonly string[];
  readonly drop: readonly string[];
  readonly clear: readonly string[];
  /** Begins the statement that stages rows: number and values of each follow. */
  readonly stage: string;
  /** Keeps the last of each key. */
  readonly dedupe: string;
  /** Two counts: rows with different keys, and those of them that are there. */
  readonly counts: string;
  /** Numbers of the staged rows whose key the table does not hold. */
  readonly missing: string;
  /** Changes those that are there; null where there is nothing to change. */
  readonly update: string | null;
  readonly insert: string;
  readonly remove: string;
  /** Keeps the keys that came, of a mirror, and deletes the others. */
  readonly remember: string;
  readonly rememberOne: string;
  readonly deleteRest: string;
}

/** Makes them. `mark` is part of the names of tables of our own. */
export function setStatements({ key, columns: written }: Writing, shape: TableShape, columns: readonly ColumnShape[], mark: string): SetStatements {
  const [rows, last, seen] = [`swivel_rows_${mark}`, `swivel_last_${mark}`, `swivel_keys_${mark}`];
  const target = quotedTable(shape.table, dialect);
  const keyAt = key.map((name) => written.indexOf(name));
  const name = (at: number) => dialect.quote(columns[at]?.name ?? '');
  const all = columns.map((_, at) => at);
  const others = all.filter((at) => !keyAt.includes(at));
  const keys = keyAt.map((at) => `c${at}`).join(', ');
  const staged = all.map((at) => `c${at}`).join(', ');
  const sameKey = (from: string) => keyAt.map((at) => `t.${name(at)} = ${from}.c${at}`).join(' AND ');
  const as = (which: readonly number[]) => which.map((at) => `${name(at)} AS c${at}`).join(', ');
  const like = (which: readonly number[]) => `ENGINE = InnoDB AS SELECT ${as(which)} FROM ${target} LIMIT 0`;
  const same = others.map((at) => `${exactly(columns[at], `t.${name(at)}`)} <=> ${exactly(columns[at], `s.c${at}`)}`).join(' AND ');
  const noRow = keyAt.map((at) => `t.${name(at)} IS NULL`).join(' AND ');
  return {
    prepare: [
      `CREATE TEMPORARY TABLE IF NOT EXISTS ${rows} (n INT NOT NULL DEFAULT 0 PRIMARY KEY) ${like(all)}`,
      `CREATE TEMPORARY TABLE IF NOT EXISTS ${last} (n INT NOT NULL DEFAULT 0, UNIQUE (${keys})) ${like(all)}`,
      `CREATE TEMPORARY TABLE IF NOT EXISTS ${seen} (UNIQUE (${keys})) ${like(keyAt)}`,
    ],
    drop: [rows, last, seen].map((one) => `DROP TEMPORARY TABLE IF EXISTS ${one}`),
    clear: [rows, last].map((one) => `DELETE FROM ${one}`),
    stage: `INSERT INTO ${rows} (n, ${staged}) VALUES `,
    dedupe: `REPLACE INTO ${last} (n, ${staged}) SELECT n, ${staged} FROM ${rows} ORDER BY n`,
    counts: `SELECT COUNT(*), COUNT(t.swivel_one) FROM ${last} AS s LEFT JOIN (SELECT 1 AS swivel_one, x.* FROM ${target} AS x) AS t ON ${sameKey('s')}`,
    missing: `SELECT s.n FROM ${rows} AS s LEFT JOIN ${target} AS t ON ${sameKey('s')} WHERE ${noRow} ORDER BY s.n`,
    update:
      others.length === 0
        ? null
        : `UPDATE ${target} AS t JOIN ${last} AS s ON ${sameKey('s')} SET ${others.map((at) => `t.${name(at)} = s.c${at}`).join(', ')} WHERE NOT (${same})`,
    insert: `INSERT INTO ${target} (${all.map(name).join(', ')}) SELECT ${all.map((at) => `s.c${at}`).join(', ')} FROM ${last} AS s LEFT JOIN ${target} AS t ON ${sameKey('s')} WHERE ${noRow} ORDER BY s.n`,
    remove: `DELETE t FROM ${target} AS t JOIN ${last} AS s ON ${sameKey('s')}`,
    remember: `REPLACE INTO ${seen} (${keys}) SELECT ${keys} FROM ${last}`,
    rememberOne: `REPLACE INTO ${seen} (${keys}) VALUES `,
    deleteRest: `DELETE t FROM ${target} AS t LEFT JOIN ${seen} AS s ON ${sameKey('s')} WHERE ${keyAt.map((at) => `s.c${at} IS NULL`).join(' AND ')}`,
  };
}

/** Texts are equal only when every character is: capital and small letters differ, whatever the column thinks. */
function exactly(column: ColumnShape | undefined, expression: string): string {
  return /char|text|enum|set/.test(column?.declared ?? '') ? `CAST(${expression} AS BINARY)` : expression;
}

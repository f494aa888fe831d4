import type { Writing, WrittenCounts } from '../../catalog/families/database.ts';
import { noCounts } from '../../sql/bulk-writer.ts';
import { quotedTable } from '../../sql/reading-sql.ts';
import type { PgColumn, PgTableShape } from './catalogue.ts';
import { dialect } from './dialect.ts';
import { OID } from './values.ts';

/** What one statement over staged rows counted. */
interface Counted {
  /** Staged rows; those left when only the last of each key counts; those of them whose key the table holds. */
  came: number;
  distinct: number;
  there: number;
  /** Rows of the table that were added, changed or deleted. */
  touched: number;
}

/** The statements by which staged rows get into a table. */
export interface SetStatements {
  /** Name of the table that rows are staged in, without its schema; null where they go straight into the target. */
  readonly staging: string | null;
  /** Keys that came, of a mirror. */
  readonly seen: string | null;
  readonly prepare: readonly string[];
  readonly drop: readonly string[];
  readonly clear: string;
  /** Gives one row: came, distinct, there, touched, and the numbers of those whose key the table does not hold. */
  readonly apply: string;
  /** Keeps the staged keys; empty where that is not needed. */
  readonly remember: string;
  readonly analyze: string;
  readonly remove: string;
  count(counted: Counted, missing: number): WrittenCounts;
}

/** Types whose equality is exactly that of what one sees; values of all others are compared by their text. */
const COMPARED = new Set<number>([
  ...[OID.bool, OID.bytea, OID.int2, OID.int4, OID.int8, OID.oid, OID.text, OID.varchar, OID.float4, OID.float8],
  ...[OID.date, OID.time, OID.timestamp, OID.timestamptz, OID.timetz, OID.numeric],
]);

/** Makes them. `mark` is part of the names of tables of our own. */
export function setStatements(writing: Writing, shape: PgTableShape, columns: readonly PgColumn[], mark: string): SetStatements {
  const { way } = writing;
  const staging = way === 'insert' && shape.copies ? null : `swivel_rows_${mark}`;
  const seen = way === 'mirror' ? `pg_temp.swivel_keys_${mark}` : null;
  const rows = `pg_temp.${staging}`;
  const target = quotedTable(shape.table, dialect);
  const keyAt = writing.key.map((name) => writing.columns.indexOf(name));
  const keys = keyAt.map((at) => ({ name: dialect.quote(columns[at]?.name ?? ''), staged: `c${at}` }));
  const sameKey = (from: string) => keys.map(({ name, staged }) => `t.${name} = ${from}.${staged}`).join(' AND ');
  const stagedKeys = keys.map(({ staged }) => staged).join(', ');
  const define = (at: number) => `c${at} ${columns[at]?.declared}${columns[at]?.collation ? ` COLLATE ${columns[at]?.collation}` : ''}`;
  const others = columns.flatMap((column, at) => (keyAt.includes(at) ? [] : [{ column, at, name: dialect.quote(column.name) }]));
  const names = columns.map(({ name }) => dialect.quote(name)).join(', ');
  const staged = columns.map((_, at) => `c${at}`).join(', ');
  const differs = (from: (one: (typeof others)[number]) => string) =>
    others.map((one) => `${comparable(one.column, `t.${one.name}`)} IS DISTINCT FROM ${comparable(one.column, from(one))}`).join(' OR ');

  const mayMiss = way === 'update' || way === 'delete';
  const change = (): string => {
    const returning = 'RETURNING 1';
    switch (way) {
      case 'insert':
        return `INSERT INTO ${target} (${names}) SELECT ${staged} FROM ${rows} ORDER BY n ${returning}`;
      case 'update':
        if (others.length === 0) return 'SELECT 1 WHERE false';
        return `UPDATE ${target} AS t SET ${others.map(({ name, at }) => `${name} = s.c${at}`).join(', ')} FROM last AS s WHERE ${sameKey('s')} AND (${differs(({ at }) => `s.c${at}`)}) ${returning}`;
      case 'delete':
        return `DELETE FROM ${target} AS t USING last AS s WHERE ${sameKey('s')} ${returning}`;
      default: {
        const conflict = `ON CONFLICT (${keys.map(({ name }) => name).join(', ')})`;
        const update =
          others.length === 0
            ? 'DO NOTHING'
            : `DO UPDATE SET ${others.map(({ name }) => `${name} = EXCLUDED.${name}`).join(', ')} WHERE ${differs(({ name }) => `EXCLUDED.${name}`)}`;
        return `INSERT INTO ${target} AS t (${names}) SELECT ${staged} FROM last ORDER BY n ${conflict} ${update} ${returning}`;
      }
    }
  };
  const apply =
    way === 'insert'
      ? `WITH written AS (${change()}) SELECT 0, 0, 0, count(*), NULL FROM written`
      : `WITH last AS (SELECT DISTINCT ON (${stagedKeys}) * FROM ${rows} ORDER BY ${stagedKeys}, n DESC), written AS (${change()})
         SELECT (SELECT count(*) FROM ${rows}), (SELECT count(*) FROM last), (SELECT count(*) FROM last AS s WHERE EXISTS (SELECT 1 FROM ${target} AS t WHERE ${sameKey('s')})),
           (SELECT count(*) FROM written), ${mayMiss ? `(SELECT string_agg(s.n::text, ',') FROM ${rows} AS s WHERE NOT EXISTS (SELECT 1 FROM ${target} AS t WHERE ${sameKey('s')}))` : 'NULL'}`;
  return {
    staging,
    seen,
    prepare: [
      ...(staging ? [`CREATE TEMPORARY TABLE IF NOT EXISTS ${staging} (${columns.map((_, at) => define(at)).join(', ')}, n integer)`] : []),
      ...(seen ? [`CREATE TEMPORARY TABLE IF NOT EXISTS swivel_keys_${mark} (${keyAt.map(define).join(', ')})`] : []),
    ],
    drop: [...(staging ? [`DROP TABLE IF EXISTS ${rows}`] : []), ...(seen ? [`DROP TABLE IF EXISTS ${seen}`] : [])],
    clear: `TRUNCATE ${rows}`,
    apply,
    remember: seen ? `INSERT INTO ${seen} SELECT DISTINCT ${stagedKeys} FROM ${rows}` : '',
    analyze: `ANALYZE ${seen}`,
    remove: `DELETE FROM ${target} AS t WHERE NOT EXISTS (SELECT 1 FROM ${seen} AS s WHERE ${sameKey('s')})`,
    count: (counted, missing) => countsOf(way, counted, missing),
  };
}

/** A column as it is compared: by its value where that is exact, else by its text. */
function comparable(column: PgColumn, expression: string): string {
  return COMPARED.has(column.oid) && column.element === 0 ? expression : `CAST(${expression} AS text)`;
}

// Rows that a later one with the same key overtook were changed at once by it.
function countsOf(way: Writing['way'], { came, distinct, there, touched }: Counted, missing: number): WrittenCounts {
  const counts = noCounts();
  if (way === 'insert') counts.inserted = touched;
  else if (way === 'delete') {
    counts.deleted = touched;
  } else if (way === 'update') {
    counts.updated = touched + came - missing - there;
    counts.unchanged = Math.max(0, there - touched);
  } else {
    counts.inserted = distinct - there;
    counts.updated = Math.max(0, touched - counts.inserted) + came - distinct;
    counts.unchanged = distinct - counts.inserted - Math.max(0, touched - counts.inserted);
  }
  return counts;
}

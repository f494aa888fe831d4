import type { SqlValue, TableHolds } from '../../catalog/families/database.ts';
import { canBeSummed, foundBySums, sumsOf, sumsSql } from '../../sql/key-sums.ts';
import { quotedTable } from '../../sql/reading-sql.ts';
import { canBeTextSummed, foundByTextSums, textSumsOf, textSumsSql } from '../../sql/text-sums.ts';
import type { PgColumn, PgTableShape } from './catalogue.ts';
import { dialect } from './dialect.ts';
import { encoderOf } from './encode.ts';
import type { PgSession } from './session.ts';
import { readerOf } from './values.ts';

type Values = readonly SqlValue[];
type Keys = AsyncIterable<readonly Values[]>;

/** Values of rows as lists, one for each column, for `unnest`; each as the text of an array. */
function listsOf(columns: readonly PgColumn[], rows: readonly (readonly (string | null)[])[]): string[] {
  return columns.map((_, at) => `{${rows.map((row) => arrayItem(row[at] ?? null)).join(',')}}`);
}

function arrayItem(value: string | null): string {
  return value === null ? 'NULL' : `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

/** `unnest($1::text[], …) WITH ORDINALITY AS r(c0, …, n)`, and each column of it in its own type. */
function given(columns: readonly PgColumn[]): { from: string; cast(at: number): string } {
  const lists = columns.map((_, at) => `$${at + 1}::text[]`).join(', ');
  return {
    from: `unnest(${lists}) WITH ORDINALITY AS r(${columns.map((_, at) => `c${at}`).join(', ')}, n)`,
    cast: (at) => `CAST(r.c${at} AS ${columns[at]?.declared})${columns[at]?.collation ? ` COLLATE ${columns[at]?.collation}` : ''}`,
  };
}

function valuesOf(row: readonly (string | null)[], columns: readonly PgColumn[]): SqlValue[] {
  return columns.map(({ oid, element }, at) => {
    const text = row[at] ?? null;
    return text === null ? null : readerOf(oid, element)(text);
  });
}

/** See `Database.rowsWithKeys`. */
export async function rowsWithKeys(
  session: PgSession,
  shape: PgTableShape,
  picked: readonly PgColumn[],
  key: readonly PgColumn[],
  keys: readonly Values[],
): Promise<(SqlValue[] | null)[]> {
  if (keys.length === 0) return [];
  const { from, cast } = given(key);
  const list = picked.map(({ name }) => `x.${dialect.quote(name)}`).join(', ');
  const same = key.map(({ name }, at) => `x.${dialect.quote(name)} = ${cast(at)}`).join(' AND ');
  const { rows } = await session.ask(
    `SELECT t.* FROM ${from} LEFT JOIN LATERAL (SELECT true AS swivel_found, ${list} FROM ${quotedTable(shape.table, dialect)} AS x WHERE ${same} LIMIT 1) AS t ON true ORDER BY r.n`,
    listsOf(key, encodedKeys(key, keys)),
  );
  return rows.map((row) => (row[0] === 't' ? valuesOf(row.slice(1), picked) : null));
}

/** A key that cannot be one of the column is none that is there. */
function encodedKeys(key: readonly PgColumn[], keys: readonly Values[]): (string | null)[][] {
  const encoders = key.map(encoderOf);
  return keys.map((values) => {
    const encoded = encoders.map((encode, at) => encode(values[at] ?? null));
    return encoded.some((one) => one !== null && typeof one === 'object') ? key.map(() => null) : (encoded as (string | null)[]);
  });
}

/** See `Database.rowsBeside`; in a transaction that is taken back. */
export async function rowsBeside(
  session: PgSession,
  shape: PgTableShape,
  picked: readonly PgColumn[],
  key: readonly PgColumn[],
  keep: AsyncIterable<readonly Values[]>,
  most: number,
): Promise<{ count: number; sample: SqlValue[][] }> {
  await session.ask('BEGIN');
  try {
    const columns = key.map((column, at) => `c${at} ${column.declared}${column.collation ? ` COLLATE ${column.collation}` : ''}`);
    await session.ask(`CREATE TEMPORARY TABLE swivel_kept (${columns.join(', ')}) ON COMMIT DROP`);
    const { from, cast } = given(key);
    for await (const keys of keep) {
      if (keys.length > 0)
        await session.ask(
          `INSERT INTO pg_temp.swivel_kept SELECT ${key.map((_, at) => cast(at)).join(', ')} FROM ${from}`,
          listsOf(key, encodedKeys(key, keys)),
        );
    }
    await session.ask('ANALYZE pg_temp.swivel_kept');
    const same = key.map(({ name }, at) => `t.${dialect.quote(name)} = s.c${at}`).join(' AND ');
    const beside = `FROM ${quotedTable(shape.table, dialect)} AS t WHERE NOT EXISTS (SELECT 1 FROM pg_temp.swivel_kept AS s WHERE ${same})`;
    const { rows } = await session.ask(`SELECT count(*) ${beside}`);
    const sample = await session.ask(
      `SELECT ${picked.map(({ name }) => `t.${dialect.quote(name)}`).join(', ')} ${beside} ORDER BY ${key.map(({ name }) => `t.${dialect.quote(name)}`).join(', ')} LIMIT ${Math.trunc(most)}`,
    );
    return { count: Number(rows[0]?.[0]), sample: sample.rows.map((row) => valuesOf(row, picked)) };
  } finally {
    await session.query('ROLLBACK').catch(() => session.destroy());
  }
}

/** See `Database.holds`: all in one view of the table. */
export async function holds(session: PgSession, shape: PgTableShape, key: readonly PgColumn[], keys: Keys | null): Promise<TableHolds> {
  await session.ask('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  try {
    const summed = (await bySums(session, shape, key, keys)) ?? (await byTextSums(session, shape, key, keys));
    if (summed) return summed;
    const { rows } = await session.ask(`SELECT count(*) FROM ${quotedTable(shape.table, dialect)}`);
    let found = 0;
    const { from, cast } = given(key);
    const same = key.map(({ name }, at) => `t.${dialect.quote(name)} = ${cast(at)}`).join(' AND ');
    // By an index each key is looked up; what the planner guesses of a table that was just filled would read all of it for every list.
    const there = isIndexed(shape, key) ? (row: string) => `CROSS JOIN LATERAL (${row} LIMIT 1) AS x` : (row: string) => `WHERE EXISTS (${row})`;
    for await (const some of keys ?? []) {
      if (some.length === 0 || key.length === 0) continue;
      const answer = await session.ask(
        `SELECT count(*) FROM ${from} ${there(`SELECT 1 FROM ${quotedTable(shape.table, dialect)} AS t WHERE ${same}`)}`,
        listsOf(key, encodedKeys(key, some)),
      );
      found += Number(answer.rows[0]?.[0]);
    }
    return { rows: Number(rows[0]?.[0]), found };
  } finally {
    await session.query('ROLLBACK').catch(() => session.destroy());
  }
}

/** Keys that are whole numbers need not be sent: the table adds up its own, in the same view of it. */
async function bySums(session: PgSession, shape: PgTableShape, key: readonly PgColumn[], keys: Keys | null): Promise<TableHolds | null> {
  const sums = keys && canBeSummed(shape, key) ? await sumsOf(keys) : null;
  if (!sums) return null;
  const column = dialect.quote(key[0]?.name ?? '');
  const { rows } = await session.ask(`SELECT ${sumsSql(column, sums, (name) => `${name}::int8`)} FROM ${quotedTable(shape.table, dialect)}`);
  return foundBySums(sums, rows[0] ?? []);
}

/** Texts as keys: the table adds up the beginnings of their hashes. */
async function byTextSums(session: PgSession, shape: PgTableShape, key: readonly PgColumn[], keys: Keys | null): Promise<TableHolds | null> {
  const sums = keys && canBeTextSummed(shape, key) ? await textSumsOf(keys) : null;
  if (!sums || [sums.least, sums.most].some((text) => text.includes('\0') || !text.isWellFormed())) return null;
  const column = `${dialect.quote(key[0]?.name ?? '')}::text`;
  const bytes = `encode(substring(sha256(convert_to(${column},'UTF8')),1,6),'hex')`;
  const beginning = `CAST(CAST('x'||${bytes} AS bit(48)) AS bigint)`;
  const within = `${column} COLLATE "C" BETWEEN $1::text AND $2::text`;
  const { rows } = await session.ask(textSumsSql(quotedTable(shape.table, dialect), within, beginning), [sums.least, sums.most]);
  return foundByTextSums(sums, rows[0] ?? []);
}

/** Whether an index that is at hand for sure finds rows by this key. */
function isIndexed({ primaryKey, uniqueKeys }: PgTableShape, key: readonly PgColumn[]): boolean {
  return [primaryKey, ...uniqueKeys].some((names) => names.length > 0 && names.every((name) => key.some((column) => column.name === name)));
}

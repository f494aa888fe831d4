import type { ColumnShape, SqlValue, TableHolds, TableShape } from '../../catalog/families/database.ts';
import { canBeSummed, foundBySums, sumsOf, sumsSql } from '../../sql/key-sums.ts';
import { quotedTable } from '../../sql/reading-sql.ts';
import { canBeTextSummed, foundByTextSums, textSumsOf, textSumsSql } from '../../sql/text-sums.ts';
import { dialect } from './dialect.ts';
import { encoderOf } from './encode.ts';
import type { MysqlSession } from './session.ts';
import { readerOf } from './values.ts';

type Values = readonly SqlValue[];
type Keys = AsyncIterable<readonly Values[]>;
/** Keys of one statement. */
const AT_ONCE = 500;

/** Keys as rows of a table of our own: number and values of each. A key that cannot be one of the column is left out: it is not there. */
function givenKeys(key: readonly ColumnShape[], keys: readonly Values[], from: number): string[] {
  const encoders = key.map(encoderOf);
  return keys.flatMap((values, at) => {
    const encoded = encoders.map((encode, n) => encode(values[n] ?? null));
    return encoded.some((one) => typeof one === 'object') ? [] : [`(${from + at}, ${encoded.join(', ')})`];
  });
}

/** A table of our own with the types and the order of texts that the key has, so that equal means the same here and there. */
async function withKeyTable<T>(
  session: MysqlSession,
  shape: Omit<TableShape, 'may'>,
  key: readonly ColumnShape[],
  work: (add: (keys: readonly Values[], from: number) => Promise<void>) => Promise<T>,
): Promise<T> {
  const columns = key.map(({ name }, at) => `${dialect.quote(name)} AS c${at}`).join(', ');
  await session.ask('DROP TEMPORARY TABLE IF EXISTS swivel_asked');
  await session.ask(
    `CREATE TEMPORARY TABLE swivel_asked (n INT NOT NULL DEFAULT 0) ENGINE = InnoDB AS SELECT ${columns} FROM ${quotedTable(shape.table, dialect)} LIMIT 0`,
  );
  await session.ask(`ALTER TABLE swivel_asked ADD INDEX (${key.map((_, at) => `c${at}`).join(', ')})`);
  try {
    return await work(async (keys, from) => {
      for (let at = 0; at < keys.length; at += AT_ONCE) {
        const given = givenKeys(key, keys.slice(at, at + AT_ONCE), from + at);
        if (given.length > 0) await session.ask(`INSERT IGNORE INTO swivel_asked VALUES ${given.join(', ')}`);
      }
    });
  } finally {
    if (!session.lost) await session.query('DROP TEMPORARY TABLE IF EXISTS swivel_asked').catch(() => session.destroy());
  }
}

function sameKey(key: readonly ColumnShape[]): string {
  return key.map(({ name }, at) => `t.${dialect.quote(name)} = s.c${at}`).join(' AND ');
}

function valuesOf(row: readonly unknown[], columns: readonly ColumnShape[]): SqlValue[] {
  return columns.map(({ declared }, at) => {
    const value = row[at] ?? null;
    const read = readerOf(declared);
    return value === null || !read ? (value as SqlValue) : read(value);
  });
}

/** See `Database.rowsWithKeys`. */
export async function rowsWithKeys(
  session: MysqlSession,
  shape: Omit<TableShape, 'may'>,
  picked: readonly ColumnShape[],
  key: readonly ColumnShape[],
  keys: readonly Values[],
): Promise<(SqlValue[] | null)[]> {
  const found: (SqlValue[] | null)[] = keys.map(() => null);
  if (keys.length === 0) return found;
  return withKeyTable(session, shape, key, async (add) => {
    await add(keys, 0);
    const list = picked.map(({ name }) => `t.${dialect.quote(name)}`).join(', ');
    // Prepared, values arrive as exactly as they do when they are read.
    const { rows } = await session.ask(
      `SELECT s.n, ${list} FROM swivel_asked AS s JOIN ${quotedTable(shape.table, dialect)} AS t ON ${sameKey(key)} WHERE s.n >= ?`,
      ['0'],
    );
    for (const [n, ...row] of rows) found[Number(n)] ??= valuesOf(row, picked);
    return found;
  });
}

/** See `Database.rowsBeside`. */
export function rowsBeside(
  session: MysqlSession,
  shape: Omit<TableShape, 'may'>,
  picked: readonly ColumnShape[],
  key: readonly ColumnShape[],
  keep: AsyncIterable<readonly Values[]>,
  most: number,
): Promise<{ count: number; sample: SqlValue[][] }> {
  return withKeyTable(session, shape, key, async (add) => {
    for await (const keys of keep) await add(keys, 0);
    const beside = `FROM ${quotedTable(shape.table, dialect)} AS t LEFT JOIN swivel_asked AS s ON ${sameKey(key)} WHERE s.n IS NULL`;
    const { rows } = await session.ask(`SELECT COUNT(*) ${beside}`);
    const list = picked.map(({ name }) => `t.${dialect.quote(name)}`).join(', ');
    const order = key.map(({ name }) => `t.${dialect.quote(name)}`).join(', ');
    const sample = await session.ask(`SELECT ${list} ${beside} AND 0 < ? ORDER BY ${order} LIMIT ${Math.trunc(most)}`, ['1']);
    return { count: Number(rows[0]?.[0]), sample: sample.rows.map((row) => valuesOf(row, picked)) };
  });
}

/** Texts as keys: the table adds up the beginnings of their hashes. */
async function byTextSums(session: MysqlSession, shape: Omit<TableShape, 'may'>, key: readonly ColumnShape[], keys: Keys | null): Promise<TableHolds | null> {
  const sums = keys && canBeTextSummed(shape, key) ? await textSumsOf(keys) : null;
  if (!sums) return null;
  const column = `CAST(${dialect.quote(key[0]?.name ?? '')} AS CHAR CHARACTER SET utf8mb4)`;
  const beginning = `CAST(CONV(LEFT(SHA2(${column}, 256), 12), 16, 10) AS UNSIGNED)`;
  const within = `${column} COLLATE utf8mb4_bin BETWEEN ? AND ?`;
  // Bound once for each place it stands in.
  const { least, most } = sums;
  const { rows } = await session.ask(textSumsSql(quotedTable(shape.table, dialect), within, beginning), [least, most, least, most]);
  return foundByTextSums(sums, rows[0] ?? []);
}

/** See `Database.holds`. */
export async function holds(session: MysqlSession, shape: Omit<TableShape, 'may'>, key: readonly ColumnShape[], keys: Keys | null): Promise<TableHolds> {
  const table = quotedTable(shape.table, dialect);
  const sums = keys && canBeSummed(shape, key) ? await sumsOf(keys) : null;
  if (sums) {
    const column = dialect.quote(key[0]?.name ?? '');
    const { rows } = await session.ask(`SELECT ${sumsSql(column, sums, (name) => name)} FROM ${table}`);
    const told = foundBySums(sums, rows[0] ?? []);
    if (told) return told;
  }
  const summed = await byTextSums(session, shape, key, keys);
  if (summed) return summed;
  const counted = async () => Number((await session.ask(`SELECT COUNT(*) FROM ${table}`)).rows[0]?.[0]);
  if (!keys || key.length === 0) return { rows: await counted(), found: 0 };
  return withKeyTable(session, shape, key, async (add) => {
    let from = 0;
    for await (const some of keys) {
      await add(some, from);
      from += some.length;
    }
    const { rows } = await session.ask(`SELECT COUNT(*) FROM swivel_asked AS s WHERE EXISTS (SELECT 1 FROM ${table} AS t WHERE ${sameKey(key)})`);
    return { rows: await counted(), found: Number(rows[0]?.[0]) };
  });
}

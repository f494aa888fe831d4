import { expect, test } from 'vitest';
import type { SqlValue } from '../../../catalog/families/database.ts';
import type { DatabaseMember, DatabaseSettings } from './member.ts';
import { type DatabasePlace, never } from './place.ts';

/** Keys a few hundred at a time, as often as they are gone through. */
function groups(keys: readonly SqlValue[][]): AsyncIterable<SqlValue[][]> {
  return {
    async *[Symbol.asyncIterator]() {
      for (let from = 0; from < keys.length; from += 500) yield keys.slice(from, from + 500);
    },
  };
}

const wholeKeys = (from: number, to: number) => groups(Array.from({ length: to - from }, (_, at) => [from + at]));

/** Rows that are found by their keys, and receipts. */
export function readingBack<C extends DatabaseSettings>({ quote, types }: DatabaseMember<C>, place: DatabasePlace): void {
  const { sql, table, write } = place;

  test('100,000 rows go in and out, and few are held at a time', async () => {
    const of = await table('id int PRIMARY KEY, v varchar(100)');
    const writer = await place.db.writer({ table: of, way: 'insert', columns: ['id', 'v'], key: [], transaction: 'all' }, never);
    for (let from = 0; from < 100_000; from += 10_000)
      await writer.push(Array.from({ length: 10_000 }, (_, at) => [from + at, `row ${from + at} ${'x'.repeat(60)}`]));
    expect((await writer.commit()).inserted).toBe(100_000);
    const stream = await place.db.read({ from: 'table', table: of, columns: [], conditions: [], orderBy: ['id'] }, never);
    let count = 0;
    for (let rows = await stream.next(1000); rows.length > 0; rows = await stream.next(1000)) {
      expect(rows.length).toBeLessThanOrEqual(1000);
      expect(rows[0]?.[0]).toBe(count);
      count += rows.length;
    }
    await stream.close();
    expect(count).toBe(100_000);
    const holds = (from: number, to: number) => place.db.holds(of, ['id'], wholeKeys(from, to));
    expect(await holds(99_000, 101_000)).toEqual({ rows: 100_000, found: 1000 });
    expect(await holds(0, 100_000)).toEqual({ rows: 100_000, found: 100_000 });
    expect(await holds(40_000, 60_000)).toEqual({ rows: 100_000, found: 20_000 });
    expect(await holds(200_000, 210_000)).toEqual({ rows: 100_000, found: 0 });
    // Another row in the place of one that is gone, and as many rows as before.
    await sql(`UPDATE ${quote(of.name)} SET id = -7 WHERE id = 50000`);
    expect(await holds(40_000, 60_000)).toEqual({ rows: 100_000, found: 19_999 });
    expect(await holds(0, 100_000)).toEqual({ rows: 100_000, found: 99_999 });
  });

  test('keys of every kind are read back, each as often as it is asked for', async () => {
    const many = 1500;
    const rows = Array.from({ length: many }, (_, at): SqlValue[] => [at - 700, `k ${at}`]);
    const of = await table('id bigint PRIMARY KEY, v varchar(20) NOT NULL UNIQUE');
    await write({ table: of, way: 'insert', columns: ['id', 'v'], key: [] }, rows);
    const found = async (key: readonly string[], keys: readonly SqlValue[][]) => (await place.db.holds(of, key, groups(keys))).found;
    const ids = rows.map(([id]): SqlValue[] => [id as SqlValue]);
    expect(await found(['id'], ids)).toBe(many);
    expect(await found(['id'], [...ids, ...ids])).toBe(2 * many);
    expect(await found(['id'], [...ids.slice(1), [9007199254740993n]])).toBe(many - 1);
    expect(
      await found(
        ['v'],
        rows.map(([, v]): SqlValue[] => [v as SqlValue]),
      ),
    ).toBe(many);
    expect(await found(['id', 'v'], [...rows, [0, 'x']])).toBe(many);
    expect(await place.db.holds(of, ['id'], null)).toEqual({ rows: many, found: 0 });
  });

  test('100,000 texts as keys are read back at once, hostile ones too, and one that is missing is missed', async () => {
    const hostile = [
      "it's",
      'say "so"',
      'back\\slash',
      'tab\tin',
      'line\nbreak',
      ' leading',
      '🦊 fox',
      'ä',
      'comma, {brace}',
      '%_',
      'NULL',
      "');--",
      'Ω',
      '日本',
    ];
    const keys = [...hostile, ...Array.from({ length: 100_000 - hostile.length }, (_, at) => `${hostile[at % hostile.length]} ${at}`)].map(
      (key): SqlValue[] => [key],
    );
    const of = await table('k varchar(60) PRIMARY KEY, v int');
    const row = ([key = null]: readonly SqlValue[], at: number): SqlValue[] => [key, at];
    await write({ table: of, way: 'insert', columns: ['k', 'v'], key: [] }, keys.map(row));
    const found = async (asked: readonly SqlValue[][]) => (await place.db.holds(of, ['k'], groups(asked))).found;
    expect(await found(keys)).toBe(100_000);
    // What the server takes for the same key is the same: its collation says whether that is so for the case and for spaces at the end.
    for (const other of ["IT'S", "it's ", 'Ä', '🐻 fox', 'it']) {
      const [[same = 0] = []] = await sql(`SELECT count(*) FROM ${quote(of.name)} WHERE k = '${other.replaceAll("'", "''")}'`);
      expect(await found([...keys.slice(1, 3000), [other]]), other).toBe(2999 + Number(same));
    }
    expect(await found([...keys.slice(0, 3000), ...keys.slice(0, 7)])).toBe(3007);
    await sql(`DELETE FROM ${quote(of.name)} WHERE v = 50000`);
    await sql(`INSERT INTO ${quote(of.name)} VALUES ('another', 50000)`);
    expect(await found(keys)).toBe(99_999);
  });

  test('rows are found by their keys, and those beside them', async () => {
    const of = await table(`a int, b varchar(10), v ${types.exact}, PRIMARY KEY (a, b)`);
    await write({ table: of, way: 'insert', columns: ['a', 'b', 'v'], key: [] }, [
      [1, 'x', '1.50'],
      [1, 'y', '2.25'],
      [2, 'x', null],
    ]);
    const found = await place.db.rowsWithKeys(
      of,
      ['v', 'b'],
      ['a', 'b'],
      [
        [1, 'y'],
        [9, 'x'],
        ['nonsense', 'x'],
        [2, 'x'],
        [1, 'y'],
      ],
    );
    expect(found.map((row) => row && [Number(row[0]), row[1]])).toEqual([[2.25, 'y'], null, null, [0, 'x'], [2.25, 'y']]);
    async function* keep() {
      yield [[1, 'x']] as SqlValue[][];
      yield [
        [1, 'x'],
        [7, 'z'],
      ] as SqlValue[][];
    }
    expect(await place.db.rowsBeside(of, ['b', 'a'], ['a', 'b'], keep(), 1)).toEqual({ count: 2, sample: [['y', 1]] });
  });
}

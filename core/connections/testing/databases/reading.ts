import { expect, test } from 'vitest';
import type { Reading, SqlValue } from '../../../catalog/families/database.ts';
import type { DatabaseMember, DatabaseSettings } from './member.ts';
import { type DatabasePlace, never } from './place.ts';

/** Conditions, queries, watermarks, and readers that stop. */
export function reading<C extends DatabaseSettings>(member: DatabaseMember<C>, place: DatabasePlace): void {
  const { quote } = member;
  const { open, sql, table, readAll, write } = place;

  test('reading on from a row leaves none out and repeats none, where many have the same mark', async () => {
    const of = await table(`id int PRIMARY KEY, at ${member.types.moment}`);
    await write(
      { table: of, way: 'insert', columns: ['id', 'at'], key: [] },
      Array.from({ length: 90 }, (_, id): SqlValue[] => [id, id % 10 === 9 ? null : `2026-01-0${1 + Math.floor(id / 30)}T00:00:00.123456${id < 30 ? '' : ''}`]),
    );
    const got: SqlValue[] = [];
    let after: Reading['after'];
    for (let round = 0; round < 20; round++) {
      const reading: Reading = {
        from: 'table',
        table: of,
        columns: ['at', 'id'],
        conditions: [],
        orderBy: ['at', 'id'],
        limit: 7,
        nulls: { of: ['at'], rows: 'without' },
        ...(after ? { after } : {}),
      };
      const rows = await readAll(reading);
      const end = rows.at(-1);
      if (!end) break;
      got.push(...rows.map((row) => row[1] as SqlValue));
      after = { column: 'at', value: end[0] as SqlValue, tie: 'id', tieValue: end[1] as SqlValue };
    }
    expect(got).toEqual(Array.from({ length: 90 }, (_, id) => id).filter((id) => id % 10 !== 9));
    const empty = await readAll({ from: 'table', table: of, columns: ['id'], conditions: [], orderBy: ['id'], nulls: { of: ['at'], rows: 'only' } });
    expect(empty.length).toBe(9);
  });

  test('a column of rounded numbers is no watermark, and a query can make one of it', async () => {
    if (!member.roundedType) return;
    const of = await table(`id int PRIMARY KEY, at ${member.roundedType}`);
    await write({ table: of, way: 'insert', columns: ['id', 'at'], key: [] }, [
      [1, 0.1],
      [2, 0.5],
    ]);
    const after = { column: 'at', value: '0.100000', tie: '', tieValue: null };
    const plain: Reading = { from: 'table', table: of, columns: [], conditions: [], orderBy: ['at'], after };
    await expect(readAll(plain)).rejects.toMatchObject({ code: 'watermark-unfit', hint: expect.stringContaining('casting') });
    const sql = `SELECT id, CAST(at AS DECIMAL(20,6)) AS at FROM ${quote(of.name)}`;
    expect(await readAll({ from: 'query', sql, parameters: {}, orderBy: ['at'], after })).toEqual([[2, '0.500000']]);
  });

  test('conditions and parameters are values, never SQL', async () => {
    const of = await table('id int PRIMARY KEY, v varchar(60)');
    await write({ table: of, way: 'insert', columns: ['id', 'v'], key: [] }, [
      [1, "x' OR '1'='1"],
      [2, '50%_!'],
      [3, null],
    ]);
    const ids = async (conditions: Extract<Reading, { from: 'table' }>['conditions']) =>
      (await readAll({ from: 'table', table: of, columns: ['id'], conditions, orderBy: ['id'] })).flat();
    expect(await ids([{ column: 'v', operator: '=', value: "x' OR '1'='1" }])).toEqual([1]);
    expect(await ids([{ column: 'v', operator: 'contains', value: '%_!' }])).toEqual([2]);
    expect(await ids([{ column: 'id', operator: 'in', value: [1, 3] }])).toEqual([1, 3]);
    expect(await ids([{ column: 'id', operator: 'in', value: [] }])).toEqual([]);
    expect(await ids([{ column: 'v', operator: 'is-null' }])).toEqual([3]);
    const text = `SELECT id, ':no' AS a /* :no */ FROM ${quote(of.name)} WHERE v = :v OR id = :id -- :no\n;`;
    const query: Reading = { from: 'query', sql: text, parameters: { v: "x' OR '1'='1", id: 3 }, orderBy: ['id'] };
    expect(await readAll(query)).toEqual([
      [1, ':no'],
      [3, ':no'],
    ]);
    expect((await place.db.columnsOf(query)).map(({ name: column, type }) => [column, type])).toEqual([
      ['id', 'integer'],
      ['a', 'text'],
    ]);
  });

  test('a query can only read, and a mistake in it has its place', async () => {
    const of = await table('id int PRIMARY KEY');
    const run = (text: string) => readAll({ from: 'query', sql: text, parameters: {}, orderBy: [] });
    await expect(run(`DELETE FROM ${quote(of.name)}`)).rejects.toMatchObject({ code: 'only-reading' });
    await expect(run(`SELECT 1; DELETE FROM ${quote(of.name)}`)).rejects.toMatchObject({ code: 'query-wrong' });
    await expect(run(member.onlyReading.replace('TABLE_NAME', quote(of.name)))).rejects.toMatchObject({ class: 'user' });
    await expect(run('SELECT 1,\n  FROM x WHERE')).rejects.toMatchObject({ code: 'query-wrong', message: expect.stringContaining('line 2') });
    await expect(run('SELECT :missing')).rejects.toMatchObject({ code: 'parameter-missing' });
  });

  test('a reader that stops early leaves nothing open, and one that is cancelled stops the server', async () => {
    const one = await open({ poolSize: 1 });
    const early = await one.read({ from: 'query', sql: member.series(1_000_000), parameters: {}, orderBy: [] }, never);
    expect((await early.next(10)).length).toBeGreaterThan(0);
    await early.close();
    expect((await one.tables('', 1)).length).toBeLessThanOrEqual(1);
    const abort = new AbortController();
    const begun = performance.now();
    const slow = await one.read({ from: 'query', sql: member.slowQuery, parameters: {}, orderBy: [] }, abort.signal);
    const next = slow.next(10);
    next.catch(() => undefined);
    const running = async () => Number((await sql(member.runningSlow))[0]?.[0]);
    await expect.poll(running, { timeout: 10_000 }).toBe(1);
    abort.abort(new Error('enough'));
    await expect(next).rejects.toThrow('enough');
    await slow.close();
    await expect.poll(running, { timeout: 10_000 }).toBe(0);
    expect(performance.now() - begun).toBeLessThan(40_000);
  });
}

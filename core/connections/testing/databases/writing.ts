import { expect, test } from 'vitest';
import type { SqlValue, Writing } from '../../../catalog/families/database.ts';
import type { DatabaseMember, DatabaseSettings } from './member.ts';
import { type DatabasePlace, never } from './place.ts';

/** The ways of writing, rejects and transactions. */
export function writing<C extends DatabaseSettings>(member: DatabaseMember<C>, place: DatabasePlace): void {
  const { quote } = member;
  const { sql, table, rowsOf, write } = place;

  test('only the rows that break a rule are refused, in their thousand', async () => {
    const parent = await table('id int PRIMARY KEY');
    await sql(`INSERT INTO ${quote(parent.name)} VALUES (1)`);
    const of = await table(`id int PRIMARY KEY, p int, v int NOT NULL, w int UNIQUE, CHECK (v < 5000), FOREIGN KEY (p) REFERENCES ${quote(parent.name)} (id)`);
    const rows = Array.from({ length: 1000 }, (_, at): SqlValue[] => [at, 1, at, at]);
    rows[17] = [17, 2, 17, 17];
    rows[400] = [400, 1, 9999, 400];
    rows[600] = [600, 1, null, 600];
    rows[999] = [3, 1, 3, 2000];
    const { rejects, counts } = await write({ table: of, way: 'insert', columns: ['id', 'p', 'v', 'w'], key: [] }, rows);
    expect(rejects.map(({ index, code }) => [index, code])).toEqual([
      [17, 'foreign-key'],
      [400, 'check-constraint'],
      [600, 'not-null'],
      [999, 'duplicate-key'],
    ]);
    expect(counts.inserted).toBe(996);
    const again = await write({ table: of, way: 'upsert', columns: ['id', 'p', 'v', 'w'], key: ['id'] }, [
      [1, 1, 1, 1],
      [2, 1, 2, 3],
      [5000, 1, 1, null],
    ]);
    expect(again.rejects).toMatchObject([{ index: 1, code: 'duplicate-key' }]);
    expect(again.counts).toEqual({ inserted: 1, updated: 0, unchanged: 1, deleted: 0 });
  });

  test('each way of writing does what it says and counts it', async () => {
    const of = await table('id int PRIMARY KEY, v varchar(20)');
    const columns = ['id', 'v'];
    const key = ['id'];
    const three: SqlValue[][] = [
      [1, 'a'],
      [2, 'b'],
      [3, 'c'],
    ];
    expect((await write({ table: of, way: 'insert', columns, key: [] }, three)).counts).toEqual({ inserted: 3, updated: 0, unchanged: 0, deleted: 0 });
    const upsert = await write({ table: of, way: 'upsert', columns, key }, [
      [2, 'B'],
      [3, 'c'],
      [4, 'x'],
      [4, 'd'],
      [null, 'no key'],
    ]);
    expect(upsert).toMatchObject({ counts: { inserted: 1, updated: 2, unchanged: 1, deleted: 0 }, rejects: [{ index: 4, code: 'key-empty' }] });
    const update = await write({ table: of, way: 'update', columns, key }, [
      [1, 'A'],
      [3, 'c'],
      [77, 'x'],
    ]);
    expect(update).toMatchObject({ counts: { inserted: 0, updated: 1, unchanged: 1, deleted: 0 }, rejects: [{ index: 2, code: 'row-missing' }] });
    const remove = await write({ table: of, way: 'delete', columns: ['id'], key }, [[3], [99]]);
    expect(remove).toMatchObject({ counts: { inserted: 0, updated: 0, unchanged: 0, deleted: 1 }, rejects: [{ index: 1, code: 'row-missing' }] });
    expect(await rowsOf(of, ['id'])).toEqual([
      [1, 'A'],
      [2, 'B'],
      [4, 'd'],
    ]);
    const mirror = await write({ table: of, way: 'mirror', columns, key }, [
      [1, 'A'],
      [2, 'x'.repeat(50)],
      [9, 'new'],
    ]);
    expect(mirror).toMatchObject({ counts: { inserted: 1, updated: 0, unchanged: 1, deleted: 1 }, rejects: [{ index: 1, code: 'too-long' }] });
    expect(await rowsOf(of, ['id'])).toEqual([
      [1, 'A'],
      [2, 'B'],
      [9, 'new'],
    ]);
    const kept = await place.db.writer({ table: of, way: 'mirror', columns, key, transaction: 'all' }, never);
    await kept.push([[1, 'A']]);
    expect(await kept.finish('keep')).toMatchObject({ deleted: 0 });
    await kept.commit();
    expect((await rowsOf(of, ['id'])).length).toBe(3);
  });

  test('nothing is seen before the commit, and nothing stays after an abort', async () => {
    const of = await table('id int PRIMARY KEY');
    const writer = await place.db.writer({ table: of, way: 'insert', columns: ['id'], key: [], transaction: 'all' }, never);
    await writer.push([[1], [2]]);
    expect(await rowsOf(of, ['id'])).toEqual([]);
    await writer.abort();
    expect(await rowsOf(of, ['id'])).toEqual([]);
    const groups = await place.db.writer({ table: of, way: 'insert', columns: ['id'], key: [], transaction: { rows: 2 } }, never);
    await groups.push([[1], [2], [3]]);
    expect(await rowsOf(of, ['id'])).toEqual([[1], [2]]);
    await groups.abort();
    expect(await rowsOf(of, ['id'])).toEqual([[1], [2]]);
  });

  test('a writer that is cancelled while it waits for others ends at once, and leaves nothing of what it had written', async () => {
    const of = await table('id int PRIMARY KEY, v int');
    await write({ table: of, way: 'insert', columns: ['id', 'v'], key: [] }, [
      [1, 0],
      [2, 0],
    ]);
    const writing: Writing = { table: of, way: 'update', columns: ['id', 'v'], key: ['id'], transaction: 'all' };
    const holding = await place.db.writer(writing, never);
    await holding.push([[1, 1]]);
    const stop = new AbortController();
    const waiting = await place.db.writer(writing, stop.signal);
    await waiting.push([[2, 2]]);
    const pushed = waiting.push([[1, 2]]);
    pushed.catch(() => undefined);
    expect(await Promise.race([pushed, rowsOf(of, ['id']).then(() => 'waits')])).toBe('waits');
    stop.abort(new Error('enough'));
    await expect(pushed).rejects.toThrow('enough');
    await waiting.abort();
    await holding.commit();
    expect(await rowsOf(of, ['id'])).toEqual([
      [1, 1],
      [2, 0],
    ]);
  });

  test('two who lock each other are both done in the end', async () => {
    const of = await table('id int PRIMARY KEY, v int');
    await write({ table: of, way: 'insert', columns: ['id', 'v'], key: [] }, [
      [1, 0],
      [2, 0],
    ]);
    const writing: Writing = { table: of, way: 'update', columns: ['id', 'v'], key: ['id'], transaction: 'all' };
    const [a, b] = [await place.db.writer(writing, never), await place.db.writer(writing, never)];
    await a.push([[1, 1]]);
    await b.push([[2, 2]]);
    // Each wants what the other has; one is sent back by the server, does everything again, and waits for the other to commit.
    const first = a.push([[2, 1]]).then(() => a.commit());
    const second = b.push([[1, 2]]).then(() => b.commit());
    expect((await Promise.all([first, second])).map(({ updated }) => updated)).toEqual([2, 2]);
    const values = (await rowsOf(of, ['id'])).map((row) => row[1]);
    expect(new Set(values).size).toBe(1);
  });
}

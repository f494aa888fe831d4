import { expect, test } from 'vitest';
import type { SqlValue, TableName, Writing } from '../../../catalog/families/database.ts';
import type { DatabaseMember, DatabaseSettings } from './member.ts';
import { type DatabasePlace, never } from './place.ts';

/** What the catalogue tells, hostile names, and tables that are made. */
export function catalogue<C extends DatabaseSettings>(member: DatabaseMember<C>, place: DatabasePlace): void {
  const { quote } = member;
  const { sql, table, rowsOf, write } = place;

  test('the catalogue is told as it is, for hostile names too', async () => {
    const hostile = `we"ird \`na'me; DROP TABLE x --%_`;
    await sql(`CREATE TABLE ${quote(hostile)} (${quote('a "b` c')} int NOT NULL PRIMARY KEY, ${quote("d'e")} varchar(7), f ${member.types.exact})`);
    const found = (await place.db.tables("na'me;", 10)).filter(({ schema }) => schema === place.name || schema === 'public');
    expect(found.map((one) => one.name)).toEqual([hostile]);
    const shape = await place.db.shapeOf({ schema: found[0]?.schema ?? null, name: hostile });
    expect(shape?.columns.map(({ name: column, type, nullable, length }) => [column, type, nullable, length ?? null])).toEqual([
      ['a "b` c', 'integer', false, null],
      ["d'e", 'text', true, 7],
      ['f', 'decimal', true, null],
    ]);
    expect(shape?.primaryKey).toEqual(['a "b` c']);
    expect(await place.db.shapeOf({ schema: null, name: 'not there' })).toBeNull();
    const columns = ['a "b` c', "d'e"];
    const { counts } = await write({ table: { schema: null, name: hostile }, way: 'upsert', columns, key: ['a "b` c'] }, [[1, `'; \\`]]);
    expect(counts.inserted).toBe(1);
    expect(await rowsOf({ schema: null, name: hostile }, ['a "b` c'], columns)).toEqual([[1, `'; \\`]]);
    await expect(rowsOf({ schema: null, name: hostile }, ['1; DROP TABLE x'])).rejects.toMatchObject({ code: 'column-not-found' });
  });

  test('what the table cannot take is told before the first row', async () => {
    const of = await table('id int NOT NULL, v int NOT NULL, w int');
    const begin = (writing: Partial<Writing>) =>
      place.db.writer({ table: of, way: 'insert', columns: ['id', 'v'], key: [], transaction: 'all', ...writing }, never);
    await expect(begin({ columns: ['id', 'v', 'gone'] })).rejects.toMatchObject({ code: 'column-not-found' });
    await expect(begin({ columns: ['id'] })).rejects.toMatchObject({ code: 'column-unfilled' });
    await expect(begin({ way: 'upsert', key: ['id'] })).rejects.toMatchObject({ code: 'key-not-unique' });
    if (member.textKey) {
      const long: Writing = { table: await table(member.textKey), way: 'upsert', columns: ['k'], key: ['k'], transaction: 'all' };
      await expect(place.db.writer(long, never)).rejects.toMatchObject({ code: 'key-not-unique', hint: expect.stringContaining('varchar') });
    }
    await expect(begin({ table: { schema: null, name: 'nowhere' } })).rejects.toMatchObject({ code: 'table-not-found' });
  });

  test('a table is made of fields and holds what they may hold', async () => {
    const of: TableName = { schema: null, name: 'made "here"' };
    const columns = [
      { name: 'id', type: 'text', key: true },
      { name: 'whole', type: 'integer', key: false },
      { name: 'exact', type: 'decimal', key: false },
      { name: 'yes', type: 'boolean', key: false },
      { name: 'day', type: 'date', key: false },
      { name: 'moment', type: 'datetime', key: false },
      { name: 'list', type: 'list', key: false },
    ] as const;
    expect(place.db.createStatement(of, columns)).toMatch(/^CREATE TABLE/);
    await place.db.createTable(of, columns);
    await expect(place.db.createTable(of, columns)).rejects.toMatchObject({ code: 'table-exists' });
    const row: SqlValue[] = ['é"', 9007199254740993n, '0.1', true, '2026-02-28', '2026-02-28T10:00:00.5Z', '[1,"a"]'];
    const { rejects } = await write({ table: of, way: 'upsert', columns: columns.map((one) => one.name), key: ['id'] }, [row]);
    expect(rejects).toEqual([]);
    expect((await rowsOf(of, ['id'], ['id', 'whole', 'day']))[0]).toEqual(['é"', 9007199254740993n, '2026-02-28']);
  });
}

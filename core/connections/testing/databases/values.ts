import { expect, test } from 'vitest';
import type { DatabaseMember, DatabaseSettings } from './member.ts';
import type { DatabasePlace } from './place.ts';

/** Values to the last digit, and those that do not fit. */
export function values<C extends DatabaseSettings>(member: DatabaseMember<C>, place: DatabasePlace): void {
  const { quote } = member;
  const { sql, table, rowsOf, write } = place;

  test('values come back exactly as they were written', async () => {
    for (const { declared, values, back } of member.exact) {
      const of = await table(`id int PRIMARY KEY, v ${declared}`);
      const { rejects } = await write({ table: of, way: 'insert', columns: ['id', 'v'], key: [] }, [
        ...values.map((value, at) => [at, value]),
        [values.length, null],
      ]);
      expect(rejects, declared).toEqual([]);
      expect(
        (await rowsOf(of, ['id'])).map((row) => row[1]),
        declared,
      ).toEqual([...(back ?? values), null]);
      const upsert = await write(
        { table: of, way: 'upsert', columns: ['id', 'v'], key: ['id'] },
        values.map((value, at) => [at, value]),
      );
      expect(upsert.counts, declared).toEqual({ inserted: 0, updated: 0, unchanged: values.length, deleted: 0 });
    }
  });

  test('a value that does not fit refuses its row, with column and value', async () => {
    for (const { declared, value, code } of member.unfit) {
      const of = await table(`id int PRIMARY KEY, v ${declared}`);
      for (const way of ['insert', 'upsert'] as const) {
        const first = way === 'insert' ? 0 : 10;
        const { rejects } = await write({ table: of, way, columns: ['id', 'v'], key: way === 'insert' ? [] : ['id'] }, [
          [first + 1, null],
          [first + 2, value],
          [first + 3, null],
        ]);
        expect(rejects, `${declared} ${way}`).toMatchObject([{ index: 1, code, field: 'v' }]);
      }
      expect((await rowsOf(of, ['id'], ['id'])).flat(), declared).toEqual([1, 3, 11, 13]);
      await sql(`DROP TABLE ${quote(of.name)}`);
    }
  });
}

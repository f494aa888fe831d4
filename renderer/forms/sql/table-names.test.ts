import { expect, it } from 'vitest';
import { completeSql } from './complete-sql.ts';
import { serverSchema } from './sql-schema.ts';
import { namesIn } from './table-names.ts';

it('finds the tables of a statement, with their schemas, and none in texts and comments', () => {
  const sql = `SELECT * FROM hr.people p JOIN "Pay ""x""" ON 1 = 1 -- from nowhere
    LEFT JOIN \`order\` o WHERE p.note = 'from texts' UNION SELECT * FROM hr.people`;
  expect(namesIn(sql)).toEqual([
    { schema: 'hr', name: 'people' },
    { schema: null, name: 'Pay "x"' },
    { schema: null, name: 'order' },
  ]);
});

it('names are put in quotes as their database wants them', () => {
  const tables = [{ name: 'Pay', detail: '', columns: [{ name: 'order', type: 'int', key: false }] }];
  const first = (dialect: 'postgres' | 'mysql', sql: string) => completeSql(serverSchema(dialect, tables), sql, sql.length)[0]?.insert;
  expect(first('postgres', 'SELECT * FROM ')).toBe('"Pay"');
  expect(first('mysql', 'SELECT * FROM ')).toBe('Pay');
  expect(first('mysql', 'SELECT p.* FROM Pay p WHERE p.')).toBe('`order`');
});

import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeEach, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../testing/open-app.ts';
import { checkSql } from './check-sql.ts';

let path = '';
beforeEach(() => {
  path = join(temporaryFolder(), 'staff.db');
  const db = new Database(path);
  db.exec('CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT, hired TEXT); CREATE TABLE pay (id INTEGER, amount NUMERIC)');
  db.close();
});
const at = (sql: string) => {
  const { message, hint, line, column } = checkSql(path, sql).problem ?? { message: 'none' };
  return [message, hint, line === undefined ? undefined : `${line}:${column}`];
};

describe('a SELECT is looked at where it stands', () => {
  test('a sound one gives its columns', () => {
    expect(checkSql(path, 'SELECT id, name AS full_name FROM people WHERE id > :least')).toEqual({ columns: ['id', 'full_name'], problem: null });
  });

  test.each([
    ['SELECT nmae FROM people', 'There is no column "nmae".', 'Did you mean name?', '1:8'],
    ["SELECT 'nmae',\n  nmae FROM people", 'There is no column "nmae".', 'Did you mean name?', '2:3'],
    ['SELECT p.nam FROM people p', 'There is no column "p.nam".', 'Did you mean name?', '1:8'],
    ['SELECT * FROM poeple', 'There is no table "poeple".', 'Did you mean people?', '1:15'],
    ['SELECT * FORM people', 'The statement cannot be understood at "FORM".', expect.stringContaining('just before'), '1:10'],
    ['SELECT id FROM people, (SELECT , 1)', 'The statement cannot be understood at ",".', expect.any(String), '1:32'],
    ['SELECT id FROM people JOIN pay', 'More than one table has a column "id".', 'Say which one: table.id', '1:8'],
    ['SELECT shout(name) FROM people', 'SQLite has no function "shout".', undefined, '1:8'],
    ['SELECT id FROM', 'The statement is not finished.', expect.any(String), undefined],
    ['DELETE FROM people', 'The query is not a SELECT statement.', expect.any(String), undefined],
    ['SELECT 1; SELECT 2', 'The query has more than one statement.', expect.any(String), undefined],
    ['SELECT id, id FROM people', 'The query gives two columns called "id".', expect.any(String), undefined],
  ])('%s', (sql, message, hint, place) => expect(at(sql)).toEqual([message, hint, place]));

  test('a file that is no database is said', () => {
    expect(() => checkSql(join(path, '..', 'none.db'), 'SELECT 1')).toThrow(expect.objectContaining({ code: 'file-not-found' }));
  });
});

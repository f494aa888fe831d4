import { expect, test } from 'vitest';
import type { SqlValue } from '../catalog/families/database.ts';
import { boundQuery } from './tokens.ts';

const bind = (sql: string, parameters: Record<string, SqlValue> = {}, postgres = true) => {
  const { sql: text, values } = boundQuery(sql, parameters, { postgres });
  return [text, ...values];
};

test('a parameter is bound wherever a value may stand, once for each name', () => {
  expect(bind('SELECT * FROM t WHERE a = :a AND b>:b OR c=:a', { a: 1, b: 'x' })).toEqual(['SELECT * FROM t WHERE a = $1 AND b>$2 OR c=$1', 1, 'x']);
  expect(bind('SELECT * FROM t WHERE a = :a AND b>:b OR c=:a', { a: 1, b: 'x' }, false)).toEqual(['SELECT * FROM t WHERE a = ? AND b>? OR c=?', 1, 'x', 1]);
});

test('texts, names, comments, casts, slices and assignments are left alone', () => {
  const left = [
    `SELECT ':a', "x:a", 'it''s :a', E'\\':a', a::text, $$ :a $$, $t$ :a $$ :a $t$`,
    'SELECT 1 -- :a\n/* :a /* :a */ :a */ AS x',
    "SELECT x[1:2], y[lower:upper], '10:30' FROM t",
  ];
  for (const sql of left) expect(bind(sql)).toEqual([sql]);
  const mysql = ["SELECT 'a\\':a', \":a\", `x:a` # :a\n, @v := 1 -- :a", 'SELECT a--:no\nFROM t'];
  expect(bind(mysql[0] as string, {}, false)).toEqual([mysql[0]?.replace(' -- :a', '')]);
  // Two signs for minus without a blank behind them are no comment in MySQL.
  expect(() => bind(mysql[1] as string, {}, false)).toThrow('parameter "no"');
});

test('one statement that reads, and nothing else', () => {
  expect(bind('SELECT 1 ;\n -- end')).toEqual(['SELECT 1']);
  expect(bind('/* x */ (SELECT 1) UNION SELECT 2')).toEqual(['/* x */ (SELECT 1) UNION SELECT 2']);
  for (const sql of ['DELETE FROM t', 'insert into t values (1)', 'COMMIT', "'SELECT'", '; SELECT 1; x']) expect(() => bind(sql)).toThrow();
  expect(() => bind('SELECT 1; DROP TABLE t')).toThrow(expect.objectContaining({ code: 'query-wrong' }));
  expect(() => bind('   ')).toThrow(expect.objectContaining({ code: 'query-wrong' }));
});

test('what is not closed is told with its place', () => {
  expect(() => bind("SELECT 1,\n  'x")).toThrow('line 2, column 3');
  expect(() => bind('SELECT /* x')).toThrow('comment');
  expect(() => bind('SELECT $a$ x')).toThrow('text');
});

test('a place in the bound statement is found again in the one that was written', () => {
  const written = 'SELECT :long_name, nix FROM t';
  const { sql, placeOf } = boundQuery(written, { long_name: 1 }, { postgres: true });
  expect(placeOf(sql.indexOf('nix'))).toBe(written.indexOf('nix'));
});

import Database from 'better-sqlite3';
import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Value } from '../../base/value.ts';
import { textColumn } from '../../data/bytes-column.ts';
import type { Column } from '../../data/column.ts';
import { binder, Misfit } from './bind-value.ts';
import { affinityOf } from './table-shape.ts';

const DECLARED = ['INTEGER', 'BIGINT', 'REAL', 'DOUBLE', 'TEXT', 'VARCHAR(9)', '', 'BLOB', 'DECIMAL(10,2)', 'NUMERIC', 'DATE', 'DATETIME', 'BOOLEAN'] as const;
const Exact = Decimal.clone({ precision: 60 });
let database: Database.Database;
beforeAll(() => {
  database = new Database(':memory:');
  for (const [i, type] of DECLARED.entries()) database.exec(`CREATE TABLE t${i} (v ${type})`);
});
afterAll(() => database.close());

/** What a column of the declared type holds after the value was written, or the misfit. */
function stored(declared: (typeof DECLARED)[number], column: Column): unknown {
  const bound = binder(column, affinityOf(declared), () => undefined)(0);
  if (bound instanceof Misfit) return bound;
  const table = `t${DECLARED.indexOf(declared)}`;
  database.exec(`DELETE FROM ${table}`);
  database.prepare(`INSERT INTO ${table} VALUES (?)`).run(bound);
  return database.prepare(`SELECT v FROM ${table}`).pluck().safeIntegers(true).get();
}
const value = (one: Value): Column => ({ kind: 'values', type: 'any', values: [one] });

test('a number written as text is the same number in every column, to the last digit, or a misfit', () => {
  const digits = fc.stringMatching(/^-?[0-9]{1,25}(\.[0-9]{1,20})?$/);
  let kept = 0;
  fc.assert(
    fc.property(fc.constantFrom(...DECLARED), digits, fc.constantFrom('text', 'decimal'), (declared, text, type) => {
      const found = stored(declared, textColumn([text], type as 'text'));
      if (found instanceof Misfit) return;
      kept++;
      expect(new Exact(String(found)).equals(new Exact(text)), `${text} in ${declared} became ${found}`).toBe(true);
    }),
    { numRuns: 2000 },
  );
  expect(kept).toBeGreaterThan(200);
});

test('text stays text wherever a column takes text', () => {
  fc.assert(
    fc.property(fc.constantFrom('TEXT', 'VARCHAR(9)', '', 'BLOB'), fc.string({ unit: 'grapheme' }), (declared, text) => {
      expect(stored(declared, textColumn([text]))).toBe(text.toWellFormed());
    }),
    { numRuns: 300 },
  );
});

describe('values of each kind', () => {
  test.each<[(typeof DECLARED)[number], Value, unknown]>([
    ['INTEGER', true, 1n],
    ['BOOLEAN', false, 0n],
    ['BOOLEAN', 'true', 1n],
    ['TEXT', true, 'true'],
    ['', true, 1n],
    ['', 5, 5n],
    ['', 0.5, 0.5],
    ['TEXT', 5_000_000_000, '5000000000'],
    ['BIGINT', 9223372036854775807n, 9223372036854775807n],
    ['DATE', '2026-11-20', '2026-11-20'],
    ['DATETIME', '2026-11-20T08:00:00Z', '2026-11-20T08:00:00Z'],
    ['TEXT', { a: [1n] }, '{"a":[1]}'],
    ['INTEGER', ' ', null],
    ['REAL', '', null],
    ['TEXT', '', ''],
    ['INTEGER', '12.00', 12n],
    ['INTEGER', null, null],
  ])('%s takes %s as %s', (declared, given, expected) => expect(stored(declared, value(given))).toEqual(expected));

  test.each<[(typeof DECLARED)[number], Value, string]>([
    ['INTEGER', 1.5, 'wrong-type'],
    ['INTEGER', 'x', 'wrong-type'],
    ['INTEGER', [1], 'wrong-type'],
    ['INTEGER', 9223372036854775808n, 'not-exact'],
    ['REAL', 'x', 'wrong-type'],
    ['REAL', 9007199254740993n, 'not-exact'],
    ['DECIMAL(10,2)', 'x', 'wrong-type'],
    ['NUMERIC', '0.12345678901234567', 'not-exact'],
  ])('%s does not take %s', (declared, given, code) => expect(stored(declared, value(given))).toMatchObject({ code }));
});

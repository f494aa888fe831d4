import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Value } from '../../base/value.ts';
import type { Batch } from '../../data/batch.ts';
import { run as query } from '../sqlite-query/run.ts';
import { batchOf, record } from '../testing/batches.ts';
import { createTestContext, type Surroundings } from '../testing/step-context.ts';
import { openFilesIn, rehearseTarget, runTarget } from '../testing/step-harness.ts';
import { run } from './run.ts';
import { spec } from './spec.ts';

const kind = { spec, run };
let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sqlite-table-'));
  file = join(folder, 'pay.db');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

type Rows = readonly { readonly [field: string]: Value }[];
const table = (config: object) => ({ database: 'pay.db', table: 'staff', ...config });
const write = (config: object, rows: Rows | Batch[], surroundings: Surroundings & { afterBatch?: () => void } = {}) =>
  runTarget(kind, table(config), isBatches(rows) ? rows : [batchOf(rows)], { folder, ...surroundings });
const rehearse = (config: object, rows: Rows) => rehearseTarget(kind, table(config), [batchOf(rows)], { folder });
const isBatches = (rows: Rows | Batch[]): rows is Batch[] => rows.length > 0 && 'selection' in (rows[0] ?? {});
const sql = (text: string): unknown[] => {
  const database = new Database(file);
  try {
    const statements = text.split(';;');
    for (const each of statements.slice(0, -1)) database.exec(each);
    const last = database.prepare(statements.at(-1) ?? '').safeIntegers(true);
    return last.reader ? last.all() : [last.run()];
  } finally {
    database.close();
  }
};

describe('many rows in one statement', () => {
  const RULES = 'CREATE TABLE staff (id TEXT NOT NULL UNIQUE, name TEXT UNIQUE, hours INTEGER CHECK (hours < 100))';
  const AN_OWN_RULE = 'CREATE TRIGGER quiet AFTER INSERT ON staff BEGIN SELECT 1; END';
  /** Every seventh key comes again; ids that are missing, names that are taken, hours that are too many or no number lie anywhere. */
  const rows = Array.from({ length: 300 }, (_, i) => ({
    id: i % 41 === 5 ? null : `k${i % 7 === 0 ? 3 : i}`,
    name: i % 53 === 9 ? 'taken' : `n${i}`,
    hours: i === 17 || i === 18 || i > 290 ? 200 : i === 100 ? 'much' : i % 90,
  }));
  const everything = () => sql('SELECT id, name, hours FROM staff ORDER BY rowid');

  test.each([
    ['upsert', { mode: 'upsert', keys: ['id'] }],
    ['append', { mode: 'append' }],
    ['replace', { mode: 'replace' }],
  ])('comes to the same as a statement for each: %s', async (_name, config) => {
    const came: unknown[] = [];
    for (const rules of [[RULES], [RULES, AN_OWN_RULE]]) {
      rmSync(file, { force: true });
      sql(`${rules.join(';;')};;SELECT 1`);
      const { receipt, rejects, notices } = await write(config, [batchOf(rows.slice(0, 180)), batchOf(rows.slice(180))]);
      expect((receipt?.delivered ?? 0) + rejects.length).toBe(rows.length);
      const told = rejects.map(({ ordinal, reason }) => [ordinal, reason.code, reason.field ?? '']).sort((a, b) => String(a).localeCompare(String(b)));
      came.push({ receipt, told, notices: notices.map(({ message }) => message.replace(/^\d+/, 'Some')), table: everything() });
    }
    expect(came[0]).toEqual(came[1]);
  });
});

describe('making the table', () => {
  test('from the arriving fields, exact and quoted', async () => {
    const types = { n: 'integer', 'odd "name"': 'decimal', x: 'number', d: 'date', b: 'boolean', o: 'object', ['__proto__']: 'text' } as const;
    const row = record({ n: 12345678901234567890n / 10n, 'odd "name"': '1.10', x: 0.5, d: '2026-11-20', b: true, o: { a: [1] }, ['__proto__']: 'p' });
    const { receipt } = await write({}, [batchOf([row], { types })]);
    expect(receipt).toEqual({ target: `${file}: staff`, delivered: 1, inserted: 1, holds: 1 });
    expect(sql("SELECT name, type FROM pragma_table_info('staff')").map((each) => Object.values(each as object).join(' '))).toEqual([
      'n INTEGER',
      'odd "name" TEXT',
      'x REAL',
      'd TEXT',
      'b INTEGER',
      'o TEXT',
      '__proto__ TEXT',
    ]);
    expect(sql('SELECT n, json_array("odd ""name""", x, d, b, o, "__proto__") AS rest FROM staff')).toEqual([
      { n: 1234567890123456789n, rest: JSON.stringify(['1.10', 0.5, '2026-11-20', 1, '{"a":[1]}', 'p']) },
    ]);
  });

  test('a later batch with more fields widens a table of this run, never one that was there', async () => {
    expect((await write({}, [batchOf([{ a: 1 }]), batchOf([{ a: 2, b: 'x' }])])).receipt).toMatchObject({ inserted: 2 });
    expect(sql('SELECT a, b FROM staff ORDER BY a')).toEqual([
      { a: 1n, b: null },
      { a: 2n, b: 'x' },
    ]);
    const { error } = await write({}, [batchOf([{ a: 3 }]), batchOf([{ a: 4, c: 'x' }])]);
    expect(error).toMatchObject({ code: 'column-missing', message: 'The table "staff" has no column for the field "c".' });
    expect(sql('SELECT count(*) AS n FROM staff')).toEqual([{ n: 2n }]);
  });

  test('not when it must not be made; then nothing is left behind', async () => {
    expect((await write({ create: false }, [{ a: 1 }])).error).toMatchObject({ code: 'file-not-found' });
    expect(readdirSync(folder)).toEqual([]);
    sql('CREATE TABLE other (x);;SELECT 1');
    expect((await write({ create: false }, [{ a: 1 }])).error).toMatchObject({ code: 'table-missing' });
  });

  test('two fields that SQLite takes for one are refused', async () => {
    expect((await write({}, [{ Name: 1, name: 2 }])).error).toMatchObject({ code: 'same-column' });
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('upsert', () => {
  const upsert = { mode: 'upsert', keys: ['id'] };

  test('inserts, updates and leaves unchanged rows alone', async () => {
    sql("CREATE TABLE staff (id INTEGER PRIMARY KEY, name TEXT, pay REAL);;INSERT INTO staff VALUES (1, 'Ann', 1), (2, 'Bob', 2), (9, 'Zoe', 9)");
    const { receipt, notices } = await write(upsert, [
      { id: 1, name: 'Ann', pay: 1 },
      { id: 2, name: 'Bob', pay: 2.5 },
      { id: 3, name: 'Cem', pay: null },
      { id: 3, name: 'Cem', pay: 3 },
    ]);
    expect(receipt).toEqual({ target: `${file}: staff`, delivered: 4, inserted: 1, updated: 2, unchanged: 1, holds: 4 });
    expect(notices).toMatchObject([{ code: 'key-repeated', message: '1 record had a key that an earlier record of this run had: the last one counts.' }]);
    expect(sql('SELECT * FROM staff ORDER BY id')).toMatchObject([{ pay: 1 }, { pay: 2.5 }, { pay: 3 }, { name: 'Zoe' }]);
  });

  test('a table made by the run keeps its key apart, and a second run changes nothing', async () => {
    const rows = [
      { id: '007', name: 'Ann' },
      { id: '7', name: 'Bob' },
    ];
    expect((await write(upsert, rows)).receipt).toMatchObject({ inserted: 2, updated: 0, unchanged: 0 });
    expect((await write(upsert, rows)).receipt).toMatchObject({ inserted: 0, updated: 0, unchanged: 2, holds: 2 });
    expect((await write({ ...upsert, skipUnchanged: false }, rows)).receipt).toMatchObject({ inserted: 0, updated: 2, unchanged: 0 });
  });

  test('a table that may hold the key twice is refused, with the index it lacks', async () => {
    sql('CREATE TABLE staff (id INTEGER, name TEXT);;SELECT 1');
    expect((await write(upsert, [{ id: 1, name: 'Ann' }])).error).toMatchObject({
      code: 'no-unique-key',
      hint: expect.stringContaining('CREATE UNIQUE INDEX'),
    });
  });

  test('a record without key is rejected; a key field that does not arrive stops the run', async () => {
    const { rejects, receipt } = await write(upsert, [
      { id: null, name: 'x' },
      { id: 5, name: 'y' },
    ]);
    expect(rejects).toMatchObject([{ ordinal: 0, reason: { code: 'key-empty', field: 'id' } }]);
    expect(receipt).toMatchObject({ delivered: 1 });
    expect((await write(upsert, [{ name: 'x' }])).error).toMatchObject({ code: 'key-field-missing' });
  });
});

describe('replace', () => {
  test('the table holds the records of this run and nothing else', async () => {
    await write({}, [{ a: 1 }, { a: 2 }]);
    expect((await write({ mode: 'replace' }, [{ a: 3 }])).receipt).toMatchObject({ delivered: 1, inserted: 1, deleted: 2, holds: 1 });
    expect(sql('SELECT a FROM staff')).toEqual([{ a: 3n }]);
  });

  test('replacing with nothing empties it, with a warning', async () => {
    await write({}, [{ a: 1 }]);
    const { receipt, notices } = await write({ mode: 'replace' }, []);
    expect(receipt).toMatchObject({ delivered: 0, deleted: 1, holds: 0 });
    expect(notices).toMatchObject([{ code: 'table-emptied' }]);
  });
});

describe('rows the table does not take', () => {
  test('each is rejected alone, with code and field', async () => {
    sql(`CREATE TABLE boss (id INTEGER PRIMARY KEY);;
      CREATE TABLE staff (id INTEGER UNIQUE, name TEXT NOT NULL, age INTEGER CHECK (age > 0), boss INTEGER REFERENCES boss (id), pay DECIMAL(10,2));;SELECT 1`);
    const good = { id: 1, name: 'Ann', age: '30', boss: null, pay: '12.50' };
    const { rejects, receipt, counts } = await write({}, [
      good,
      { ...good },
      { ...good, id: 2, name: null },
      { ...good, id: 3, age: -1 },
      { ...good, id: 4, boss: 77 },
      { ...good, id: 'x' },
      { ...good, id: 2n ** 70n },
      { ...good, id: 5, age: 1.5 },
      { ...good, id: 6, pay: '1234567890123456.78' },
      { ...good, id: 7, pay: 'much' },
      { ...good, id: 8, age: '' },
    ]);
    expect(rejects.map(({ ordinal, reason }) => [ordinal, reason.code, reason.field])).toEqual([
      [1, 'key-exists', 'id'],
      [2, 'value-missing', 'name'],
      [3, 'check-failed', undefined],
      [4, 'reference-missing', undefined],
      [5, 'wrong-type', 'id'],
      [6, 'not-exact', 'id'],
      [7, 'wrong-type', 'age'],
      [8, 'not-exact', 'pay'],
      [9, 'wrong-type', 'pay'],
    ]);
    expect(receipt).toMatchObject({ delivered: 2, inserted: 2, holds: 2 });
    expect(counts).toMatchObject({ in: 11, out: 2, rejected: 9 });
    expect(sql('SELECT id, age, pay FROM staff ORDER BY id')).toEqual([
      { id: 1n, age: 30n, pay: 12.5 },
      { id: 8n, age: null, pay: 12.5 },
    ]);
  });

  test('leading zeros that a column of numbers cannot keep are told', async () => {
    sql('CREATE TABLE staff (id INTEGER);;SELECT 1');
    expect((await write({}, [{ id: '007' }])).notices).toMatchObject([{ code: 'leading-zeros-lost', place: { field: 'id' } }]);
  });

  test('a row that the table passes over without a word is rejected, not delivered', async () => {
    sql(
      'CREATE TABLE staff (n UNIQUE ON CONFLICT IGNORE);;CREATE TRIGGER quiet BEFORE INSERT ON staff WHEN new.n = 2 BEGIN SELECT raise(IGNORE); END;;SELECT 1',
    );
    const { rejects, receipt } = await write({}, [{ n: 1 }, { n: 2 }, { n: 1 }, { n: 3 }]);
    expect(rejects).toMatchObject([{ reason: { code: 'ignored-by-table' } }, { reason: { code: 'ignored-by-table' } }]);
    expect(rejects.map(({ record: { n } }) => n)).toEqual([2, 1]);
    expect(receipt).toMatchObject({ delivered: 2, inserted: 2, holds: 2 });
  });

  test('a trigger that says no rejects the row with its sentence', async () => {
    sql("CREATE TABLE staff (id INTEGER);;CREATE TRIGGER no BEFORE INSERT ON staff WHEN NEW.id = 2 BEGIN SELECT RAISE(ABORT, 'two is taken'); END;;SELECT 1");
    expect((await write({}, [{ id: 1 }, { id: 2 }])).rejects).toMatchObject([
      { reason: { code: 'refused-by-table', message: expect.stringContaining('two is taken') } },
    ]);
  });
});

describe('all or nothing', () => {
  test('nothing is seen before the commit, and a cancelled run leaves everything as it was', async () => {
    await write({}, [{ a: 1 }]);
    const abort = new AbortController();
    const look = () => {
      expect(sql('SELECT count(*) AS n FROM staff')).toEqual([{ n: 1n }]);
      abort.abort();
    };
    const { error } = await write({ mode: 'replace' }, [batchOf([{ a: 2 }]), batchOf([{ a: 3 }])], { signal: abort.signal, afterBatch: look });
    expect(error).toBeDefined();
    expect(sql('SELECT a FROM staff')).toEqual([{ a: 1n }]);
    expect(openFilesIn(folder)).toEqual([]);
  });

  test('a database made for a run that fails is not left behind', async () => {
    const abort = new AbortController();
    await write({ database: 'new/pay.db' }, [{ a: 1 }], { signal: abort.signal, afterBatch: () => abort.abort() });
    expect(readdirSync(folder)).toEqual([]);
  });

  test('two steps of a run that write to one database share its transaction', async () => {
    const { context, close } = createTestContext({ folder });
    if (run.role !== 'target') throw new Error('no target');
    const one = await run.open(spec.config.parse(table({ table: 'one' })), context);
    const two = await run.open(spec.config.parse(table({ table: 'two' })), context);
    await one.push(batchOf([{ a: 1 }]));
    await two.push(batchOf([{ a: 2 }, { a: 3 }]));
    expect(await one.commit()).toMatchObject({ inserted: 1, holds: 1 });
    expect(await two.commit()).toMatchObject({ inserted: 2, holds: 2 });
    close();
    expect(openFilesIn(folder)).toEqual([]);
    expect(sql('SELECT (SELECT count(*) FROM one) AS one, (SELECT count(*) FROM two) AS two')).toEqual([{ one: 1n, two: 2n }]);
  });

  test('a database can be read from and written to in one run', async () => {
    sql(
      'CREATE TABLE old (a, b);;WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 60000) INSERT INTO old SELECT i, hex(randomblob(200)) FROM n;;SELECT 1',
    );
    const { context, close } = createTestContext({ folder });
    if (run.role !== 'target' || query.role !== 'source') throw new Error('wrong roles');
    const source = await query.open({ database: 'pay.db', sql: 'SELECT * FROM old', watermark: '', tie: '' }, context);
    const target = await run.open(spec.config.parse(table({})), context);
    await source.read((_, batch) => target.push(batch));
    expect(await target.commit()).toMatchObject({ inserted: 60_000, holds: 60_000 });
    await source.close?.();
    close();
  });

  test('another writer is waited for', async () => {
    await write({}, [{ a: 1 }]);
    const other = new Database(file);
    other.exec('BEGIN IMMEDIATE');
    setTimeout(() => other.exec('COMMIT'), 120);
    expect((await write({}, [{ a: 2 }])).receipt).toMatchObject({ holds: 2 });
    other.close();
  });
});

describe('refused', () => {
  test('a view, a computed column, a file that is no database', async () => {
    sql('CREATE TABLE base (a, b AS (a + 1));;CREATE VIEW staff AS SELECT a FROM base;;SELECT 1');
    expect((await write({}, [{ a: 1 }])).error).toMatchObject({ code: 'not-a-table' });
    expect((await write({ table: 'base' }, [{ b: 1 }])).error).toMatchObject({ code: 'column-computed' });
    writeFileSync(join(folder, 'text.db'), 'no database, however long it is '.repeat(40));
    expect((await write({ database: 'text.db' }, [{ a: 1 }])).error).toMatchObject({ code: 'not-a-database' });
    expect((await write({ database: 'a/b/pay.db' }, [{ a: 1 }])).error).toMatchObject({ code: 'folder-not-found' });
  });
});

describe('rehearsal', () => {
  test('counts what would change, shows before and after, and changes nothing', async () => {
    sql("CREATE TABLE staff (id INTEGER PRIMARY KEY, name TEXT);;INSERT INTO staff VALUES (1, 'Ann'), (2, 'Bob')");
    const { wouldDo, rejects } = await rehearse({ mode: 'upsert', keys: ['id'] }, [
      { id: 1, name: 'Ann' },
      { id: 2, name: 'Rob' },
      { id: 3, name: 'Cem' },
      { id: 3, name: 'Cem' },
      { id: null, name: 'x' },
    ]);
    expect(wouldDo).toMatchObject({ insert: 1, update: 2, unchanged: 1, delete: 0 });
    expect(wouldDo.sample).toMatchObject([
      { action: 'update', key: '2', before: { name: 'Bob' }, after: { name: 'Rob' } },
      { action: 'insert', key: '3', before: null, after: { name: 'Cem' } },
      { action: 'update', key: '3' },
    ]);
    expect(rejects).toMatchObject([{ reason: { code: 'key-empty' } }]);
    expect(sql('SELECT name FROM staff')).toEqual([{ name: 'Ann' }, { name: 'Bob' }]);
  });

  test('a missing database is not made', async () => {
    const { wouldDo } = await rehearse({}, [{ a: 1 }]);
    expect(wouldDo).toMatchObject({ insert: 1, sentence: expect.stringContaining('would be made') });
    expect(existsSync(file)).toBe(false);
    await expect(rehearse({ create: false }, [])).rejects.toMatchObject({ code: 'file-not-found' });
  });

  test('replacing says how many rows would go', async () => {
    await write({}, [{ a: 1 }, { a: 2 }]);
    expect((await rehearse({ mode: 'replace' }, [{ a: 3 }])).wouldDo).toMatchObject({
      insert: 1,
      delete: 2,
      sentence: 'All 2 rows of "staff" would be replaced.',
    });
  });
});

import { randomInt } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createCancel } from '../../engine/cancel.ts';
import type { FlowSketch } from '../../engine/testing/toy-flow.ts';
import { DatabaseWorkspace } from '../testing/database-workspace.ts';
import { PLACES, type RealDatabase } from '../testing/real-databases.ts';

/** What the engine and a real database make of the source together. Conservation is checked on every run. */
describe.each(PLACES)('%s', (_product, place) => {
  let database: RealDatabase;
  let workspace: DatabaseWorkspace;
  beforeAll(async () => {
    database = await place();
  });
  afterAll(async () => {
    await database.drop();
  });
  beforeEach(async () => {
    workspace = new DatabaseWorkspace(database);
    await database.sql('DROP TABLE IF EXISTS log');
    await database.sql('CREATE TABLE log (id INT PRIMARY KEY, at TIMESTAMP(6) NULL, what VARCHAR(40))');
  });

  afterEach(() => workspace.close());

  const source = (settings: object): FlowSketch => ({
    nodes: { s: ['database-source', { connection: 'db', table: database.table('log'), ...settings }], t: ['tray', { name: 'got' }] },
    edges: ['s>t'],
  });
  const ids = () => (workspace.trays.get('got') ?? []).map((record) => record['id']);
  const add = (...rows: [id: number, at: string | null][]) =>
    database.sql(`INSERT INTO log VALUES ${rows.map(([id, at]) => `(${id}, ${at === null ? 'NULL' : `'${at}'`}, 'x')`).join(', ')}`);
  const BY = { watermark: 'at', tie: 'id' };
  const TIE = '2026-01-02 00:00:00.000001';

  test('over several runs each row is read once, also where many share the time at which a run ended', async () => {
    await add([2, TIE], [1, '2026-01-01 00:00:00'], [4, TIE], [9, null]);
    const first = await workspace.go(source(BY));
    expect(ids()).toEqual([1, 2, 4]);
    expect(first.rejects.map(({ code, field }) => [code, field])).toEqual([['no-watermark', 'at']]);
    await add([5, TIE], [6, '2026-01-02 00:00:00.000002'], [3, '2026-02-01 00:00:00']);
    await workspace.go(source(BY));
    expect(ids()).toEqual([5, 6, 3]);
    await workspace.go(source(BY));
    expect(ids()).toEqual([]);
  });

  test('a run that fails behind the source moves nothing: the next one reads the same again', async () => {
    await add([1, '2026-01-01 00:00:00'], [2, TIE]);
    const failing: FlowSketch = {
      nodes: { s: ['database-source', { connection: 'db', table: database.table('log'), ...BY }], f: ['keep', { failAt: 2 }], t: ['tray', { name: 'got' }] },
      edges: ['s>f', 'f>t'],
    };
    expect((await workspace.go(failing)).outcome.status).toBe('failed');
    await workspace.go(source(BY));
    expect(ids()).toEqual([1, 2]);
  });

  test('conditions, order and parameters are looked at by the database; values are handed over, never pasted in', async () => {
    await add([1, '2026-01-01 00:00:00'], [2, TIE], [3, TIE]);
    await database.sql(`UPDATE log SET what = 'it''s; DROP TABLE log --' WHERE id = 3`);
    const evil = "it's; DROP TABLE log --";
    await workspace.go(source({ conditions: [{ column: 'what', operator: '=', value: '{param.what}' }], columns: ['what', 'id'] }), {
      parameters: { what: evil },
    });
    expect(workspace.trays.get('got')?.map((record) => Object.entries(record))).toEqual([
      [
        ['what', evil],
        ['id', 3],
      ],
    ]);
    await workspace.go(
      source({
        conditions: [
          { column: 'id', operator: 'in', value: '3, 1' },
          { column: 'what', operator: 'contains', value: '_' },
        ],
      }),
    );
    expect(ids()).toEqual([]);
    const sql = 'SELECT id, what FROM log WHERE what = :what OR id = :id -- :comment\n ORDER BY id DESC';
    await workspace.go(source({ from: 'query', sql }), { parameters: { what: evil, id: '1' } });
    expect(ids()).toEqual([3, 1]);
    await workspace.go(source({ from: 'query', sql: 'SELECT * FROM log', ...BY }), { parameters: {} });
    expect(ids()).toEqual([1, 2, 3]);
    await workspace.go(source({ order: ['what', 'id'] }));
    expect(ids()).toEqual([3, 1, 2]);
  });

  test('every value comes as it is, to the last digit', async () => {
    await database.sql('DROP TABLE IF EXISTS kinds');
    const [bytes, json, moment] = database.kind === 'postgres' ? ['bytea', 'jsonb', 'timestamptz'] : ['VARBINARY(20)', 'JSON', 'TIMESTAMP(6)'];
    await database.sql(
      `CREATE TABLE kinds (id INT PRIMARY KEY, big BIGINT, exact DECIMAL(30,10), dbl DOUBLE PRECISION, yes BOOLEAN, day DATE, moment ${moment} NULL, clock TIME, bin ${bytes}, js ${json}, txt TEXT)`,
    );
    const binary = database.kind === 'postgres' ? "'\\x00ff10'" : "X'00ff10'";
    const instant = database.kind === 'postgres' ? "'2026-03-29 01:30:00.123456+00'" : "'2026-03-29 03:30:00.123456'";
    await database.sql(
      `INSERT INTO kinds VALUES (1, 9223372036854775807, 12345678901234567890.0123456789, 0.1, true, '2024-02-29', ${instant}, '23:59:58', ${binary}, '{"a":[1,{"b":null}]}', '☂ "quoted"'), (2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)`,
    );
    await workspace.go(source({ table: database.table('kinds'), order: ['id'] }));
    const [full, none] = workspace.trays.get('got') ?? [];
    expect({ ...full }).toMatchObject({
      big: 9223372036854775807n,
      exact: '12345678901234567890.0123456789',
      dbl: 0.1,
      day: '2024-02-29',
      bin: Buffer.from([0, 255, 16]).toString('base64'),
      // MariaDB keeps JSON in a column of texts.
      js: database.kind === 'postgres' ? { a: [1, { b: null }] } : '{"a":[1,{"b":null}]}',
      txt: '☂ "quoted"',
    });
    // A BOOLEAN of MariaDB is a small whole number.
    expect(full?.['yes']).toBe(database.kind === 'postgres' ? true : 1);
    expect(full?.['moment']).toMatch(/^2026-03-29T0\d:30:00\.123456/);
    expect(full?.['clock']).toMatch(/^23:59:58/);
    expect(
      Object.values(none ?? {})
        .slice(1)
        .every((value) => value === null),
    ).toBe(true);
  });

  test('a query that is cancelled ends at once, here and at the server', { timeout: 120_000 }, async () => {
    // A number of its own: others may have a slow query of this test on the same server. Left alone, it would take longer than a test may.
    const seconds = `400.${randomInt(1_000_000, 9_999_999)}`;
    const sql = `SELECT 1 AS id, ${database.kind === 'postgres' ? 'pg_sleep' : 'SLEEP'}(${seconds})`;
    const running = async () => {
      const text =
        database.kind === 'postgres'
          ? `SELECT count(*) AS n FROM pg_stat_activity WHERE query LIKE '%(${seconds})%' AND state = 'active' AND pid <> pg_backend_pid()`
          : `SELECT count(*) AS n FROM information_schema.processlist WHERE info LIKE '%(${seconds})%' AND command = 'Execute' AND id <> connection_id()`;
      return Number((await database.sql(text))[0]?.['n']);
    };
    const cancel = createCancel();
    const going = workspace.go(source({ from: 'query', sql }), {}, { cancel });
    await expect.poll(running, { timeout: 30_000 }).toBe(1);
    cancel.raise();
    const seen = await going;
    expect(seen.outcome.status).toBe('cancelled');
    await expect.poll(running, { timeout: 30_000 }).toBe(0);
  });

  test('a table, a column or a query that is wrong says so and what to do', async () => {
    const code = async (settings: object) => (await workspace.go(source(settings))).outcome.error;
    expect(await code({ table: database.table('gone') })).toMatchObject({ code: 'table-missing', hint: expect.any(String) });
    expect(await code({ columns: ['wage'] })).toMatchObject({ code: 'column-missing', message: expect.stringContaining('"wage"') });
    expect(await code({ from: 'query', sql: 'SELECT * FROM log WHER id = 1' })).toMatchObject({ code: 'query-wrong' });
    expect(await code({ from: 'query', sql: 'DELETE FROM log' })).toBeDefined();
    expect(await database.content('log')).toBe(JSON.stringify([]));
  });
});

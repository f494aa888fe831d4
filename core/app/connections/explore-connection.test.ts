import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { contractError } from '../testing/conformance-flows.ts';
import { openApp } from '../testing/open-app.ts';

test('tables, a table and a query of a real database are looked into in the environment of the moment', async () => {
  const schema = `look_${randomBytes(6).toString('hex')}`;
  const admin = new pg.Client({ host: '127.0.0.1', user: 'postgres', database: 'test' });
  await admin.connect();
  onTestFinished(async () => {
    await admin.query(`DROP SCHEMA ${schema} CASCADE`);
    await admin.end();
  });
  await admin.query(`CREATE SCHEMA ${schema}; CREATE TABLE ${schema}.people (id int PRIMARY KEY, name varchar(40) NOT NULL, pay numeric(12,2))`);
  await admin.query(`CREATE VIEW ${schema}.paid AS SELECT id FROM ${schema}.people WHERE pay > 0`);
  const { client } = await openApp();
  const { connectionId } = await client.connections.save({
    kind: 'postgres',
    name: 'Payroll',
    environment: 'test',
    config: { host: '127.0.0.1', database: 'test', user: 'postgres', tls: 'off', searchPath: [schema] },
  });
  await expect(client.connections.tables({ connectionId })).rejects.toEqual(contractError('USER', 'connection-unset'));
  await client.connections.setEnvironment({ environment: 'test' });
  const { tables, dialect, more } = await client.connections.tables({ connectionId, like: 'p' });
  expect([dialect, more, tables.filter((one) => one.schema === schema)]).toEqual([
    'postgres',
    false,
    [
      { schema, name: 'paid', kind: 'view' },
      { schema, name: 'people', kind: 'table' },
    ],
  ]);
  expect(await client.connections.tables({ connectionId, like: 'p', most: 1 })).toMatchObject({ tables: [{}], more: true });
  expect(await client.connections.tableShape({ connectionId, table: { schema, name: 'people' } })).toMatchObject({
    primaryKey: ['id'],
    columns: [
      { name: 'id', type: 'integer', nullable: false },
      { name: 'name', length: 40 },
      { name: 'pay', type: 'decimal' },
    ],
    may: { insert: true, update: true, delete: true },
  });
  expect(await client.connections.tableShape({ connectionId, table: { schema, name: 'nothing' } })).toBeNull();
  const sql = `SELECT name, pay * 2 AS twice FROM ${schema}.people WHERE id > :least`;
  expect((await client.connections.queryColumns({ connectionId, sql, parameters: { least: 3 } })).columns.map(({ name }) => name)).toEqual(['name', 'twice']);
  await expect(client.connections.queryColumns({ connectionId, sql: 'SELECT salary FROM nowhere_at_all' })).rejects.toEqual(
    contractError('USER', 'query-wrong'),
  );
  // Nothing is left open behind a look.
  const open = async () => {
    const { rows } = await admin.query('SELECT count(*)::int AS open FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND query LIKE $1', [`%${schema}%`]);
    return rows[0].open;
  };
  await expect.poll(open).toBe(0);
});

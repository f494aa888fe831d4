import { randomInt } from 'node:crypto';
import pg from 'pg';
import { afterAll } from 'vitest';
import { postgresServer } from '../testing/database-servers.ts';
import { databaseSuite } from '../testing/database-suite.ts';
import { run } from './run.ts';
import { type PostgresConfig, spec } from './spec.ts';

const server = await postgresServer();
/** How long a slow query takes, in seconds: a number of its own, since others may have theirs on the same server. */
const SLOW = `40.${randomInt(1_000_000, 9_999_999)}`;
const sessions = new Map<string, Promise<pg.Client>>();

function session(database: string): Promise<pg.Client> {
  const open = async () => {
    const client = new pg.Client({
      host: '127.0.0.1',
      port: server?.port ?? 0,
      user: server?.user ?? '',
      password: server?.password ?? '',
      database,
      ssl: false,
    });
    client.on('error', () => undefined);
    await client.connect();
    return client;
  };
  const known = sessions.get(database) ?? open();
  sessions.set(database, known);
  return known;
}

afterAll(async () => {
  for (const one of sessions.values()) await (await one).end();
});

databaseSuite<PostgresConfig>({
  title: 'PostgreSQL',
  server,
  run,
  runFile: new URL('./run.ts', import.meta.url).href,
  defaults: spec.defaults,
  maintenance: 'postgres',
  quote: (name) => pg.escapeIdentifier(name),
  async sql(statement, database) {
    if (statement.startsWith('DROP DATABASE')) {
      for (const [of, one] of sessions) if (of !== database) await (await one).end();
      for (const of of [...sessions.keys()]) if (of !== database) sessions.delete(of);
    }
    const result = await (await session(database)).query({ text: statement, rowMode: 'array' });
    return result.rows as unknown[][];
  },
  types: { exact: 'numeric(12,2)', moment: 'timestamptz', bytes: 'bytea', text: 'text' },
  exact: [
    { declared: 'bigint', values: [0, -1, 9007199254740993n, -9223372036854775808n, 9223372036854775807n] },
    { declared: 'numeric', values: ['0.1', '12345678901234567890.123456789', '-0.00000000000000000001', 'NaN'] },
    { declared: 'numeric(12,2)', values: ['1.50', '-0.01'] },
    { declared: 'real', values: [0.1, -3.4e38, 1e-30] },
    { declared: 'float8', values: [0.1, 1e308, 5e-324, -0.30000000000000004] },
    { declared: 'boolean', values: [true, false] },
    { declared: 'date', values: ['2026-02-28', '0001-01-01', 'infinity', '10000-01-01'] },
    { declared: 'timestamp', values: ['2026-02-28T23:59:59.999999', '2026-01-01T00:00:00'] },
    {
      declared: 'timestamptz',
      values: ['2026-02-28T23:59:59.123456Z', '2026-03-29T02:30:00+02:00'],
      back: ['2026-02-28T23:59:59.123456Z', '2026-03-29T00:30:00Z'],
    },
    { declared: 'time', values: ['08:00:00.000001', '24:00:00'] },
    { declared: 'timetz', values: ['08:00:00+02'] },
    { declared: 'interval', values: ['P1Y2M3DT4H5M6.7S', 'PT0S'] },
    { declared: 'uuid', values: ['a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'] },
    { declared: 'jsonb', values: ['{"a": [1, null, 12345678901234567890.5], "__proto__": "x"}', '"text"', 'null'] },
    { declared: 'json', values: ['{"b":1,  "a":2}'] },
    { declared: 'int[]', values: ['[1,null,3]', '[]', '[[1,2],[3,4]]'] },
    { declared: 'text[]', values: ['["a b","c\\"d","e\\\\f","NULL","","{x}",null]'] },
    { declared: 'numeric[]', values: ['["0.10","12345678901234567890.5"]'] },
    { declared: 'bytea', values: ['AAECAwT/', ''] },
    { declared: 'inet', values: ['10.0.0.1', '::1'] },
    { declared: 'text', values: ['', ' a ', 'tab\tnew\nline\r\\N \\', '😀 é \u2028', '__proto__', "'; --"] },
    { declared: 'varchar(4)', values: ['😀😀😀😀'] },
    { declared: 'char(3)', values: ['a'] },
  ],
  unfit: [
    { declared: 'varchar(3)', value: 'four', code: 'too-long' },
    { declared: 'int', value: 'x', code: 'wrong-type' },
    { declared: 'int', value: 1.5, code: 'wrong-type' },
    { declared: 'smallint', value: 40_000, code: 'out-of-range' },
    { declared: 'numeric(5,2)', value: '1.005', code: 'not-exact' },
    { declared: 'numeric(5,2)', value: '123456', code: 'out-of-range' },
    { declared: 'date', value: '2026-02-30', code: 'wrong-type' },
    { declared: 'date', value: 'tomorrow', code: 'wrong-type' },
    { declared: 'date', value: '2026-02-28T10:00:00', code: 'not-exact' },
    { declared: 'timestamptz', value: 'now', code: 'wrong-type' },
    { declared: 'text', value: 'nul\0', code: 'unfit-text' },
    { declared: 'text', value: 'half \ud800', code: 'unfit-text' },
    { declared: 'uuid', value: 'x', code: 'wrong-type' },
    { declared: 'jsonb', value: '{', code: 'wrong-type' },
    { declared: 'int[]', value: '{"a":1}', code: 'wrong-type' },
    { declared: 'bytea', value: 'no base64!', code: 'wrong-type' },
  ],
  makeUser: (name, password) => [`CREATE ROLE ${name} LOGIN PASSWORD '${password}'`],
  dropUser: (name) => [`DROP ROLE ${name}`],
  slowQuery: `SELECT pg_sleep(${SLOW})`,
  runningSlow: `SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE 'SELECT pg_sleep(${SLOW})%'`,
  commitMark: 'COMMIT',
  knowsCommits: true,
  series: (rows) => `SELECT n, repeat('x', 50) FROM generate_series(1, ${rows}) AS n`,
  onlyReading: 'WITH gone AS (DELETE FROM TABLE_NAME RETURNING 1) SELECT * FROM gone',
});

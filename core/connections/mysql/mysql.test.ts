import { randomInt } from 'node:crypto';
import mysql from 'mysql2/promise';
import { afterAll } from 'vitest';
import { mysqlServer } from '../testing/database-servers.ts';
import { databaseSuite } from '../testing/database-suite.ts';
import { run } from './run.ts';
import { type MysqlConfig, spec } from './spec.ts';

const server = await mysqlServer();
/** How long a slow query takes, in seconds: a number of its own, since others may have theirs on the same server. */
const SLOW = `40.${randomInt(1_000_000, 9_999_999)}`;
const sessions = new Map<string, Promise<mysql.Connection>>();

function session(database: string): Promise<mysql.Connection> {
  const known = sessions.get(database) ?? mysql.createConnection({ host: '127.0.0.1', port: server?.port ?? 0, user: server?.user ?? '', database });
  sessions.set(database, known);
  return known;
}

afterAll(async () => {
  for (const one of sessions.values()) await (await one).end();
});

databaseSuite<MysqlConfig>({
  title: 'MySQL and MariaDB',
  server,
  run,
  runFile: new URL('./run.ts', import.meta.url).href,
  defaults: spec.defaults,
  maintenance: 'mysql',
  quote: (name) => `\`${name.replaceAll('`', '``')}\``,
  async sql(statement, database) {
    const [rows] = await (await session(database)).query({ sql: statement, rowsAsArray: true });
    return rows as unknown[][];
  },
  types: { exact: 'decimal(12,2)', moment: 'datetime(6)', bytes: 'blob', text: 'longtext' },
  exact: [
    { declared: 'bigint', values: [0, -1, 9007199254740993n, -9223372036854775808n, 9223372036854775807n] },
    { declared: 'bigint unsigned', values: [18446744073709551615n, 5] },
    { declared: 'tinyint(1)', values: [0, 1, 2] },
    { declared: 'decimal(65,20)', values: ['0.10000000000000000000', '12345678901234567890.12345678900000000000'] },
    { declared: 'decimal(12,2)', values: ['1.50', '-0.01'] },
    { declared: 'float', values: [0.1, -3.4e38, 1e-30] },
    { declared: 'double', values: [0.1, 1e308, -0.30000000000000004] },
    { declared: 'bit(1)', values: [true, false] },
    { declared: 'bit(64)', values: [18446744073709551615n, 0] },
    { declared: 'year', values: [2026, 1901] },
    { declared: 'date', values: ['2026-02-28', '0001-01-01', '0000-00-00'] },
    {
      declared: 'datetime(6)',
      values: ['2026-02-28T23:59:59.999999', '2026-01-01T00:00:00.000000'],
      back: ['2026-02-28T23:59:59.999999', '2026-01-01T00:00:00'],
    },
    { declared: 'datetime', values: ['0000-00-00T00:00:00', '2026-02-28T10:00:00Z'], back: ['0000-00-00T00:00:00', '2026-02-28T10:00:00'] },
    {
      declared: 'timestamp(6) NULL',
      values: ['2026-02-28T23:59:59.123456Z', '2026-03-29T02:30:00.5+02:00'],
      back: ['2026-02-28T23:59:59.123456Z', '2026-03-29T00:30:00.500000Z'],
    },
    { declared: 'time(6)', values: ['08:00:00.000001', '-12:30:00', '838:59:59'] },
    { declared: 'json', values: ['{"a": [1, null, "x"]}', '"text"'] },
    { declared: "enum('a','b')", values: ['a', 'b'] },
    { declared: 'blob', values: ['AAECAwT/', ''] },
    { declared: 'varbinary(8)', values: ['AAECAwT/'] },
    { declared: 'longtext', values: ['', ' a ', 'tab\tnew\nline\r\\N \\ \' " ` \0', '😀 é \u2028', '__proto__', "'; --"] },
    { declared: 'varchar(4)', values: ['😀😀😀😀'] },
    { declared: 'char(3)', values: ['a'] },
  ],
  unfit: [
    { declared: 'varchar(3)', value: 'four', code: 'too-long' },
    { declared: 'tinytext', value: 'x'.repeat(300), code: 'too-long' },
    { declared: 'int', value: 'x', code: 'wrong-type' },
    { declared: 'int', value: 1.5, code: 'wrong-type' },
    { declared: 'smallint', value: 40_000, code: 'out-of-range' },
    { declared: 'decimal(5,2)', value: '1.005', code: 'not-exact' },
    { declared: 'decimal(5,2)', value: '123456', code: 'out-of-range' },
    { declared: 'date', value: '2026-02-30', code: 'wrong-type' },
    { declared: 'date', value: '2026-02-28T10:00:00', code: 'not-exact' },
    { declared: 'datetime', value: '2026-02-28T10:00:00.5', code: 'not-exact' },
    { declared: 'datetime', value: 'now', code: 'wrong-type' },
    { declared: 'longtext', value: 'half \ud800', code: 'unfit-text' },
    { declared: "enum('a','b')", value: 'c', code: 'wrong-type' },
    { declared: 'blob', value: 'no base64!', code: 'wrong-type' },
  ],
  makeUser: (name, password, database) => [`CREATE USER ${name}@'%' IDENTIFIED BY '${password}'`, `GRANT SELECT ON \`${database}\`.* TO ${name}@'%'`],
  dropUser: (name) => [`DROP USER ${name}@'%'`],
  slowQuery: `SELECT SLEEP(${SLOW})`,
  runningSlow: `SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE INFO LIKE 'SELECT SLEEP(${SLOW})%'`,
  textKey: 'k longtext NOT NULL, UNIQUE (k(10))',
  roundedType: 'float',
  commitMark: 'COMMIT',
  knowsCommits: false,
  series: (rows) =>
    `WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < 1000) SELECT a.n, REPEAT('x', 50) FROM s AS a, s AS b LIMIT ${rows}`,
  onlyReading: 'SELECT * FROM TABLE_NAME FOR UPDATE INTO OUTFILE "/tmp/never"',
});

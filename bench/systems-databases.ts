import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import mysql from 'mysql2/promise';
import pg from 'pg';
import { spec as mysqlSpec } from '../core/connections/mysql/spec.ts';
import { spec as postgresSpec } from '../core/connections/postgres/spec.ts';
import { mysqlServer, postgresServer, type TestServer } from '../core/connections/testing/database-servers.ts';
import type { Figure } from './figure.ts';
import { chainOf } from './flow-of.ts';
import { BENCH_FOLDER } from './job-of.ts';
import { engineRun, runProgram } from './processes.ts';
import { median, numberOption, ROUNDS, rounded } from './rounds.ts';

const MOST = 1.5;
const TABLE = 'swivel_bench';
const COLUMNS = 'id int PRIMARY KEY, name varchar(60), amount decimal(12,2), paid date, note varchar(100)';

interface Product {
  readonly kind: 'postgres' | 'mysql';
  readonly title: string;
  readonly server: TestServer | null;
  readonly database: string;
  readonly config: Record<string, unknown>;
  ask(sql: string): Promise<unknown>;
}

/** A table into a CSV file and back, by whole runs, beside the bare driver doing the same. `--rows N`, default 500,000. */
export async function databasesBench(): Promise<Figure[]> {
  const rows = numberOption('rows', 500_000);
  mkdirSync(BENCH_FOLDER, { recursive: true });
  const csv = join(BENCH_FOLDER, `payments-${rows}.csv`);
  writeCsv(csv, rows);
  const figures: Figure[] = [];
  for (const product of await products()) {
    if (product.server) figures.push(...(await measured(product, product.server, csv, rows)));
    else figures.push({ name: `${product.title}: left out, there is no server on this machine`, value: 0, unit: 'x', ok: true });
  }
  return figures;
}

async function products(): Promise<Product[]> {
  const [postgres, maria] = [await postgresServer(), await mysqlServer()];
  return [
    {
      kind: 'postgres',
      title: 'PostgreSQL',
      server: postgres,
      database: 'postgres',
      config: postgresSpec.defaults,
      async ask(sql) {
        const client = new pg.Client({ host: '127.0.0.1', port: postgres?.port ?? 0, user: postgres?.user ?? '', database: 'postgres', ssl: false });
        await client.connect();
        await client.query(sql);
        await client.end();
      },
    },
    {
      kind: 'mysql',
      title: 'MariaDB',
      server: maria,
      database: 'test',
      config: mysqlSpec.defaults,
      async ask(sql) {
        const client = await mysql.createConnection({ host: '127.0.0.1', port: maria?.port ?? 0, user: maria?.user ?? '', database: 'test' });
        await client.query(sql);
        await client.end();
      },
    },
  ];
}

async function measured({ kind, title, database, config, ask }: Product, server: TestServer, csv: string, rows: number): Promise<Figure[]> {
  const read = join(BENCH_FOLDER, 'read.csv');
  const settings = { ...config, host: '127.0.0.1', port: server.port, user: server.user, database, tls: 'off' };
  const connections = [{ id: 'db', name: 'Bench', kind, environment: 'test' as const, revision: 1, config: settings, secrets: { password: server.password } }];
  const start = ['start', 'manual-trigger', {}] as const;
  const table = { schema: kind === 'postgres' ? 'public' : database, name: TABLE };
  const flows = {
    out: chainOf('out', [start, ['from', 'csv-source', { path: csv }], ['to', 'database-target', { connection: 'db', table, way: 'insert' }]]),
    in: chainOf('in', [start, ['from', 'database-source', { connection: 'db', table }], ['to', 'csv-target', { path: read }]]),
  };
  const empty = async () => {
    await ask(`DROP TABLE IF EXISTS ${TABLE}`);
    await ask(`CREATE TABLE ${TABLE} (${COLUMNS})`);
  };
  const figures: Figure[] = [];
  try {
    for (const way of ['out', 'in'] as const) {
      const took = { ours: [] as number[], bare: [] as number[] };
      for (let round = 0; round < ROUNDS; round++) {
        if (way === 'out') await empty();
        took.ours.push((await engineRun(flows[way], read, {}, { connections })).ms);
        if (way === 'out') await empty();
        const file = way === 'out' ? csv : read;
        const bare = runProgram<{ ms: number; rows: number }>('baseline-database.mjs', kind, way, String(server.port), server.user, database, TABLE, file);
        if (bare.rows !== rows) throw new Error(`The bare driver carried ${bare.rows} rows instead of ${rows}.`);
        took.bare.push(bare.ms);
      }
      const [ours, bare] = [median(took.ours), median(took.bare)];
      const rate = (ms: number) => Math.round((rows * 1000) / ms);
      figures.push(
        { name: `${title} ${way}: time beside the bare driver`, value: rounded(ours / bare), unit: 'x', target: MOST, ok: ours <= bare * MOST },
        { name: `${title} ${way}: rate of the whole run`, value: rate(ours), unit: 'rows/s', baseline: rate(bare), ok: true },
      );
    }
  } finally {
    await ask(`DROP TABLE IF EXISTS ${TABLE}`);
    rmSync(read, { force: true });
  }
  return figures;
}

function writeCsv(path: string, rows: number): void {
  const file = openSync(path, 'w');
  writeSync(file, 'id,name,amount,paid,note\n');
  let text = '';
  for (let id = 1; id <= rows; id++) {
    text += `${id},Employee ${id % 9973},${((((id * 7919) % 1_000_000) + 1) / 100).toFixed(2)},2026-${String(1 + (id % 12)).padStart(2, '0')}-${String(1 + (id % 28)).padStart(2, '0')},payment number ${id} of this year\n`;
    if (text.length > 1 << 20 || id === rows) {
      writeSync(file, text);
      text = '';
    }
  }
  closeSync(file);
}

import { randomBytes } from 'node:crypto';
import { createConnection } from 'mysql2/promise';
import { Client } from 'pg';
import { connectionCatalog } from '../../connections/index.ts';
import type { JobConnection } from '../../engine/step-connections.ts';

/** A place of its own on a database server of this machine: a schema, or a database where the product has no schemas. */
export interface RealDatabase {
  readonly kind: 'postgres' | 'mariadb';
  /** As a run is given it, under the id `db`. */
  readonly connection: JobConnection;
  /** The setting that names a table there. */
  table(name: string): { schema: string; name: string };
  /** Does something there as somebody else would; `"` quotes names. Gives the rows. */
  sql(text: string, values?: readonly unknown[]): Promise<Record<string, unknown>[]>;
  /** All rows of a table as texts, in the order of its first column: the same text is the same content. */
  content(name: string): Promise<string>;
  drop(): Promise<void>;
}

const name = () => `swivel_${randomBytes(6).toString('hex')}`;
const facts = { id: 'db', environment: 'production' as const, revision: 1, secrets: {} };

const settings = (kind: string, config: object) => connectionCatalog.get(kind)?.config.parse(config) as Record<string, unknown>;

/** PostgreSQL on this machine. `through` names the host and port of a proxy before it. */
export async function postgresPlace(through = { host: '127.0.0.1', port: 5432 }): Promise<RealDatabase> {
  const admin = new Client({ host: '127.0.0.1', port: 5432, user: 'root', database: 'test' });
  await admin.connect();
  const schema = name();
  await admin.query(`CREATE SCHEMA ${schema}; SET search_path TO ${schema}`);
  const sql: RealDatabase['sql'] = async (text, values = []) => (await admin.query(text, [...values])).rows;
  return {
    kind: 'postgres',
    connection: {
      ...facts,
      name: 'payroll',
      kind: 'postgres',
      config: settings('postgres', { ...through, user: 'root', database: 'test', tls: 'off', searchPath: [schema] }),
    },
    table: (table) => ({ schema, name: table }),
    sql,
    content: async (table) => JSON.stringify(await sql(`SELECT t::text AS row FROM "${table.replaceAll('"', '""')}" t ORDER BY 1`)),
    drop: async () => {
      await admin.query(`DROP SCHEMA ${schema} CASCADE`);
      await admin.end();
    },
  };
}

/** MariaDB on this machine. */
export async function mariadbPlace(through = { host: '127.0.0.1', port: 3306 }): Promise<RealDatabase> {
  const database = name();
  const admin = await createConnection({
    host: '127.0.0.1',
    port: 3306,
    user: 'root',
    multipleStatements: true,
    supportBigNumbers: true,
    bigNumberStrings: true,
  });
  await admin.query(`CREATE DATABASE ${database} CHARACTER SET utf8mb4; USE ${database}; SET SESSION sql_mode = CONCAT(@@sql_mode, ',ANSI_QUOTES')`);
  const sql: RealDatabase['sql'] = async (text, values = []) => {
    const [rows] = await admin.query(text.replace(/\$\d+/g, '?'), [...values]);
    return Array.isArray(rows) ? (rows as Record<string, unknown>[]) : [];
  };
  return {
    kind: 'mariadb',
    connection: { ...facts, name: 'payroll', kind: 'mysql', config: settings('mysql', { ...through, user: 'root', database, tls: 'off' }) },
    table: (table) => ({ schema: '', name: table }),
    sql,
    content: async (table) => JSON.stringify(await sql(`SELECT * FROM "${table.replaceAll('"', '""')}" ORDER BY 1`)),
    drop: async () => {
      await admin.query(`DROP DATABASE ${database}`);
      await admin.end();
    },
  };
}

/** The products of this machine, as tests go through them. */
export const PLACES: readonly [product: string, place: typeof postgresPlace][] = [
  ['PostgreSQL', postgresPlace],
  ['MariaDB', mariadbPlace],
];

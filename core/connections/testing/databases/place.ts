import { randomBytes } from 'node:crypto';
import { afterEach, beforeAll } from 'vitest';
import type { Secrets, TestedPart } from '../../../catalog/connection-spec.ts';
import type { Database, Reading, SqlValue, TableName, Writing } from '../../../catalog/families/database.ts';
import { connectContext } from '../connect-context.ts';
import type { DatabaseMember, DatabaseSettings } from './member.ts';

/** The signal of what nobody stops. */
export const never = new AbortController().signal;

/** A database of its own on the server of a member, and how the suites go about it. */
export interface DatabasePlace {
  readonly name: string;
  readonly base: DatabaseSettings;
  /** Signed in; there from the first test on. */
  readonly db: Database;
  /** Signs in once more; closed after the test. */
  open(config?: Partial<DatabaseSettings>, secrets?: Secrets): Promise<Database>;
  /** What the button "Test" tells, part by part, or only the last. */
  parts(config: Partial<DatabaseSettings>, secrets?: Secrets): Promise<TestedPart[]>;
  last(config: Partial<DatabaseSettings>, secrets?: Secrets): Promise<TestedPart | undefined>;
  /** A statement past what is tested. */
  sql(statement: string): Promise<unknown[][]>;
  /** Makes a table with a hard name. */
  table(columns: string): Promise<TableName>;
  rowsOf(table: TableName, order: readonly string[], columns?: readonly string[]): Promise<SqlValue[][]>;
  readAll(reading: Reading): Promise<SqlValue[][]>;
  write(
    writing: Omit<Writing, 'transaction'> & Partial<Writing>,
    rows: readonly (readonly SqlValue[])[],
  ): Promise<{
    rejects: Awaited<ReturnType<Awaited<ReturnType<Database['writer']>>['push']>>;
    counts: Awaited<ReturnType<Awaited<ReturnType<Database['writer']>>['commit']>>;
  }>;
  /** Closed after the test, the last one first. */
  closing(close: () => Promise<unknown>): void;
}

/** Makes the place for the suites of one member, and takes it away after them. */
export function databasePlace<C extends DatabaseSettings>(member: DatabaseMember<C>): DatabasePlace {
  const { server, run, quote } = member;
  const name = `swivel_${randomBytes(5).toString('hex')}`;
  const base: C = { ...member.defaults, host: '127.0.0.1', port: server?.port ?? 0, database: name, user: server?.user ?? '', tls: 'off' };
  const secrets: Secrets = { password: server?.password ?? '' };
  const closing: (() => Promise<unknown>)[] = [];
  let db: Database | null = null;
  const place: DatabasePlace = {
    name,
    base,
    get db() {
      if (!db) throw new Error('The database is asked for before the first test.');
      return db;
    },
    async open(config = {}, given = secrets) {
      const opened = await run.open({ ...base, ...config } as C, given, connectContext('payroll'));
      closing.push(() => opened.close());
      return opened.use;
    },
    async parts(config, given = secrets) {
      const all: TestedPart[] = [];
      for await (const part of run.test({ ...base, ...config } as C, given, connectContext('payroll'))) all.push(part);
      return all;
    },
    last: async (config, given) => (await place.parts(config, given)).at(-1),
    sql: (statement) => member.sql(statement, name),
    async table(columns) {
      const made = `t ${randomBytes(4).toString('hex')}`;
      await place.sql(`CREATE TABLE ${quote(made)} (${columns})`);
      return { schema: null, name: made };
    },
    rowsOf: (table, order, columns = []) => place.readAll({ from: 'table', table, columns, conditions: [], orderBy: order }),
    async readAll(reading) {
      const stream = await place.db.read(reading, never);
      try {
        const all: SqlValue[][] = [];
        for (let rows = await stream.next(500); rows.length > 0; rows = await stream.next(500)) all.push(...rows);
        return all;
      } finally {
        await stream.close();
      }
    },
    async write(writing, rows) {
      const writer = await place.db.writer({ transaction: 'all', ...writing }, never);
      const rejects = await writer.push(rows);
      return { rejects, counts: await writer.commit() };
    },
    closing: (close) => void closing.push(close),
  };
  beforeAll(async () => {
    await member.sql(`CREATE DATABASE ${quote(name)}`, member.maintenance);
    const opened = await run.open(base, secrets, connectContext('payroll'));
    db = opened.use;
    return async () => {
      await opened.close();
      await member.sql(`DROP DATABASE ${quote(name)}`, member.maintenance);
    };
  }, 60_000);
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });
  return place;
}

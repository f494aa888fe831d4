import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Happening } from '../../base/happening.ts';
import type { PlainRecord, Value } from '../../base/value.ts';
import type { MailMessage, MailService } from '../../catalog/families/mail-service.ts';
import type { Batch } from '../../data/batch.ts';
import { batchOf, record } from './batches.ts';
import { columnShape, MemoryDatabase } from './memory-database.ts';
import { MemoryHttp } from './memory-http.ts';
import type { Surroundings } from './step-context.ts';

/** One way to use a kind, with data that has hostile field names. The contract test runs every kind through its case. */
export interface KindCase {
  config: object;
  /** By input port; for transforms and targets. */
  inputs: Record<string, Batch[]>;
  /** What made a trigger start the run. */
  happening?: Happening;
  /** Connections it uses, open. */
  connections?: Surroundings['connections'];
  /** What a target has written, to compare two runs. */
  written?(): unknown;
}

/** Records whose field names are those that plain objects stumble over. */
export const HOSTILE: readonly PlainRecord[] = Array.from({ length: 40 }, (_, i) =>
  record([
    ['id', `${i % 30}`],
    ['__proto__', `p${i}`],
    ['constructor', `c${i % 7}`],
    ['name', i % 5 === 0 ? '' : `Name ${i}`],
  ]),
);

const CSV = `id,__proto__,constructor,name\n${HOSTILE.map((each) => Object.values(each).join(',')).join('\n')}\n`;
const arriving = (): Batch[] => [batchOf(HOSTILE.slice(0, 25), { as: 'bytes' }), batchOf(HOSTILE.slice(25), { as: 'bytes', first: 25 })];

/** Sets up what a kind's case needs in `folder`. Every kind of the catalog has one. */
export const CASES: Readonly<Record<string, (folder: string) => KindCase>> = {
  'manual-trigger': () => ({ config: {}, inputs: {} }),
  'schedule-trigger': () => ({ config: {}, inputs: {} }),
  webhook: () => ({ config: { path: '/hr/new-employee/' }, inputs: {} }),
  'file-arrival': () => ({ config: { folder: 'incoming', pattern: '*.csv' }, inputs: {} }),
  'after-flow': () => ({ config: { flow: 'other', flowName: 'Other' }, inputs: {} }),
  'trigger-data': () => {
    const rows = HOSTILE.map((each) => `{${Object.entries(each).map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`)}}`);
    const request = { id: '1', receivedAt: 0, method: 'POST', path: 'in', query: {}, headers: {}, contentType: 'application/json' };
    return { config: {}, inputs: {}, happening: { kind: 'requests', nodeId: 't', requests: [{ ...request, body: `[${rows.join(',')}]` }] } };
  },
  'csv-source': (folder) => {
    writeFileSync(join(folder, 'in.csv'), CSV);
    return { config: { path: 'in.csv', fields: [{ name: 'id', type: 'integer' }] }, inputs: {} };
  },
  'json-source': (folder) => {
    const rows = HOSTILE.map((each) => `{${Object.entries(each).map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`)}}`);
    writeFileSync(join(folder, 'in.json'), `[${rows.join(',')}]`);
    return { config: { path: 'in.json' }, inputs: {} };
  },
  'sqlite-query': (folder) => {
    const database = new Database(join(folder, 'in.db'));
    database.exec('CREATE TABLE t (id, "__proto__", "constructor", name)');
    for (const each of HOSTILE) database.prepare('INSERT INTO t VALUES (?, ?, ?, ?)').run(Object.values(each));
    database.close();
    return { config: { database: 'in.db', sql: 'SELECT * FROM t' }, inputs: {} };
  },
  'http-source': () => ({
    config: { connection: 'api', paging: 'page', sizeName: 'size' },
    inputs: {},
    connections: { api: new MemoryHttp(({ query }) => ({ body: query?.[0]?.[1] === '1' || query?.[1]?.[1] === '1' ? jsonList(HOSTILE) : '[]' })) },
  }),
  'database-source': () => ({
    config: { connection: 'db', table: { name: 't' } },
    inputs: {},
    connections: { db: memoryTable(HOSTILE.map((each) => Object.values(each) as string[])) },
  }),
  'filter-rows': () => ({
    config: {
      mode: 'conditions',
      conditions: {
        match: 'all',
        items: [
          { field: 'name', operator: 'is-not-empty' },
          { field: '__proto__', operator: 'starts-with', value: 'p' },
        ],
      },
    },
    inputs: { in: arriving() },
  }),
  'switch-rows': () => ({
    config: {
      match: 'every',
      cases: [
        { id: 'named', name: 'Named', conditions: { match: 'all', items: [{ field: 'name', operator: 'is-not-empty' }] } },
        { id: '__proto__', name: 'Hostile', by: 'formula', formula: '[__proto__]="p3"' },
      ],
    },
    inputs: { in: arriving() },
  }),
  'limit-rows': () => ({ config: { mode: 'random', count: 12, skip: 2 }, inputs: { in: arriving() } }),
  'flatten-list': () => ({
    config: { list: 'list', position: '__proto__ number', prefix: 'item ' },
    inputs: {
      in: arriving().map((batch) => {
        const values = HOSTILE.map((each, i): Value => Array.from({ length: (i % 4) + 1 }, () => each));
        const column = { kind: 'values' as const, type: 'list' as const, values: values.slice(batch.origin.first, batch.origin.first + batch.rows) };
        return { ...batch, names: [...batch.names, 'list'], columns: [...batch.columns, column] };
      }),
    },
  }),
  'nest-rows': () => ({ config: { keys: ['__proto__'], take: 'chosen', fields: ['name'], others: 'first' }, inputs: { in: arriving() } }),
  'number-rows': () => ({ config: { name: 'number', prefix: 'N-', width: 3, restart: 'key', keys: ['constructor'] }, inputs: { in: arriving() } }),
  'map-fields': () => ({
    config: {
      mapping: {
        items: [
          { to: 'number', from: 'id', type: 'integer' },
          { to: 'toString', formula: 'UPPER([name])' },
        ],
        rest: 'keep',
      },
    },
    inputs: { in: arriving() },
  }),
  'remove-duplicates': () => ({ config: { keys: ['id'] }, inputs: { in: arriving() } }),
  'sort-rows': () => ({ config: { keys: [{ field: 'constructor' }, { field: 'id', direction: 'descending' }] }, inputs: { in: arriving() } }),
  'group-rows': () => ({
    config: {
      keys: ['__proto__', 'constructor'],
      aggregates: [
        { kind: 'sum', field: 'id', name: 'toString' },
        { kind: 'list', field: 'name' },
      ],
    },
    inputs: { in: arriving() },
  }),
  'pivot-rows': () => ({
    config: { keys: ['__proto__', 'constructor'], column: 'name', value: 'id' },
    inputs: { in: arriving() },
  }),
  'unpivot-rows': () => ({ config: { columns: ['id', 'name'], name: 'toString' }, inputs: { in: arriving() } }),
  'look-up': () => ({
    config: { keys: [{ left: 'id', right: 'id' }], fields: [{ from: '__proto__', to: 'found' }], noMatch: 'keep', many: 'first' },
    inputs: { in: arriving(), reference: [batchOf(HOSTILE.slice(0, 10), { as: 'bytes', source: 1 })] },
  }),
  'union-rows': () => ({ config: { ignoreCase: true, sourceField: 'read_by' }, inputs: { in: arriving() } }),
  'join-rows': () => ({
    config: { keys: [{ left: 'id', right: 'id' }], join: 'full', prefix: 'right ' },
    inputs: { in: arriving(), right: [batchOf(HOSTILE.slice(0, 10), { as: 'bytes', source: 1 })] },
  }),
  'compare-rows': () => ({
    config: { keys: ['id'], compare: 'chosen', fields: ['name'], withUnchanged: true, statusField: 'status' },
    inputs: { in: arriving(), before: [batchOf(HOSTILE.slice(0, 10), { as: 'bytes', source: 1 })] },
  }),
  'validate-rows': () => ({
    config: {
      rules: [
        { check: 'required', field: 'name' },
        { check: 'unique', field: 'id' },
        { check: 'pattern', field: '__proto__', pattern: '^p[0-9]+$' },
        { check: 'exists', field: 'id', other: 'id' },
      ],
      schemaFrom: 'text',
      schema: '{"type":"object","required":["constructor"],"properties":{"constructor":{"type":"string"}}}',
    },
    inputs: { in: arriving(), reference: [batchOf(HOSTILE.slice(0, 20), { as: 'bytes', source: 1 })] },
  }),
  'code-snippet': () => ({
    config: { language: 'javascript', style: 'record', code: "record.name = record.name + '!'; return record;", fields: [] },
    inputs: { in: arriving() },
  }),
  'csv-target': (folder) => ({
    config: { path: 'out.csv' },
    inputs: { in: arriving() },
    written: () => readFileSync(join(folder, 'out.csv'), 'utf8'),
  }),
  'json-target': (folder) => ({
    config: { path: 'out.json' },
    inputs: { in: arriving() },
    written: () => readFileSync(join(folder, 'out.json'), 'utf8'),
  }),
  'sqlite-table': (folder) => ({
    config: { database: 'out.db', table: 't', mode: 'upsert', keys: ['id'] },
    inputs: { in: arriving() },
    written: () => {
      if (!existsSync(join(folder, 'out.db'))) return null;
      const database = new Database(join(folder, 'out.db'), { readonly: true });
      try {
        return database.prepare('SELECT * FROM t').raw(true).all();
      } finally {
        database.close();
      }
    },
  }),
  'check-records': () => ({
    config: {
      checks: [
        { check: 'count', least: '40', most: '40' },
        { check: 'unique', fields: ['id', '__proto__'] },
        { check: 'filled', field: 'constructor' },
        { check: 'sum-same', field: 'id', other: 'id', outcome: 'warn' },
      ],
    },
    inputs: { in: arriving(), other: [batchOf(HOSTILE.slice(0, 10), { as: 'bytes', source: 1 })] },
  }),
  'http-lookup': () => ({
    config: { connection: 'api', path: '/people/{id}', fields: [{ from: 'to.city', to: 'toString' }] },
    inputs: { in: arriving() },
    connections: { api: new MemoryHttp(({ url }) => ({ body: { to: { city: `City of ${url}` } } })) },
  }),
  'http-target': () => {
    const api = new MemoryHttp(() => ({ status: 201 }));
    return {
      config: { connection: 'api', path: '/people/{id}' },
      inputs: { in: arriving() },
      connections: { api },
      written: () => api.asked.map(({ url, body }) => `${url} ${body}`),
    };
  },
  'database-target': () => {
    const db = memoryTable([]);
    return { config: { connection: 'db', table: { name: 't' } }, inputs: { in: arriving() }, connections: { db }, written: () => db.known.get('t')?.rows };
  },
  'send-mail': () => {
    const mails: MailMessage[] = [];
    const mail: MailService = {
      title: 'mail.example',
      sender: 'swivel@example.org',
      send: (message) => {
        mails.push(message);
        return Promise.resolve({ messageId: `<${message.key}@example.org>`, accepted: message.to, refused: [], answer: '250 taken' });
      },
    };
    const config = { connection: 'mail', to: 'id{id}@example.org', subject: '{__proto__} {constructor}', body: '{name}' };
    return { config, inputs: { in: arriving() }, connections: { mail }, written: () => mails };
  },
};

/** A table with the hostile field names as columns. */
function memoryTable(rows: string[][]): MemoryDatabase {
  const database = new MemoryDatabase();
  database.add(
    't',
    Object.keys(HOSTILE[0] as object).map((name) => columnShape(name, 'text')),
    ['id'],
    rows,
  );
  return database;
}

/** Records as the text of a JSON list, whatever their names. */
function jsonList(records: readonly PlainRecord[]): string {
  return `[${records.map((each) => `{${Object.entries(each).map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`)}}`)}]`;
}

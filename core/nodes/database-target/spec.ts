import * as z from 'zod';
import { cutWords } from '../../catalog/cut-words.ts';
import { defineNode, IN_PORT, REJECT_PORT, type SettingProblem } from '../../catalog/node-spec.ts';
import { type SettingsOf, settingsSchema } from '../../catalog/settings-schema.ts';
import { tableNameSchema } from '../../catalog/shapes.ts';
import { targetForm } from './form-config.ts';
import { targetSide } from './schema-config.ts';

const config = settingsSchema(() => ({
  /** Id of a database connection. */
  connection: z.string().default(''),
  table: tableNameSchema.default({ schema: '', name: '' }),
  /** `insert` adds rows; `update` and `delete` touch only rows that are there; `mirror` makes the table hold what arrives and nothing else. */
  way: z.enum(['insert', 'upsert', 'update', 'delete', 'mirror']).default('upsert'),
  /** Fields that together name one row; none: the table's own key. */
  keys: z.array(z.string()).default([]),
  /** Makes the table from the arriving fields when there is none. */
  create: z.boolean().default(false),
  /** Arriving fields that have no column. */
  extra: z.enum(['stop', 'leave']).default('stop'),
  /** Empty texts in columns of texts: an empty text, or null where the column may be empty. Everywhere else they are null. */
  emptyText: z.enum(['keep', 'null']).default('keep'),
  /** Records for which `update` or `delete` finds no row. */
  missing: z.enum(['reject', 'leave']).default('reject'),
  transaction: z.enum(['all', 'rows']).default('all'),
  /** Rows a transaction, where there are several. */
  rows: z.number().int().min(1).max(50_000).default(5_000),
  /** `mirror`: whether no record at all may mean that the table is to be empty. */
  mayEmpty: z.boolean().default(false),
  /** `mirror`: the run stops before it would delete more rows than this; 0: no limit. */
  mostDeletes: z.number().int().min(0).default(0),
}));
/** Which table is written, and how. */
export type DatabaseTargetConfig = SettingsOf<typeof config>;

/** Writes records to a table of a database connection. */
export const spec = defineNode<DatabaseTargetConfig>({
  kind: 'database-target',
  version: 1,
  role: 'target',
  title: 'Database table',
  icon: 'database-export',
  description: 'Writes the records to a table of a database such as PostgreSQL, MariaDB or MySQL.',
  keywords: [
    'database',
    'sql',
    'table',
    'insert',
    'update',
    'upsert',
    'delete',
    'mirror',
    'merge',
    'postgres',
    'postgresql',
    'mariadb',
    'mysql',
    'write',
    'target',
  ],
  inputs: [{ name: IN_PORT, label: 'Records', many: true, sameFields: true }],
  outputs: [{ name: REJECT_PORT, label: 'Rejected', carries: 'reject' }],
  config,
  form: targetForm,
  fanOut: 'one',
  effects: ({ way }) => (way === 'insert' ? 'appending-write' : 'repeat-safe-write'),
  summary({ connection, table, way, keys }) {
    if (connection === '') return 'no connection chosen yet';
    if (table.name === '') return 'no table chosen yet';
    return cutWords(SUMMARIES[way](table.name, keys.filter((key) => key !== '').join(', ') || '…'));
  },
  check({ connection, table, way, keys }) {
    const problems: SettingProblem[] = [];
    const missing = (field: string, message: string, hint: string) => problems.push({ code: 'missing-setting', field, message, hint });
    if (connection === '') missing('connection', 'No connection is chosen.', 'Choose a database, or make a new connection.');
    if (table.name.trim() === '') missing('table', 'No table is chosen.', 'Choose the table to write to, or type the name of a new one.');
    for (const [at, key] of way === 'insert' ? [] : keys.entries())
      if (keys.indexOf(key) < at)
        problems.push({ code: 'wrong-setting', field: `keys.${at}`, message: `The key field "${key}" is named twice.`, hint: 'Remove one of the two.' });
    return problems;
  },
  fields: () => ({}),
  uses: ({ way, keys }) => (way === 'insert' ? [] : keys.map((field, index) => ({ port: IN_PORT, field, setting: `keys.${index}` }))),
  connections: ({ connection }) => (connection === '' ? [] : [{ family: 'database', setting: 'connection', id: connection }]),
  database: targetSide,
  writes: ({ connection, table }) => (connection === '' || table.name === '' ? [] : [`${connection}#${table.schema}.${table.name}`]),
  replaces: ({ way }) => way === 'mirror',
  renameField: (settings, from, to) => ({ ...settings, keys: settings.keys.map((key) => (key === from ? to : key)) }),
});

const SUMMARIES: Readonly<Record<DatabaseTargetConfig['way'], (table: string, keys: string) => string>> = {
  insert: (table) => `adds to ${table}`,
  upsert: (table, keys) => `updates or adds to ${table} by ${keys}`,
  update: (table, keys) => `updates ${table} by ${keys}`,
  delete: (table, keys) => `deletes from ${table} by ${keys}`,
  mirror: (table, keys) => `makes ${table} equal by ${keys}`,
};

import * as z from 'zod';
import { templateProblems } from '../../base/name-template.ts';
import { cutWords } from '../../catalog/cut-words.ts';
import { defineNode, IN_PORT, REJECT_PORT, type SettingProblem } from '../../catalog/node-spec.ts';
import { type SettingsOf, settingsSchema } from '../../catalog/settings-schema.ts';

const config = settingsSchema(() => ({
  /** The database file. Relative paths start at the flow's own folder. */
  database: z.string().default(''),
  table: z.string().default(''),
  /** `append` adds rows, `upsert` updates rows with the same key and adds the others, `replace` empties the table first. */
  mode: z.enum(['append', 'upsert', 'replace']).default('append'),
  /** Makes database, table and the index of the key when they are missing. */
  create: z.boolean().default(true),
  /** Fields that together name one row. */
  keys: z.array(z.string()).default([]),
  /** In `upsert`: rows that would not change are not written. */
  skipUnchanged: z.boolean().default(true),
}));
/** Which table is written, and how. */
export type SqliteTableConfig = SettingsOf<typeof config>;

/** Writes records to a table of a SQLite database, all of a run in one transaction. */
export const spec = defineNode<SqliteTableConfig>({
  kind: 'sqlite-table',
  version: 1,
  role: 'target',
  title: 'SQLite table',
  icon: 'table',
  description: 'Writes the records to a table of a SQLite database: all of them in one transaction, or none.',
  keywords: ['sqlite', 'sql', 'database', 'table', 'insert', 'update', 'upsert', 'append', 'replace', 'db', 'write', 'target'],
  inputs: [{ name: IN_PORT, label: 'Records', many: true }],
  outputs: [{ name: REJECT_PORT, label: 'Rejected', carries: 'reject' }],
  config,
  form: [
    {
      fields: [
        {
          field: 'database',
          widget: 'save-path',
          label: 'Database file',
          placeholder: 'payroll.db',
          extensions: ['db', 'sqlite', 'sqlite3', 'db3'],
        },
        {
          field: 'table',
          widget: 'sql-table',
          label: 'Table',
          help: 'Fields go to the columns of the same name.',
          placeholder: 'employees',
          dependsOn: 'database',
        },
        {
          field: 'mode',
          widget: 'choice',
          label: 'What to do',
          options: [
            { value: 'append', label: 'Add rows', help: 'Every record becomes a new row. A second run adds them again.' },
            { value: 'upsert', label: 'Update or add', help: 'Rows with the same key are updated, others are added.' },
            { value: 'replace', label: 'Replace everything', help: 'The table holds exactly the records of this run afterwards.' },
          ],
        },
        {
          field: 'keys',
          widget: 'columns',
          label: 'Key fields',
          help: 'Together they name one row.',
          visibleWhen: { field: 'mode', is: ['upsert'] },
        },
      ],
    },
    {
      title: 'More',
      advanced: true,
      fields: [
        { field: 'create', widget: 'switch', label: 'Make what is missing', help: 'Makes the database, the table and its key when they are not there yet.' },
        {
          field: 'skipUnchanged',
          widget: 'switch',
          label: 'Leave unchanged rows alone',
          help: 'Rows that already hold the same values are not written again.',
          visibleWhen: { field: 'mode', is: ['upsert'] },
        },
      ],
    },
  ],
  fanOut: 'one',
  effects: ({ mode }) => (mode === 'append' ? 'appending-write' : 'repeat-safe-write'),
  summary({ database, table, mode, keys }) {
    if (database === '' || table === '') return 'no table chosen yet';
    if (mode === 'append') return cutWords(`adds to ${table}`);
    return cutWords(mode === 'replace' ? `replaces ${table}` : `updates ${table}${keys.length === 0 ? '' : ` by ${keys.join(', ')}`}`);
  },
  check({ database, table, mode, keys }) {
    const problems: SettingProblem[] = [];
    const missing = (field: string, message: string, hint: string) => problems.push({ code: 'missing-setting', field, message, hint });
    const wrong = (field: string, message: string, hint: string) => problems.push({ code: 'wrong-setting', field, message, hint });
    if (database.trim() === '') missing('database', 'No database file is chosen.', 'Choose a SQLite file, or type the name of a new one.');
    for (const message of templateProblems(database)) wrong('database', message, 'Use {date}, {date:FORMAT}, {time}, {run}, {flow} or {param.name}.');
    if (table.trim() === '') missing('table', 'No table is chosen.', 'Choose a table, or type the name of a new one.');
    else if (/^sqlite_/i.test(table))
      wrong('table', `"${table}" is a table of SQLite itself.`, 'Choose another name; names that begin with sqlite_ are reserved.');
    if (mode === 'upsert' && keys.length === 0)
      missing('keys', 'No key field is chosen.', 'Choose the field or fields that name one row, for example the employee number.');
    keys.forEach((key, index) => {
      if (keys.indexOf(key) < index) wrong(`keys.${index}`, `The key field "${key}" is named twice.`, 'Remove one of the two.');
    });
    return problems;
  },
  fields: () => ({}),
  uses: ({ mode, keys }) => (mode === 'upsert' ? keys.map((field, index) => ({ port: IN_PORT, field, setting: `keys.${index}` })) : []),
  writes: ({ database, table }) => (database === '' || table === '' ? [] : [`${database}#${table}`]),
  replaces: ({ mode }) => mode === 'replace',
  renameField: (settings, from, to) => ({ ...settings, keys: settings.keys.map((key) => (key === from ? to : key)) }),
});

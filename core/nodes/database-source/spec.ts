import * as z from 'zod';
import { countOf } from '../../base/amounts.ts';
import { templateProblems } from '../../base/name-template.ts';
import { cutWords } from '../../catalog/cut-words.ts';
import { defineNode, OUT_PORT, REJECT_PORT, type SettingProblem } from '../../catalog/node-spec.ts';
import { type SettingsOf, settingsSchema } from '../../catalog/settings-schema.ts';
import { tableNameSchema } from '../../catalog/shapes.ts';
import { sourceForm } from './form-config.ts';
import { sourceSide } from './schema-config.ts';

/** One comparison of a column with a value as typed. */
const condition = settingsSchema(() => ({
  column: z.string().default(''),
  operator: z.enum(['=', '<>', '<', '<=', '>', '>=', 'starts-with', 'contains', 'in', 'is-null', 'is-not-null']).default('='),
  value: z.string().default(''),
}));
/** One comparison of a column with a value as typed. */
export type SourceCondition = SettingsOf<typeof condition>;

const config = settingsSchema(() => ({
  /** Id of a database connection. */
  connection: z.string().default(''),
  from: z.enum(['table', 'query']).default('table'),
  table: tableNameSchema.default({ schema: '', name: '' }),
  /** Columns that are read, in this order; none: all of them. */
  columns: z.array(z.string()).default([]),
  /** All must hold. Placeholders such as `{param.name}` in a value are filled in. */
  conditions: z.array(condition()).default([]),
  /** Columns to sort by, ascending; not used with a watermark, which has its own order. */
  order: z.array(z.string()).default([]),
  /** One statement that only reads. `:name` stands for a parameter of the flow. */
  sql: z.string().default(''),
  /** A column that only grows: only rows beyond its largest value of the last run are read. Empty: all rows every time. */
  watermark: z.string().default(''),
  /** A second column that decides between rows with the same watermark; together they name one row. */
  tie: z.string().default(''),
  /** Whether JSON columns become lists and objects, or stay the text they are. */
  json: z.enum(['values', 'text']).default('values'),
}));
/** Which rows of which database are read. */
export type DatabaseSourceConfig = SettingsOf<typeof config>;

/** Reads a table or the result of a query from a database connection. */
export const spec = defineNode<DatabaseSourceConfig>({
  kind: 'database-source',
  version: 1,
  role: 'source',
  title: 'Database rows',
  icon: 'database-import',
  description: 'Reads the rows of a table or of a query from a database such as PostgreSQL, MariaDB or MySQL.',
  keywords: ['database', 'sql', 'table', 'query', 'select', 'postgres', 'postgresql', 'mariadb', 'mysql', 'rows', 'read', 'source', 'incremental', 'watermark'],
  inputs: [],
  outputs: [
    { name: OUT_PORT, label: 'Records' },
    { name: REJECT_PORT, label: 'Rejected', carries: 'reject' },
  ],
  config,
  form: sourceForm,
  fanOut: 'one',
  effects: () => 'reads',
  summary({ connection, from, table, sql, watermark, conditions }) {
    if (connection === '') return 'no connection chosen yet';
    if (from === 'table' && table.name === '') return 'no table chosen yet';
    const name = from === 'table' ? table.name : tableIn(sql);
    const rows = watermark === '' ? name : `new rows of ${name}`;
    const where = from === 'table' && conditions.length > 0 ? `, ${countOf(conditions.length, 'condition')}` : '';
    return cutWords(`${rows}${where}`);
  },
  check(settings) {
    const problems: SettingProblem[] = [];
    const missing = (field: string, message: string, hint: string) => problems.push({ code: 'missing-setting', field, message, hint });
    const wrong = (field: string, message: string, hint: string) => problems.push({ code: 'wrong-setting', field, message, hint });
    if (settings.connection === '') missing('connection', 'No connection is chosen.', 'Choose a database, or make a new connection.');
    if (settings.from === 'query') checkQuery(settings.sql, missing, wrong);
    else checkTable(settings, missing, wrong);
    checkWatermark(settings, problems, missing, wrong);
    return problems;
  },
  remembers: ({ watermark, tie }) => (watermark === '' ? null : { by: 'value', field: watermark, tie }),
  fields: () => ({ [OUT_PORT]: null }),
  uses: () => [],
  database: sourceSide,
  connections: ({ connection }) => (connection === '' ? [] : [{ family: 'database', setting: 'connection', id: connection }]),
});

type Tell = (field: string, message: string, hint: string) => void;

function checkQuery(sql: string, missing: Tell, wrong: Tell): void {
  const statement = withoutComments(sql).trim();
  if (statement === '') missing('sql', 'The query is empty.', 'For example: SELECT * FROM employees ORDER BY id');
  else if (!/^[\s(]*(select|with|values|table)\b/i.test(statement))
    wrong('sql', 'The query is not a SELECT statement.', 'Start it with SELECT or WITH. This node only reads.');
}

function checkTable({ table, conditions, columns, order }: DatabaseSourceConfig, missing: Tell, wrong: Tell): void {
  if (table.name.trim() === '') missing('table', 'No table is chosen.', 'Choose the table or view to read.');
  for (const [field, names] of [
    ['columns', columns],
    ['order', order],
  ] as const)
    for (const [at, name] of names.entries())
      if (name.trim() === '') missing(`${field}.${at}`, 'A column has no name.', 'Name a column of the table, or remove the line.');
      else if (names.indexOf(name) < at) wrong(`${field}.${at}`, `The column "${name}" is named twice.`, 'Remove one of the two.');
  for (const [at, { column, operator, value }] of conditions.entries()) {
    if (column.trim() === '') missing(`conditions.${at}.column`, 'A condition has no column.', 'Name a column of the table, or remove the condition.');
    for (const message of templateProblems(value))
      wrong(`conditions.${at}.value`, message, 'Use {date}, {date:FORMAT}, {time}, {run}, {flow} or {param.name}.');
    if (operator === 'in' && value.trim() === '')
      missing(`conditions.${at}.value`, 'There are no values to look for.', 'Type them separated by commas, for example: DE, AT, CH');
  }
}

function checkWatermark({ watermark, tie }: DatabaseSourceConfig, problems: SettingProblem[], missing: Tell, wrong: Tell): void {
  if (watermark === '' && tie !== '')
    missing('watermark', 'There is a tie-break column but no watermark column.', 'Name the column that only grows, or clear the tie-break.');
  else if (watermark !== '' && tie === '')
    problems.push({
      code: 'missing-setting',
      field: 'tie',
      severity: 'warning',
      message: `A row that comes later with the same ${watermark} as the last one read would be left out.`,
      hint: 'Name a second column that decides between rows with the same watermark, such as a growing id.',
    });
  else if (watermark !== '' && watermark === tie)
    wrong('tie', 'The tie-break column is the watermark column itself.', 'Name another column, such as a growing id.');
}

function tableIn(sql: string): string {
  const found = /\bfrom\s+("[^"]+"|`[^`]+`|[^\s,;()]+)/i.exec(withoutComments(sql))?.[1];
  return found === undefined ? 'a query' : found.replace(/^["`]|["`]$/g, '');
}

function withoutComments(sql: string): string {
  return sql.replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, ' ');
}

import * as z from 'zod';
import { templateProblems } from '../../base/name-template.ts';
import { cutWords } from '../../catalog/cut-words.ts';
import { defineNode, OUT_PORT, REJECT_PORT, type SettingProblem } from '../../catalog/node-spec.ts';
import { type SettingsOf, settingsSchema } from '../../catalog/settings-schema.ts';

const config = settingsSchema(() => ({
  /** The database file. Relative paths start at the flow's own folder. */
  database: z.string().default(''),
  /** One SELECT statement. `:name` stands for a parameter of the flow. */
  sql: z.string().default(''),
  /** A column of the result that only grows: only rows beyond its largest value of the last run are read. Empty: all rows every time. */
  watermark: z.string().default(''),
  /** A second column that decides between rows with the same watermark; together they name one row. */
  tie: z.string().default(''),
}));
/** Which database is asked what. */
export type SqliteQueryConfig = SettingsOf<typeof config>;

/** Reads the result of one SELECT from a SQLite database, which is opened for reading only. */
export const spec = defineNode<SqliteQueryConfig>({
  kind: 'sqlite-query',
  version: 1,
  role: 'source',
  title: 'SQLite query',
  icon: 'database',
  description: 'Reads records from a SQLite database with a SELECT statement.',
  keywords: ['sqlite', 'sql', 'database', 'query', 'select', 'table', 'db', 'read', 'source'],
  inputs: [],
  outputs: [
    { name: OUT_PORT, label: 'Records' },
    { name: REJECT_PORT, label: 'Rejected', carries: 'reject' },
  ],
  config,
  form: [
    {
      fields: [
        {
          field: 'database',
          widget: 'path',
          label: 'Database file',
          help: 'It is opened for reading only; nothing in it can change.',
          placeholder: 'payroll.db',
          extensions: ['db', 'sqlite', 'sqlite3', 'db3'],
        },
        {
          field: 'sql',
          widget: 'sql',
          label: 'Query',
          help: 'One SELECT statement. :name stands for a parameter of the flow.',
          placeholder: 'SELECT * FROM employees ORDER BY id',
          dependsOn: 'database',
        },
      ],
    },
    {
      title: 'Only new rows',
      fields: [
        {
          field: 'watermark',
          widget: 'text',
          label: 'Watermark column',
          help: 'A column that only grows, such as updated_at. Each run reads the rows beyond where the last one ended. Empty: all rows, every time.',
          placeholder: 'updated_at',
        },
        {
          field: 'tie',
          widget: 'text',
          label: 'Tie-break column',
          help: 'Decides between rows with the same watermark, so that none is left out: a key that only grows, such as id.',
          placeholder: 'id',
        },
      ],
    },
  ],
  fanOut: 'one',
  effects: () => 'reads',
  summary({ database, sql, watermark }) {
    if (database === '') return 'no database chosen yet';
    const table = /\bfrom\s+("[^"]+"|`[^`]+`|\[[^\]]+\]|[^\s,;()]+)/i.exec(sql)?.[1];
    const name = database.split(/[/\\]/).at(-1);
    const from = table === undefined ? `from ${name}` : `${table.replace(/^["`[]|["`\]]$/g, '')} from ${name}`;
    return cutWords(watermark === '' ? from : `new rows of ${from.replace(/^from /, '')}`);
  },
  check({ database, sql, watermark, tie }) {
    const problems: SettingProblem[] = [];
    const statement = withoutComments(sql).trim();
    if (database.trim() === '')
      problems.push({ code: 'missing-setting', field: 'database', message: 'No database file is chosen.', hint: 'Choose a SQLite file.' });
    for (const message of templateProblems(database))
      problems.push({ code: 'wrong-setting', field: 'database', message, hint: 'Use {date}, {date:FORMAT}, {time}, {run}, {flow} or {param.name}.' });
    if (statement === '')
      problems.push({ code: 'missing-setting', field: 'sql', message: 'The query is empty.', hint: 'For example: SELECT * FROM employees ORDER BY id' });
    else if (!/^(select|with|values)\b/i.test(statement))
      problems.push({
        code: 'wrong-setting',
        field: 'sql',
        message: 'The query is not a SELECT statement.',
        hint: 'Start it with SELECT or WITH. This node only reads.',
      });
    if (watermark === '' && tie !== '')
      problems.push({
        code: 'missing-setting',
        field: 'watermark',
        message: 'There is a tie-break column but no watermark column.',
        hint: 'Name the column that only grows, or clear the tie-break.',
      });
    else if (watermark !== '' && tie === '')
      problems.push({
        code: 'missing-setting',
        field: 'tie',
        severity: 'warning',
        message: `A row that comes later with the same ${watermark} as the last one read would be left out.`,
        hint: 'Name a second column that decides between rows with the same watermark, such as a growing id.',
      });
    else if (watermark !== '' && watermark === tie)
      problems.push({
        code: 'wrong-setting',
        field: 'tie',
        message: 'The tie-break column is the watermark column itself.',
        hint: 'Name another column, such as a growing id.',
      });
    return problems;
  },
  remembers: ({ watermark, tie }) => (watermark === '' ? null : { by: 'value', field: watermark, tie }),
  fields: () => ({ [OUT_PORT]: null }),
  uses: () => [],
});

function withoutComments(sql: string): string {
  return sql.replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, ' ');
}

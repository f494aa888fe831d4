import type { DatabaseSide } from '../../catalog/database-side.ts';
import type { ColumnShape } from '../../catalog/families/database.ts';
import { OUT_PORT, type SettingProblem } from '../../catalog/node-spec.ts';
import type { DatabaseSourceConfig } from './spec.ts';

/** What the database says of the settings, while the flow is drawn: the fields are its columns. */
export const sourceSide: DatabaseSide<DatabaseSourceConfig> = {
  asks({ connection, from, table, sql }) {
    if (connection === '') return null;
    if (from === 'query') return sql.trim() === '' ? null : { connection, about: 'query', sql };
    return table.name === '' ? null : { connection, about: 'table', table: { schema: table.schema === '' ? null : table.schema, name: table.name } };
  },
  check(config, answer) {
    const { connection: _connection, table, columns, conditions, order, watermark, tie, from } = config;
    if (answer.about === 'query' && answer.columns === null)
      return [
        { code: 'query-wrong', field: 'sql', message: answer.problem.message, ...(answer.problem.hint === undefined ? {} : { hint: answer.problem.hint }) },
      ];
    const there = columnsOf(config, answer);
    const label = table.schema === '' ? table.name : `${table.schema}.${table.name}`;
    if (there === null)
      return from === 'table' && answer.about === 'table'
        ? [
            {
              code: 'table-missing',
              field: 'table',
              message: `There is no table "${label}" in the database, or it is not to be seen with this sign-in.`,
              hint: 'Choose another table, or ask whoever looks after the database.',
            },
          ]
        : [];
    const named: [setting: string, name: string][] = [
      ['watermark', watermark],
      ['tie', tie],
      ...(from === 'query'
        ? []
        : [
            ...columns.map((name, at): [string, string] => [`columns.${at}`, name]),
            ...order.map((name, at): [string, string] => [`order.${at}`, name]),
            ...conditions.map(({ column }, at): [string, string] => [`conditions.${at}.column`, column]),
          ]),
    ];
    return named.flatMap(([field, name]): SettingProblem[] => {
      if (name === '' || there.some((column) => column.name === name)) return [];
      const names = there
        .slice(0, 12)
        .map((column) => column.name)
        .join(', ');
      return [{ code: 'column-missing', field, message: `The column "${name}" no longer exists.`, hint: `There are: ${names}.` }];
    });
  },
  fields(config, answer) {
    const there = columnsOf(config, answer);
    if (there === null) return null;
    const picked =
      config.from === 'table' && config.columns.length > 0 ? config.columns.flatMap((name) => there.find((one) => one.name === name) ?? []) : there;
    return { [OUT_PORT]: picked.map((column) => ({ name: column.name, type: fieldType(column, config.json) })) };
  },
};

function columnsOf({ from }: DatabaseSourceConfig, answer: Parameters<typeof sourceSide.check>[1]): readonly ColumnShape[] | null {
  if (answer.about !== from) return null;
  return answer.about === 'table' ? (answer.shape?.columns ?? null) : answer.columns;
}

/** Whether a column holds JSON, or a list that is written as JSON. */
export function isJson({ type, declared }: ColumnShape): boolean {
  return type === 'list' || type === 'object' || /^jsonb?$/i.test(declared);
}

/** The type of the field that a column becomes. */
export function fieldType(column: ColumnShape, json: DatabaseSourceConfig['json']): ColumnShape['type'] {
  if (!isJson(column)) return column.type;
  return json === 'text' ? 'text' : column.type;
}

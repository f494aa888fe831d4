import { UserError } from '../../base/errors.ts';
import type { ColumnShape, Database, Reading, TableName } from '../../catalog/families/database.ts';
import type { StepContext } from '../../engine/node-door.ts';
import { columnCondition } from './condition-values.ts';
import type { DatabaseSourceConfig } from './spec.ts';
import { queryParameters } from './sql-parameters.ts';

/** What the settings ask for, before anything is said of where reading begins and ends. */
export interface PlainReading {
  readonly plain: Reading;
  /** The columns that are read, as the table declares them; null for a query: only its result tells. */
  readonly columns: readonly ColumnShape[] | null;
  /** Of the columns that are read, those that leave, in order; none: all. */
  readonly leaving: readonly string[];
  /** As a person knows it: "payroll on db.example: public.employees". */
  readonly name: string;
}

/** Works out what is to be read. Throws a `UserError` for a table or column that is not there, and for a parameter or value that is missing or wrong. */
export async function baseReading(config: DatabaseSourceConfig, context: StepContext, database: Database): Promise<PlainReading> {
  if (config.from === 'query') {
    const parameters = queryParameters(config.sql, context.parameters);
    return { plain: { from: 'query', sql: config.sql, parameters, orderBy: [] }, columns: null, leaving: [], name: `${database.title}: a query` };
  }
  const table: TableName = { schema: config.table.schema === '' ? null : config.table.schema, name: config.table.name };
  const label = table.schema === null ? table.name : `${table.schema}.${table.name}`;
  const shape = await database.shapeOf(table);
  if (!shape)
    throw new UserError('table-missing', `There is no table "${label}" in ${database.title}, or it is not to be seen with this sign-in.`, {
      hint: 'Choose another table, or ask whoever looks after the database.',
      place: { field: 'table' },
    });
  const column = (name: string): ColumnShape => {
    const found = shape.columns.find((one) => one.name === name);
    if (found) return found;
    throw new UserError('column-missing', `The table "${label}" has no column "${name}".`, {
      hint: `Its columns are ${shape.columns.map((one) => one.name).join(', ')}.`,
      place: { field: name },
    });
  };
  for (const name of [...config.columns, ...config.order]) column(name);
  const conditions = config.conditions.map((condition) => columnCondition(condition, column(condition.column), context));
  const marks = [config.watermark, config.tie].filter((name) => name !== '' && !config.columns.includes(name));
  const columns = config.columns.length === 0 ? [] : [...config.columns, ...marks];
  const plain: Reading = { from: 'table', table, columns, conditions, orderBy: config.order };
  return { plain, columns: columns.length === 0 ? shape.columns : columns.map(column), leaving: config.columns, name: `${database.title}: ${label}` };
}

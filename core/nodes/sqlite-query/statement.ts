import type Database from 'better-sqlite3';
import { UserError } from '../../base/errors.ts';
import { databaseError } from './open-database.ts';

/** A prepared SELECT; rows come as arrays once it is set to `raw`. */
export type SelectStatement = Database.Statement<unknown[], unknown[]>;

/** Prepares the one SELECT of the step. Throws a `UserError` for anything that is not exactly one statement that reads. */
export function prepareSelect(database: Database.Database, sql: string, file: string): SelectStatement {
  let statement: SelectStatement;
  try {
    statement = database.prepare<unknown[], unknown[]>(sql);
  } catch (error) {
    if (error instanceof RangeError)
      throw new UserError('not-one-select', /more than one/.test(error.message) ? 'The query has more than one statement.' : 'The query is empty.', {
        hint: 'Write exactly one SELECT statement. For several results use several steps.',
        place: { file, field: 'sql' },
      });
    throw databaseError(error, file);
  }
  if (!statement.reader || !statement.readonly || !/^(\s|--[^\n]*(\n|$)|\/\*[\s\S]*?\*\/)*(select|with|values)\b/i.test(sql))
    throw new UserError('not-one-select', 'The query is not a SELECT statement.', {
      hint: 'This step only reads. Start the query with SELECT or WITH.',
      place: { file, field: 'sql' },
    });
  return statement;
}

/** Names of the result's columns. Throws a `UserError` when two are called the same, because a record can hold only one of them. */
export function columnNames(statement: SelectStatement, file: string): string[] {
  const names = statement.columns().map((column) => column.name);
  const twin = names.find((name, index) => names.indexOf(name) < index);
  if (twin !== undefined)
    throw new UserError('same-column-name', `The query gives two columns called "${twin}".`, {
      hint: `Give one of them another name: … AS ${twin}_2`,
      place: { file, field: twin },
    });
  return names;
}

/** The flow's parameters the query names with `:name`, `@name` or `$name`, to be bound. Throws a `UserError` for one that has no value. */
export function queryParameters(sql: string, parameters: Readonly<Record<string, string>>, file: string): Record<string, string> {
  const bound: Record<string, string> = Object.create(null);
  for (const [, name] of withoutLiterals(sql).matchAll(/[:@$]([A-Za-z_][A-Za-z0-9_]*)/g)) {
    if (name === undefined || Object.hasOwn(bound, name)) continue;
    const value = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    if (value === undefined)
      throw new UserError('parameter-missing', `The query asks for the parameter "${name}", which this run has no value for.`, {
        hint: `Add "${name}" to the flow's parameters, or run it with --set ${name}=value.`,
        place: { file, field: 'sql' },
      });
    bound[name] = value;
  }
  return bound;
}

function withoutLiterals(sql: string): string {
  return sql.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|\[[^\]]*\]|--[^\n]*|\/\*[\s\S]*?\*\//g, ' ');
}

import { UserError } from '../base/errors.ts';
import type { ColumnCondition, ReadAfter, Reading, ReadPart, SqlValue, TableName, TableShape } from '../catalog/families/database.ts';

/** What differs in the SQL of the products. */
export interface SqlDialect {
  /** A name as an identifier, whatever is in it. */
  quote(name: string): string;
  /** What stands for a value that is compared with a column of this declared type (empty: not known); what has to be bound is given to `bind`. */
  value(value: SqlValue, declared: string, bind: (value: SqlValue) => number): string;
  /** A column as text, for conditions on parts of it. */
  asText(column: string): string;
  /** Column types whose values cannot be compared exactly with what was read. */
  inexact(declared: string): boolean;
}

/** A statement with the values for its placeholders. */
export interface BuiltSql {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

/** `"schema"."name"`. */
export function quotedTable(table: TableName, { quote }: SqlDialect): string {
  return table.schema === null ? quote(table.name) : `${quote(table.schema)}.${quote(table.name)}`;
}

/** As a person writes a table: `hr.employees`. */
export function tableWords(table: TableName): string {
  return table.schema === null ? table.name : `${table.schema}.${table.name}`;
}

/** Refuses a table that is not there, in the same words everywhere. */
export function tableMissing(table: TableName): UserError {
  return new UserError('table-not-found', `There is no table "${tableWords(table)}", or it is not to be seen by this user.`, {
    hint: 'Choose a table from the list, or ask for the right to read it.',
  });
}

/** Binds a value that is compared with the column of this name; empty: with a text. */
type Bind = (value: SqlValue, column: string) => string;

/** The statement that reads from a table. Every name in it was found in the catalogue of the database; every value is bound. */
export function tableReadingSql(reading: Extract<Reading, { from: 'table' }>, shape: Omit<TableShape, 'may'>, dialect: SqlDialect): BuiltSql {
  const values: SqlValue[] = [];
  const bind: Bind = (value, name) => dialect.value(value, shape.columns.find((one) => one.name === name)?.declared ?? '', (one) => values.push(one));
  const column = (name: string) => dialect.quote(pickedColumns(shape, [name])[0]?.name ?? '');
  const picked = reading.columns.length > 0 ? reading.columns : shape.columns.map(({ name }) => name);
  refuseInexact(reading, shape.columns, dialect);
  const where = reading.conditions.map((condition) => conditionSql(condition, column(condition.column), dialect, bind));
  where.push(...partSql(reading, column, bind));
  const from = quotedTable(shape.table, dialect);
  return { sql: `SELECT ${picked.map(column).join(', ')} FROM ${from}${tail(where, reading.orderBy.map(column), reading.limit)}`, values };
}

/** Puts what was asked for around a person's own query, whose placeholders are the first `values`. Nothing asked for leaves it as it is. */
export function queryReadingSql(
  reading: Extract<Reading, { from: 'query' }>,
  inner: BuiltSql,
  columns: readonly { readonly name: string; readonly declared: string }[],
  dialect: SqlDialect,
): BuiltSql {
  const values = [...inner.values];
  const bind: Bind = (value, name) => dialect.value(value, columns.find((one) => one.name === name)?.declared ?? '', (one) => values.push(one));
  const column = (name: string) => {
    if (!columns.some((one) => one.name === name)) throw columnMissing(name, null);
    return `swivel_query.${dialect.quote(name)}`;
  };
  refuseInexact(reading, columns, dialect);
  const where = partSql(reading, column, bind);
  if (where.length === 0 && reading.orderBy.length === 0) return inner;
  return { sql: `SELECT * FROM (\n${inner.sql}\n) AS swivel_query${tail(where, reading.orderBy.map(column), reading.limit)}`, values };
}

/** The columns of a table by their names, in the order they were asked for. One that is not there is the UserError `column-not-found`. */
export function pickedColumns<C extends { readonly name: string }>(
  shape: { readonly table: TableName; readonly columns: readonly C[] },
  names: readonly string[],
): C[] {
  return names.map((name) => {
    const column = shape.columns.find((one) => one.name === name);
    if (!column) throw columnMissing(name, shape.table);
    return column;
  });
}

function tail(where: readonly string[], order: readonly string[], limit: number | undefined): string {
  return [
    where.length > 0 ? ` WHERE ${where.join(' AND ')}` : '',
    order.length > 0 ? ` ORDER BY ${order.join(', ')}` : '',
    limit === undefined ? '' : ` LIMIT ${Math.max(0, Math.trunc(limit))}`,
  ].join('');
}

function partSql({ after, upTo, nulls }: ReadPart, column: (name: string) => string, bind: Bind): string[] {
  const where: string[] = [];
  if (nulls) {
    const empty = nulls.of.filter((name) => name !== '').map((name) => `${column(name)} IS NULL`);
    if (empty.length > 0) where.push(`${nulls.rows === 'only' ? '' : 'NOT '}(${empty.join(' OR ')})`);
  }
  if (after) where.push(markSql(after, '>', '>', column, bind));
  if (upTo) where.push(markSql(upTo, '<', '<=', column, bind));
  return where;
}

// Written so that an index on the first column is used by every product.
function markSql(mark: ReadAfter, strictly: '>' | '<', last: '>' | '<=', column: (name: string) => string, bind: Bind): string {
  const first = column(mark.column);
  if (mark.tie === '') return `${first} ${last} ${bind(mark.value, mark.column)}`;
  const tie = column(mark.tie);
  return `(${first} ${strictly}= ${bind(mark.value, mark.column)} AND (${first} ${strictly} ${bind(mark.value, mark.column)} OR ${tie} ${last} ${bind(mark.tieValue, mark.tie)}))`;
}

function conditionSql(condition: ColumnCondition, column: string, dialect: SqlDialect, bindTo: Bind): string {
  const { operator } = condition;
  const bind = (value: SqlValue) => bindTo(value, condition.column);
  const value = condition.value ?? null;
  if (operator === 'is-null') return `${column} IS NULL`;
  if (operator === 'is-not-null') return `${column} IS NOT NULL`;
  if (operator === 'in') {
    const all = Array.isArray(value) ? (value as readonly SqlValue[]) : [value as SqlValue];
    return all.length === 0 ? '1 = 0' : `${column} IN (${all.map(bind).join(', ')})`;
  }
  const single = (Array.isArray(value) ? (value[0] ?? null) : value) as SqlValue;
  if (operator === 'starts-with' || operator === 'contains') {
    const literal = String(single ?? '').replace(/[!%_]/g, '!$&');
    return `${dialect.asText(column)} LIKE ${bindTo(operator === 'contains' ? `%${literal}%` : `${literal}%`, '')} ESCAPE '!'`;
  }
  return `${column} ${operator} ${bind(single)}`;
}

function refuseInexact({ after, upTo }: ReadPart, columns: readonly { readonly name: string; readonly declared: string }[], dialect: SqlDialect): void {
  for (const mark of [after, upTo])
    for (const { name, declared } of columns) {
      if (!mark || (name !== mark.column && name !== mark.tie) || !dialect.inexact(declared)) continue;
      throw new UserError('watermark-unfit', `The column "${name}" holds rounded numbers (${declared}): where reading stopped cannot be found again exactly.`, {
        hint: 'Choose a column with whole numbers, exact decimals, dates or texts, or read with a query that makes one of it, for example by casting it to decimal(20,6).',
        place: { field: name },
      });
    }
}

function columnMissing(name: string, table: TableName | null): UserError {
  const message = table === null ? `The query gives no column "${name}".` : `The table "${tableWords(table)}" has no column "${name}".`;
  return new UserError('column-not-found', message, {
    hint: 'It may have been renamed or removed in the database. Choose a column that is there.',
    place: { field: name },
  });
}

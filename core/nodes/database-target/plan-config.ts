import { UserError } from '../../base/errors.ts';
import type { Field } from '../../base/field.ts';
import type { ColumnShape, Database, NewColumn, TableName, TableShape } from '../../catalog/families/database.ts';
import type { DatabaseTargetConfig } from './spec.ts';

/** A field as far as a table asks. */
type NamedField = Pick<Field, 'name' | 'type'>;

/** Where the arriving fields go, and what names a row. */
export interface TablePlan {
  readonly table: TableName;
  /** As a person knows it: `public.employees`. */
  readonly label: string;
  /** Columns that are written, and the fields they come from. */
  readonly columns: readonly { readonly column: ColumnShape; readonly field: string }[];
  /** Columns that name a row; none for rows that are only added to a table without a key. */
  readonly key: readonly string[];
  /** Rows are found by their key, so none of its values may be empty. */
  readonly needsKey: boolean;
  /** Empty texts become null where the column may be null. */
  readonly emptyIsNull: boolean;
  /** Arriving fields that have no column and are left out. */
  readonly leftOut: readonly string[];
}

/** The name of the table the settings choose. */
export function tableOf({ table }: DatabaseTargetConfig): TableName {
  return { schema: table.schema === '' ? null : table.schema, name: table.name };
}

/** The same as a person knows it. */
export function labelOf({ schema, name }: TableName): string {
  return schema === null ? name : `${schema}.${name}`;
}

/** What the catalogue says of the table; null where it is not there and is to be made. Throws a `UserError` where it cannot be written. */
export async function shapeFor(config: DatabaseTargetConfig, database: Database): Promise<TableShape | null> {
  const shape = await database.shapeOf(tableOf(config));
  mustBeWritable(config, shape, database.title);
  return shape;
}

/** Throws a `UserError` where the table is not there and not to be made, is a view, or may not be written. `title`: the database as a person knows it, where that is known. */
export function mustBeWritable(config: DatabaseTargetConfig, shape: TableShape | null, title: string | null): void {
  const label = labelOf(tableOf(config));
  if (!shape) {
    if (config.create && config.way !== 'update' && config.way !== 'delete') return;
    throw new UserError(
      'table-missing',
      title === null
        ? `There is no table "${label}" in the database, or it is not to be seen with this sign-in.`
        : `There is no table "${label}" in ${title}, or it is not to be seen with this sign-in.`,
      {
        hint: 'Choose another table, or switch on "Make the table".',
        place: { field: 'table' },
      },
    );
  }
  const { may } = shape;
  const wanted = { insert: ['insert'], upsert: ['insert', 'update'], update: ['update'], delete: ['delete'], mirror: ['insert', 'update', 'delete'] } as const;
  const denied = wanted[config.way].filter((right) => !may[right]);
  if (shape.kind === 'view' && denied.length > 0)
    throw new UserError('not-a-table', `"${label}" is a view: nothing can be written to it.`, {
      hint: 'Choose the table behind the view.',
      place: { field: 'table' },
    });
  if (denied.length > 0)
    throw new UserError('not-allowed', `The sign-in of the connection has no right to ${denied.join(' and ')} in the table "${label}".`, {
      hint: 'Ask whoever looks after the database for the right, or use another connection.',
      place: { field: 'table' },
    });
}

/** The columns of a table that is made for these fields. */
export function newColumns(config: DatabaseTargetConfig, fields: readonly NamedField[]): NewColumn[] {
  const keys = config.way === 'insert' ? [] : config.keys;
  const missing = keys.find((key) => !fields.some((field) => field.name === key));
  if (missing !== undefined) throw keyFieldMissing(missing, fields);
  if (config.way !== 'insert' && keys.length === 0)
    throw new UserError('no-key', `The table "${labelOf(tableOf(config))}" would be made without a key, so no row could be found again.`, {
      hint: 'Choose the key fields: those that together name one row.',
      place: { field: 'keys' },
    });
  if (fields.length === 0 || fields.some(({ name }) => name === ''))
    throw new UserError('no-fields', `A table cannot be made of ${fields.length === 0 ? 'records without fields' : 'a field without a name'}.`, {
      hint: 'Let a mapping before this step name the fields.',
    });
  return fields.map(({ name, type }) => ({ name, type, key: keys.includes(name) }));
}

/** A table as it will be when it is made, for a rehearsal. */
export function shapeToBe(table: TableName, columns: readonly NewColumn[]): TableShape {
  const primaryKey = columns.filter(({ key }) => key).map(({ name }) => name);
  return {
    table,
    kind: 'table',
    columns: columns.map(({ name, type, key }) => ({ name, declared: type, type, nullable: !key, hasDefault: false, generated: false })),
    primaryKey,
    uniqueKeys: [],
    may: { insert: true, update: true, delete: true },
  };
}

/** Finds the column of each field and the key. Throws a `UserError` that names table and field where something does not fit. */
export function planTable(config: DatabaseTargetConfig, shape: TableShape, fields: readonly NamedField[]): TablePlan {
  const label = labelOf(shape.table);
  const found = fields.map((field) => ({ field: field.name, column: columnFor(shape, field.name) }));
  const key = keyFor(config, shape, fields, found);
  const leftOut: string[] = [];
  const columns: { column: ColumnShape; field: string }[] = [];
  for (const { field, column } of found) {
    const named = column !== undefined && key.includes(column.name) && (config.way === 'update' || config.way === 'delete');
    if (config.way === 'delete' && !named) continue;
    if (column && (!column.generated || named)) columns.push({ field, column });
    else if (config.extra === 'leave') leftOut.push(field);
    else if (column)
      throw new UserError(
        'column-generated',
        `The column "${column.name}" of "${label}" is always made by the database: the field "${field}" cannot be written there.`,
        {
          hint: 'Drop the field with a mapping before this step, or set "Fields without a column" to leave it out.',
          place: { field },
        },
      );
    else
      throw new UserError('column-missing', `The table "${label}" has no column for the field "${field}".`, {
        hint: `Its columns are ${shape.columns.map(({ name }) => name).join(', ')}. Rename or drop the field with a mapping, or set "Fields without a column" to leave it out.`,
        place: { field },
      });
  }
  const twin = columns.find(({ column }, at) => columns.findIndex((one) => one.column === column) < at);
  if (twin)
    throw new UserError('same-column', `Two fields would go to the column "${twin.column.name}" of "${label}".`, {
      hint: 'Rename or drop one of the two with a mapping before this step.',
      place: { field: twin.field },
    });
  if (columns.length === 0)
    throw new UserError('no-fields', `None of the arriving fields has a column in "${label}".`, {
      hint: 'Name the fields like the columns with a mapping before this step.',
    });
  mustBeFilled(config, shape, columns, label);
  return { table: shape.table, label, columns, key, needsKey: config.way !== 'insert', emptyIsNull: config.emptyText === 'null', leftOut };
}

function columnFor(shape: TableShape, field: string): ColumnShape | undefined {
  const exact = shape.columns.find(({ name }) => name === field);
  if (exact) return exact;
  const alike = shape.columns.filter(({ name }) => name.toLowerCase() === field.toLowerCase());
  return alike.length === 1 ? alike[0] : undefined;
}

type Found = readonly { field: string; column: ColumnShape | undefined }[];

function keyFor(config: DatabaseTargetConfig, shape: TableShape, fields: readonly NamedField[], found: Found): string[] {
  const arrives = (name: string) => found.some(({ column }) => column?.name === name);
  const own = [shape.primaryKey, ...shape.uniqueKeys].filter((key) => key.length > 0);
  const usable = own.find((key) => key.every(arrives));
  if (config.way === 'insert') return [...(usable ?? [])];
  if (config.keys.length > 0)
    return config.keys.map((key) => {
      const at = found.find(({ field }) => field === key);
      if (!at) throw keyFieldMissing(key, fields);
      if (at.column) return at.column.name;
      throw new UserError('column-missing', `The table "${labelOf(shape.table)}" has no column for the key field "${key}".`, {
        hint: `Its columns are ${shape.columns.map(({ name }) => name).join(', ')}.`,
        place: { field: key },
      });
    });
  if (usable) return [...usable];
  const label = labelOf(shape.table);
  if (own.length === 0)
    throw new UserError('no-key', `The table "${label}" has no key of its own, so no row can be found again.`, {
      hint: 'Choose the key fields: those that together name one row.',
      place: { field: 'keys' },
    });
  const missing = (own[0] as readonly string[]).filter((name) => !arrives(name));
  throw new UserError(
    'key-field-missing',
    `The key of "${label}" is ${(own[0] as readonly string[]).join(', ')}, and no field arrives for ${missing.join(', ')}.`,
    {
      hint: 'Let a mapping before this step give it, or choose other key fields.',
      place: { field: missing[0] ?? '' },
    },
  );
}

/** Rows can only be added where every column that must not be empty gets a value. */
function mustBeFilled(config: DatabaseTargetConfig, shape: TableShape, columns: TablePlan['columns'], label: string): void {
  if (config.way === 'update' || config.way === 'delete') return;
  const open = shape.columns.filter(
    (column) => !column.nullable && !column.hasDefault && !column.generated && !columns.some((one) => one.column.name === column.name),
  );
  if (open.length === 0) return;
  const names = open.map(({ name }) => `"${name}"`).join(', ');
  throw new UserError('column-unfilled', `The table "${label}" wants a value for ${names}, and no field of that name arrives.`, {
    hint: 'Let a mapping before this step give it.',
    place: { field: open[0]?.name ?? '' },
  });
}

function keyFieldMissing(key: string, fields: readonly NamedField[]): UserError {
  return new UserError('key-field-missing', `The key field "${key}" does not arrive.`, {
    hint: `These fields arrive: ${fields.map(({ name }) => name).join(', ')}. Choose another key, or let a mapping before this step give it.`,
    place: { field: key },
  });
}

import { UserError } from '../base/errors.ts';
import type { ColumnShape, TableShape, Writing } from '../catalog/families/database.ts';
import { tableMissing, tableWords } from './reading-sql.ts';

type ShapeOf<C extends ColumnShape> = Omit<TableShape, 'columns'> & { readonly columns: readonly C[] };

/**
 * Looks at everything that can be known before the first row: table, columns, rights, key. Gives the columns in the order of the writing.
 * `indexedInPart`: of columns of this declared type an index may hold only the beginning of each value.
 */
export function checkWriting<C extends ColumnShape>(
  writing: Writing,
  shape: ShapeOf<C> | null,
  indexedInPart: (declared: string) => boolean = () => false,
): C[] {
  if (!shape) throw tableMissing(writing.table);
  const table = tableWords(shape.table);
  const columns = columnsFor(writing, shape, table);
  mayWrite(writing, shape, table);
  const adds = writing.way !== 'update' && writing.way !== 'delete';
  const unfilled = shape.columns.filter((column) => !column.nullable && !column.hasDefault && !column.generated && !writing.columns.includes(column.name));
  if (adds && unfilled.length > 0)
    throw new UserError('column-unfilled', `The column "${unfilled[0]?.name}" of "${table}" must not be empty, and nothing arrives for it.`, {
      hint: 'Add a field of this name before this step, or give the column a default in the database.',
      place: { field: unfilled[0]?.name ?? '' },
    });
  if (writing.way !== 'insert') checkKey(writing, shape, table, indexedInPart);
  return columns;
}

function columnsFor<C extends ColumnShape>({ columns, key, way }: Writing, shape: ShapeOf<C>, table: string): C[] {
  if (columns.length === 0)
    throw new UserError('no-columns', `Nothing arrives that has a column in "${table}".`, { hint: 'Map the fields to columns of the table.' });
  return columns.map((name, at) => {
    const column = shape.columns.find((one) => one.name === name);
    if (!column)
      throw new UserError('column-not-found', `The table "${table}" has no column "${name}".`, {
        hint: 'It may have been renamed or removed. Rename the field, or leave it out before this step.',
        place: { field: name },
      });
    if (column.generated && !(key.includes(name) && (way === 'update' || way === 'delete')))
      throw new UserError('column-generated', `The column "${name}" of "${table}" is always filled by the database.`, {
        hint: 'Leave the field out before this step.',
        place: { field: name },
      });
    if (columns.indexOf(name) !== at) throw new UserError('column-twice', `The column "${name}" is named twice.`, { place: { field: name } });
    return column;
  });
}

function mayWrite({ way }: Writing, { may }: TableShape, table: string): void {
  const needs = { insert: ['insert'], update: ['update'], delete: ['delete'], upsert: ['insert', 'update'], mirror: ['insert', 'update', 'delete'] } as const;
  const words = { insert: 'add rows to', update: 'change rows of', delete: 'delete rows of' } as const;
  const lacking = needs[way].find((right) => !may[right]);
  if (lacking)
    throw new UserError('not-allowed', `The user of this connection may not ${words[lacking]} "${table}".`, {
      hint: 'Ask whoever runs the database for the right, or sign in as another user.',
    });
}

function checkKey({ way, key, columns }: Writing, shape: TableShape, table: string, indexedInPart: (declared: string) => boolean): void {
  if (key.length === 0) throw new UserError('key-unset', 'No key is chosen.', { hint: 'Choose the column or columns that name one row.' });
  const absent = key.find((name) => !columns.includes(name));
  if (absent !== undefined)
    throw new UserError('key-unset', `Nothing arrives for the key "${absent}".`, {
      hint: 'Add a field of this name before this step.',
      place: { field: absent },
    });
  if (way === 'update' || way === 'delete') return;
  const wanted = [...key].sort().join('\n');
  if ([shape.primaryKey, ...shape.uniqueKeys].some((set) => [...set].sort().join('\n') === wanted)) return;
  throw new UserError('key-not-unique', `Nothing in "${table}" makes sure that ${key.map((name) => `"${name}"`).join(', ')} names only one row.`, {
    hint: shape.columns.some(({ name, declared }) => key.includes(name) && indexedInPart(declared))
      ? 'A unique index over the beginning of a long text does not make the whole text unique. Have the column changed to varchar with a length that fits into an index, or have the whole text indexed, which MariaDB can.'
      : 'Choose the columns of the primary key, or have a unique index made over these columns.',
  });
}

import type { ColumnShape, SqlValue } from '../catalog/families/database.ts';
import type { RejectedRow } from '../catalog/families/rejected-row.ts';

/** Why a row is not taken; everything of a `RejectedRow` but its place. */
export type RowReason = Omit<RejectedRow, 'index'>;

/** A value as a reason shows it, cut where it is long. */
export function shown(value: SqlValue | undefined): string {
  const text = value === null || value === undefined ? '' : String(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

const of = (column: ColumnShape | string): string => (typeof column === 'string' ? column : column.name);

/** Reasons that every database gives alike. */
export const reasons = {
  tooLong: (column: ColumnShape, value: SqlValue): RowReason => ({
    code: 'too-long',
    message:
      column.length === undefined
        ? `The text is too long for the column "${column.name}".`
        : `The text is too long for the column "${column.name}", which holds ${column.length} characters.`,
    field: column.name,
    value: shown(value),
  }),
  wrongType: (column: ColumnShape, value: SqlValue): RowReason => ({
    code: 'wrong-type',
    message: `The column "${column.name}" (${column.declared}) does not take this value.`,
    field: column.name,
    value: shown(value),
  }),
  outOfRange: (column: ColumnShape, value: SqlValue): RowReason => ({
    code: 'out-of-range',
    message: `The value is too large or too small for the column "${column.name}" (${column.declared}).`,
    field: column.name,
    value: shown(value),
  }),
  notExact: (column: ColumnShape, value: SqlValue): RowReason => ({
    code: 'not-exact',
    message: `The column "${column.name}" (${column.declared}) could keep this value only rounded or cut.`,
    field: column.name,
    value: shown(value),
  }),
  unfitText: (column: ColumnShape, value: SqlValue): RowReason => ({
    code: 'unfit-text',
    message: `The text for the column "${column.name}" holds a character that the database cannot keep.`,
    field: column.name,
    value: shown(value),
  }),
  keyEmpty: (column: string): RowReason => ({ code: 'key-empty', message: `The key "${column}" is empty, so it names no row.`, field: column }),
  notNull: (column: ColumnShape | string): RowReason => ({ code: 'not-null', message: `The column "${of(column)}" must not be empty.`, field: of(column) }),
  duplicateKey: (constraint: string, column?: string, value?: string): RowReason => ({
    code: 'duplicate-key',
    message: `There is a row with the same key already ("${constraint}").`,
    ...(column === undefined ? {} : { field: column }),
    ...(value === undefined ? {} : { value: shown(value) }),
  }),
  foreignKey: (constraint: string, column?: string, value?: string): RowReason => ({
    code: 'foreign-key',
    message: `It would point to a row that is not there, or others point to it ("${constraint}").`,
    ...(column === undefined ? {} : { field: column }),
    ...(value === undefined ? {} : { value: shown(value) }),
  }),
  check: (constraint: string): RowReason => ({ code: 'check-constraint', message: `A rule of the table is broken ("${constraint}").` }),
  rowMissing: { code: 'row-missing', message: 'There is no row with this key in the table.' } as RowReason,
  refused: (message: string): RowReason => ({ code: 'refused-by-rule', message: `The database refused the row: ${message}.` }),
} as const;

/** Thrown by what writes several rows when one of them is not taken; nothing of them was written. `at` is its index, where it is known. */
export class RowRefused extends Error {
  readonly reason: RowReason;
  readonly at: number | null;

  constructor(reason: RowReason, at: number | null) {
    super(reason.message);
    this.name = 'RowRefused';
    this.reason = reason;
    this.at = at;
  }
}

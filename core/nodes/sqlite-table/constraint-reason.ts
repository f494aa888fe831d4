import Database from 'better-sqlite3';
import type { RejectReason } from '../../engine/node-door.ts';

/**
 * Why the table refused one row, when it was a rule of the table that did: such a row is rejected and the others go on. `null` for any other error.
 * Field names are those of the record, `fieldOf` gives them by column.
 */
export function constraintReason(error: unknown, table: string, fieldOf: (column: string) => string): RejectReason | null {
  if (!(error instanceof Database.SqliteError)) return null;
  const columns = columnsIn(error.message);
  const field = columns[0] === undefined ? {} : { field: fieldOf(columns[0]) };
  const names = columns.map((column) => `"${column}"`).join(', ');
  switch (error.code) {
    case 'SQLITE_CONSTRAINT_NOTNULL':
      return {
        code: 'value-missing',
        message: `The column ${names} of "${table}" must not be empty.`,
        ...field,
        hint: 'Fill the field before this step, or map another one to it.',
      };
    case 'SQLITE_CONSTRAINT_UNIQUE':
    case 'SQLITE_CONSTRAINT_PRIMARYKEY':
    case 'SQLITE_CONSTRAINT_ROWID':
      return {
        code: 'key-exists',
        message: `The table "${table}" has a row with the same ${names || 'key'} already.`,
        ...field,
        hint: 'Remove duplicates before this step, or choose "Update or add".',
      };
    case 'SQLITE_CONSTRAINT_CHECK':
      return {
        code: 'check-failed',
        message: `The row breaks a rule of "${table}": ${afterColon(error.message)}.`,
        hint: 'Correct the value before this step.',
      };
    case 'SQLITE_CONSTRAINT_FOREIGNKEY':
      return {
        code: 'reference-missing',
        message: `The row refers to a row of another table that is not there.`,
        hint: `Write that row first, or correct the reference. The rule is part of "${table}".`,
      };
    case 'SQLITE_CONSTRAINT_DATATYPE':
    case 'SQLITE_MISMATCH':
      return {
        code: 'wrong-type',
        message: `The table "${table}" does not take the row: ${columns.length > 0 ? `the value does not fit the column ${names}` : 'a value does not fit its column'}.`,
        ...field,
        hint: 'Convert the value with a mapping before this step.',
      };
    case 'SQLITE_CONSTRAINT_TRIGGER':
      return {
        code: 'refused-by-table',
        message: `A rule of "${table}" refused the row: ${error.message}.`,
        hint: 'The sentence comes from a trigger in the database.',
      };
    case 'SQLITE_TOOBIG':
      return { code: 'value-too-big', message: `A value is larger than a SQLite database can hold.`, hint: 'Shorten it before this step.' };
    default:
      return null;
  }
}

/** Why a row is not there although the table did not complain: a trigger or an ON CONFLICT rule passed over it. */
export function ignoredReason(table: string): RejectReason {
  return {
    code: 'ignored-by-table',
    message: `A rule of "${table}" skipped the row silently: it is not in the table.`,
    hint: 'The rule is a trigger or an ON CONFLICT IGNORE in the database. Filter such records out before this step if they are not wanted.',
  };
}

/** `UNIQUE constraint failed: t.a, t.b` or `… in INTEGER column t.a` → a, b. */
function columnsIn(message: string): string[] {
  const list = /(?:failed: |column )(.+)$/s.exec(message)?.[1];
  if (list === undefined || !/NOT NULL|UNIQUE|PRIMARY|cannot store/.test(message)) return [];
  return list.split(', ').map((each) => each.slice(each.indexOf('.') + 1));
}

function afterColon(message: string): string {
  return message.slice(message.indexOf(': ') + 2);
}

import { OperationalError, UserError } from '../base/errors.ts';
import type { TableName } from '../catalog/families/database.ts';
import { tableWords } from './reading-sql.ts';
import type { RowReason } from './reasons.ts';

/** A mirror whose surplus rows the server does not let go. */
export function mirrorRefused(table: TableName, reason: RowReason, details: string): UserError {
  return new UserError('mirror-refused', `Rows of "${tableWords(table)}" that did not come cannot be deleted: ${reason.message}`, {
    hint: 'Nothing was changed. Remove what points to these rows, or update and add without deleting.',
    details,
  });
}

/** A commit whose answer was lost with the line. */
export function commitUnknown(table: TableName, cause: unknown): OperationalError {
  return new OperationalError('commit-unknown', `The line was cut just when "${tableWords(table)}" was to be committed: nobody knows whether it was.`, {
    hint: 'Look into the table, or run it again with a way to write that can be repeated, such as "update or add".',
    details: cause instanceof Error ? cause.message : '',
    cause,
  });
}

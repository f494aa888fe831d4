import type { ColumnShape } from '../../catalog/families/database.ts';
import { type RowReason, RowRefused, reasons } from '../../sql/reasons.ts';
import type { ServerAnswer } from './trouble.ts';

/** What MySQL or MariaDB says of one row it does not take; null when the answer is about something else. */
export function refusalOf({ errno, sqlMessage, sqlState }: ServerAnswer, columns: readonly ColumnShape[]): RowRefused | null {
  const reason = reasonOf(errno, sqlMessage, sqlState, columns);
  const row = / at row (\d+)/.exec(sqlMessage)?.[1];
  // Only wrong values are told with their row; the row of a broken key is that of another list.
  const at = row !== undefined && VALUES.has(errno) ? Number(row) - 1 : null;
  return reason ? new RowRefused(reason, at) : null;
}

const VALUES = new Set([1264, 1265, 1292, 1366, 1367, 1406, 1411, 3140]);

function reasonOf(errno: number, message: string, state: string, columns: readonly ColumnShape[]): RowReason | null {
  // With quotes of either kind, and with or without its table and database: 'v', `d`.`t`.`v`.
  const named = /column (?:`[^`]*`\.)*['`]([^'`]+)['`]/i.exec(message)?.[1];
  // Rows that are staged stand in columns of our own, c0, c1, …
  const staged = /^c(\d+)$/.exec(named ?? '')?.[1];
  const column = columns.find(({ name }) => name === named) ?? (staged === undefined ? undefined : columns[Number(staged)]);
  const value = /: '(.*?)' for column/s.exec(message)?.[1] ?? null;
  const constraint = /CONSTRAINT [`'](?:[^`']*\.)?([^`']+)[`']/i.exec(message)?.[1] ?? /for key '([^']*)'/.exec(message)?.[1] ?? '';
  switch (errno) {
    case 1022:
    case 1062:
    case 1586:
      return reasons.duplicateKey(constraint, undefined, /^Duplicate entry '(.*)' for key/s.exec(message)?.[1]);
    case 1048:
    case 1364:
    case 1263:
      return reasons.notNull(column ?? named ?? '');
    case 1216:
    case 1217:
    case 1451:
    case 1452:
      return reasons.foreignKey(constraint);
    case 3819:
    case 4025:
      return reasons.check(constraint || (/^Check constraint '([^']*)'/.exec(message)?.[1] ?? ''));
    case 1406:
      return column ? reasons.tooLong(column, value) : reasons.refused(message);
    case 1264:
    case 1690:
      return column ? reasons.outOfRange(column, value) : reasons.refused(message);
    case 1265:
    case 1292:
    case 1366:
    case 1367:
    case 1411:
    case 3140:
      return column ? reasons.wrongType(column, value) : reasons.refused(message);
    case 1644:
      return reasons.refused(message);
  }
  return /^(22|23|45)/.test(state) ? reasons.refused(message) : null;
}

import type pg from 'pg';
import type { ColumnShape, SqlValue } from '../../catalog/families/database.ts';
import { type RowReason, RowRefused, reasons } from '../../sql/reasons.ts';

/** What PostgreSQL says of one row it does not take; null when the answer is about something else. */
export function refusalOf(answer: pg.DatabaseError, columns: readonly ColumnShape[], relation: string): RowRefused | null {
  const place = placeOf(answer, relation);
  const reason = reasonOf(answer, columns, relation, place);
  return reason ? new RowRefused(reason, place ? place.line - 1 : null) : null;
}

interface Place {
  readonly line: number;
  readonly column: string | null;
  readonly value: string | null;
}

/** COPY tells the line, and often column and value: `COPY staff, line 3, column age: "x"`, in the language of the server. */
function placeOf(answer: pg.DatabaseError, relation: string): Place | null {
  for (const context of (answer.where ?? '').split('\n')) {
    if (!context.startsWith(`COPY ${relation}, `)) continue;
    const rest = context.slice(`COPY ${relation}, `.length);
    const [, line, , column, value] = /^\p{L}+ (\d+)(?:, (\p{L}+) ([^:]+?))?(?:: ["»„“](.*)["«“”])?$/su.exec(rest) ?? [];
    if (line !== undefined) return { line: Number(line), column: column ?? null, value: column === undefined ? null : (value ?? null) };
  }
  return null;
}

function reasonOf(answer: pg.DatabaseError, columns: readonly ColumnShape[], relation: string, place: Place | null): RowReason | null {
  const code = answer.code ?? '';
  // Rows that are staged stand in columns of our own, c0, c1, …
  const staged = /^swivel_rows_/.test(relation) ? /^c(\d+)$/.exec(place?.column ?? '')?.[1] : undefined;
  const named = staged === undefined ? (answer.column ?? place?.column) : columns[Number(staged)]?.name;
  const column = columns.find(({ name }) => name === named);
  const value: SqlValue = place?.value ?? null;
  const constraint = answer.constraint ?? '';
  const [, field, held] = /\(([^)=]+)\)=\((.*?)\)/s.exec(answer.detail ?? '') ?? [];
  const single = columns.some(({ name }) => name === field?.replaceAll('"', '')) ? field?.replaceAll('"', '') : undefined;
  switch (code) {
    case '23505':
    case '23P01':
      return reasons.duplicateKey(constraint, single, held);
    case '23503':
    case '23001':
      return reasons.foreignKey(constraint, single, held);
    case '23502':
      return reasons.notNull(column ?? named ?? '');
    case '23514':
    case '44000':
      return reasons.check(constraint);
    case '22021':
    case '22P05':
      return column ? reasons.unfitText(column, value) : reasons.refused(answer.message);
    case '22001':
      return column ? reasons.tooLong(column, value) : reasons.refused(answer.message);
    case '22003':
      return column ? reasons.outOfRange(column, value) : reasons.refused(answer.message);
  }
  if (/^22/.test(code)) return column ? reasons.wrongType(column, value) : reasons.refused(answer.message);
  return /^(23|P0|44)/.test(code) ? reasons.refused(answer.message) : null;
}

import type { RejectedRow } from '../../catalog/families/rejected-row.ts';
import type { RejectReason } from '../../engine/node-door.ts';
import type { TablePlan } from './plan-config.ts';

/** Why the database did not take a row, for a person: the column is named as the field it came from, and what to do is said. */
export function refusedReason({ code, message, field, value }: RejectedRow, plan: TablePlan): RejectReason {
  const from = field === undefined ? undefined : (plan.columns.find(({ column }) => column.name === field)?.field ?? field);
  const hint = HINTS[code];
  return {
    code,
    message,
    ...(from === undefined ? {} : { field: from }),
    ...(value === undefined ? {} : { value }),
    ...(hint === undefined ? {} : { hint }),
  };
}

const HINTS: Readonly<Record<string, string>> = {
  'duplicate-key': 'Remove duplicates before this step, or choose "Update or add".',
  'not-null': 'Fill the field before this step, or map another one to it.',
  'foreign-key': 'Write the row it refers to first, or correct the reference.',
  'check-constraint': 'Correct the value before this step. The rule is part of the table.',
  'too-long': 'Shorten the value before this step, or widen the column.',
  'wrong-type': 'Convert the value with a mapping before this step.',
  'row-missing': 'Choose "Update or add" to add such rows, or filter them out before this step.',
};

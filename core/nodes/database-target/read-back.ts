import { formatCount } from '../../base/amounts.ts';
import type { Database, TableName, WrittenCounts } from '../../catalog/families/database.ts';
import type { Receipt, StepContext } from '../../engine/node-door.ts';
import type { KeptKeys } from './kept-keys.ts';
import { labelOf, type TablePlan } from './plan-config.ts';
import type { DatabaseTargetConfig } from './spec.ts';

/** What a run has written. */
export interface Written {
  readonly table: TableName;
  readonly plan: TablePlan | null;
  readonly keys: KeptKeys | null;
  readonly delivered: number;
  readonly counts: WrittenCounts | null;
}

/** The table as a person knows it. */
export function titleOf({ title }: Database, table: TableName): string {
  return `${title}: ${labelOf(table)}`;
}

/**
 * Reads back what the table holds after a commit: all rows, and those whose keys were written (or, of deleted ones, are gone). That it cannot be read any
 * more is told, and undoes nothing.
 */
export async function receiptOf(database: Database, config: DatabaseTargetConfig, context: StepContext, written: Written): Promise<Receipt> {
  const { table, plan, keys, delivered, counts } = written;
  const receipt: Receipt = { target: titleOf(database, table), delivered, ...countsOf(config, counts) };
  try {
    const looked = plan && keys && plan.key.length > 0 && keys.count > 0 ? keys : null;
    const { rows, found } = await database.holds(table, plan?.key ?? [], looked ? looked.all() : null);
    if (!looked) return { ...receipt, holds: rows };
    const confirmed = config.way === 'delete' ? looked.count - found : found;
    if (confirmed < delivered) tellMissing(config, context, labelOf(table), delivered - confirmed);
    return { ...receipt, holds: rows, confirmed };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    context.notice({
      level: 'warning',
      code: 'not-read-back',
      message: `The records are in "${labelOf(table)}", but what it holds now could not be read back: ${why}`,
    });
    return receipt;
  }
}

function countsOf({ way }: DatabaseTargetConfig, counts: WrittenCounts | null): Partial<Receipt> {
  if (!counts) return {};
  const { inserted, updated, unchanged, deleted } = counts;
  switch (way) {
    case 'insert':
      return { inserted };
    case 'update':
      return { updated, unchanged };
    case 'delete':
      return { deleted };
    case 'mirror':
      return { inserted, updated, unchanged, deleted };
    default:
      return { inserted, updated, unchanged };
  }
}

function tellMissing({ way }: DatabaseTargetConfig, context: StepContext, table: string, missing: number): void {
  context.notice({
    level: 'warning',
    code: 'not-confirmed',
    message:
      way === 'delete'
        ? `${formatCount(missing)} rows that were deleted from "${table}" are there again: somebody else writes to it.`
        : `${formatCount(missing)} rows that were written to "${table}" were not found there afterwards: somebody else, or a rule of the table, has removed them.`,
  });
}

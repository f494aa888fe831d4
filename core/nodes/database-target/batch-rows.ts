import type { SqlValue } from '../../catalog/families/database.ts';
import type { Batch } from '../../data/batch.ts';
import { columnPassingReader } from '../../data/column-reader.ts';
import { textAt } from '../../data/column-value.ts';
import type { RejectReason } from '../../engine/node-door.ts';
import type { TablePlan } from './plan-config.ts';
import { converterFor, Misfit } from './sql-values.ts';

/** The records of a batch as rows of the table; those that cannot be one are told apart, with the reason. */
export interface RowsOfBatch {
  /** Values in order of the plan's columns. */
  readonly rows: SqlValue[][];
  /** Physical row in the batch, by position in `rows`. */
  readonly at: number[];
  readonly refused: { row: number; reason: RejectReason }[];
}

/** Turns the records of a batch into rows. A field that does not arrive in it is null. */
export function rowsOfBatch(batch: Batch, plan: TablePlan): RowsOfBatch {
  const keyed = new Set(plan.key);
  const readers = plan.columns.map(({ field, column }) => {
    const at = batch.names.indexOf(field);
    const source = batch.columns[at];
    const read = source ? columnPassingReader(source, batch.count) : () => null;
    const convert = converterFor(column, plan.emptyIsNull);
    return { field, column, source, isKey: keyed.has(column.name), value: (row: number) => convert(read(row)) };
  });
  const made: RowsOfBatch = { rows: [], at: [], refused: [] };
  next: for (let i = 0; i < batch.count; i++) {
    const row = batch.selection[i] as number;
    const values = new Array<SqlValue>(readers.length);
    for (let at = 0; at < readers.length; at++) {
      const { field, column, source, isKey, value } = readers[at] as (typeof readers)[number];
      const found = value(row);
      if (found instanceof Misfit) {
        const text = source ? textAt(source, row) : '';
        made.refused.push({
          row,
          reason: {
            code: found.code,
            message: `"${shortened(text)}" ${found.because}: the column "${column.name}" (${column.declared}) of "${plan.label}" does not take it.`,
            field,
            value: text,
            hint: 'Convert the value with a mapping before this step, or change the type of the column.',
          },
        });
        continue next;
      }
      if (isKey && (found === null || found === '') && plan.needsKey) {
        made.refused.push({ row, reason: emptyKey(field, plan) });
        continue next;
      }
      values[at] = found;
    }
    made.rows.push(values);
    made.at.push(row);
  }
  return made;
}

function emptyKey(field: string, plan: TablePlan): RejectReason {
  return {
    code: 'key-empty',
    message: `The key field "${field}" is empty: no row of "${plan.label}" can be found by it.`,
    field,
    value: '',
    hint: 'Fill the field before this step, or filter such records out.',
  };
}

function shortened(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 60)}…`;
}

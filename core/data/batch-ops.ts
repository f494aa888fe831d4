import type { FieldType } from '../base/field.ts';
import { type Batch, type BatchField, MAX_BATCH_ROWS, type Origin } from './batch.ts';
import type { Column } from './column.ts';

export { concat, gather } from './gather.ts';
export { ordinalAt, runningOrigin, sourceAt } from './origin.ts';

const IDENTITY = Int32Array.from({ length: MAX_BATCH_ROWS }, (_, row) => row);

/** A selection of all rows in order. Shared: never write to it and never transfer it to another thread. */
export function fullSelection(rows: number): Int32Array {
  return rows <= MAX_BATCH_ROWS ? IDENTITY : Int32Array.from({ length: rows }, (_, row) => row);
}

/** A batch of all rows of the columns. */
export function createBatch(names: readonly string[], columns: readonly Column[], rows: number, origin: Origin): Batch {
  return { rows, count: rows, selection: fullSelection(rows), names, columns, origin };
}

/** The same rows with another selection: the first `count` entries of `selection`, physical rows. */
export function select(batch: Batch, selection: Int32Array, count: number): Batch {
  return { ...batch, selection, count };
}

/** The records from position `from` (of the selection) up to but not including `to`. */
export function slice(batch: Batch, from: number, to = batch.count): Batch {
  const start = Math.max(0, Math.min(from, batch.count));
  const end = Math.max(start, Math.min(to, batch.count));
  return { ...batch, selection: batch.selection.subarray(start, end), count: end - start };
}

/** The fields of a batch with their types. */
export function fieldsOf(batch: Batch): BatchField[] {
  return batch.names.map((name, at) => ({ name, type: (batch.columns[at] as Column).type satisfies FieldType }));
}

/** Adds columns behind the others; one whose name exists already takes that one's place. */
export function withColumns(batch: Batch, added: readonly { name: string; column: Column }[]): Batch {
  const names = [...batch.names];
  const columns = [...batch.columns];
  for (const { name, column } of added) {
    const at = names.indexOf(name);
    if (at >= 0) columns[at] = column;
    else {
      names.push(name);
      columns.push(column);
    }
  }
  return { ...batch, names, columns };
}

/** Gives fields other names; names that are not in the batch are passed over. */
export function rename(batch: Batch, changes: ReadonlyMap<string, string>): Batch {
  return { ...batch, names: batch.names.map((name) => changes.get(name) ?? name) };
}

/** Only these fields, in this order; names that are not in the batch are passed over. Also reorders. */
export function keep(batch: Batch, names: readonly string[]): Batch {
  const kept = names.filter((name) => batch.names.includes(name));
  return { ...batch, names: kept, columns: kept.map((name) => batch.columns[batch.names.indexOf(name)] as Column) };
}

/** All fields but these. */
export function drop(batch: Batch, names: readonly string[]): Batch {
  return keep(
    batch,
    batch.names.filter((name) => !names.includes(name)),
  );
}

/** These fields first and in this order, the others behind them as they stand. */
export function reorder(batch: Batch, names: readonly string[]): Batch {
  return keep(batch, [...names, ...batch.names.filter((name) => !names.includes(name))]);
}

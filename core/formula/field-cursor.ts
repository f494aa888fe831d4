import type { Value } from '../base/value.ts';
import type { Batch } from '../data/batch.ts';
import { columnReader } from '../data/column-reader.ts';
import type { FieldReader } from './library/computed.ts';

/** Stands on one physical row of a batch and reads the fields of a formula or of conditions by their position; no record is built. */
export interface FieldCursor {
  /** The row that `read` reads from. */
  row: number;
  readonly read: FieldReader;
}

/** A cursor over the fields `fieldsUsed` of a batch; a field that the batch does not have is null. */
export function createFieldCursor(batch: Batch, fieldsUsed: readonly string[]): FieldCursor {
  const readers = fieldsUsed.map((name): ((row: number) => Value) => {
    const column = batch.columns[batch.names.indexOf(name)];
    return column === undefined ? () => null : columnReader(column, batch.count);
  });
  const cursor = { row: 0, read: (position: number): Value => (readers[position] as (row: number) => Value)(cursor.row) };
  return cursor;
}

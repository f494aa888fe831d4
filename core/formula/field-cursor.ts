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

const NOTHING = (): Value => null;

/** A cursor over the fields `fieldsUsed` of a batch; a field that the batch does not have is null. `expected`: about how many rows will be read. */
export function createFieldCursor(batch: Batch, fieldsUsed: readonly string[], expected = batch.count): FieldCursor {
  const readers: (((row: number) => Value) | undefined)[] = fieldsUsed.map(() => undefined);
  const open = (position: number): ((row: number) => Value) => {
    const column = batch.columns[batch.names.indexOf(fieldsUsed[position] as string)];
    const reader = column === undefined ? NOTHING : columnReader(column, expected);
    readers[position] = reader;
    return reader;
  };
  const cursor = { row: 0, read: (position: number): Value => (readers[position] ?? open(position))(cursor.row) };
  return cursor;
}

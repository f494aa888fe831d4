import { createRecord, type PlainRecord, type Value } from '../base/value.ts';
import type { Batch } from './batch.ts';
import type { Column } from './column.ts';
import { columnReader } from './column-reader.ts';

/** Each record of the batch as a plain object, in order: the plain door of a step. The objects are the caller's to keep and change. */
export function* records(batch: Batch): Generator<PlainRecord, void, undefined> {
  const readers = batch.columns.map((column) => columnReader(column, batch.count));
  const { names, selection, count } = batch;
  const width = names.length;
  for (let position = 0; position < count; position++) {
    const row = selection[position] as number;
    const record = createRecord();
    for (let at = 0; at < width; at++) record[names[at] as string] = (readers[at] as (row: number) => Value)(row);
    yield record;
  }
}

/** One record as a plain object, by its physical row. */
export function recordAt(batch: Batch, row: number): PlainRecord {
  const record = createRecord();
  for (let at = 0; at < batch.names.length; at++) record[batch.names[at] as string] = columnReader(batch.columns[at] as Column, 1)(row);
  return record;
}

/** Reads values by physical row and field position, without making objects of records. `null` for a position there is none at. */
export function rowReader(batch: Batch): (row: number, field: number) => Value {
  const readers = batch.columns.map((column) => columnReader(column, batch.count));
  return (row, field) => readers[field]?.(row) ?? null;
}

/** The values of one record in field order, by its physical row. */
export function rowValues(batch: Batch, row: number): Value[] {
  return batch.columns.map((column) => columnReader(column, 1)(row));
}

import type { Column } from './column.ts';
import type { KeyOptions } from './encode-keys.ts';
import type { KeyTable } from './key-table.ts';

export { type KeyOptions, keyText, RecordKeys } from './encode-keys.ts';

/**
 * Inserts the keys of the rows `selection[0..count)`; `out[position]` is the index of a key that was there, or `~index` of a new one.
 * The same as `encode` and `insert` row by row.
 */
export function insertKeys(table: KeyTable, columns: readonly Column[], options: KeyOptions, selection: Int32Array, count: number, out: Int32Array): void {
  table.batch.locate(columns, options, selection, count);
  table.insertAll(table.batch, count, out);
}

/** Looks the keys of the rows `selection[0..count)` up; `out[position]` is the key's index, -1 where it is not in the table. */
export function findKeys(table: KeyTable, columns: readonly Column[], options: KeyOptions, selection: Int32Array, count: number, out: Int32Array): void {
  table.batch.locate(columns, options, selection, count);
  table.findAll(table.batch, count, out);
}

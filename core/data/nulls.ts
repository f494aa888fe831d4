import type { Nulls } from './column.ts';

/** A bitmap for `rows` rows in which nothing is null yet. */
export function createNulls(rows: number): Uint8Array {
  return new Uint8Array((rows + 7) >> 3);
}

/** Marks a row as null. */
export function setNull(nulls: Uint8Array, row: number): void {
  nulls[row >> 3] = (nulls[row >> 3] as number) | (1 << (row & 7));
}

/** Whether the bitmap marks the row as null. */
export function hasNull(nulls: Nulls, row: number): boolean {
  return nulls !== null && (((nulls[row >> 3] as number) >> (row & 7)) & 1) === 1;
}

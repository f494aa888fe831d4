import type { Batch } from '../data/batch.ts';
import type { Column } from '../data/column.ts';

/**
 * How records are put in order. Positions count the records of a batch from 0, in the order of its selection; an id is the place of a batch in a list
 * times `ID_BATCH` plus a position. The order must be total. Records that compare as equal keep the order in which they came.
 */
export interface RowOrder<K> {
  /** How many columns `pack` gives. */
  readonly keyColumns: number;
  /**
   * Works out what the records of a batch are compared by. Called once for each record, as it arrives: what a key is never depends on what else is in
   * memory at the time. Keeps nothing of the batch alive that `bytes` does not count.
   */
  prepare(batch: Batch): K;
  /** Bytes of memory that prepared keys take. */
  bytes(keys: K): number;
  /** Compares record `i` of one batch with record `j` of another, or of the same one: negative when it comes before. */
  compare(a: K, i: number, b: K, j: number): number;
  /** A faster way to put many records in order, where there is one: sorts `ids` in place, equal ones left as they stand. */
  sort?(keys: readonly K[], ids: Int32Array): void;
  /** The keys of some records as columns, to go to disk with them. */
  pack(keys: readonly K[], ids: Int32Array): Column[];
  /** The keys back from such columns, whose rows are in order from 0. */
  unpack(columns: readonly Column[]): K;
}

/** A batch of sorted records with the keys they were sorted by, by position. */
export interface SortedBatch<K> {
  readonly batch: Batch;
  readonly keys: K;
  /** The keys as columns, where they were made already. */
  readonly packed?: readonly Column[];
}

/** Bits of an id that are the position of a record in its batch; the ones above are the batch. */
export const ID_BITS = 12;
/** Most records in a batch that is sorted, and what a batch's place is multiplied by in an id. */
export const ID_BATCH = 1 << ID_BITS;
/** Takes the position out of an id. */
export const ID_POSITION = ID_BATCH - 1;
/** Bytes that sorting needs for each record beside the record and its key: two ids and two pairs of key beginnings. */
export const SORT_BYTES = 24;

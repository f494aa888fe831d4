import type { FieldType } from '../base/field.ts';
import type { Column } from './column.ts';

/**
 * Where records came from: for each physical row the source (its index in the run's plan) and the ordinal of the source record, from 0.
 * Rows that run on from one another need no array: `ordinals` null means row `i` has ordinal `first + i`.
 */
export interface Origin {
  /** Index of the source step in the plan; an array when rows of several sources stand in one batch. */
  readonly source: number | Int32Array;
  readonly first: number;
  readonly ordinals: Float64Array | null;
}

/**
 * The unit of everything: transport, counting, cancelling, sandbox calls. Immutable: an operation makes a new batch that shares what did not change.
 * 64 to 256 KiB of source or at most 4,096 records.
 */
export interface Batch {
  /** Physical rows in every column. */
  readonly rows: number;
  /** Records that are in the batch: the first `count` entries of `selection`, physical row numbers, in record order. */
  readonly count: number;
  readonly selection: Int32Array;
  readonly names: readonly string[];
  /** Parallel to `names`. */
  readonly columns: readonly Column[];
  readonly origin: Origin;
}

/** A field of a batch as the steps see it. */
export interface BatchField {
  readonly name: string;
  readonly type: FieldType;
}

/** The largest number of records in one batch. */
export const MAX_BATCH_ROWS = 4096;

import type { FieldType } from '../base/field.ts';
import type { Value } from '../base/value.ts';

/** One bit a row, set where the value is null; `null` instead of a bitmap where no row is. */
export type Nulls = Uint8Array | null;

/**
 * Text as UTF-8 bytes. Row `i` is `bytes[offsets[i*stride+at] .. offsets[i*stride+at+1] - trim)`.
 * Several columns share one `bytes` and one `offsets` (a reader's record is `stride` offsets). `raw`: fields that begin with a quote byte are still in
 * their quoted delimited-text form (outer quotes, doubled quotes inside), so that an untouched field is copied to a writer as it stands.
 * A column of another type than text (integer, decimal, date …) holds the source's own text: an untouched 007 is written as it was read.
 */
export interface BytesColumn {
  readonly kind: 'bytes';
  readonly type: FieldType;
  readonly bytes: Uint8Array;
  readonly offsets: Int32Array;
  readonly stride: number;
  readonly at: number;
  readonly trim: number;
  readonly raw: boolean;
  readonly nulls: Nulls;
}

/** Doubles; `source` is the text they were read from, so that an untouched one is written as it was. */
export interface Float64Column {
  readonly kind: 'float64';
  readonly type: FieldType;
  readonly values: Float64Array;
  readonly nulls: Nulls;
  readonly source: BytesColumn | null;
}

/** Whole numbers of 64 bits. */
export interface Int64Column {
  readonly kind: 'int64';
  readonly type: FieldType;
  readonly values: BigInt64Array;
  readonly nulls: Nulls;
}

/** Yes or no, a byte each. */
export interface BooleanColumn {
  readonly kind: 'boolean';
  readonly type: 'boolean';
  readonly values: Uint8Array;
  readonly nulls: Nulls;
}

/** Instants or dates as milliseconds since 1970 UTC; `type` says how they are shown (date, datetime, time). */
export interface DateTimeColumn {
  readonly kind: 'datetime';
  readonly type: FieldType;
  readonly values: Float64Array;
  readonly nulls: Nulls;
}

/** Row `i` has the value of row `index[i]` of `values`; -1 is null, -2 a field that the record does not have (absent.ts). Lookups and few distinct values. */
export interface DictionaryColumn {
  readonly kind: 'dictionary';
  readonly type: FieldType;
  readonly index: Int32Array;
  readonly values: Column;
}

/** JSON text per row, kept as bytes until a path is asked for. */
export interface JsonColumn {
  readonly kind: 'json';
  readonly type: FieldType;
  readonly text: BytesColumn;
}

/** Plain JavaScript values: the general fallback. */
export interface ValuesColumn {
  readonly kind: 'values';
  readonly type: FieldType;
  readonly values: readonly Value[];
}

/** The closed union of ways a batch stores a field. */
export type Column = BytesColumn | Float64Column | Int64Column | BooleanColumn | DateTimeColumn | DictionaryColumn | JsonColumn | ValuesColumn;

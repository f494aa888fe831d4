import type { FieldType } from '../base/field.ts';
import type { Value } from '../base/value.ts';
import { hasAbsent, isAbsentAt, withAbsent } from './absent.ts';
import type { Batch } from './batch.ts';
import { BytesColumnBuilder, endAt, QUOTE, startAt, writeUnquoted } from './bytes-column.ts';
import type { BytesColumn, Column } from './column.ts';
import { isNullAt, valueAt } from './column-value.ts';
import { createNulls, hasNull, setNull } from './nulls.ts';
import { compactOrigin, ordinalAt, sourceAt } from './origin.ts';

/**
 * Copies records of several batches into one new batch, in the order given by `batchOf` and `rowOf` (first `count` entries of each).
 * The new batch shares nothing with the old ones. Fields are those of all batches in order of appearance; missing ones are absent.
 */
export function gather(batches: readonly Batch[], batchOf: Int32Array, rowOf: Int32Array, count: number): Batch {
  const names: string[] = [];
  const places = placesOf(batches);
  const known = new Set<string>();
  for (const batch of batches)
    for (const name of batch.names)
      if (!known.has(name)) {
        known.add(name);
        names.push(name);
      }
  const isUsed = new Uint8Array(batches.length);
  for (let i = 0; i < count; i++) isUsed[batchOf[i] as number] = 1;
  const records = gatherRecords(batches, isUsed, names, batchOf, rowOf, count);
  const columns = names.map((name, at) => {
    const copied = records?.[at];
    if (copied) return copied;
    const parts = batches.map((batch, index) => batch.columns[places[index]?.get(name) ?? -1]);
    const isWhole = parts.every((part, index) => isUsed[index] === 0 || (part !== undefined && !hasAbsent(part)));
    return isWhole ? gatherColumn(parts, isUsed, batchOf, rowOf, count) : gatherWithAbsent(parts, isUsed, batchOf, rowOf, count);
  });
  const sources = new Int32Array(count);
  const ordinals = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const batch = batches[batchOf[i] as number] as Batch;
    sources[i] = sourceAt(batch, rowOf[i] as number);
    ordinals[i] = ordinalAt(batch, rowOf[i] as number);
  }
  const selection = Int32Array.from({ length: count }, (_, row) => row);
  return { rows: count, count, selection, names, columns, origin: compactOrigin(sources, ordinals) };
}

/** Where each field stands in each batch; batches mostly share their list of names. */
function placesOf(batches: readonly Batch[]): ReadonlyMap<string, number>[] {
  const made = new Map<readonly string[], ReadonlyMap<string, number>>();
  return batches.map(({ names }) => {
    let places = made.get(names);
    if (!places) {
      places = new Map(names.map((name, at) => [name, at]));
      made.set(names, places);
    }
    return places;
  });
}

/** All records of the batches one after another in one new batch that shares nothing with them. */
export function concat(batches: readonly Batch[]): Batch {
  const count = batches.reduce((sum, batch) => sum + batch.count, 0);
  const batchOf = new Int32Array(count);
  const rowOf = new Int32Array(count);
  let at = 0;
  batches.forEach((batch, index) => {
    for (let position = 0; position < batch.count; position++) {
      batchOf[at] = index;
      rowOf[at++] = batch.selection[position] as number;
    }
  });
  return gather(batches, batchOf, rowOf, count);
}

/**
 * The columns that are fields of the same stored records in every batch, record by record: one copy instead of one for each field. Null where the batches
 * are not stored like that; a hole for each other column.
 */
function gatherRecords(
  batches: readonly Batch[],
  isUsed: Uint8Array,
  names: readonly string[],
  batchOf: Int32Array,
  rowOf: Int32Array,
  count: number,
): (Column | undefined)[] | null {
  const stored = batches.map((batch, index) => (isUsed[index] === 1 ? storedRecords(batch) : null));
  const first = stored.find((one) => one !== null);
  if (!first || stored.some((one, index) => isUsed[index] === 1 && !sameRecords(one, first))) return null;
  const { stride } = first;
  let length = 0;
  for (let i = 0; i < count; i++) {
    const { offsets } = stored[batchOf[i] as number] as BytesColumn;
    const from = (rowOf[i] as number) * stride;
    length += (offsets[from + stride - 1] as number) - (offsets[from] as number);
  }
  const bytes = Buffer.allocUnsafeSlow(length);
  const offsets = new Int32Array(count * stride);
  let end = 0;
  for (let i = 0; i < count; i++) {
    const part = stored[batchOf[i] as number] as BytesColumn;
    const from = (rowOf[i] as number) * stride;
    const start = part.offsets[from] as number;
    const stop = part.offsets[from + stride - 1] as number;
    for (let k = 0; k < stride; k++) offsets[i * stride + k] = (part.offsets[from + k] as number) - start + end;
    if (stop - start > 48) bytes.set(part.bytes.subarray(start, stop), end);
    else for (let k = start; k < stop; k++) bytes[end + k - start] = part.bytes[k] as number;
    end += stop - start;
  }
  return names.map((name) => {
    const parts = batches.map((batch, index) => (isUsed[index] === 1 ? batch.columns[batch.names.indexOf(name)] : undefined));
    const column = parts.find((part) => part !== undefined);
    const alike = parts.every((part, index) => isUsed[index] === 0 || isFieldOf(part, stored[index] as BytesColumn, column));
    return alike && column?.kind === 'bytes' ? { ...column, bytes, offsets } : undefined;
  });
}

/** A field of the records that most of a batch's columns are fields of, null where they do not share any or leave most of them out. */
function storedRecords({ columns }: Batch): BytesColumn | null {
  const column = columns.find((one): one is BytesColumn => one.kind === 'bytes' && one.stride > 1);
  if (!column) return null;
  const fields = columns.filter((one) => one.kind === 'bytes' && one.bytes === column.bytes && one.offsets === column.offsets).length;
  return fields * 2 >= column.stride ? column : null;
}

function sameRecords(one: BytesColumn | null | undefined, other: BytesColumn): boolean {
  return one != null && one.stride === other.stride && one.trim === other.trim && one.raw === other.raw;
}

/** Whether a column is a field of those records, without nulls, and the same one as that of another batch. */
function isFieldOf(part: Column | undefined, records: BytesColumn, other: Column | undefined): boolean {
  return (
    part?.kind === 'bytes' &&
    other?.kind === 'bytes' &&
    part.bytes === records.bytes &&
    part.offsets === records.offsets &&
    part.nulls === null &&
    part.type === other.type &&
    part.at === other.at
  );
}

/** A column of which some records lack the field. What lies below the absent ones is copied as ever. */
function gatherWithAbsent(parts: readonly (Column | undefined)[], isUsed: Uint8Array, batchOf: Int32Array, rowOf: Int32Array, count: number): Column {
  const absent = new Uint8Array(count);
  const own = parts.map((part) => (part?.kind === 'dictionary' && !part.index.includes(-1) ? part : null));
  const some = own.map((part) => part?.index.find((index) => index >= 0));
  const rows = Int32Array.from(rowOf);
  for (let i = 0; i < count; i++) {
    const at = batchOf[i] as number;
    const part = parts[at];
    if (part === undefined || isAbsentAt(part, rowOf[i] as number)) absent[i] = 1;
    const index = own[at]?.index[rowOf[i] as number];
    if (index !== undefined) rows[i] = index >= 0 ? index : (some[at] ?? 0);
  }
  // Where all are absent there may be no row at all to copy.
  const below = parts.map((part, at) => (own[at] ? (some[at] === undefined ? undefined : own[at].values) : part));
  const column = withAbsent(gatherColumn(below, isUsed, batchOf, rows, count), count, (row) => absent[row] === 1);
  const type = commonType(parts.filter((part, index) => part !== undefined && isUsed[index] === 1) as Column[]);
  return column.kind === 'dictionary' ? { ...column, type: type ?? 'any' } : column;
}

/** The column kept in the way of what is in it, with null in the rows of records that lack the field. */
export function withoutAbsent(column: Column, rows: number): Column {
  if (column.kind !== 'dictionary' || !hasAbsent(column)) return column;
  const batchOf = Int32Array.from({ length: rows }, (_, row) => ((column.index[row] as number) < 0 ? 1 : 0));
  return gatherColumn([column.values, undefined], Uint8Array.of(1, 1), batchOf, column.index, rows);
}

function gatherColumn(parts: readonly (Column | undefined)[], isUsed: Uint8Array, batchOf: Int32Array, rowOf: Int32Array, count: number): Column {
  const used = parts.filter((part, index) => part !== undefined && isUsed[index] === 1) as Column[];
  const type = commonType(used);
  const kind = used.length > 0 && used.every((part) => part.kind === (used[0] as Column).kind) ? (used[0] as Column).kind : 'values';
  if (type !== null) {
    const texts = parts.map((part) => (part === undefined ? null : storedBytes(part)));
    if (used.every((part) => storedBytes(part) !== null && (part.kind === 'json') === (kind === 'json'))) {
      const bytes = gatherBytes(texts, batchOf, rowOf, count, type);
      return kind === 'json' ? { kind: 'json', type, text: bytes } : bytes;
    }
    if (kind === 'float64' || kind === 'datetime' || kind === 'boolean' || kind === 'int64') return gatherNumbers(kind, parts, batchOf, rowOf, count, type);
  }
  const values: Value[] = [];
  for (let i = 0; i < count; i++) {
    const part = parts[batchOf[i] as number];
    values.push(part === undefined ? null : valueAt(part, rowOf[i] as number));
  }
  return { kind: 'values', type: type ?? 'any', values };
}

/** Text that says all there is to say of a column, so that copying it loses nothing. */
function storedBytes(column: Column): BytesColumn | null {
  if (column.kind === 'bytes') return column;
  if (column.kind === 'json') return column.text;
  return column.kind === 'float64' && column.source ? { ...column.source, type: column.type, nulls: column.nulls } : null;
}

/** The one type of all columns (whole and other doubles are both numbers), `null` where they differ or there are none. */
function commonType(columns: readonly Column[]): FieldType | null {
  const [first] = columns;
  if (first === undefined) return null;
  if (columns.every((column) => column.type === first.type)) return first.type;
  const numbers = columns.every((column) => column.kind === 'float64' && column.source === null && (column.type === 'integer' || column.type === 'number'));
  return numbers ? 'number' : null;
}

function gatherBytes(parts: readonly (BytesColumn | null)[], batchOf: Int32Array, rowOf: Int32Array, count: number, type: FieldType): BytesColumn {
  const builder = new BytesColumnBuilder(count, count * 12 + 64);
  for (let i = 0; i < count; i++) {
    const part = parts[batchOf[i] as number] ?? null;
    const row = rowOf[i] as number;
    if (part === null || hasNull(part.nulls, row)) {
      builder.addNull();
      continue;
    }
    const start = startAt(part, row);
    const end = endAt(part, row);
    if (part.raw && part.bytes[start] === QUOTE && start < end) {
      builder.arena.reserve(end - start);
      builder.arena.end = writeUnquoted(part.bytes, start, end, builder.arena.bytes, builder.arena.end);
      builder.endRow();
    } else builder.addBytes(part.bytes, start, end);
  }
  return builder.finish(type);
}

function gatherNumbers(
  kind: 'float64' | 'datetime' | 'boolean' | 'int64',
  parts: readonly (Column | undefined)[],
  batchOf: Int32Array,
  rowOf: Int32Array,
  count: number,
  type: FieldType,
): Column {
  const nulls = createNulls(count);
  let anyNull = false;
  const values = kind === 'int64' ? new BigInt64Array(count) : kind === 'boolean' ? new Uint8Array(count) : new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const part = parts[batchOf[i] as number];
    const row = rowOf[i] as number;
    if (part === undefined || isNullAt(part, row)) {
      setNull(nulls, i);
      anyNull = true;
    } else if (part.kind === kind) values[i] = part.values[row] as never;
  }
  return { kind, type, values, nulls: anyNull ? nulls : null, ...(kind === 'float64' ? { source: null } : {}) } as Column;
}

import { stringifyExact } from '../../base/exact-json.ts';
import type { Batch } from '../../data/batch.ts';
import { QUOTE, writeUnquoted } from '../../data/bytes-column.ts';
import type { BytesColumn, Column } from '../../data/column.ts';
import { createNulls, hasNull, setNull } from '../../data/nulls.ts';
import { ordinalAt, sourceAt } from '../../data/origin.ts';
import { encodeUtf8 } from '../../data/utf8.ts';
import { encodeRecords, standingRecords, standsIn } from './encode-records.ts';
import type { FrameOut } from './frame-bytes.ts';
import { COLUMN_KINDS, TYPES } from './kinds.ts';
import { tagged } from './tagged-value.ts';

/** Smallest and largest ordinal of some records. */
interface Ordinals {
  readonly low: number;
  readonly high: number;
}

/**
 * Appends the selected records of a batch to a frame: names, types, origins, and each column packed, or records as they stand in the bytes of their source.
 * Nothing else of the batch is kept.
 */
export function encodeBatch(batch: Batch, out: FrameOut): Ordinals {
  const { count, selection } = batch;
  out.uint(count);
  out.uint(batch.names.length);
  const ordinals = encodeOrigin(batch, out);
  let record = standingRecords(batch);
  let begun = false;
  batch.names.forEach((name, at) => {
    const column = batch.columns[at] as Column;
    out.text(name);
    if (record !== null && standsIn(column, record)) {
      const mark = out.end;
      out.uint(COLUMN_KINDS.indexOf('records'));
      out.uint(TYPES.indexOf(column.type));
      encodeNulls(column.nulls, selection, count, out);
      out.uint(column.at);
      out.uint(begun ? 0 : 1);
      begun ||= encodeRecords(record, selection[0] as number, count, out);
      if (begun) return;
      out.end = mark;
      record = null;
    }
    encodeColumn(column, selection, count, out);
  });
  return ordinals;
}

function encodeOrigin(batch: Batch, out: FrameOut): Ordinals {
  const { count, selection } = batch;
  const { source } = batch.origin;
  const first = ordinalAt(batch, selection[0] as number);
  let low = first;
  let high = first;
  let running = true;
  for (let i = 1; i < count; i++) {
    const ordinal = ordinalAt(batch, selection[i] as number);
    if (ordinal !== first + i) running = false;
    if (ordinal < low) low = ordinal;
    if (ordinal > high) high = ordinal;
  }
  out.uint((typeof source === 'number' ? 0 : 1) + (running ? 0 : 2));
  if (typeof source === 'number') out.uint(source);
  else out.array(Int32Array.from({ length: count }, (_, i) => sourceAt(batch, selection[i] as number)));
  if (running) out.double(first);
  else out.array(Float64Array.from({ length: count }, (_, i) => ordinalAt(batch, selection[i] as number)));
  return { low, high };
}

function encodeColumn(column: Column, selection: Int32Array, count: number, out: FrameOut): void {
  out.uint(COLUMN_KINDS.indexOf(column.kind));
  out.uint(TYPES.indexOf(column.type));
  if ('nulls' in column && column.kind !== 'bytes') encodeNulls(column.nulls, selection, count, out);
  switch (column.kind) {
    case 'bytes':
      encodeBytes(column, selection, count, out);
      break;
    case 'json':
      encodeBytes(column.text, selection, count, out);
      break;
    case 'float64':
      out.array(picked(new Float64Array(count), column.values, selection));
      out.uint(column.source === null ? 0 : 1);
      if (column.source !== null) encodeBytes(column.source, selection, count, out);
      break;
    case 'datetime':
      out.array(picked(new Float64Array(count), column.values, selection));
      break;
    case 'boolean':
      out.array(picked(new Uint8Array(count), column.values, selection));
      break;
    case 'int64': {
      const values = new BigInt64Array(count);
      for (let i = 0; i < count; i++) values[i] = column.values[selection[i] as number] as bigint;
      out.array(values);
      break;
    }
    case 'dictionary':
      encodeDictionary(column.index, column.values, selection, count, out);
      break;
    case 'values':
      out.array(encodeUtf8(stringifyExact(Array.from({ length: count }, (_, i) => tagged(column.values[selection[i] as number] ?? null)))));
  }
}

function picked<T extends Float64Array | Uint8Array>(into: T, from: T, selection: Int32Array): T {
  for (let i = 0; i < into.length; i++) into[i] = from[selection[i] as number] as number;
  return into;
}

function encodeNulls(nulls: Uint8Array | null, selection: Int32Array, count: number, out: FrameOut): void {
  const packed = nulls === null ? null : createNulls(count);
  let any = false;
  if (packed !== null)
    for (let i = 0; i < count; i++)
      if (hasNull(nulls, selection[i] as number)) {
        setNull(packed, i);
        any = true;
      }
  out.array(packed !== null && any ? packed : new Uint8Array(0));
}

/** The entries that the selected records use, each once, and the index into them. */
function encodeDictionary(index: Int32Array, values: Column, selection: Int32Array, count: number, out: FrameOut): void {
  const places = new Map<number, number>();
  const packed = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    const entry = index[selection[i] as number] as number;
    if (entry >= 0 && !places.has(entry)) places.set(entry, places.size);
    packed[i] = entry < 0 ? entry : (places.get(entry) as number);
  }
  out.array(packed);
  out.uint(places.size);
  encodeColumn(values, Int32Array.from(places.keys()), places.size, out);
}

function encodeBytes(column: BytesColumn, selection: Int32Array, count: number, out: FrameOut): void {
  const { bytes, offsets, stride, at, trim, raw } = column;
  encodeNulls(column.nulls, selection, count, out);
  const lengths = new Int32Array(count);
  let most = 0;
  let longest = 0;
  for (let i = 0; i < count; i++) {
    const index = (selection[i] as number) * stride + at;
    most += Math.max(0, (offsets[index + 1] as number) - trim - (offsets[index] as number));
  }
  out.open(most);
  const to = out.bytes;
  let end = out.end;
  let before = end;
  for (let i = 0; i < count; i++) {
    const index = (selection[i] as number) * stride + at;
    const start = offsets[index] as number;
    const stop = (offsets[index + 1] as number) - trim;
    if (raw && start < stop && bytes[start] === QUOTE) end = writeUnquoted(bytes, start, stop, to, end);
    else if (stop - start > 64) {
      to.set(bytes.subarray(start, stop), end);
      end += stop - start;
    } else for (let k = start; k < stop; k++) to[end++] = bytes[k] as number;
    const length = end - before;
    lengths[i] = length;
    if (length > longest) longest = length;
    before = end;
  }
  out.close(end);
  // Lengths in as few bytes as they fit: they pack far better than positions.
  out.uint(longest < 256 ? 1 : longest < 65_536 ? 2 : 4);
  out.array(longest < 256 ? Uint8Array.from(lengths) : longest < 65_536 ? Uint16Array.from(lengths) : lengths);
}

import type { Batch } from '../../data/batch.ts';
import type { BytesColumn, Column } from '../../data/column.ts';
import type { FrameOut } from './frame-bytes.ts';

/** Bytes between one record and the next that are taken for a line end and kept, since whole records are copied at once; more than that is left out. */
const LINE_END = 2;

/**
 * The column that stands for the records of a source as they stand in its bytes: those of rows that follow one another, of which the batch has every field. `null`
 * where there are none: then each column is kept by itself.
 */
export function standingRecords({ columns, selection, count }: Batch): BytesColumn | null {
  const record = columns.find((column): column is BytesColumn => column.kind === 'bytes' && column.stride > 2);
  if (record === undefined || count === 0) return null;
  const there = new Uint8Array(record.stride - 1);
  for (const column of columns) if (standsIn(column, record)) there[column.at] = 1;
  // A field that is not in the batch, one that is masked for instance, must not be kept.
  if (there.includes(0)) return null;
  const first = selection[0] as number;
  for (let i = 1; i < count; i++) if (selection[i] !== first + i) return null;
  return record;
}

/** Whether the column is a field of the same records. */
export function standsIn(column: Column, record: BytesColumn): column is BytesColumn {
  return (
    column.kind === 'bytes' &&
    column.bytes === record.bytes &&
    column.offsets === record.offsets &&
    column.stride === record.stride &&
    column.trim === record.trim &&
    column.raw === record.raw &&
    column.at < record.stride - 1
  );
}

/** Where records begin and end in the bytes of their source and in those that are kept. */
interface Pieces {
  /** Begin and end of each stretch of bytes to be copied, in turn. */
  readonly ends: readonly number[];
  readonly bytes: number;
  /** From each entry of `offsets` to the next, once the stretches stand together. */
  readonly steps: Uint8Array | Int32Array;
}

/**
 * Appends `count` records from row `first` on, bytes and offsets. What stood between them (line ends aside) is left out: it was no record, or one that could
 * not be read. Appends nothing and gives false where the offsets are not in order.
 */
export function encodeRecords(record: BytesColumn, first: number, count: number, out: FrameOut): boolean {
  const steps = new Uint8Array(count * record.stride);
  const pieces = piecesOf(record, first, count, steps) ?? piecesOf(record, first, count, new Int32Array(steps.length));
  if (pieces === null) return false;
  out.uint(record.stride);
  out.uint(record.trim);
  out.uint(record.raw ? 1 : 0);
  out.open(pieces.bytes);
  let end = out.end;
  for (let at = 0; at < pieces.ends.length; at += 2) {
    const piece = record.bytes.subarray(pieces.ends[at], pieces.ends[at + 1]);
    out.bytes.set(piece, end);
    end += piece.length;
  }
  out.close(end);
  out.uint(pieces.steps.BYTES_PER_ELEMENT);
  out.array(pieces.steps);
  return true;
}

/** `null` where a step does not fit, or the offsets are not in order. */
function piecesOf({ offsets, stride, trim }: BytesColumn, first: number, count: number, steps: Uint8Array | Int32Array): Pieces | null {
  const most = steps.BYTES_PER_ELEMENT === 1 ? 255 : 0x7fffffff;
  const ends = [offsets[first * stride] as number];
  let last = ends[0] as number;
  let end = last;
  let leftOut = last;
  for (let row = 0, at = 0; row < count; row++) {
    const from = (first + row) * stride;
    const start = offsets[from] as number;
    const gap = start - end;
    if (gap < 0) return null;
    if (gap > LINE_END) {
      ends.push(end, start);
      leftOut += gap;
      last += gap;
    }
    const step = start - last;
    if (step > most || (step < 0 && most === 255)) return null;
    steps[at++] = step;
    last = start;
    for (let k = 1; k < stride; k++) {
      const next = offsets[from + k] as number;
      const length = next - last;
      if (length < 0 || length > most) return null;
      steps[at++] = length;
      last = next;
    }
    end = last - trim;
    if (end < start) return null;
  }
  ends.push(end);
  return { ends, bytes: end - leftOut, steps };
}

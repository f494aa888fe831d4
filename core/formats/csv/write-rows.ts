import type { Batch } from '../../data/batch.ts';
import type { ByteArena } from '../../data/byte-arena.ts';
import { QUOTE } from '../../data/bytes-column.ts';
import type { Column } from '../../data/column.ts';
import { hasNull } from '../../data/nulls.ts';
import type { Run } from './field-runs.ts';
import { writeNumber } from './number-bytes.ts';

/** How rows are put together. */
export interface RowStyle {
  /** The one byte between fields. */
  readonly delimiter: number;
  readonly crlf: boolean;
  /** 1 for bytes that a field may hold only between quotes. */
  readonly quoted: Uint8Array;
  /** Whether a row is one field: an empty one is then written as quotes, for a line with nothing on it would be no record. */
  readonly single: boolean;
}

/** Room that any number, delimiter, line end or empty field finds without asking. */
const SLACK = 64;
/** From so many bytes on the system's own copying is quicker than a loop. */
const LONG = 40;
/** Copies without making a view of its source, of which there would be one for each row. */
const copyOut = Buffer.prototype.copy;

/** Writes the selected rows of a batch behind what `out` holds; `plain` appends what has to be written by its text. */
export function writeRows(
  { selection, count }: Batch,
  runs: readonly Run[],
  out: ByteArena,
  style: RowStyle,
  plain: (column: Column | null, row: number) => void,
): void {
  const { delimiter, crlf, quoted, single } = style;
  const width = runs.length;
  let bytes = out.bytes;
  let to = out.end;
  for (let position = 0; position < count; position++) {
    const row = selection[position] as number;
    const rowStart = to;
    if (to + SLACK > bytes.length) bytes = grown(out, to, SLACK);
    for (let at = 0; at < width; at++) {
      if (at > 0) bytes[to++] = delimiter;
      const run = runs[at] as Run;
      if (run.kind === 'text') {
        let place = row;
        if (run.index !== null) {
          place = run.index[row] as number;
          if (place < 0) {
            if (to + run.span + SLACK > bytes.length) bytes = grown(out, to, run.span + SLACK);
            for (let more = run.span; more > 1; more--) bytes[to++] = delimiter;
            continue;
          }
        }
        if (run.nulls !== null && hasNull(run.nulls, place)) continue;
        const offset = place * run.stride + run.at;
        const from = run.bytes;
        const start = run.offsets[offset] as number;
        const end = (run.offsets[offset + run.span] as number) - run.trim;
        if (to + (end - start) * 2 + SLACK > bytes.length) bytes = grown(out, to, (end - start) * 2 + SLACK);
        if (run.asItStands || (run.raw && from[start] === QUOTE)) {
          if (end - start > LONG) {
            to += copyOut.call(from, bytes, to, start, end);
          } else for (let i = start; i < end; i++) bytes[to++] = from[i] as number;
        } else {
          let i = start;
          let put = to;
          for (; i < end && quoted[from[i] as number] === 0; i++) bytes[put++] = from[i] as number;
          to = i < end ? writeQuoted(from, start, end, bytes, to) : put;
        }
      } else if (run.kind === 'number') {
        if (run.nulls === null || !hasNull(run.nulls, row)) to = writeNumber(bytes, to, run.values[row] as number);
        if (to + SLACK > bytes.length) bytes = grown(out, to, SLACK);
      } else {
        out.end = to;
        plain(run.column, row);
        to = out.end;
        bytes = out.bytes;
        if (to + SLACK > bytes.length) bytes = grown(out, to, SLACK);
      }
    }
    if (single && to === rowStart) {
      bytes[to++] = QUOTE;
      bytes[to++] = QUOTE;
    }
    if (crlf) bytes[to++] = 13;
    bytes[to++] = 10;
  }
  out.end = to;
}

/** The bytes of `out`, of which `to` are in use, with room for more. */
function grown(out: ByteArena, to: number, room: number): Uint8Array {
  out.end = to;
  out.reserve(room + SLACK);
  return out.bytes;
}

function writeQuoted(from: Uint8Array, start: number, end: number, bytes: Uint8Array, at: number): number {
  let to = at;
  bytes[to++] = QUOTE;
  for (let i = start; i < end; i++) {
    const byte = from[i] as number;
    bytes[to++] = byte;
    if (byte === QUOTE) bytes[to++] = QUOTE;
  }
  bytes[to++] = QUOTE;
  return to;
}

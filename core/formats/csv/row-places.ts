import type { RecordPlace } from '../record-reader.ts';
import { problemText } from './problem.ts';

/** Where the rows of one scanned block stand in the file. Looked up only for the few rows that need it: lines are counted then. */
export function rowPlaces(
  bytes: Uint8Array,
  offsets: Int32Array,
  stride: number,
  rows: number,
  block: { start: number; end: number; line: number; delimiter: number },
  base: number,
): (row: number) => RecordPlace {
  let counted = { at: block.start, line: block.line };
  return (row) => {
    const start = offsets[row * stride] as number;
    // Rows are mostly asked for in order: counting goes on where it stopped.
    if (start < counted.at) counted = { at: block.start, line: block.line };
    counted = { at: start, line: counted.line + lineEnds(bytes, counted.at, start) };
    // The offset behind the last field is as far from its end as a delimiter is long; that of a padded row may lie beyond its line.
    const next = row + 1 < rows ? (offsets[(row + 1) * stride] as number) : block.end;
    const end = Math.min(next, (offsets[(row + 1) * stride - 1] as number) - block.delimiter);
    return { line: counted.line, byte: base + start, text: problemText(bytes, start, end) };
  };
}

function lineEnds(bytes: Uint8Array, from: number, to: number): number {
  let count = 0;
  for (let i = from; i < to; i++) if (bytes[i] === 10 || (bytes[i] === 13 && bytes[i + 1] !== 10)) count++;
  return count;
}

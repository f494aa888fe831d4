import type { RecordPlace } from '../record-reader.ts';
import { problemText } from './problem.ts';

/** What is known of a scanned block: where it ends, the line of its first row, and where lines and rows part (see `ScanBlock`). */
interface PlacedBlock {
  readonly end: number;
  readonly line: number;
  readonly leaps: readonly number[];
  /** Bytes of a delimiter. */
  readonly delimiter: number;
}

/** Where the rows of one scanned block stand in the file. Looked up only for the few rows that need it. */
export function rowPlaces(
  bytes: Uint8Array,
  offsets: Int32Array,
  stride: number,
  rows: number,
  block: PlacedBlock,
  base: number,
): (row: number) => RecordPlace {
  return (row) => {
    const start = offsets[row * stride] as number;
    // The offset behind the last field is as far from its end as a delimiter is long; that of a padded row may lie beyond its line.
    const next = row + 1 < rows ? (offsets[(row + 1) * stride] as number) : block.end;
    const end = Math.min(next, (offsets[(row + 1) * stride - 1] as number) - block.delimiter);
    return { line: lineOf(row, block), byte: base + start, text: problemText(bytes, start, end) };
  };
}

/** The line in which a row begins: as many behind that of the last leap as there are rows between. */
function lineOf(row: number, { line, leaps }: PlacedBlock): number {
  let [from, to] = [0, leaps.length / 2];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((leaps[middle * 2] as number) <= row) from = middle + 1;
    else to = middle;
  }
  return from === 0 ? line + row : (leaps[from * 2 - 1] as number) + row - (leaps[from * 2 - 2] as number);
}

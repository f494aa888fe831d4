/** What is usual, by what came before. */
export interface Band {
  leastBytes?: number;
  mostBytes?: number;
  leastRows?: number;
  mostRows?: number;
}

/** So many files say what is usual. */
export const ENOUGH = 5;
/** Files differ from night to night: what lies within this share beyond the smallest and largest is still usual. */
const MARGIN = 0.2;

/** Bounds for size and number of records that the files so far keep with a margin; without what too few of them say. */
export function proposeBand(past: readonly { bytes: number | null; rows: number | null }[]): Band {
  const bytes = past.flatMap((one) => (one.bytes === null || one.bytes === 0 ? [] : [one.bytes]));
  const rows = past.flatMap((one) => (one.rows === null || one.rows === 0 ? [] : [one.rows]));
  const [leastBytes, mostBytes] = bounds(bytes);
  const [leastRows, mostRows] = bounds(rows);
  return {
    ...(leastBytes === undefined ? {} : { leastBytes }),
    ...(mostBytes === undefined ? {} : { mostBytes }),
    ...(leastRows === undefined ? {} : { leastRows }),
    ...(mostRows === undefined ? {} : { mostRows }),
  };
}

/** The outermost files may be accidents: where there are many, a twentieth at either end does not count. */
function bounds(values: readonly number[]): [number, number] | [undefined, undefined] {
  if (values.length < ENOUGH) return [undefined, undefined];
  const sorted = [...values].sort((a, b) => a - b);
  const cut = Math.floor(sorted.length / 20);
  const least = sorted[cut] as number;
  const most = sorted[sorted.length - 1 - cut] as number;
  return [rounded(least * (1 - MARGIN), Math.floor), rounded(most * (1 + MARGIN), Math.ceil)];
}

/** Two digits that count are enough for a person. */
function rounded(value: number, way: (value: number) => number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, value))) - 1);
  return way(value / unit) * unit;
}

import type { BytesColumn, Column, Nulls } from '../../data/column.ts';

/** How one field of a batch, or several that stand side by side, is written; chosen once a batch. */
export type Run =
  /** Fields from `first` to `last` that stand in the source just as they are to be written. */
  | { readonly kind: 'copy'; readonly first: BytesColumn; readonly last: BytesColumn }
  | { readonly kind: 'bytes'; readonly column: BytesColumn; readonly asItStands: boolean }
  | { readonly kind: 'dictionary'; readonly index: Int32Array; readonly values: BytesColumn; readonly asItStands: boolean }
  | { readonly kind: 'number'; readonly values: Float64Array; readonly nulls: Nulls }
  /** By text, the way that is always right; `null` for a field that the batch lacks. */
  | { readonly kind: 'plain'; readonly column: Column | null };

/** Finds the cheapest right way for each field. `row` is any row of the batch. */
export function fieldRuns(
  columns: readonly (Column | null)[],
  row: number,
  delimiter: Uint8Array,
  options: { readonly quoting: 'needed' | 'all'; readonly safeForSpreadsheets: boolean },
): Run[] {
  if (options.safeForSpreadsheets || options.quoting === 'all' || delimiter.length !== 1) return columns.map((column) => ({ kind: 'plain', column }));
  const byte = delimiter[0] as number;
  const runs: Run[] = [];
  for (const column of columns) {
    const run = runOf(column, row, byte);
    const before = runs.at(-1);
    if (run.kind === 'copy' && before?.kind === 'copy' && standBehind(before.last, run.first)) runs[runs.length - 1] = { ...before, last: run.last };
    else runs.push(run);
  }
  return runs;
}

function runOf(column: Column | null, row: number, delimiter: number): Run {
  if (column === null) return { kind: 'plain', column };
  if (column.kind === 'float64' && column.source === null && column.type !== 'decimal') return { kind: 'number', values: column.values, nulls: column.nulls };
  const bytes = textBytes(column);
  if (bytes !== null) {
    const asItStands = writtenLike(bytes, row, delimiter);
    return asItStands && bytes.nulls === null ? { kind: 'copy', first: bytes, last: bytes } : { kind: 'bytes', column: bytes, asItStands };
  }
  if (column.kind === 'dictionary') {
    const values = textBytes(column.values);
    const some = values === null ? -1 : column.index.findIndex((index) => index >= 0);
    if (values !== null)
      return { kind: 'dictionary', index: column.index, values, asItStands: some >= 0 && writtenLike(values, column.index[some] as number, delimiter) };
  }
  return { kind: 'plain', column };
}

function textBytes(column: Column): BytesColumn | null {
  if (column.kind === 'bytes') return column;
  if (column.kind === 'json') return column.text;
  if (column.kind !== 'float64' || column.source === null) return null;
  return column.nulls === null || column.nulls === column.source.nulls ? column.source : { ...column.source, nulls: column.nulls };
}

/**
 * Whether the column's fields stand in delimited text with this very delimiter. One row tells for all: they come from one scan.
 * Seen at the byte before a field that is not the first of its record.
 */
function writtenLike(column: BytesColumn, row: number, delimiter: number): boolean {
  if (!column.raw || column.trim !== 1 || column.stride < 3) return false;
  const second = column.offsets[row * column.stride + Math.max(1, column.at)] as number;
  return column.bytes[second - 1] === delimiter;
}

function standBehind(left: BytesColumn, right: BytesColumn): boolean {
  return left.bytes === right.bytes && left.offsets === right.offsets && left.stride === right.stride && left.at + 1 === right.at;
}

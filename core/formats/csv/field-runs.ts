import type { BytesColumn, Column, Nulls } from '../../data/column.ts';

/**
 * How one field of a batch, or several that stand side by side, is written; chosen once a batch. `text`: the bytes from field `at` to the end of the
 * `span`-th behind it, of the row or, where there is an `index`, of the row it names; where that names none, all of them are empty. `number`: `values`. `plain`: by the text of `column`, the way that is
 * always right; `null` for a field that the batch lacks. All of one shape, because that is what makes the loop over them quick.
 */
export interface Run {
  readonly kind: 'text' | 'number' | 'plain';
  readonly bytes: Uint8Array;
  readonly offsets: Int32Array;
  readonly stride: number;
  readonly at: number;
  readonly span: number;
  readonly trim: number;
  readonly raw: boolean;
  /** The fields stand in the source just as they are to be written. */
  readonly asItStands: boolean;
  readonly index: Int32Array | null;
  readonly nulls: Nulls;
  readonly values: Float64Array;
  readonly column: Column | null;
}

const NOTHING: Run = {
  kind: 'plain',
  bytes: new Uint8Array(0),
  offsets: new Int32Array(0),
  stride: 1,
  at: 0,
  span: 1,
  trim: 0,
  raw: false,
  asItStands: false,
  index: null,
  nulls: null,
  values: new Float64Array(0),
  column: null,
};

/** Finds the cheapest right way for each field, where fields are quoted only as needed and the delimiter is one byte. `row` is any row of the batch. */
export function fieldRuns(columns: readonly (Column | null)[], row: number, delimiter: number): Run[] {
  const runs: Run[] = [];
  for (const column of columns) {
    const run = runOf(column, row, delimiter);
    const before = runs.at(-1);
    if (before !== undefined && isCopy(before) && isCopy(run) && standBehind(before, run)) runs[runs.length - 1] = { ...before, span: before.span + 1 };
    else runs.push(run);
  }
  return runs;
}

function runOf(column: Column | null, row: number, delimiter: number): Run {
  if (column === null) return NOTHING;
  if (column.kind === 'float64' && column.source === null && column.type !== 'decimal')
    return { ...NOTHING, kind: 'number', values: column.values, nulls: column.nulls };
  const own = textBytes(column);
  if (own !== null) return textRun(own, null, writtenLike(own, row, delimiter));
  if (column.kind === 'dictionary') {
    const values = textBytes(column.values);
    const some = values === null ? -1 : column.index.findIndex((index) => index >= 0);
    if (values !== null) return textRun(values, column.index, some >= 0 && writtenLike(values, column.index[some] as number, delimiter));
  }
  return { ...NOTHING, column };
}

function textRun({ bytes, offsets, stride, at, trim, raw, nulls }: BytesColumn, index: Int32Array | null, asItStands: boolean): Run {
  return { ...NOTHING, kind: 'text', bytes, offsets, stride, at, trim, raw, nulls, index, asItStands };
}

/** Whether the fields of each row are copied without a look at them. */
function isCopy({ kind, asItStands, nulls }: Run): boolean {
  return kind === 'text' && asItStands && nulls === null;
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

function standBehind(left: Run, right: Run): boolean {
  const sameRecords = left.bytes === right.bytes && left.offsets === right.offsets && left.stride === right.stride && left.index === right.index;
  return sameRecords && left.at + left.span === right.at;
}

import type { RecordOrigin, Sample } from '../../../core/base/sample.ts';
import type { CellMark } from '../data-grid/grid-column.ts';
import { isEmptyText, sameValue } from '../values.ts';

/** Text that is the same for the same source record. */
export function originKey(origin: RecordOrigin): string {
  return `${origin.source}:${origin.ordinal}`;
}

const indexes = new WeakMap<Sample, Map<string, number[]>>();

/** Positions of a sample's records by where they came from. */
export function byOrigin(sample: Sample): ReadonlyMap<string, readonly number[]> {
  let index = indexes.get(sample);
  if (!index) {
    index = new Map();
    for (const [row, origin] of sample.origins.entries()) {
      const key = originKey(origin);
      const rows = index.get(key);
      if (rows) rows.push(row);
      else index.set(key, [row]);
    }
    indexes.set(sample, index);
  }
  return index;
}

/** How what left a step differs from what arrived. Columns and rows are positions in `after`. */
export interface Comparison {
  columnMark(column: number): CellMark | undefined;
  cellMark(row: number, column: number): CellMark | undefined;
  /** The old name of a column that only got another one. */
  renamedFrom(column: number): string | undefined;
  /** Names of arriving fields that do not leave, not even under another name. */
  dropped: ReadonlySet<string>;
}

const LOOKED_AT = 2_000;
const NONE: ReadonlyMap<string, string> = new Map();

/**
 * Compares records by origin and fields by name. A cell that was empty and is filled now is marked as added. `renamed`: names that the step is known to have
 * changed, new to old; others are found by their values.
 */
export function compareSamples(before: Sample, after: Sample, renamed: ReadonlyMap<string, string> = NONE): Comparison {
  const partner = partners(before, after);
  const columns = new Map(before.fields.map((field, i) => [field.name, i]));
  const renames = findRenames(before, after, partner, renamed);
  const source = after.fields.map((field, column) => columns.get(field.name) ?? renames.get(column));
  const leaving = new Set([...after.fields.map((field) => field.name), ...[...renames.values()].map((from) => before.fields[from]?.name)]);
  const cellMark = (row: number, column: number): CellMark | undefined => {
    const from = source[column];
    if (from === undefined) return 'added';
    const old = before.rows[partner[row] ?? -1]?.[from];
    const now = after.rows[row]?.[column];
    if (partner[row] === undefined || sameValue(old, now)) return undefined;
    return isEmptyText(old) ? 'added' : 'changed';
  };
  const marks = after.fields.map((_field, column): CellMark | undefined => {
    if (source[column] === undefined) return 'added';
    const rows = Math.min(after.rows.length, LOOKED_AT);
    for (let row = 0; row < rows; row++) if (cellMark(row, column)) return 'changed';
    return undefined;
  });
  return {
    columnMark: (column) => marks[column],
    cellMark: (row, column) => (marks[column] === 'added' ? 'added' : cellMark(row, column)),
    renamedFrom: (column) => before.fields[renames.get(column) ?? -1]?.name,
    dropped: new Set(before.fields.map((field) => field.name).filter((name) => !leaving.has(name))),
  };
}

/** Columns of `after` with a new name whose values are those of a column of `before` that is gone: position there, position here. */
function findRenames(
  before: Sample,
  after: Sample,
  partner: readonly (number | undefined)[],
  renamed: ReadonlyMap<string, string>,
): ReadonlyMap<number, number> {
  const known = new Set(before.fields.map((field) => field.name));
  const leaving = new Set(after.fields.map((field) => field.name));
  const free = new Set([...before.fields.keys()].filter((from) => !leaving.has(before.fields[from]?.name ?? '')));
  const renames = new Map<number, number>();
  for (const [column, field] of after.fields.entries()) {
    if (known.has(field.name)) continue;
    const old = renamed.get(field.name);
    const told = [...free].find((one) => before.fields[one]?.name === old);
    const from = old === undefined ? [...free].find((one) => holdsTheSame(before, one, after, column, partner)) : told;
    if (from === undefined) continue;
    free.delete(from);
    renames.set(column, from);
  }
  return renames;
}

const ENOUGH_TO_TELL = 100;

function holdsTheSame(before: Sample, from: number, after: Sample, to: number, partner: readonly (number | undefined)[]): boolean {
  let filled = false;
  for (let row = 0; row < Math.min(after.rows.length, ENOUGH_TO_TELL); row++) {
    const at = partner[row];
    if (at === undefined) continue;
    const value = after.rows[row]?.[to];
    if (!sameValue(before.rows[at]?.[from], value)) return false;
    filled ||= !isEmptyText(value);
  }
  return filled;
}

/** For each record of `after` the position of its record in `before`; where several came of one, they are paired in order. */
function partners(before: Sample, after: Sample): (number | undefined)[] {
  const index = byOrigin(before);
  const met = new Map<string, number>();
  return after.origins.map((origin) => {
    const key = originKey(origin);
    const rows = index.get(key);
    if (!rows) return undefined;
    const nth = met.get(key) ?? 0;
    met.set(key, nth + 1);
    return rows[Math.min(nth, rows.length - 1)];
  });
}

/** Records of both samples side by side: equal origins in one line, in the order of arrival; what has no partner stands alone. */
export function alignSamples(before: Sample, after: Sample): { left: number | null; right: number | null }[] {
  const index = byOrigin(after);
  const lines: { left: number | null; right: number | null }[] = [];
  const used = new Set<number>();
  for (const [left, origin] of before.origins.entries()) {
    const rows = (index.get(originKey(origin)) ?? []).filter((row) => !used.has(row));
    const first = rows[0];
    if (first === undefined) lines.push({ left, right: null });
    else {
      const share = (byOrigin(before).get(originKey(origin))?.length ?? 1) > 1 ? [first] : rows;
      for (const [i, right] of share.entries()) {
        used.add(right);
        lines.push({ left: i === 0 ? left : null, right });
      }
    }
  }
  for (let right = 0; right < after.rows.length; right++) if (!used.has(right)) lines.push({ left: null, right });
  return lines;
}

/** Whether the records of a line are there on both sides and hold the same in all fields that both have. */
export function isSameLine(line: { left: number | null; right: number | null }, before: Sample, after: Sample, comparison: Comparison): boolean {
  const { left, right } = line;
  if (left === null || right === null) return false;
  return after.fields.every((field, column) => {
    const was = before.fields.findIndex(({ name }) => name === (comparison.renamedFrom(column) ?? field.name));
    return was < 0 || sameValue(before.rows[left]?.[was], after.rows[right]?.[column]);
  });
}

import type { Sample } from '../../../core/base/sample.ts';
import type { CellMark } from '../data-grid/grid-column.ts';
import { atOnce, pausesAt, type Sliced } from '../slices.ts';
import { isEmptyText, sameValue } from '../values.ts';
import { byOrigin } from './origin-index.ts';

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
 * Compares records by origin (or as `partner` pairs them: for each record of `after` the position of its record in `before`) and fields by name. A cell that was
 * empty and is filled now is marked as added. `renamed`: names that the step is known to have changed, new to old; others are found by their values.
 */
export function compareSamples(
  before: Sample,
  after: Sample,
  renamed: ReadonlyMap<string, string> = NONE,
  partner: readonly (number | undefined)[] = atOnce(pairing(before, after, 0, 1)),
): Comparison {
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
export function* pairing(before: Sample, after: Sample, start: number, end: number): Sliced<(number | undefined)[]> {
  const index = byOrigin(before);
  /** At the first record of each origin: the one that its next record here is paired with. */
  const turn = new Map<number, number>();
  const partner: (number | undefined)[] = [];
  for (const [at, origin] of after.origins.entries()) {
    const first = index.firstOf(origin);
    if (first < 0) partner.push(undefined);
    else if (index.nextOf(first) < 0) partner.push(first);
    else {
      const row = turn.get(first) ?? first;
      partner.push(row);
      const next = index.nextOf(row);
      turn.set(first, next < 0 ? row : next);
    }
    const part = pausesAt(at, after.origins.length, start, end);
    if (part !== null) yield part;
  }
  return partner;
}

interface Line {
  left: number | null;
  right: number | null;
}

/** Records of both samples side by side: equal origins in one line, in the order of arrival; what has no partner stands alone. */
export function alignSamples(before: Sample, after: Sample): Line[] {
  return atOnce(aligning(before, after, 0, 1));
}

/** The same in slices. */
export function* aligning(before: Sample, after: Sample, start: number, end: number): Sliced<Line[]> {
  const [arrived, left] = [byOrigin(before), byOrigin(after)];
  const lines: Line[] = [];
  /** At the first record of each origin that left: the next one that has no line yet, -1 where all have. */
  const turn = new Map<number, number>();
  const isTaken = new Uint8Array(after.rows.length);
  const take = (row: number, beside: number | null) => {
    isTaken[row] = 1;
    lines.push({ left: beside, right: row });
  };
  for (const [row, origin] of before.origins.entries()) {
    const first = left.firstOf(origin);
    const isOneOfMany = arrived.nextOf(arrived.firstOf(origin)) >= 0;
    let next = first < 0 ? -1 : (turn.get(first) ?? first);
    if (next < 0) lines.push({ left: row, right: null });
    for (let beside: number | null = row; next >= 0 && (beside !== null || !isOneOfMany); beside = null) {
      take(next, beside);
      next = left.nextOf(next);
    }
    if (first >= 0 && isOneOfMany) turn.set(first, next);
    const part = pausesAt(row, before.origins.length, start, end);
    if (part !== null) yield part;
  }
  for (let row = 0; row < after.rows.length; row++) if (!isTaken[row]) take(row, null);
  return lines;
}

/** Tells whether the records of a line are there on both sides and hold the same in all fields that both have, but for those `without`. */
export function sameLines(before: Sample, after: Sample, comparison: Comparison, without: readonly string[] = []) {
  const columns = new Map(before.fields.map(({ name }, at) => [name, at]));
  const pairs = after.fields.flatMap(({ name }, column) => {
    const was = columns.get(comparison.renamedFrom(column) ?? name);
    return was === undefined || without.includes(name) ? [] : [{ was, column }];
  });
  return ({ left, right }: Line): boolean =>
    left !== null && right !== null && pairs.every(({ was, column }) => sameValue(before.rows[left]?.[was], after.rows[right]?.[column]));
}

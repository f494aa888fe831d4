import type { Sample } from '../../../core/base/sample.ts';
import type { Value } from '../../../core/base/value.ts';
import { isEmptyText, plainText } from '../values.ts';

/** Records of two samples in lines: `left` and `right` are positions, null where the other side has no record for it. */
export interface MatchedRecords {
  lines: { left: number | null; right: number | null }[];
  /** The fields they were matched by; empty where only equal records are. */
  by: readonly string[];
  /** Fields that one side holds unreadable, because they are personal: they cannot be compared. */
  masked: readonly string[];
}

/** Of the records that have a key, as many must have one of their own for it to tell them apart. */
const UNIQUE_SHARE = 0.98;

/**
 * Puts the records of two samples of the same place into lines: by the first of `keys` (or all of them together) that tells records apart on both sides, else
 * by equal content. In the order of `right`; what is only on the left stands behind.
 */
export function matchRecords(left: Sample, right: Sample, keys: readonly string[]): MatchedRecords {
  const masked = maskedOnOneSide(left, right);
  const common = right.fields.map(({ name }) => name).filter((name) => left.fields.some((field) => field.name === name) && !masked.includes(name));
  const there = keys.filter((key) => common.includes(key));
  const candidates = [...there.map((key) => [key]), ...(there.length > 1 ? [there] : [])];
  const by = candidates.find((fields) => tellsApart(left, fields) && tellsApart(right, fields)) ?? [];
  const compared = by.length > 0 ? by : common;
  return { lines: pair(keysOf(left, compared), keysOf(right, compared)), by, masked };
}

function tellsApart(sample: Sample, fields: readonly string[]): boolean {
  const filled = keysOf(sample, fields).filter((key) => key !== null);
  return sample.rows.length > 0 && filled.length > 0 && new Set(filled).size >= filled.length * UNIQUE_SHARE;
}

/** Of each record its values in these fields as one text; null where all are empty. */
function keysOf(sample: Sample, fields: readonly string[]): (string | null)[] {
  const columns = fields.map((name) => sample.fields.findIndex((field) => field.name === name));
  return sample.rows.map((row) => {
    const values = columns.map((column) => row[column]);
    return values.every(isEmptyText) ? null : values.map((value) => plainText(value)).join('\u0000');
  });
}

function pair(left: readonly (string | null)[], right: readonly (string | null)[]): MatchedRecords['lines'] {
  const waiting = new Map<string, number[]>();
  for (const [row, key] of left.entries()) {
    if (key === null) continue;
    const rows = waiting.get(key);
    if (rows) rows.push(row);
    else waiting.set(key, [row]);
  }
  for (const rows of waiting.values()) rows.reverse();
  const lines = right.map((key, row) => ({ left: key === null ? null : (waiting.get(key)?.pop() ?? null), right: row }));
  const taken = new Set(lines.map((line) => line.left));
  return [...lines, ...[...left.keys()].filter((row) => !taken.has(row)).map((row) => ({ left: row, right: null }))];
}

const MASKED = /^(•••|#[0-9a-f]{16}$)/;

function maskedOnOneSide(left: Sample, right: Sample): string[] {
  return right.fields.flatMap(({ name }, column) => {
    const other = left.fields.findIndex((field) => field.name === name);
    return other >= 0 && isMasked(left, other) !== isMasked(right, column) ? [name] : [];
  });
}

/** Whether a run kept this column unreadable. */
function isMasked({ rows }: Sample, column: number): boolean {
  let filled = 0;
  for (const row of rows) {
    const value: Value | undefined = row[column];
    if (isEmptyText(value)) continue;
    if (typeof value !== 'string' || !MASKED.test(value)) return false;
    filled++;
  }
  return filled > 0;
}

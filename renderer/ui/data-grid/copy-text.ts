import type { Value } from '../../../core/base/value.ts';
import { plainText } from '../values.ts';
import type { CellSelection } from './cell-selection.ts';
import { bounds } from './cell-selection.ts';
import type { GridContent } from './grid-column.ts';

export type CopyFormat = 'csv' | 'json' | 'tsv';

/** Rows from `top` to before `end`, and the columns, that are copied. */
export interface CopyRange {
  top: number;
  end: number;
  columns: readonly number[];
}

export function rangeOf(selection: CellSelection): CopyRange {
  const { top, bottom, left, right } = bounds(selection);
  return { top, end: bottom + 1, columns: Array.from({ length: right - left + 1 }, (_, i) => left + i) };
}

export function wholeOf(content: GridContent): CopyRange {
  return { top: 0, end: content.rowCount, columns: content.columns.map((_column, i) => i) };
}

const STEP = 500;

/** The cells as text with the names of their columns, exact. Yields how much is done; lines end as their format wants it (CSV as in RFC 4180). */
export function* copyText(content: GridContent, { top, end, columns }: CopyRange, format: CopyFormat): Generator<number, string, undefined> {
  const lines: string[] = [];
  const names = columns.map((column) => content.columns[column]?.name ?? '');
  const lineOf = format === 'json' ? (values: (Value | undefined)[]) => jsonRecord(names, values) : format === 'csv' ? csvLine : tabbedLine;
  if (format !== 'json') lines.push(lineOf(names));
  for (let row = top; row < end; row++) {
    lines.push(lineOf(columns.map((column) => content.cell(row, column))));
    if (row % STEP === STEP - 1) yield (row - top) / (end - top);
  }
  if (format === 'json') return `[\n${lines.join(',\n')}\n]\n`;
  return format === 'csv' ? `${lines.join('\r\n')}\r\n` : lines.join('\n');
}

function csvLine(values: readonly (Value | undefined)[]): string {
  return values.map((value) => quoted(plainText(value), /[",\r\n]|^\s|\s$/)).join(',');
}

function tabbedLine(values: readonly (Value | undefined)[]): string {
  return values.map((value) => quoted(plainText(value), /["\t\r\n]/)).join('\t');
}

function quoted(text: string, when: RegExp): string {
  return when.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** One record as an object, its fields in order also where they look like numbers. */
function jsonRecord(names: readonly string[], values: readonly (Value | undefined)[]): string {
  return `  {${names.map((name, i) => `${JSON.stringify(name)}: ${jsonText(values[i] ?? null)}`).join(', ')}}`;
}

/** A value as JSON; integers of any size as they are. With `indent` each member stands on a line of its own. */
export function jsonText(value: Value, indent?: string): string {
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = indent === undefined ? undefined : `${indent}  `;
  const isList = Array.isArray(value);
  const parts = isList
    ? value.map((member: Value) => jsonText(member, inner))
    : Object.entries(value).map(([key, member]: [string, Value]) => `${JSON.stringify(key)}: ${jsonText(member, inner)}`);
  const [open, close] = isList ? '[]' : '{}';
  if (parts.length === 0) return `${open}${close}`;
  return inner === undefined ? `${open}${parts.join(', ')}${close}` : `${open}\n${inner}${parts.join(`,\n${inner}`)}\n${indent}${close}`;
}

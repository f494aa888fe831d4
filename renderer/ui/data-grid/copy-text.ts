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
  const parts: string[] = [];
  writeJson(value, indent, parts);
  return parts.join('');
}

/** Adds a value to the parts of a text: put together at each level, a deep value would be copied as often as it is deep. */
function writeJson(value: Value, indent: string | undefined, parts: string[]): void {
  if (typeof value === 'bigint') return void parts.push(String(value));
  if (typeof value !== 'object' || value === null) return void parts.push(JSON.stringify(value));
  const isList = Array.isArray(value);
  const members: [string | null, Value][] = isList ? value.map((member: Value) => [null, member]) : Object.entries(value);
  const [open, close] = isList ? ['[', ']'] : ['{', '}'];
  if (members.length === 0) return void parts.push(`${open}${close}`);
  const inner = indent === undefined ? undefined : `${indent}  `;
  const line = inner === undefined ? '' : `\n${inner}`;
  for (const [i, [key, member]] of members.entries()) {
    parts.push(i === 0 ? `${open}${line}` : inner === undefined ? ', ' : `,${line}`);
    if (key !== null) parts.push(`${JSON.stringify(key)}: `);
    writeJson(member, inner, parts);
  }
  parts.push(indent === undefined ? close : `\n${indent}${close}`);
}

import * as z from 'zod';
import type { SliceResult, ValuesOut } from './messages.ts';

const SEPARATOR = '\u001f';

const count = z.int().min(0).max(10_000_000);
const short = z.string().max(2000).nullish();
const summarySchema = z.object({
  count,
  /** -1: every record left as it came. */
  rows: z.int().min(-1),
  /** -1: the snippet made none of its own. */
  made: z.int().min(-1),
  columns: z.array(z.object({ name: z.string(), kind: z.enum(['numbers', 'texts', 'json']), flags: z.int().min(-1), at: count })),
  rejects: z.array(
    z.object({
      row: count,
      code: z.enum(['snippet-error', 'snippet-reject', 'snippet-result']),
      message: z.string().max(2000),
      field: short,
      value: short,
      line: count.optional(),
      column: count.optional(),
    }),
  ),
  logs: z.array(z.string()),
  logRows: z.array(z.int().min(-1)),
  logsLeftOut: count,
  measured: z
    .object({
      lines: z.array(z.object({ line: count, hits: z.number().min(0), microseconds: z.number().min(0) })).max(10_000),
      slowest: z.object({ row: count, microseconds: z.number().min(0) }).nullable(),
    })
    .optional(),
});

/** Fetches what the summary points to out of the guest. */
export interface GuestStore {
  buffer(at: number): ArrayBuffer;
  text(at: number): string;
  asJson(at: number): string;
}

/**
 * Reads what a slice of records came to. Code in the guest may have tampered with its own surroundings, so everything is checked:
 * anything that is not as agreed throws an `Error`.
 */
export function readSlice(summaryText: string, sliceCount: number, store: GuestStore): Omit<SliceResult, 'workMs'> {
  const summary = summarySchema.parse(JSON.parse(summaryText));
  const rows = summary.rows < 0 ? allRows(sliceCount) : new Int32Array(store.buffer(summary.rows));
  const made = summary.made < 0 ? new Uint8Array(rows.length) : new Uint8Array(store.buffer(summary.made));
  if (rows.length !== summary.count || made.length !== summary.count) throw new Error('the counts of the result do not agree');
  for (let k = 0; k < rows.length; k++)
    if ((rows[k] as number) < 0 || (rows[k] as number) >= sliceCount) throw new Error('a record of the result came from nowhere');
  const columns = summary.columns.map(({ name, kind, flags, at }, index): ValuesOut => {
    const head = { name, flags: flags < 0 ? null : sized(new Uint8Array(store.buffer(flags)), summary.count) };
    if (kind === 'numbers') return { ...head, kind, values: sized(new Float64Array(store.buffer(at)), summary.count) };
    if (kind === 'json') return { ...head, kind, text: store.text(at) };
    const joined = wholeText(store.text(at), summary.count);
    return joined === null ? { ...head, kind: 'json', text: store.asJson(index) } : { ...head, kind, joined };
  });
  const refused = summary.rejects.map(({ row, code, message, field, value, line = 0, column = 0 }) => {
    if (row >= sliceCount) throw new Error('a refused record came from nowhere');
    return { row, code, message, field: field ?? null, value: value ?? null, line, column };
  });
  const logs = summary.logs.slice(0, 100).map((line) => line.slice(0, 1000));
  const logRows = logs.map((_, at) => Math.min(summary.logRows[at] ?? -1, sliceCount - 1));
  const { logsLeftOut, measured } = summary;
  return { rows, made, columns, refused, logs, logRows, logsLeftOut, ...(measured ? { measured } : {}) };
}

function allRows(count: number): Int32Array {
  const rows = new Int32Array(count);
  for (let row = 0; row < count; row++) rows[row] = row;
  return rows;
}

function sized<T extends Uint8Array | Float64Array>(values: T, length: number): T {
  if (values.length !== length) throw new Error('a list of the result has another length than it should');
  return values;
}

/** The joined texts without the length behind them; `null` when a text has the separator in it, so that they cannot be told apart. */
function wholeText(text: string, wanted: number): string | null {
  const end = text.lastIndexOf(SEPARATOR);
  const joined = text.slice(0, Math.max(0, end));
  let separators = 0;
  for (let at = joined.indexOf(SEPARATOR); at >= 0; at = joined.indexOf(SEPARATOR, at + 1)) separators++;
  const units = joined.length - separators;
  return separators === Math.max(0, wanted - 1) && text.slice(end + 1) === String(units) ? joined : null;
}

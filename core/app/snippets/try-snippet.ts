import * as z from 'zod';
import type { snippetTrial } from '../../api/design-models.ts';
import type { Field } from '../../base/field.ts';
import { decodeValue, encodeValue } from '../../base/json.ts';
import type { Sample } from '../../base/sample.ts';
import type { Value } from '../../base/value.ts';
import type { SliceResult, SnippetCode, ValuesIn, ValuesOut } from '../../snippet/messages.ts';
import { openSandbox, SnippetVerdict } from '../../snippet/sandbox.ts';
import type { Parts } from '../parts.ts';
import { measureLines } from './measure-snippet.ts';

/** What came of trying a snippet. */
export type SnippetTrial = z.infer<typeof snippetTrial>;

/** What makes settings those of a snippet, whatever its kind is called. */
const snippetSchema = z.object({ language: z.enum(['javascript', 'typescript']), style: z.enum(['record', 'batch']), code: z.string() });

/** Flag of a value whose field is not in the record that leaves. */
const NOT_THERE = 3;

/** Somebody waits at the editor: less time than in a run. */
/** Code that took longer, in milliseconds, is not run again. */
const QUICK_MS = 500;
const SEED: SnippetCode['seed'] = [1, 2, 3, 4];
const LIMITS = { callMs: 1_000, batchMs: 3_000 };

/**
 * Runs a snippet on sample records in the sandbox; what the code did wrong is in the result, with line and column. `measure`: run it once more with every
 * line measured, to tell where the time goes.
 */
export async function trySnippet(
  { clock }: Pick<Parts, 'clock'>,
  request: { config: Record<string, unknown>; sample: Sample; measure?: boolean | undefined },
): Promise<SnippetTrial> {
  const { sample } = request;
  const given = snippetSchema.parse(request.config);
  const now = clock.now();
  const names = sample.fields.map((field) => field.name);
  const snippet = { ...given, name: 'Snippet', names, sets: null, seed: SEED, now, today: new Date(now).toISOString().slice(0, 10) };
  try {
    const result = await runOn(sample, snippet, clock);
    const timing = request.measure ? await measureLines(sample, snippet, result, (code) => runOn(sample, code, clock)) : null;
    return {
      ...inWords(sample, result),
      console: [...result.logs],
      consoleRows: [...result.logRows],
      consoleLeftOut: result.logsLeftOut,
      failing: failingLines(result),
      microsecondsPerRecord: timing?.microsecondsPerRecord ?? (result.workMs * 1_000) / Math.max(1, sample.rows.length),
      ...(timing ? { timing } : {}),
    };
  } catch (error) {
    if (!(error instanceof SnippetVerdict)) throw error;
    const { code, message, hint, line, column } = error;
    const place = { ...(line > 0 ? { line } : {}), ...(column > 0 ? { column } : {}) };
    const nothing = sampleWith(sample.fields, [], []);
    return {
      sample: nothing,
      rejected: nothing,
      console: [],
      error: { code, message, ...place, ...(hint === undefined ? {} : { hint }) },
      microsecondsPerRecord: 0,
    };
  }
}

/**
 * Runs a snippet on the sample in a sandbox of its own. Its first calls are slower than later ones, so quick code that keeps nothing in `state` is run a second
 * time there, for the times only.
 */
async function runOn(sample: Sample, snippet: SnippetCode, clock: Parts['clock']): Promise<SliceResult> {
  const columns = () => sample.fields.map((_, at) => columnIn(sample, at));
  const sandbox = await openSandbox({ snippet, limits: LIMITS, clock });
  try {
    const first = await sandbox.run(sample.rows.length, columns());
    if (first.workMs > QUICK_MS || /\bstate\b/.test(snippet.code)) return first;
    // The first result is the one that counts: what only the second run does is of no matter.
    const again = await sandbox.run(sample.rows.length, columns()).catch(() => first);
    return { ...first, workMs: Math.min(first.workMs, again.workMs), ...(again.measured ? { measured: again.measured } : {}) };
  } finally {
    await sandbox.close();
  }
}

/** Records the code failed for, by line. */
function failingLines({ refused }: SliceResult): NonNullable<SnippetTrial['failing']> {
  const lines = new Map<number, { line: number; message: string; records: number[] }>();
  for (const { code, line, message, row } of refused) {
    if (code === 'snippet-reject') continue;
    const known = lines.get(line);
    if (known) known.records.push(row);
    else lines.set(line, { line, message, records: [row] });
  }
  return [...lines.values()].sort((a, b) => b.records.length - a.records.length);
}

function columnIn(sample: Sample, at: number): ValuesIn {
  return { kind: 'json', tagged: true, text: JSON.stringify(sample.rows.map((row) => encodeValue(row[at] ?? null))) };
}

function inWords(sample: Sample, result: SliceResult): Pick<SnippetTrial, 'sample' | 'rejected' | 'error'> {
  const columns = new Map(result.columns.map((column) => [column.name, { flags: column.flags, values: valuesOf(column) }]));
  const known = new Map(sample.fields.map((field) => [field.name, field]));
  const isThere = (name: string): boolean => {
    const flags = columns.get(name)?.flags;
    if (!columns.has(name)) return result.made.length === 0 || result.made.some((made) => made === 0);
    return !flags || flags.length === 0 || flags.some((flag) => flag !== NOT_THERE);
  };
  const fields = [...new Set([...known.keys(), ...columns.keys()])].filter(isThere).map((name): Field => known.get(name) ?? { name, type: 'any' });
  const places = new Map(sample.fields.map((field, at) => [field.name, at]));
  const rows = [...result.rows].map((from, at) =>
    fields.map(({ name }): Value => {
      const asItCame = sample.rows[from]?.[places.get(name) ?? -1] ?? null;
      const column = columns.get(name);
      if (!column) return result.made[at] === 1 ? null : asItCame;
      const flag = column.flags?.[at] ?? 0;
      return flag === 0 ? (column.values[at] ?? null) : flag === 2 ? asItCame : null;
    }),
  );
  const refused = result.refused.map(({ row }) => row);
  const rejected = sampleWith(
    sample.fields,
    refused.map((row) => sample.rows[row] ?? []),
    refused.map((row) => sample.origins[row]),
  );
  const reasons = result.refused.map(({ code, message, field, value }) => ({
    code,
    message,
    ...(field === null ? {} : { field }),
    ...(value === null ? {} : { value }),
  }));
  const failed = result.refused.find(({ code }) => code === 'snippet-error');
  return {
    sample: sampleWith(
      fields,
      rows,
      [...result.rows].map((row) => sample.origins[row]),
    ),
    rejected: { ...rejected, reasons },
    ...(failed ? { error: { code: failed.code, message: failed.message, ...(failed.line > 0 ? { line: failed.line, column: failed.column } : {}) } } : {}),
  };
}

function valuesOf(column: ValuesOut): readonly Value[] {
  if (column.kind === 'numbers') return [...column.values];
  if (column.kind === 'texts') return column.joined.split('\u001f');
  return z.array(z.unknown()).parse(JSON.parse(column.text)).map(decodeValue);
}

function sampleWith(fields: readonly Field[], rows: readonly (readonly Value[])[], origins: readonly (Sample['origins'][number] | undefined)[]): Sample {
  return {
    fields: [...fields],
    rows: rows.map((row) => [...row]),
    origins: rows.map((_, at) => origins[at] ?? { source: '', ordinal: at }),
    first: rows.length,
    total: rows.length,
    profile: [],
    cut: false,
  };
}

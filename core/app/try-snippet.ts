import * as z from 'zod';
import type { snippetTrial } from '../api/design-models.ts';
import type { Field } from '../base/field.ts';
import { decodeValue, encodeValue } from '../base/json.ts';
import type { Sample } from '../base/sample.ts';
import type { Value } from '../base/value.ts';
import type { SliceResult, ValuesIn, ValuesOut } from '../snippet/messages.ts';
import { openSandbox, SnippetVerdict } from '../snippet/sandbox.ts';
import type { Parts } from './parts.ts';

/** What came of trying a snippet. */
export type SnippetTrial = z.infer<typeof snippetTrial>;

/** What makes settings those of a snippet, whatever its kind is called. */
const snippetSchema = z.object({ language: z.enum(['javascript', 'typescript']), style: z.enum(['record', 'batch']), code: z.string() });

/** Somebody waits at the editor: less time than in a run. */
const LIMITS = { callMs: 1_000, batchMs: 3_000 };

/** Runs a snippet on sample records in the sandbox; what the code did wrong is in the result, with line and column. */
export async function trySnippet({ clock }: Pick<Parts, 'clock'>, request: { config: Record<string, unknown>; sample: Sample }): Promise<SnippetTrial> {
  const { sample } = request;
  const snippet = snippetSchema.parse(request.config);
  const names = sample.fields.map((field) => field.name);
  const now = clock.now();
  const today = new Date(now).toISOString().slice(0, 10);
  try {
    const sandbox = await openSandbox({ snippet: { ...snippet, name: 'Snippet', names, sets: null, seed: [1, 2, 3, 4], now, today }, limits: LIMITS, clock });
    try {
      const began = clock.monotonic();
      const result = await sandbox.run(
        sample.rows.length,
        names.map((_, at) => columnIn(sample, at)),
      );
      const microseconds = ((clock.monotonic() - began) * 1_000) / Math.max(1, sample.rows.length);
      return { ...inWords(sample, result), console: [...result.logs], microsecondsPerRecord: microseconds };
    } finally {
      await sandbox.close();
    }
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

function columnIn(sample: Sample, at: number): ValuesIn {
  return { kind: 'json', tagged: true, text: JSON.stringify(sample.rows.map((row) => encodeValue(row[at] ?? null))) };
}

function inWords(sample: Sample, result: SliceResult): Pick<SnippetTrial, 'sample' | 'rejected' | 'error'> {
  const columns = new Map(result.columns.map((column) => [column.name, { flags: column.flags, values: valuesOf(column) }]));
  const known = new Map(sample.fields.map((field) => [field.name, field]));
  const fields = [...new Set([...known.keys(), ...columns.keys()])].map((name): Field => known.get(name) ?? { name, type: 'any' });
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

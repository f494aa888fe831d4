import type { Clock } from '../../base/clock.ts';
import { createRecord, type PlainRecord, type Value } from '../../base/value.ts';
import { RecordBuilder } from '../../data/record-builder.ts';
import { records } from '../../data/records.ts';
import { batchOut } from '../batch-out.ts';
import type { SliceResult, SnippetCode, SnippetLimits } from '../messages.ts';
import { openSandbox, SnippetVerdict } from '../sandbox.ts';
import { valuesIn } from '../values-in.ts';

/** A clock that really runs. */
export const REAL_CLOCK: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  zone: 'UTC',
  after(ms, callback) {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};

export const SHORT_LIMITS: SnippetLimits = { callMs: 300, batchMs: 600 };

/** Where time is not what is tested, which is the rule: a machine that is busy with other things changes nothing. */
export const PATIENT: SnippetLimits = { callMs: 10_000, batchMs: 10_000 };

/** What came of a snippet: records and refusals, or the verdict that stopped it. */
export type Attempt =
  | { ok: true; records: PlainRecord[]; result: SliceResult }
  | { ok: false; code: string; message: string; line: number; column: number; hint: string | undefined };

/** What may be said about the snippet and what it gets. */
export interface AttemptOptions extends Partial<Omit<SnippetCode, 'code'>> {
  given?: readonly { readonly [field: string]: Value }[];
  limits?: SnippetLimits;
}

/** Runs code on some records (one with `n: 1` if none are given). Anything but a result or a verdict is thrown. */
export async function attempt(code: string, options: AttemptOptions = {}): Promise<Attempt> {
  const { given = [{ n: 1 }], limits = PATIENT, ...rest } = options;
  const builder = new RecordBuilder();
  for (const [ordinal, each] of given.entries()) builder.addRecord(toRecord(each), 0, ordinal);
  const batch = builder.finish();
  const snippet: SnippetCode = {
    name: 'Add totals',
    language: 'javascript',
    style: 'record',
    code,
    names: batch.names,
    sets: null,
    seed: [1, 2, 3, 4],
    now: Date.UTC(2026, 10, 20, 1, 2, 3),
    today: '2026-11-20',
    ...rest,
  };
  try {
    const sandbox = await openSandbox({ snippet, limits, clock: REAL_CLOCK });
    try {
      const columns = snippet.names.map((name) => valuesIn(batch.columns[batch.names.indexOf(name)] ?? { kind: 'values', type: 'any', values: [] }, batch));
      const result = await sandbox.run(batch.count, columns);
      return { ok: true, result, records: [...records(batchOut(batch, result).batch)] };
    } finally {
      await sandbox.close();
    }
  } catch (error) {
    if (!(error instanceof SnippetVerdict)) throw error;
    const { code: which, message, line, column, hint } = error;
    return { ok: false, code: which, message, line, column, hint };
  }
}

/** The value of an expression (or of statements that begin with `try` or `Error`) in the guest, or `failed: …` with the error it gave. */
export async function evaluate(expression: string): Promise<Value> {
  const outcome = await attempt(`return { value: (() => { ${/^(?:try|Error)\b/.test(expression) ? expression : `return (${expression})`} })() }`);
  if (!outcome.ok) return `stopped: ${outcome.code}`;
  return outcome.records[0]?.['value'] ?? (outcome.result.refused[0] ? `failed: ${outcome.result.refused[0].message}` : null);
}

function toRecord(fields: { readonly [field: string]: Value }): PlainRecord {
  const made = createRecord();
  for (const name of Object.getOwnPropertyNames(fields)) made[name] = fields[name] ?? null;
  return made;
}

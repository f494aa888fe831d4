import { DateTime } from 'luxon';
import { OUT_PORT } from '../../catalog/node-spec.ts';
import { canReuseRecord } from '../../catalog/snippet-record-use.ts';
import { type SnippetScan, scanSnippet } from '../../catalog/snippet-scan.ts';
import type { Batch } from '../../data/batch.ts';
import { select } from '../../data/batch-ops.ts';
import type { Column } from '../../data/column.ts';
import { defineRun, type Emit, type RejectReason, type StepContext, type Transform } from '../../engine/node-door.ts';
import { batchOut, cutToSize } from '../../snippet/batch-out.ts';
import type { RefusedRow, SliceResult } from '../../snippet/messages.ts';
import { openSandbox, type Sandbox, warmSandbox } from '../../snippet/sandbox.ts';
import { valuesIn } from '../../snippet/values-in.ts';
import { declareTypes } from './declared-types.ts';
import type { CodeSnippetConfig } from './spec.ts';

/** Batches the guest has at most: it finds the next ones there when it is done with one, though the run's thread may be busy for some milliseconds. */
const AT_ONCE = 4;

/** Runs the user's code over the records, in a sandbox with a thread of its own: batches are read and passed on while the guest works on others. */
export const run = defineRun<CodeSnippetConfig>({
  role: 'transform',
  open(config, context) {
    warmSandbox();
    return new SnippetStep(config, context);
  },
});

/** A batch and what the guest made of it. */
interface Answered {
  readonly batch: Batch;
  readonly result: SliceResult;
}

class SnippetStep implements Transform {
  readonly #config: CodeSnippetConfig;
  readonly #context: StepContext;
  #sandbox: Sandbox | null = null;
  /** Names of the fields the open sandbox was made for. */
  #names: readonly string[] = [];
  #atWork: { readonly batch: Batch; readonly result: Promise<SliceResult> }[] = [];

  constructor(config: CodeSnippetConfig, context: StepContext) {
    this.#config = config;
    this.#context = context;
  }

  async push(_port: string, batch: Batch, emit: Emit): Promise<void> {
    const scan = scanSnippet(this.#config.code, this.#config.style);
    const read = scan.reads === null ? null : new Set([...scan.reads, ...scan.deletes]);
    const names = read === null ? batch.names : batch.names.filter((name) => read.has(name));
    const columns = names.map((name) => valuesIn(batch.columns[batch.names.indexOf(name)] as Column, batch));
    // A sandbox for other fields is opened when this one has nothing left to do.
    const done = await this.#answered(sameNames(names, this.#names) ? AT_ONCE - 1 : 0);
    const sandbox = await this.#open(names, scan);
    const result = sandbox.run(batch.count, columns);
    // Whoever waits for it next hears of a failure; until then it is nobody's.
    result.catch(() => undefined);
    this.#atWork.push({ batch, result });
    // The guest has its next batch by now: it does not wait for what is done with the last one.
    for (const each of done) await this.#passOn(each, emit);
  }

  async flush(_port: string, emit: Emit): Promise<void> {
    for (const each of await this.#answered(0)) await this.#passOn(each, emit);
  }

  async close(): Promise<void> {
    const sandbox = this.#sandbox;
    this.#sandbox = null;
    this.#atWork = [];
    await sandbox?.close();
  }

  /** The sandbox for records with these fields. Other fields need another one, and `state` begins anew. */
  async #open(names: readonly string[], { reads, writes, deletes }: SnippetScan): Promise<Sandbox> {
    if (this.#sandbox && sameNames(names, this.#names)) return this.#sandbox;
    const { nodeName, startedAt, zone, clock, signal } = this.#context;
    if (this.#sandbox) {
      await this.#sandbox.close();
      this.#context.notice({
        level: 'warning',
        code: 'snippet-restarted',
        message: 'Other fields arrive from here on: what the code kept in "state" is gone.',
      });
    }
    const { language, style, code } = this.#config;
    const seed = [0, 0, 0, 0].map(() => Math.floor(this.#context.random() * 0x100000000) | 0) as [number, number, number, number];
    const today = DateTime.fromMillis(startedAt, { zone }).toFormat('yyyy-MM-dd');
    const sets = writes === null ? null : [...writes, ...deletes];
    const reuses = language === 'javascript' && canReuseRecord(code) && sets?.every((name) => names.includes(name) || !reads?.includes(name)) === true;
    const snippet = { name: nodeName, language, style, code, names, sets, reuses, seed, now: startedAt, today };
    this.#names = names;
    this.#sandbox = await openSandbox({ snippet, clock, signal });
    return this.#sandbox;
  }

  /** Waits until the guest has at most so many batches left, and gives those that are done, in their order. */
  async #answered(left: number): Promise<Answered[]> {
    const done: Answered[] = [];
    while (this.#atWork.length > left) {
      const oldest = this.#atWork.shift();
      if (oldest) done.push({ batch: oldest.batch, result: await oldest.result });
    }
    return done;
  }

  async #passOn({ batch, result }: Answered, emit: Emit): Promise<void> {
    for (const line of result.logs) this.#context.log(line);
    for (const refused of result.refused) this.#context.reject(batch, batch.selection[refused.row] as number, reasonOf(refused));
    const given = batchOut(batch, result);
    const { batch: typed, wrong } = declareTypes(given.batch, this.#config.fields);
    for (const { row, field, message, value } of wrong)
      this.#context.reject(batch, given.from[typed.selection.indexOf(row)] as number, {
        code: 'wrong-type',
        message,
        field,
        value,
        hint: 'Change the code so that the value fits, or the type declared for the field.',
      });
    this.#account(batch, result, given.from);
    const bad = new Set(wrong.map(({ row }) => row));
    const good = bad.size === 0 ? typed : withoutRows(typed, bad);
    for (const part of cutToSize(good)) await emit(OUT_PORT, part);
  }

  /** Records that nothing came of count as filtered; the rest of the difference is fan-out. */
  #account(batch: Batch, result: SliceResult, from: Int32Array): void {
    // The usual case: every record leaves, as itself and once.
    if (from.length === batch.count && result.refused.length === 0 && result.rows.every((row, k) => row === k)) return;
    const used = new Uint8Array(batch.rows);
    for (const row of from) used[row] = 1;
    for (const { row } of result.refused) used[batch.selection[row] as number] = 1;
    const left = batch.selection.subarray(0, batch.count).filter((row) => used[row] === 0);
    if (left.length > 0) this.#context.filtered(batch, left, left.length);
    const extra = from.length + result.refused.length + left.length - batch.count;
    if (extra !== 0) this.#context.fannedOut(extra);
  }
}

function withoutRows(batch: Batch, bad: ReadonlySet<number>): Batch {
  const good = batch.selection.subarray(0, batch.count).filter((row) => !bad.has(row));
  return select(batch, good, good.length);
}

function sameNames(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, at) => name === b[at]);
}

function reasonOf({ code, message, field, value, line }: RefusedRow): RejectReason {
  const where = line > 0 ? `Line ${line} of the code failed: ` : 'The code failed: ';
  return {
    code,
    message: code === 'snippet-error' ? `${where}${message}` : message === '' ? 'The code rejected the record.' : message,
    ...(field === null ? {} : { field }),
    ...(value === null ? {} : { value }),
    ...(code === 'snippet-error' ? { hint: 'Try the code on this record in the step’s settings.' } : {}),
  };
}

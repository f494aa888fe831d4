import { readFileSync } from 'node:fs';
import { systemClock } from '../core/app/system-clock.ts';
import type { PlainRecord } from '../core/base/value.ts';
import type { Batch } from '../core/data/batch.ts';
import { records } from '../core/data/records.ts';
import type { StepContext } from '../core/engine/node-door.ts';
import { CsvScanner } from '../core/formats/csv/scanner.ts';
import { run } from '../core/nodes/code-snippet/run.ts';
import { spec } from '../core/nodes/code-snippet/spec.ts';
import { loadQuickJs } from '../core/snippet/quickjs.ts';

/** A snippet over the orders of a file: by the step, and by QuickJS given records as JSON, in turn. Called as: snippet-job <orders.csv> <rounds>. */
const [, , ordersFile = '', rounds = '1'] = process.argv;
const CODE = `record.total = record.quantity * record.unit_price;
record.label = record.status.toUpperCase() + '-' + record.order_date.slice(0, 7);
return record;`;
const RECORDS_AT_ONCE = 1000;
const CALL_MS = 1000;

const scanner = new CsvScanner();
const bytes = readFileSync(ordersFile);
const batches: Batch[] = [];
for (let at = 0; at < bytes.length; at += 1 << 18) batches.push(...scanner.push(bytes.subarray(at, at + (1 << 18))).batches);
batches.push(...scanner.finish().batches);
const count = batches.reduce((sum, batch) => sum + batch.count, 0);

interface Round {
  readonly ms: number;
  readonly total: number;
  readonly labels: number;
}

/** Adds up what came out, so that both are known to have done the same. */
class Sums {
  total = 0;
  labels = 0;

  add(record: PlainRecord): void {
    this.total += record['total'] as number;
    this.labels += (record['label'] as string).length;
  }
}

/** What the snippet asks of its surroundings. */
const surroundings: Pick<
  StepContext,
  'nodeName' | 'startedAt' | 'zone' | 'clock' | 'signal' | 'random' | 'log' | 'reject' | 'notice' | 'filtered' | 'fannedOut'
> = {
  nodeName: 'snippet',
  startedAt: Date.now(),
  zone: 'UTC',
  clock: systemClock(),
  signal: new AbortController().signal,
  random: () => 0.5,
  log: () => undefined,
  reject: (_batch, _row, reason) => {
    throw new Error(reason.message);
  },
  notice: () => undefined,
  filtered: () => undefined,
  fannedOut: () => undefined,
};

async function byStep(check: boolean): Promise<Round> {
  if (run.role !== 'transform') throw new Error('The snippet is no transform.');
  const sums = new Sums();
  let out = 0;
  const emit = (_port: string, batch: Batch) => {
    out += batch.count;
    if (check) for (const record of records(batch)) sums.add(record);
  };
  const step = await run.open(spec.config.parse({ code: CODE }), surroundings as StepContext);
  const begun = performance.now();
  for (const batch of batches) await step.push('in', batch, emit);
  await step.flush?.('in', emit);
  const ms = performance.now() - begun;
  await step.close?.();
  if (out !== count) throw new Error(`The step gave ${out} of ${count} records.`);
  return { ms, total: sums.total, labels: sums.labels };
}

/** Lists of records, made before the clock starts. */
const lists: PlainRecord[][] = [[]];
for (const batch of batches)
  for (const record of records(batch)) {
    if (lists.at(-1)?.length === RECORDS_AT_ONCE) lists.push([]);
    lists.at(-1)?.push(record);
  }

async function byJson(check: boolean): Promise<Round> {
  const quickjs = await (await loadQuickJs()).instance();
  const context = quickjs.newContext();
  let deadline = 0;
  context.runtime.setMemoryLimit(64 * 1024 * 1024);
  context.runtime.setInterruptHandler(() => performance.now() > deadline);
  deadline = performance.now() + CALL_MS;
  const work = context.unwrapResult(
    context.evalCode(`(() => { const one = (record) => { ${CODE} }; return (text) => JSON.stringify(JSON.parse(text).map(one)); })()`),
  );
  const sums = new Sums();
  const begun = performance.now();
  for (const list of lists) {
    deadline = performance.now() + CALL_MS;
    const given = context.newString(JSON.stringify(list));
    const result = context.unwrapResult(context.callFunction(work, context.undefined, given));
    const made = JSON.parse(context.getString(result)) as PlainRecord[];
    given.dispose();
    result.dispose();
    if (made.length !== list.length) throw new Error('Records were lost.');
    if (check) for (const record of made) sums.add(record);
  }
  const ms = performance.now() - begun;
  work.dispose();
  context.dispose();
  return { ms, total: sums.total, labels: sums.labels };
}

/** The sandbox's thread does not keep the process alive. */
setInterval(() => undefined, 1000);
const [a, b] = [await byStep(true), await byJson(true)];
if (a.labels !== b.labels || Math.abs(a.total - b.total) > 1) throw new Error(`The step made ${JSON.stringify(a)}, QuickJS alone ${JSON.stringify(b)}.`);
const step: number[] = [];
const json: number[] = [];
for (let round = 0; round < Number(rounds); round++) {
  step.push((await byStep(false)).ms);
  json.push((await byJson(false)).ms);
}
process.stdout.write(JSON.stringify({ count, step, json }), () => process.exit(0));

import { createHash } from 'node:crypto';
import { createReadStream, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Flow } from '../core/flow/flow.ts';
import { benchData } from './data.ts';
import type { Figure } from './figure.ts';
import { chainOf } from './flow-of.ts';
import { BENCH_FOLDER } from './job-of.ts';
import { engineRun, removeTarget, runProgram, type Took } from './processes.ts';
import { median, numberOption, ROUNDS, rounded } from './rounds.ts';
import { timeGiven } from './time-given.ts';

const MB = 1024 * 1024;
/** What the step may use before it goes to disk. */
const OUR_MB = 32;
/** What DuckDB may use; the more where it says that the less is not enough. */
const THEIR_MB = [256, 384, 512, 1024];
const TARGET = 2;
/** All of it, the making of the data included. */
const SECONDS = 400;

const STEPS = {
  sort: [
    'sort-rows',
    {
      keys: [
        { field: 'customer_id', order: 'text' },
        { field: 'unit_price', order: 'number', direction: 'descending' },
      ],
    },
  ],
  group: [
    'group-rows',
    {
      keys: ['order_ref'],
      trim: false,
      aggregates: [
        { kind: 'count', name: 'count' },
        { kind: 'sum', field: 'quantity', name: 'quantity' },
        { kind: 'sum', field: 'unit_price', name: 'price' },
        { kind: 'max', field: 'order_date', name: 'last' },
      ],
    },
  ],
  distinct: ['remove-duplicates', { keys: ['order_ref'], trim: false, keep: 'last' }],
} as const satisfies Record<string, readonly [kind: string, config: Record<string, unknown>]>;

/**
 * Sorting, grouping and removing duplicates far beyond the memory of the step, from delimited file to delimited file, beside DuckDB on two threads with
 * the same result in the same order, in turn, each in a process of its own. `--rows N`: orders read, default 1,000,000; `--seconds N`: how long it may take in
 * all (400). No round is begun that would not end by then, as far as the one before tells; a step without a round is said to be left out and counts as missed.
 */
export async function spillBench(): Promise<Figure[]> {
  const rows = numberOption('rows', 1_000_000);
  const { left, say } = timeGiven(SECONDS);
  say(`making ${rows.toLocaleString('en-GB')} orders`);
  const { orders } = benchData(rows, BENCH_FOLDER);
  const figures: Figure[] = [];
  /** Seconds of the round before, of both sides. */
  let last = 0;
  const jobs = ['sort', 'group', 'distinct'] as const;
  for (const [at, job] of jobs.entries()) {
    const [ours, theirs] = [join(BENCH_FOLDER, 'engine.csv'), join(BENCH_FOLDER, 'duckdb.csv')];
    const took: { ours: Took[]; theirs: (Took & { givenMb: number })[] } = { ours: [], theirs: [] };
    const name = (what: string) => `${job} beyond the memory, ${rows.toLocaleString('en-GB')} rows: ${what}`;
    let round = 0;
    // One round is kept back for each step that has none yet.
    const needed = () => last * (round === 0 ? 1 : jobs.length - at);
    for (; round < ROUNDS && needed() < left(); round++) {
      took.ours.push(await engineRun(flowFor(job, orders, ours), ours, { memoryBytes: OUR_MB * MB }));
      took.theirs.push(besides(job, orders, theirs));
      last = ((took.ours.at(-1)?.ms ?? 0) + (took.theirs.at(-1)?.ms ?? 0)) / 1000;
      say(`${job}, round ${round + 1} of ${ROUNDS}: ${last.toFixed(1)} s`);
    }
    if (round < ROUNDS) {
      say(`${job}: ${ROUNDS - round} of ${ROUNDS} rounds left out, each would take about ${last.toFixed(0)} s`);
      figures.push({ name: name('rounds left out for want of time'), value: ROUNDS - round, unit: 'rounds', ok: round > 0 });
    }
    if (round === 0) continue;
    await checkSame(ours, theirs);
    const of = (who: keyof typeof took, what: keyof Took) => median(took[who].map((one) => one[what]));
    const ratio = rounded(of('ours', 'ms') / of('theirs', 'ms'));
    figures.push(
      { name: name('time beside DuckDB'), value: ratio, unit: 'x', target: TARGET, ok: ratio <= TARGET },
      { name: name('time, and that of DuckDB'), value: Math.round(of('ours', 'ms')), unit: 'ms', baseline: Math.round(of('theirs', 'ms')), ok: true },
      { name: name('processor time of all threads beside DuckDB'), value: rounded(of('ours', 'cpuMs') / of('theirs', 'cpuMs')), unit: 'x', ok: true },
      {
        name: name('memory of the step, and what DuckDB was given'),
        value: OUR_MB,
        unit: 'MiB',
        baseline: Math.max(...took.theirs.map((one) => one.givenMb)),
        ok: true,
      },
    );
  }
  return figures;
}

function flowFor(job: keyof typeof STEPS, orders: string, target: string): Flow {
  return chainOf(job, [
    ['start', 'manual-trigger', {}],
    ['orders', 'csv-source', { path: orders, fields: [{ name: 'quantity', type: 'integer' }] }],
    [job, STEPS[job][0], STEPS[job][1]],
    ['target', 'csv-target', { path: target }],
  ]);
}

function besides(job: string, orders: string, target: string): Took & { givenMb: number } {
  const spill = join(BENCH_FOLDER, 'duckdb-spill');
  for (const givenMb of THEIR_MB) {
    mkdirSync(spill, { recursive: true });
    removeTarget(target);
    const took = runProgram<Took | null>('baseline-duckdb-spill.mjs', job, orders, target, String(givenMb), spill);
    rmSync(spill, { recursive: true, force: true });
    if (took) return { ...took, givenMb };
  }
  throw new Error(`DuckDB did not get through "${job}" with ${THEIR_MB.at(-1)} MiB.`);
}

/** Throws unless both have written the same records in the same order; a sum is the same with and without zeros at its end. */
async function checkSame(one: string, other: string): Promise<void> {
  const [a, b] = [await contentOf(one), await contentOf(other)];
  if (a !== b) throw new Error(`${one} is not the same as ${other}.`);
}

async function contentOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const line of createInterface({ input: createReadStream(path, 'latin1') })) {
    hash.update(line.replaceAll(/(\.\d*?)0+(?=,|$)/g, '$1').replaceAll(/\.(?=,|$)/g, ''));
    hash.update('\n');
  }
  return hash.digest('hex');
}

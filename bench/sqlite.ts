import { join } from 'node:path';
import Database from 'better-sqlite3';
import { benchData } from './data.ts';
import type { Figure } from './figure.ts';
import { chainOf } from './flow-of.ts';
import { BENCH_FOLDER } from './job-of.ts';
import { engineRun, removeTarget, runProgram } from './processes.ts';
import { median, numberOption, ROUNDS, rounded } from './rounds.ts';

const LEAST = 0.9;

/**
 * Upserts into SQLite by a whole run that reads a file, beside a bare loop over values that are in memory already. Same table, same durability; one order in
 * ten comes twice. `--rows N`, default 500,000.
 */
export async function sqliteBench(): Promise<Figure[]> {
  const rows = numberOption('rows', 500_000);
  const { orders } = benchData(rows, BENCH_FOLDER);
  const [ours, bare] = [join(BENCH_FOLDER, 'engine.sqlite'), join(BENCH_FOLDER, 'bare.sqlite')];
  const flow = chainOf('upsert', [
    ['start', 'manual-trigger', {}],
    ['orders', 'csv-source', { path: orders }],
    ['target', 'sqlite-table', { database: ours, table: 'orders', mode: 'upsert', create: true, keys: ['order_ref'] }],
  ]);
  const took = { ours: [] as number[], step: [] as number[], bare: [] as number[] };
  for (let round = 0; round < ROUNDS; round++) {
    const run = await engineRun(flow, ours);
    took.ours.push(run.ms);
    took.step.push(run.outcome.steps.find((step) => step.nodeId === 'target')?.ms ?? Number.NaN);
    removeTarget(bare);
    took.bare.push(runProgram<{ ms: number }>('baseline-sqlite.mjs', orders, bare).ms);
  }
  checkSameTable(ours, bare);
  const rate = (ms: number) => Math.round((rows * 1000) / ms);
  const [run, step, baseline] = [rate(median(took.ours)), rate(median(took.step)), rate(median(took.bare))];
  removeTarget(ours);
  removeTarget(bare);
  return [
    { name: 'SQLite upsert: rate of the step beside a bare loop', value: rounded(step / baseline), unit: 'x', target: LEAST, ok: step >= baseline * LEAST },
    { name: 'SQLite upsert: rate of the step', value: step, unit: 'rows/s', baseline, ok: true },
    { name: 'SQLite upsert: rate of the whole run, reading included', value: run, unit: 'rows/s', baseline, ok: true },
  ];
}

function checkSameTable(one: string, other: string): void {
  const database = new Database(one);
  try {
    database.prepare('ATTACH ? AS other').run(other);
    const names = database.prepare<[], string>("SELECT name FROM pragma_table_info('orders', 'other')").pluck().all();
    // An empty field is null with us and empty text in the loop.
    const columns = names.map((name) => `coalesce(${name}, '')`).join(',');
    const count = (from: string, without: string) =>
      database
        .prepare<[], number>(`SELECT count(*) FROM (SELECT ${columns} FROM ${from}.orders EXCEPT SELECT ${columns} FROM ${without}.orders)`)
        .pluck()
        .get();
    const apart = [count('main', 'other'), count('other', 'main')];
    if (apart.some((rows) => rows !== 0)) throw new Error(`The tables of ${one} and ${other} differ in ${apart.join(' and ')} rows.`);
  } finally {
    database.close();
  }
}

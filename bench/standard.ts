import { join } from 'node:path';
import { benchData } from './data.ts';
import type { Figure } from './figure.ts';
import { BENCH_FOLDER } from './job-of.ts';
import { engineRun, removeTarget, runProgram, type Took } from './processes.ts';
import { median, numberOption, ROUNDS, rounded } from './rounds.ts';
import { checkSameRecords } from './same-records.ts';
import { standardFlow } from './standard-flow.ts';

const BYTES_A_KEY = 80;
const FIXED_MB = 250;

/**
 * The standard job through the real engine, beside a hand-written script on strings and beside DuckDB on two threads, in turn. Each in a process of its
 * own; the engine's worker has been started and has loaded the steps, as in an app in which the flow is open. `--rows N`: orders read, default 1,000,000.
 */
export async function standardBench(): Promise<Figure[]> {
  const rows = numberOption('rows', 1_000_000);
  const data = benchData(rows, BENCH_FOLDER);
  const target = (name: string) => join(BENCH_FOLDER, `${name}.csv`);
  const flow = standardFlow(data, target('engine'), 'none');
  const took: Record<'engine' | 'script' | 'duckdb', Took[]> = { engine: [], script: [], duckdb: [] };
  for (let round = 0; round < ROUNDS; round++) {
    took.engine.push(await engineRun(flow, target('engine')));
    for (const [name, program] of [
      ['script', 'baseline-strings.mjs'],
      ['duckdb', 'baseline-duckdb.mjs'],
    ] as const) {
      removeTarget(target(name));
      took[name].push(runProgram<Took>(program, data.orders, data.customers, target(name)));
    }
  }
  checkSameRecords(target('engine'), target('script'));
  checkSameRecords(target('engine'), target('duckdb'));
  const of = (name: keyof typeof took, what: keyof Took) => median(took[name].map((one) => one[what]));
  const [ms, script, duckdb] = [of('engine', 'ms'), of('script', 'ms'), of('duckdb', 'ms')];
  const memory = Math.round(of('engine', 'peakMb'));
  const most = Math.round(FIXED_MB + (of('engine', 'rows') * BYTES_A_KEY) / 1_048_576);
  const name = (what: string) => `standard job, ${rows.toLocaleString('en-GB')} rows: ${what}`;
  const beside = (what: string, value: number, target?: number): Figure => ({
    name: name(what),
    value: rounded(value),
    unit: 'x',
    ...(target === undefined ? {} : { target }),
    ok: target === undefined || value <= target,
  });
  return [
    beside('time beside the script', ms / script, 0.6),
    beside('time beside DuckDB', ms / duckdb, 1),
    { name: name('time, and that of the script'), value: Math.round(ms), unit: 'ms', baseline: Math.round(script), ok: true },
    { name: name('time, and that of DuckDB'), value: Math.round(ms), unit: 'ms', baseline: Math.round(duckdb), ok: true },
    beside('processor time of all threads beside the script', of('engine', 'cpuMs') / of('script', 'cpuMs')),
    beside('processor time of all threads beside DuckDB', of('engine', 'cpuMs') / of('duckdb', 'cpuMs')),
    {
      name: name('peak memory, and that of the script'),
      value: memory,
      unit: 'MiB',
      baseline: Math.round(of('script', 'peakMb')),
      target: most,
      ok: memory <= most,
    },
    { name: name('peak memory, and that of DuckDB'), value: memory, unit: 'MiB', baseline: Math.round(of('duckdb', 'peakMb')), ok: true },
  ];
}

import { systemClock } from '../core/app/system-clock.ts';
import { executeRun } from '../core/engine/execute.ts';
import { catalog } from '../core/nodes/index.ts';
import { loadRun } from '../core/nodes/runs.ts';
import { benchData } from './data.ts';
import { jobOf } from './job-of.ts';
import { median } from './rounds.ts';
import { standardFlow } from './standard-flow.ts';

/**
 * Runs the standard job at several sizes in this thread, warm, and prints what each took; says how far it is. No round is begun that would not end within the
 * seconds given, as far as the one before tells; a size for which not even one would is left out. Called as: scale-job <folder> <seconds> <rows:rounds> …
 */
const [, , folder = '', seconds = '0', ...sizes] = process.argv;
const WARM_ROWS = 200_000;
/** Making the data of a row takes this part of the time of a run of it, roughly. */
const DATA = 2;

interface Measured {
  readonly rows: number;
  readonly rounds: number;
  readonly ms: number;
  /** Processor time of the thread. */
  readonly cpuMs: number;
}

const begun = performance.now();
const left = () => Number(seconds) * 1000 - (performance.now() - begun);
const shown = (count: number) => count.toLocaleString('en-GB');
const say = (text: string) => process.stderr.write(`${((performance.now() - begun) / 1000).toFixed(0).padStart(4)} s  ${text}\n`);

async function timed(rows: number): Promise<{ ms: number; cpuMs: number }> {
  const job = jobOf(standardFlow(benchData(rows, folder), `${folder}/scale.csv`, 'none'));
  const before = process.threadCpuUsage();
  const started = performance.now();
  const outcome = await executeRun(job, { catalog, loadRun, clock: systemClock() }, () => undefined);
  const ms = performance.now() - started;
  const { user, system } = process.threadCpuUsage(before);
  if (outcome.status !== 'succeeded' || outcome.counts.read !== rows) throw new Error(`The run of ${rows} rows ${outcome.status}: ${outcome.error?.message}`);
  return { ms, cpuMs: (user + system) / 1000 };
}

let row = 0;
for (let warm = 0; warm < 3; warm++) row = (await timed(WARM_ROWS)).ms / WARM_ROWS;
const took: Measured[] = [];
const leftOut: { rows: number; seconds: number }[] = [];
for (const size of sizes) {
  const [rows = 0, rounds = 1] = size.split(':').map(Number);
  const needed = rows * row * (1 + DATA);
  if (needed > left()) {
    leftOut.push({ rows, seconds: Math.ceil(needed / 1000) });
    say(`${shown(rows)} rows: left out, they would take about ${Math.ceil(needed / 1000)} s`);
    continue;
  }
  say(`${shown(rows)} rows: making the data`);
  benchData(rows, folder);
  const each: { ms: number; cpuMs: number }[] = [];
  while (each.length < rounds && (each.length === 0 || (each.at(-1)?.ms ?? 0) < left())) {
    each.push(await timed(rows));
    if (rows >= 1_000_000) say(`${shown(rows)} rows, round ${each.length} of ${rounds}: ${((each.at(-1)?.ms ?? 0) / 1000).toFixed(1)} s`);
  }
  row = median(each.map(({ ms }) => ms)) / rows;
  took.push({ rows, rounds: each.length, ms: row * rows, cpuMs: median(each.map(({ cpuMs }) => cpuMs)) });
  say(`${shown(rows)} rows: ${(row * 1000).toFixed(2)} µs a row in ${each.length} rounds`);
}
process.stdout.write(JSON.stringify({ took, leftOut }));

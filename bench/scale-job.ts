import { systemClock } from '../core/app/system-clock.ts';
import { executeRun } from '../core/engine/execute.ts';
import { catalog } from '../core/nodes/index.ts';
import { loadRun } from '../core/nodes/runs.ts';
import { benchData } from './data.ts';
import { jobOf } from './job-of.ts';
import { median } from './rounds.ts';
import { standardFlow } from './standard-flow.ts';

/** Runs the standard job at several sizes in this thread, warm, and prints the milliseconds of each. Called as: scale-job <folder> <rows:rounds> … */
const [, , folder = '', ...sizes] = process.argv;

async function timed(rows: number): Promise<number> {
  const job = jobOf(standardFlow(benchData(rows, folder), `${folder}/scale.csv`, 'none'));
  const begun = performance.now();
  const outcome = await executeRun(job, { catalog, loadRun, clock: systemClock() }, () => undefined);
  const ms = performance.now() - begun;
  if (outcome.status !== 'succeeded' || outcome.counts.read !== rows) throw new Error(`The run of ${rows} rows ${outcome.status}: ${outcome.error?.message}`);
  return ms;
}

for (let warm = 0; warm < 3; warm++) await timed(200_000);
const took: { rows: number; ms: number }[] = [];
for (const size of sizes) {
  const [rows = 0, rounds = 1] = size.split(':').map(Number);
  const each: number[] = [];
  for (let round = 0; round < rounds; round++) each.push(await timed(rows));
  took.push({ rows, ms: median(each) });
}
process.stdout.write(JSON.stringify(took));

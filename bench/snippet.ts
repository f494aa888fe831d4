import { builtPrograms } from './built.ts';
import { benchData } from './data.ts';
import type { Figure } from './figure.ts';
import { BENCH_FOLDER } from './job-of.ts';
import { runProgram } from './processes.ts';
import { median, numberOption, ROUNDS, rounded } from './rounds.ts';

const LEAST = 5;

/** Records of ten fields a second through a snippet that computes a number and a text, beside QuickJS given the records as JSON. `--rows N`, default 100,000. */
export async function snippetBench(): Promise<Figure[]> {
  const { snippetJob } = await builtPrograms();
  const { orders } = benchData(numberOption('rows', 100_000), BENCH_FOLDER);
  const { count, step, json } = runProgram<{ count: number; step: number[]; json: number[] }>(snippetJob, orders, String(ROUNDS));
  const rate = (ms: number) => Math.round((count * 1000) / ms);
  const [ours, baseline] = [rate(median(step)), rate(median(json))];
  return [
    { name: 'snippet: rate beside records as JSON', value: rounded(ours / baseline), unit: 'x', target: LEAST, ok: ours >= baseline * LEAST },
    { name: 'snippet: rate', value: ours, unit: 'records/s', baseline, ok: true },
  ];
}

import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { serialiseFlow } from '../core/flow/serialise.ts';
import { builtPrograms } from './built.ts';
import { benchData } from './data.ts';
import type { Figure } from './figure.ts';
import { BENCH_FOLDER } from './job-of.ts';
import { runProgram } from './processes.ts';
import { median, rounded } from './rounds.ts';
import { tinyFlow } from './small-flows.ts';

const RUNS = 1000;
const RUN_MS = 3;
const ALL_MS = 4000;
const COLD = 8;
const COLD_ROUNDS = 9;
const BY_HAND = 300;

/** What a run costs beside its records: ten records from file to file, in the running app with its history on disk, and by a new process. */
export async function tinyBench(): Promise<Figure[]> {
  const { inApp, worker } = await builtPrograms();
  const { allMs, each } = runProgram<{ allMs: number; each: number[] }>(inApp, 'tiny', BENCH_FOLDER, worker, String(RUNS));
  const run = median(each);
  const byHand = median(handWritten());
  const slow = each.toSorted((a, b) => a - b)[Math.floor(each.length * 0.99)] ?? Number.NaN;
  return [
    { name: 'a run of ten records in the app', value: rounded(run), unit: 'ms', baseline: rounded(byHand), target: RUN_MS, ok: run <= RUN_MS },
    { name: 'a run of ten records in the app: 99 of 100 take at most', value: rounded(slow), unit: 'ms', ok: true },
    { name: `${RUNS} such runs, one after another`, value: Math.round(allMs), unit: 'ms', target: ALL_MS, ok: allMs <= ALL_MS },
    ...(await cold()),
  ];
}

/** Milliseconds of each of some runs by a script of one thread that makes as much durable: what the drive and the machine alone take. */
function handWritten(): number[] {
  const folder = join(BENCH_FOLDER, 'tiny-by-hand');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return runProgram<{ each: number[] }>('baseline-tiny.mjs', benchData(10, BENCH_FOLDER).orders, folder, String(BY_HAND)).each;
}

async function cold(): Promise<Figure[]> {
  const { cli } = await builtPrograms();
  const folder = join(BENCH_FOLDER, 'cold');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const flow = join(folder, 'tiny.swivel.json');
  const target = join(folder, 'out.csv');
  writeFileSync(flow, serialiseFlow(tinyFlow(benchData(10, BENCH_FOLDER).orders, target)));
  const timed = (...parameters: string[]) => {
    const begun = performance.now();
    execFileSync(process.execPath, parameters, { stdio: 'ignore' });
    return performance.now() - begun;
  };
  const run = () => timed(cli, 'run', flow, '--workspace', join(folder, 'workspace'));
  run();
  const [plain, ours]: [number[], number[]] = [[], []];
  for (let round = 0; round < COLD_ROUNDS; round++) {
    plain.push(timed('-e', '0'));
    rmSync(target);
    ours.push(run());
    if (readFileSync(target, 'utf8').split('\n').length < 5) throw new Error('The cold run did not write its records.');
  }
  const times = median(ours) / median(plain);
  return [
    { name: 'a run of ten records by a new process, beside `node -e 0`', value: rounded(times), unit: 'x', target: COLD, ok: times <= COLD },
    { name: 'a run of ten records by a new process', value: Math.round(median(ours)), unit: 'ms', baseline: Math.round(median(plain)), ok: true },
  ];
}

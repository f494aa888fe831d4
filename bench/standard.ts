import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RunOutcome } from '../core/engine/messages.ts';
import { DEFAULT_LIMITS, type RunJob } from '../core/engine/run-job.ts';
import { type BenchData, benchData } from './data.ts';
import type { Figure } from './figure.ts';
import { standardFlow } from './standard-flow.ts';

const ROWS = 1_000_000;
const ROUNDS = 3;

interface Took {
  ms: number;
  /** Of all threads. */
  cpuMs: number;
  peakMb: number;
  /** Written to the target. */
  rows: number;
}

/** The standard job through the real engine, in a worker, beside a hand-written script on strings in the same call; each in a process of its own. */
export async function standardBench(): Promise<Figure[]> {
  const folder = join(tmpdir(), 'swivel-bench');
  const data = benchData(ROWS, folder);
  const figures: Figure[] = [];
  const compare = (name: string, extension: string, capture: 'none' | 'input', target: number | null) => {
    const [plain, ours]: [Took[], Took[]] = [[], []];
    const [plainTarget, ourTarget] = [join(folder, `plain${extension}`), join(folder, `ours${extension}`)];
    for (let round = 0; round < ROUNDS; round++) {
      plain.push(baseline(data, plainTarget));
      ours.push(engine(data, ourTarget, folder, capture));
    }
    if (plain[0]?.rows !== ours[0]?.rows || (extension === '.csv' && !sameRecords(plainTarget, ourTarget)))
      throw new Error(`${ourTarget} is not what the hand-written script writes in ${plainTarget}.`);
    const of = (what: keyof Took) => ({ ours: median(ours.map((took) => took[what])), plain: median(plain.map((took) => took[what])) });
    const [wall, cpu, memory] = [of('ms'), of('cpuMs'), of('peakMb')];
    const ratio = round2(wall.ours / wall.plain);
    figures.push(
      { name: `${name}: time beside the script's`, value: ratio, unit: 'x', ...(target === null ? {} : { target }), ok: target === null || ratio <= target },
      { name: `${name}: processor time of all threads beside the script's`, value: round2(cpu.ours / cpu.plain), unit: 'x', ok: true },
      { name: `${name}: time`, value: Math.round(wall.ours), unit: 'ms', baseline: Math.round(wall.plain), ok: true },
      { name: `${name}: peak memory`, value: Math.round(memory.ours), unit: 'MB', baseline: Math.round(memory.plain), ok: true },
    );
  };
  compare('csv to csv', '.csv', 'none', 1);
  compare('csv to csv, input kept', '.csv', 'input', null);
  compare('csv to sqlite', '.sqlite', 'none', 1);
  return Promise.resolve(figures);
}

function baseline(data: BenchData, target: string): Took {
  return JSON.parse(run('baseline-strings.mjs', data.orders, data.customers, target)) as Took;
}

function engine(data: BenchData, target: string, folder: string, capture: 'none' | 'input'): Took {
  rmSync(target, { force: true });
  const within = (name: string) => join(folder, 'run', name);
  mkdirSync(within('files'), { recursive: true });
  const job: RunJob = {
    runId: 'bench',
    flowId: 'standard',
    flow: standardFlow(data, target, capture),
    mode: 'run',
    startedAt: Date.now(),
    zone: 'UTC',
    parameters: {},
    folders: { flow: within('files'), captures: within('captures'), state: within('state'), spill: within('spill') },
    limits: DEFAULT_LIMITS,
  };
  const file = join(folder, 'job.json');
  writeFileSync(file, JSON.stringify(job));
  const took = JSON.parse(run('engine-job.ts', file)) as Took & { outcome: RunOutcome };
  rmSync(join(folder, 'run'), { recursive: true, force: true });
  if (took.outcome.error)
    throw new Error(`${took.outcome.error.message}
${took.outcome.error.details ?? ''}`);
  return { ...took, rows: took.outcome.counts.delivered };
}

function run(script: string, ...parameters: string[]): string {
  return execFileSync(process.execPath, [fileURLToPath(new URL(script, import.meta.url)), ...parameters], { encoding: 'utf8', maxBuffer: 1 << 26 });
}

/** Whether two files are the same but for the last digit of the totals: the script rounds what floating point makes of 511.615, we round 511.615. */
function sameRecords(one: string, other: string): boolean {
  const [a, b] = [one, other].map((file) => {
    let sum = 0;
    const text = readFileSync(file, 'utf8').replaceAll(/,(\d[\d.]*),([A-Z]+-\d{4}-\d\d),/g, (_found, total: string, label: string) => {
      sum += Number(total);
      return `,,${label},`;
    });
    return { sum, digest: createHash('sha256').update(text).digest('hex') };
  });
  return a?.digest === b?.digest && Math.abs((a?.sum ?? 0) - (b?.sum ?? 0)) < 10_000;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function round2(value: number): number {
  return Math.round(value * 100) / 100;
}

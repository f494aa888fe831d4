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
/** Rows that the job delivers; known from the data. */
const DELIVERED = 697_620;

interface Took {
  ms: number;
  peakMb: number;
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
    if (extension === '.csv' && digest(plainTarget) !== digest(ourTarget))
      throw new Error(`${ourTarget} is not what the hand-written script writes in ${plainTarget}.`);
    const ratio = round2(median(ours.map(({ ms }) => ms)) / median(plain.map(({ ms }) => ms)));
    figures.push(
      {
        name: `${name}: time, as a ratio to the script`,
        value: ratio,
        unit: 'x',
        baseline: 1,
        ...(target === null ? {} : { target }),
        ok: target === null || ratio <= target,
      },
      {
        name: `${name}: records a second`,
        value: Math.round(ROWS / (median(ours.map(({ ms }) => ms)) / 1000)),
        unit: 'records/s',
        baseline: Math.round(ROWS / (median(plain.map(({ ms }) => ms)) / 1000)),
        ok: true,
      },
      {
        name: `${name}: peak memory`,
        value: Math.round(median(ours.map(({ peakMb }) => peakMb))),
        unit: 'MB',
        baseline: Math.round(median(plain.map(({ peakMb }) => peakMb))),
        ok: true,
      },
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
  if (took.outcome.counts.delivered !== DELIVERED)
    throw new Error(`The job delivered ${took.outcome.counts.delivered} records: ${JSON.stringify(took.outcome.error ?? took.outcome.counts)}`);
  return took;
}

function run(script: string, ...parameters: string[]): string {
  return execFileSync(process.execPath, [fileURLToPath(new URL(script, import.meta.url)), ...parameters], { encoding: 'utf8', maxBuffer: 1 << 26 });
}

function digest(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function round2(value: number): number {
  return Math.round(value * 100) / 100;
}

import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_LIMITS, type RunJob } from '../core/engine/run-job.ts';
import type { Flow } from '../core/flow/flow.ts';

/** Where the benches keep their data and what they write. */
export const BENCH_FOLDER = join(tmpdir(), 'swivel-bench');

/** The job that runs a flow, with folders of its own that are emptied before. */
export function jobOf(flow: Flow): RunJob {
  const within = (name: string) => join(BENCH_FOLDER, 'run', name);
  rmSync(join(BENCH_FOLDER, 'run'), { recursive: true, force: true });
  mkdirSync(within('files'), { recursive: true });
  return {
    // As in the app no two runs have the same: what a bench that was stopped left beside its target is in nobody's way.
    runId: randomUUID(),
    flowId: flow.id,
    flow,
    mode: 'run',
    startedAt: Date.now(),
    zone: 'UTC',
    parameters: {},
    folders: { flow: within('files'), captures: within('captures'), state: within('state'), spill: within('spill') },
    limits: DEFAULT_LIMITS,
  };
}

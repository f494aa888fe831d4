import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RunJob, RunLimits } from '../core/engine/run-job.ts';
import type { RunOutcome } from '../core/engine/threads/messages.ts';
import type { Flow } from '../core/flow/flow.ts';
import { builtPrograms } from './built.ts';
import { BENCH_FOLDER, jobOf } from './job-of.ts';

/** What one process took for its job. */
export interface Took {
  readonly ms: number;
  /** Of all threads. */
  readonly cpuMs: number;
  /** Most memory the process held, in MiB. */
  readonly peakMb: number;
  /** Records written to the target. */
  readonly rows: number;
}

/** Runs a program of this folder, or a built one, in a process of its own and gives what it printed, which is JSON. */
export function runProgram<T>(script: string, ...parameters: string[]): T {
  const file = script.startsWith('/') || script.includes(':') ? script : fileURLToPath(new URL(script, import.meta.url));
  return JSON.parse(execFileSync(process.execPath, [file, ...parameters], { encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'inherit'] })) as T;
}

/** Removes a target of an earlier round, with what belongs to it. */
export function removeTarget(target: string): void {
  for (const file of [target, `${target}-wal`, `${target}-shm`, `${target}-journal`]) rmSync(file, { force: true });
}

/** Runs a flow by the built engine, in a worker of a process of its own; `limits` where they are not those of the app. Throws when the run fails. */
export async function engineRun(
  flow: Flow,
  target: string,
  limits: Partial<RunLimits> = {},
  more: Pick<RunJob, 'connections'> = {},
): Promise<Took & { readonly outcome: RunOutcome }> {
  const { engineJob, worker } = await builtPrograms();
  removeTarget(target);
  const file = join(BENCH_FOLDER, 'job.json');
  const job = jobOf(flow);
  writeFileSync(file, JSON.stringify({ ...job, ...more, limits: { ...job.limits, ...limits } }));
  const took = runProgram<Omit<Took, 'rows'> & { outcome: RunOutcome }>(engineJob, file, worker);
  rmSync(join(BENCH_FOLDER, 'run'), { recursive: true, force: true });
  const { error, counts } = took.outcome;
  if (error) throw new Error(`${error.message}\n${error.details ?? ''}`);
  return { ...took, rows: counts.delivered };
}

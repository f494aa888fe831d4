import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { RunJob } from './run-job.ts';
import { keepState } from './step-state.ts';

/** Keeps the state that the steps of a finished run have staged; for the owner of the run, once its targets have committed. */
export function keepStates(job: RunJob, nodeIds: readonly string[]): void {
  for (const nodeId of nodeIds) keepState(job.folders.state, join(job.folders.spill, 'state'), nodeId);
}

/** Removes what a run leaves behind that nobody needs: spilled data always, half products only where it was killed. */
export function cleanUp(job: Pick<RunJob, 'folders'>, partFiles: readonly string[]): void {
  for (const file of partFiles) rmSync(file, { force: true });
  rmSync(job.folders.spill, { recursive: true, force: true });
}

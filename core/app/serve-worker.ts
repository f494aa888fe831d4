import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { loadConnection } from '../connections/runs.ts';
import type { WorkerFacts } from '../engine/threads/engine-worker.ts';
import { type ServeOptions, serveRuns } from '../engine/threads/serve-runs.ts';
import { catalog } from '../nodes/index.ts';
import { loadRun } from '../nodes/runs.ts';
import { systemClock } from './system-clock.ts';

/** Of the 20 steps that a thread can stand back. */
const STEPS_BEHIND = 5;

// Elsewhere than on Linux this would be the priority of the whole program, not that of this thread.
if (process.platform === 'linux' && (workerData as WorkerFacts | null)?.behind) {
  try {
    setPriority(STEPS_BEHIND);
  } catch {
    // Where that is forbidden, runs have the same right of way as everything else.
  }
}
if (parentPort) serveRuns({ catalog, loadRun, loadConnection, clock: systemClock(), port: parentPort as ServeOptions['port'], leave: () => process.exit() });

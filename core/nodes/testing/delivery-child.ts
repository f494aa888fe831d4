/** Run as a process of its own, to be killed: writes numbered records to the SFTP server it is told of, as a run of a real flow. */

import { loadConnection } from '../../connections/runs.ts';
import { executeRun } from '../../engine/execute.ts';
import type { RunJob } from '../../engine/run-job.ts';
import { machineClock } from '../../engine/testing/machine-clock.ts';
import { catalog } from '../index.ts';
import { loadRun } from '../runs.ts';

const job = JSON.parse(process.argv[2] ?? '{}') as RunJob;
const outcome = await executeRun(job, { catalog, loadRun, loadConnection, clock: machineClock() }, () => undefined);
process.stdout.write(JSON.stringify(outcome.status));

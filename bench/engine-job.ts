import { readFileSync } from 'node:fs';
import { systemClock } from '../core/app/system-clock.ts';
import type { RunJob } from '../core/engine/run-job.ts';
import { createRunHost } from '../core/engine/threads/create-run-host.ts';
import { peakMb } from './peak-memory.ts';

/** Time for a worker to start; the app keeps one ready too. */
const WARM_MS = 1_500;

/** Does the run described in the file named on the command line, in a worker as the app does, and prints how long it took and how much memory. */
const job = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as RunJob;
const host = createRunHost({ workerFile: process.argv[3] ?? '', clock: systemClock(), spares: 1 });
host.prepare(
  job.flow,
  (job.connections ?? []).map(({ kind }) => kind),
);
await new Promise((resolve) => setTimeout(resolve, WARM_MS));
const before = process.cpuUsage();
const begun = performance.now();
const outcome = await host.start(job, () => undefined).done;
const ms = performance.now() - begun;
const cpu = process.cpuUsage(before);
await host.close();
process.stdout.write(JSON.stringify({ ms, cpuMs: (cpu.user + cpu.system) / 1000, peakMb: peakMb(), outcome }));

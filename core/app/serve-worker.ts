import { parentPort } from 'node:worker_threads';
import { type ServeOptions, serveRuns } from '../engine/serve-runs.ts';
import { catalog } from '../nodes/index.ts';
import { loadRun } from '../nodes/runs.ts';
import { systemClock } from './system-clock.ts';

if (parentPort) serveRuns({ catalog, loadRun, clock: systemClock(), port: parentPort as ServeOptions['port'] });

import { parentPort } from 'node:worker_threads';
import { loadConnection } from '../connections/runs.ts';
import { type ServeOptions, serveRuns } from '../engine/threads/serve-runs.ts';
import { catalog } from '../nodes/index.ts';
import { loadRun } from '../nodes/runs.ts';
import { systemClock } from './system-clock.ts';

if (parentPort) serveRuns({ catalog, loadRun, loadConnection, clock: systemClock(), port: parentPort as ServeOptions['port'], leave: () => process.exit() });

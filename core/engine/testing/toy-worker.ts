import { parentPort } from 'node:worker_threads';
import { type ServeOptions, serveRuns } from '../threads/serve-runs.ts';
import { machineClock } from './machine-clock.ts';
import { TOY_CATALOG } from './toy-kinds.ts';
import { toyRuns } from './toy-runs.ts';

if (parentPort)
  serveRuns({ catalog: TOY_CATALOG, loadRun: toyRuns(), clock: machineClock(), port: parentPort as ServeOptions['port'], leave: () => process.exit() });

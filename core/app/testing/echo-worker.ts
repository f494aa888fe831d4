import { parentPort } from 'node:worker_threads';
import { type ServeOptions, serveRuns } from '../../engine/threads/serve-runs.ts';
import { systemClock } from '../system-clock.ts';
import { kindsWithEcho, loadWithEcho } from './echo-nodes.ts';
import { echoRun } from './echo-run.ts';

if (parentPort)
  serveRuns({
    catalog: kindsWithEcho,
    loadRun: loadWithEcho,
    loadConnection: async () => echoRun,
    clock: systemClock(),
    port: parentPort as ServeOptions['port'],
    leave: () => process.exit(),
  });

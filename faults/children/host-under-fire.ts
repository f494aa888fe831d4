import { writeSync } from 'node:fs';
import { createApp } from '../../core/app/create-app.ts';
import { SwivelError } from '../../core/base/errors.ts';
import { FastClock, type FastClockOptions } from '../fast-clock.ts';

// A host on a workspace, with a clock that runs fast. Says when it is ready; waits for the workspace where another one holds it. Stays until it is killed.
const [workspace = '', clock = '{}'] = process.argv.slice(2);
const options = {
  workspace,
  shell: 'browser' as const,
  workerFile: new URL('./run-worker.js', import.meta.url),
  version: '0.0.0',
  clock: new FastClock(JSON.parse(clock) as FastClockOptions),
};
for (let refused = false; ; ) {
  try {
    await createApp(options);
    break;
  } catch (error) {
    if (!(error instanceof SwivelError) || error.code !== 'workspace-in-use') throw error;
    if (!refused) writeSync(1, 'waiting\n');
    refused = true;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
writeSync(1, 'ready\n');
setInterval(() => undefined, 1_000);

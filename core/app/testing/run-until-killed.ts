import { startable } from '../../engine/testing/startable.ts';
import { createApp } from '../create-app.ts';
import { inMemoryClient } from '../in-memory-pair.ts';

// Started as a process of its own: runs a flow and says when records are on their way. The test kills it then.
const [workspace = '', flowId = ''] = process.argv.slice(2);
const app = await createApp({ workspace, shell: 'browser', workerFile: startable('core/app/run-worker.ts'), version: '0.0.0-test' });
const client = inMemoryClient(app);
const { runId } = await client.runs.start({ flowId });
for await (const event of await client.runs.watch({ runId }))
  if (event.kind === 'progress' && event.counts.read > 0) process.stdout.write(`progress ${event.counts.read}\n`);

import { startable } from '../../engine/testing/startable.ts';
import { createApp } from '../create-app.ts';

// Started as a process of its own, again and again: the workspace is open, its webhook listens, and says so, and each run that has ended. The test kills it.
const [workspace = ''] = process.argv.slice(2);
const app = await createApp({ workspace, shell: 'browser', workerFile: startable('core/app/run-worker.ts'), version: '0.0.0-test' });
const tell = () => {
  if (app.context.triggers.webhooks.url === null) app.context.clock.after(10, tell);
  else process.stdout.write('listening\n');
};
tell();
for await (const event of app.context.news.watch()) if (event.kind === 'run-changed' && event.status === 'succeeded') process.stdout.write('ended\n');

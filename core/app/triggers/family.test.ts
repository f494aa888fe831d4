import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { freePort } from '../../connections/testing/free-port.ts';
import { TestSftpServer } from '../../connections/testing/sftp-server.ts';
import { FakeClock } from '../../triggers/testing/fake-clock.ts';
import { COPY_PEOPLE, makeFlow } from '../testing/conformance-flows.ts';
import { temporaryFolder, untilOver } from '../testing/open-app.ts';
import { type TriggerGround, triggerSuite } from '../testing/trigger-suite.ts';

const HOUR = 3_600_000;
const ARRIVAL = { folder: 'in', pattern: '*.csv', steadySeconds: 0, lookSeconds: 1, existing: 'leave' };

triggerSuite('a schedule', async () => {
  const clock = new FakeClock(Date.parse('2026-11-20T01:00:00Z'));
  return {
    kind: 'schedule-trigger',
    cause: 'schedule',
    clock,
    config: async () => ({ cron: '30 * * * *', zone: 'UTC', missed: 'skip' }),
    happens: async () => clock.pass(HOUR),
  };
});

const drop = (folder: string, n: number) => writeFileSync(join(folder, `${n}.csv`), `id\n${n}\n`);

triggerSuite('a file that arrives in a folder', async () => ({
  kind: 'file-arrival',
  cause: 'file-arrival',
  config: async ({ folder }) => {
    mkdirSync(join(folder, 'in'));
    return { ...ARRIVAL, connection: '' };
  },
  happens: async ({ folder }, n) => drop(join(folder, 'in'), n),
}));

triggerSuite('a file that arrives on a server', async () => {
  const root = temporaryFolder();
  mkdirSync(join(root, 'in'));
  const server = await TestSftpServer.start(root);
  onTestFinished(() => server.close());
  return {
    kind: 'file-arrival',
    cause: 'file-arrival',
    config: async ({ client }) => {
      const secrets = { password: server.user.password ?? '' };
      const { connectionId } = await client.connections.save({ kind: 'sftp', name: 'HR', environment: 'production', config: server.config, secrets });
      return { ...ARRIVAL, connection: connectionId };
    },
    happens: async (_ground, n) => drop(join(root, 'in'), n),
  };
});

triggerSuite('a webhook', async () => {
  const port = await freePort();
  return {
    kind: 'webhook',
    cause: 'webhook',
    refused: true,
    config: async ({ client }) => {
      await client.app.saveSettings({ webhookPort: port });
      return { path: 'told', proof: 'none' };
    },
    async happens(_ground, n) {
      const { status } = await fetch(`http://127.0.0.1:${port}/told`, { method: 'POST', body: `{"n":${n}}`, headers: { 'content-type': 'application/json' } });
      if (status !== 202) throw new Error(`answered with ${status}`);
    },
  };
});

triggerSuite('the end of another flow', async () => {
  let first = '';
  return {
    kind: 'after-flow',
    cause: 'after-flow',
    config: async ({ client }: TriggerGround) => {
      ({ flowId: first } = await makeFlow(client, 'First', COPY_PEOPLE, { 'people.csv': 'id,name\n1,Ann\n' }));
      return { flow: first, flowName: 'First', when: 'succeeded' };
    },
    happens: async ({ client }) => void (await untilOver(client, (await client.runs.start({ flowId: first })).runId)),
  };
});

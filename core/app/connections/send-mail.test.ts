import { expect, onTestFinished, test } from 'vitest';
import { ReceivingServer } from '../../connections/smtp/testing/receiving-server.ts';
import type { Client } from '../in-memory-pair.ts';
import { aNode, anEdge, makeFlow, untilOver } from '../testing/conformance-flows.ts';
import { openApp } from '../testing/open-app.ts';

const PEOPLE = 'Mail,Name\nann@example.org,Ann\nnobody,Bob\neve@example.org,Zoë\n';

async function begin(): Promise<{ client: Client; server: ReceivingServer; connectionId: string }> {
  const server = await ReceivingServer.start({ encryption: 'none' });
  onTestFinished(() => server.close());
  const { client } = await openApp();
  const config = { host: '127.0.0.1', port: server.port, encryption: 'none', signIn: 'none', sender: 'swivel@example.org', answerTimeout: 2000 };
  const { connectionId } = await client.connections.save({ kind: 'smtp', name: 'Office', environment: 'production', config, secrets: {} });
  return { client, server, connectionId };
}

async function run(client: Client, config: object, text = PEOPLE) {
  const nodes = [aNode('read', 'csv-source', { path: 'people.csv' }, 0), aNode('mail', 'send-mail', { subject: 'Pay', body: 'Dear {Name}', ...config }, 1)];
  const { flowId } = await makeFlow(client, `Mails ${Math.random()}`, { nodes, edges: [anEdge('read', 'mail')] }, { 'people.csv': text });
  const { runId } = await client.runs.start({ flowId });
  const { run: ended } = await untilOver(client, runId);
  const { read, delivered, filtered, duplicates, rejected, pending } = ended.counts;
  expect(read).toBe(delivered + filtered + duplicates + rejected + pending);
  return ended;
}

test('a run mails each record once; what cannot be mailed is rejected; what nobody knows waits for a decision', async () => {
  const { client, server, connectionId } = await begin();
  const first = await run(client, { connection: connectionId, to: '{Mail}' });
  expect(first).toMatchObject({ status: 'succeeded-with-rejects', counts: { read: 3, delivered: 2, rejected: 1 } });
  expect(server.mails.flatMap(({ to }) => to)).toEqual(['ann@example.org', 'eve@example.org']);

  server.faults = { recipients: {}, cutAt: 'after-message' };
  const lost = await run(client, { connection: connectionId, to: '{Mail}' });
  expect(lost).toMatchObject({ status: 'failed', error: { code: 'effect-unknown' } });
  server.faults = { recipients: {} };
  const { undecided } = await client.runs.unknownEffects({ runId: lost.runId });
  expect([undecided, server.swallowed.length, server.mails.length]).toEqual([1, 1, 2]);
});

test('one mail per run; without a record as it is set', async () => {
  const { client, server, connectionId } = await begin();
  const perRun = { connection: connectionId, per: 'run', to: 'ann@example.org', subject: '{count} people', body: '{table}', attach: 'csv' };
  expect(await run(client, perRun)).toMatchObject({ status: 'succeeded', counts: { read: 3, delivered: 3 } });
  expect(await run(client, perRun, 'Mail,Name\n')).toMatchObject({ status: 'succeeded', counts: { read: 0, delivered: 0 } });
  expect(await run(client, { ...perRun, emptyRun: 'send' }, 'Mail,Name\n')).toMatchObject({ status: 'succeeded', counts: { read: 0, delivered: 0 } });
  expect(server.mails.map(({ raw }) => /^Subject: (.*)$/m.exec(raw)?.[1])).toEqual(['3 people', '0 people']);
});

test('the mail of an empty run that nobody knows of is sent again only when somebody says so, and never a third time', async () => {
  const { client, server, connectionId } = await begin();
  const settings = { connection: connectionId, per: 'run', to: 'ann@example.org', subject: '{count} people', body: '', emptyRun: 'send' };
  server.faults = { recipients: {}, cutAt: 'after-message' };
  const lost = await run(client, settings, 'Mail,Name\n');
  expect(lost).toMatchObject({ status: 'failed', error: { code: 'effect-unknown' } });
  server.faults = { recipients: {} };
  await expect(client.runs.replay({ runId: lost.runId })).rejects.toMatchObject({ data: { message: expect.stringContaining('Nobody knows') } });
  await client.runs.decideEffects({ runId: lost.runId, decision: 'resend' });
  const again = await untilOver(client, (await client.runs.replay({ runId: lost.runId })).runId);
  expect(again.run.status).toBe('succeeded');
  const key = (raw = '') => /^Message-ID: (.*)$/m.exec(raw)?.[1];
  expect(server.mails.map(({ raw }) => key(raw))).toEqual([key(server.swallowed[0])]);
});

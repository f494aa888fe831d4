import { expect, onTestFinished, test } from 'vitest';
import { systemLanguage, tellIn } from '../../../renderer/i18n/i18n.ts';
import { readMail } from '../../../scripts/testing/read-mail.ts';
import type { AlertSettings } from '../../alerts/alert-settings.ts';
import { ReceivingServer } from '../../connections/smtp/testing/receiving-server.ts';
import type { Client } from '../in-memory-pair.ts';
import { aNode, anEdge, makeFlow, untilOver } from '../testing/conformance-flows.ts';
import { openApp, temporaryFolder } from '../testing/open-app.ts';

const german = { usual: systemLanguage(['de-AT']), tellIn };

async function mailServer(): Promise<ReceivingServer> {
  const server = await ReceivingServer.start({ encryption: 'none' });
  onTestFinished(() => server.close());
  return server;
}

const open = (changes: Parameters<typeof openApp>[0] = {}) => openApp({ vault: { file: `${temporaryFolder()}/key.txt` }, ...changes });

/** A connection that mails by another server in each environment that is named. */
async function mailConnection(client: Client, servers: { production?: ReceivingServer; test?: ReceivingServer }): Promise<string> {
  let connectionId: string | undefined;
  for (const [environment, server] of Object.entries(servers)) {
    const config = { host: '127.0.0.1', port: server.port, encryption: 'none', signIn: 'none', sender: 'swivel@example.org' };
    const known = connectionId === undefined ? {} : { connectionId };
    const saved = await client.connections.save({
      ...known,
      kind: 'smtp',
      name: Object.keys(servers).join(' and '),
      environment: environment as 'test',
      config,
      secrets: {},
    });
    connectionId = saved.connectionId;
  }
  return connectionId ?? '';
}

async function tellBy(client: Client, connectionId: string, changes: Partial<AlertSettings> = {}): Promise<void> {
  const channels = [{ kind: 'mail' as const, id: 'm', name: 'Admin', connectionId, to: ['admin@example.org'] }];
  await client.alerts.saveSettings({ ...(await client.alerts.settings()), channels, manualRuns: true, ...changes });
}

/** A run that has no file to read. */
async function failOnce(client: Client): Promise<void> {
  const nodes = [aNode('in', 'csv-source', { path: 'employees.csv' }, 0), aNode('out', 'csv-target', { path: 'out.csv' }, 1)];
  const { flowId } = await makeFlow(client, 'Nachtschicht', { nodes, edges: [anEdge('in', 'out')] });
  expect((await untilOver(client, (await client.runs.start({ flowId })).runId)).run.status).toBe('failed');
}

test('messages are whole in German: what the engine has said too, in the mail and on the page', async () => {
  const { client } = await open({ languages: german });
  const server = await mailServer();
  await tellBy(client, await mailConnection(client, { production: server }));
  await failOnce(client);
  await server.came(1);
  const { subject, text } = readMail(server.mails[0]?.raw ?? '');
  expect(subject).toBe('Nachtschicht ist gescheitert');
  expect(text).toMatch(/Es gibt keine Datei .*employees\.csv/);
  expect(text).not.toMatch(/\b(the|There|file|Choose|Check|that|is no)\b/);
  const [row] = (await client.alerts.page({ state: 'open', limit: 9, language: 'en' })).rows;
  const incidentId = row?.incidentId ?? '';
  expect((await client.alerts.detail({ incidentId, language: 'de' })).what).toContain('Es gibt keine Datei');
  expect((await client.alerts.detail({ incidentId, language: 'en' })).what).toContain('There is no file');
});

test('until a language is chosen, messages are in that of the machine', async () => {
  const { client } = await open({ languages: german });
  const fresh = await client.alerts.settings();
  expect(fresh.language).toBe('de');
  await client.alerts.saveSettings({ ...fresh, language: 'en' });
  expect((await client.alerts.settings()).language).toBe('en');
  expect((await (await open()).client.alerts.settings()).language).toBe('en');
});

test('messages go out by the real server whatever the workspace is set to, and by the other one where only that is set up', async () => {
  const { client } = await open();
  const [real, trial] = [await mailServer(), await mailServer()];
  await client.connections.setEnvironment({ environment: 'test' });
  const channel = (connectionId: string) => ({ kind: 'mail' as const, id: 'm', name: 'Admin', connectionId, to: ['admin@example.org'] });
  await tellBy(client, await mailConnection(client, { production: real, test: trial }));
  await failOnce(client);
  await real.came(1);
  expect([real.mails.length, trial.mails.length]).toEqual([1, 0]);
  await client.alerts.test({ channel: channel(await mailConnection(client, { test: trial })) });
  expect([real.mails.length, trial.mails.length]).toEqual([1, 1]);
});

test('who is told of one flow is kept without touching the rest, and rules that say nothing are gone', async () => {
  const { client } = await open();
  const before = await client.alerts.settings();
  const { flowId } = await makeFlow(client, 'Nightly', { nodes: [], edges: [] });
  const rules = { off: false, rejectsOver: 5, kinds: { 'run-failed': { on: false, urgent: true, channels: [] } } };
  expect(await client.alerts.saveFlow({ flowId, rules })).toEqual({ ...before, flows: { [flowId]: rules } });
  expect(await client.alerts.saveFlow({ flowId, rules: { off: false, rejectsOver: null, kinds: {} } })).toEqual(before);
  await expect(client.alerts.saveFlow({ flowId: 'gone', rules })).rejects.toMatchObject({ data: { code: 'flow-not-found' } });
});

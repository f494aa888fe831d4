import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, onTestFinished, test, vi } from 'vitest';
import { ReceivingServer } from '../../connections/smtp/testing/receiving-server.ts';
import { json, startServer } from '../../connections/testing/http-server.ts';
import { startable } from '../../engine/testing/startable.ts';
import type { Client } from '../in-memory-pair.ts';
import { aNode, anEdge, makeFlow } from '../testing/conformance-flows.ts';
import { openApp, temporaryFolder, untilOver } from '../testing/open-app.ts';

const PEOPLE = `Id,Mail\n${[1, 2, 3, 4, 5].map((id) => `${id},p${id}@example.org`).join('\n')}\n`;
const PATIENCE = { timeout: 240_000, interval: 20 };

/** A workspace with one flow from five people into the target; the connection leads to `port`. */
async function workspaceWith(kind: 'http' | 'smtp', settings: object, target: [kind: string, config: Record<string, unknown>]) {
  const workspace = temporaryFolder();
  const { client, app } = await openApp({ workspace });
  const { connectionId } = await client.connections.save({ kind, name: 'Other side', environment: 'production', config: { ...settings }, secrets: {} });
  const [name, config] = target;
  const nodes = [aNode('read', 'csv-source', { path: 'people.csv' }, 0), aNode('out', name, { ...config, connection: connectionId }, 1)];
  const { flowId } = await makeFlow(client, 'Sends', { nodes, edges: [anEdge('read', 'out')] }, { 'people.csv': PEOPLE });
  await app.close(0);
  return { workspace, flowId };
}

/** Runs the flow in a program of its own that is killed when this holds, then opens the workspace again. */
async function killedWhen(workspace: string, flowId: string, holds: () => boolean): Promise<{ client: Client; runId: string }> {
  const script = startable('core/app/testing/run-until-killed.ts');
  const child = spawn(process.execPath, [script, workspace, flowId], { stdio: ['ignore', 'ignore', 'inherit'] });
  const closed = once(child, 'close');
  try {
    await vi.waitFor(() => expect(holds() || child.exitCode !== null).toBe(true), PATIENCE);
    expect(holds(), 'the run ended before').toBe(true);
  } finally {
    child.kill('SIGKILL');
    await closed;
  }
  const { client } = await openApp({ workspace });
  const [run] = (await client.runs.list({ flowId })).runs;
  expect(run).toMatchObject({ status: 'interrupted' });
  return { client, runId: run?.runId ?? '' };
}

/** What nobody knows of is shown, and keeps a replay from being done until somebody has decided. */
async function decided(client: Client, runId: string, decision: 'skip' | 'resend') {
  const before = await client.runs.unknownEffects({ runId });
  expect(before).toMatchObject({ total: 1, undecided: 1, effects: [{ nodeId: 'out', records: 1, first: { ordinal: 2 } }] });
  await expect(client.runs.replay({ runId })).rejects.toMatchObject({ data: { message: expect.stringContaining('Nobody knows') } });
  await client.runs.decideEffects({ runId, decision });
  const { run } = await untilOver(client, (await client.runs.replay({ runId })).runId);
  const { read, delivered, filtered, duplicates, rejected, pending } = run.counts;
  expect(read).toBe(delivered + filtered + duplicates + rejected + pending);
  expect(await client.runs.unknownEffects({ runId })).toMatchObject({ undecided: 0 });
  return run;
}

/** A service that acts on every request; of the third it says nothing, the first time. */
async function service() {
  const acted: { id: string; key: string }[] = [];
  let silent = true;
  const at = await startServer((request, response) => {
    const { Id: id } = JSON.parse(request.body) as { Id: string };
    acted.push({ id, key: String(request.headers['idempotency-key']) });
    if (id === '3' && silent) {
      silent = false;
      return;
    }
    json(response, {}, 201);
  });
  onTestFinished(() => at.close());
  const settings = { address: at.address, internal: true, signIn: 'none', firstByteMs: 60_000, totalMs: 60_000 };
  return { acted, settings, hangs: () => !silent };
}

test.each(['skip', 'resend'] as const)(
  'killed while a service acts on a record: what was sent is not sent again, the record in doubt is %s',
  async (decision) => {
    const { acted, settings, hangs } = await service();
    const { workspace, flowId } = await workspaceWith('http', settings, ['http-target', { path: '/payroll' }]);
    const { client, runId } = await killedWhen(workspace, flowId, hangs);
    expect(acted.map(({ id }) => id)).toEqual(['1', '2', '3']);
    const skips = decision === 'skip';
    expect(await decided(client, runId, decision)).toMatchObject({
      counts: { read: 5, delivered: skips ? 2 : 3, duplicates: 2, filtered: skips ? 1 : 0 },
    });
    expect(acted.map(({ id }) => id).sort()).toEqual(skips ? ['1', '2', '3', '4', '5'] : ['1', '2', '3', '3', '4', '5']);
    // Sent again on purpose it has the key it had, so that a service which knows keys does nothing a second time.
    const keys = acted.filter(({ id }) => id === '3').map(({ key }) => key);
    expect([keys.length, new Set(keys).size, new Set(acted.map(({ key }) => key)).size]).toEqual([skips ? 1 : 2, 1, 5]);
  },
  600_000,
);

test('killed while a mail is handed over: it is in doubt, and none of the others goes out twice', async () => {
  const server = await ReceivingServer.start({ encryption: 'none' });
  onTestFinished(() => server.close());
  const settings = { host: '127.0.0.1', port: server.port, encryption: 'none', signIn: 'none', sender: 'swivel@example.org', answerTimeout: 60_000 };
  const { workspace, flowId } = await workspaceWith('smtp', settings, ['send-mail', { to: '{Mail}', subject: 'Pay', body: 'For {Id}' }]);
  server.faults = { recipients: {}, silentAfter: 2 };
  const { client, runId } = await killedWhen(workspace, flowId, () => server.swallowed.length > 0);
  server.faults = { recipients: {} };
  expect(await decided(client, runId, 'skip')).toMatchObject({ counts: { read: 5, delivered: 2, duplicates: 2, filtered: 1 } });
  expect(server.mails.flatMap(({ to }) => to)).toEqual([1, 2, 4, 5].map((id) => `p${id}@example.org`));
  expect(server.swallowed).toHaveLength(1);
}, 600_000);

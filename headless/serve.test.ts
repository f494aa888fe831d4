import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { aNode, anEdge, makeFlow } from '../core/app/testing/conformance-flows.ts';
import { openApp, temporaryFolder } from '../core/app/testing/open-app.ts';
import { freePort } from '../core/connections/testing/free-port.ts';
import { json, startServer } from '../core/connections/testing/http-server.ts';
import { startable } from '../core/engine/testing/startable.ts';

const PATIENCE = { timeout: 240_000, interval: 30 };

/** A live flow that a request starts, and that asks a service which answers when it is let. */
async function waitingFlow() {
  const [workspace, pages] = [temporaryFolder(), temporaryFolder()];
  writeFileSync(join(pages, 'index.html'), '<!doctype html>');
  const { promise: allowed, resolve: answer } = Promise.withResolvers<void>();
  const service = await startServer(async (_request, response) => {
    await allowed;
    json(response, [{ id: 1 }]);
  });
  onTestFinished(() => service.close());
  const { client, app } = await openApp({ workspace });
  const port = await freePort();
  await client.app.saveSettings({ webhookPort: port });
  const config = { address: service.address, internal: true, signIn: 'none', firstByteMs: 120_000, totalMs: 120_000 };
  const { connectionId } = await client.connections.save({ kind: 'http', name: 'Slow', environment: 'production', config, secrets: {} });
  const { flowId } = await makeFlow(client, 'Waits', {
    nodes: [
      aNode('hook', 'webhook', { path: 'go', proof: 'none' }, -1),
      aNode('ask', 'http-source', { connection: connectionId, path: '/people' }, 0),
      aNode('out', 'csv-target', { path: 'out.csv' }, 1),
    ],
    edges: [anEdge('hook', 'ask', 'start', 'start'), anEdge('ask', 'out')],
  });
  await client.flows.setLive({ flowId, live: true });
  await app.close(0);
  const post = () => fetch(`http://127.0.0.1:${port}/go`, { method: 'POST', body: '{}' });
  return { workspace, pages, flowId, service, answer, post };
}

/** `swivel serve`, and what it says. */
function serve(workspace: string, pages: string, drain = 60): { child: ChildProcess; said(): string; ended: Promise<number | null> } {
  const script = startable('headless/testing/serve-here.ts');
  const child = spawn(process.execPath, [script, workspace, pages, String(drain)], { stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (said += text));
  return { child, said: () => said, ended: once(child, 'close').then(([code]) => code as number | null) };
}

const says = (one: { said(): string }, what: string) => vi.waitFor(() => expect(one.said()).toContain(what), PATIENCE);

test('SIGTERM: nothing new is taken, the run that is going on is finished, and it ends well; meanwhile nobody else gets the workspace', async () => {
  const { workspace, pages, flowId, service, answer, post } = await waitingFlow();
  const one = serve(workspace, pages);
  await says(one, 'Swivel is running at');
  const other = serve(workspace, pages);
  expect(await other.ended).not.toBe(0);
  expect(other.said()).toContain(`process ${one.child.pid}`);
  await vi.waitFor(async () => expect((await post()).status).toBe(202), PATIENCE);
  await vi.waitFor(() => expect(service.arrived).toHaveLength(1), PATIENCE);
  one.child.kill('SIGTERM');
  await says(one, 'Stopping');
  await vi.waitFor(() => expect(post()).rejects.toThrow(), PATIENCE);
  expect(one.child.exitCode).toBe(null);
  answer();
  expect(await one.ended).toBe(0);
  const { client } = await openApp({ workspace });
  expect((await client.runs.list({ flowId })).runs).toMatchObject([{ status: 'succeeded', cause: 'webhook', counts: { read: 1, delivered: 1 } }]);
}, 600_000);

test.each(['SIGINT', 'SIGHUP'] as const)(
  '%s: a run that does not end in time is cancelled and recorded, and what started it waits for the next start',
  async (signal) => {
    const { workspace, pages, flowId, service, post } = await waitingFlow();
    const one = serve(workspace, pages, 0);
    await says(one, 'Swivel is running at');
    await vi.waitFor(async () => expect((await post()).status).toBe(202), PATIENCE);
    await vi.waitFor(() => expect(service.arrived).toHaveLength(1), PATIENCE);
    one.child.kill(signal);
    expect(await one.ended).toBe(0);
    const { client, app } = await openApp({ workspace, readOnly: true });
    expect((await client.runs.list({ flowId })).runs).toMatchObject([{ status: 'cancelled' }]);
    expect(app.context.store.inbox.counts(flowId, 'hook')).toMatchObject({ waiting: 1, taken: 0, failed: 0 });
  },
  600_000,
);

import { expect, test } from 'vitest';
import type { Client } from '../in-memory-pair.ts';
import { aNode, anEdge, COPY_PEOPLE, makeFlow, PEOPLE, untilOver } from '../testing/conformance-flows.ts';
import { openEchoApp, saveEcho } from '../testing/echo-app.ts';
import { startEcho } from '../testing/echo-system.ts';
import { openApp } from '../testing/open-app.ts';

/** A busy machine takes its time. */
const PATIENT = { timeout: 60_000 };

/** A flow that asks over a connection whenever another one has ended, and that other one. */
async function asking(client: Client, connection: string) {
  const first = await makeFlow(client, 'First', COPY_PEOPLE, { 'people.csv': PEOPLE });
  const asks = await makeFlow(client, 'Asks', {
    nodes: [
      aNode('after', 'after-flow', { flow: first.flowId, flowName: 'First', when: 'succeeded' }, -1),
      aNode('ask', 'echo-source', { connection }, 0),
      aNode('write', 'csv-target', { path: 'out.csv' }, 1),
    ],
    edges: [anEdge('after', 'ask', 'start', 'start'), anEdge('ask', 'write')],
  });
  const fire = async () => {
    const before = (await client.runs.list({ flowId: asks.flowId })).total;
    await untilOver(client, (await client.runs.start({ flowId: first.flowId })).runId);
    await expect.poll(async () => (await client.runs.list({ flowId: asks.flowId })).total, PATIENT).toBe(Number(before) + 1);
    const [run] = (await client.runs.list({ flowId: asks.flowId })).runs;
    return (await untilOver(client, run?.runId ?? '')).run;
  };
  return { ...asks, fire };
}

test('publishing pins the environment: what live flows reach does not change when the workspace is switched', async () => {
  const { client, app } = await openEchoApp();
  const [production, trial] = [await startEcho('p'), await startEcho('t')];
  const { connectionId } = await saveEcho(client, production.port, 'p');
  const config = { host: '127.0.0.1', port: trial.port };
  const { flowId, fire } = await asking(client, connectionId);
  expect(await client.flows.toPublish({ flowId })).toEqual({
    version: 2,
    environment: 'production',
    connections: [{ connectionId, name: 'Echo', troubles: { production: null, test: '"Echo" is not set for the test environment.' } }],
  });
  await client.connections.save({ connectionId, kind: 'echo', name: 'Echo', environment: 'test', config, secrets: { password: 't' } });
  await client.connections.setEnvironment({ environment: 'test' });
  expect(await client.flows.setLive({ flowId, live: true })).toMatchObject({ live: true, environment: 'production' });
  expect([(await fire()).environment, production.asked, trial.asked]).toEqual(['production', ['hello'], []]);
  expect(await client.flows.setLive({ flowId, live: true, environment: 'test' })).toMatchObject({ environment: 'test', triggers: [{ nodeId: 'after' }] });
  await client.connections.setEnvironment({ environment: 'production' });
  expect([(await fire()).environment, production.asked.length, trial.asked]).toEqual(['test', 1, ['hello']]);
  // Published anew it stays where it is, and its version goes with it.
  const { flow, version } = await client.flows.get({ flowId });
  await client.flows.save({ flowId, flow: { ...flow, description: 'Newer' }, expectedVersion: version });
  expect(await client.flows.toPublish({ flowId })).toMatchObject({ version: version + 1, environment: 'test' });
  expect(await client.flows.setLive({ flowId, live: true })).toMatchObject({ version: version + 1, environment: 'test' });
  expect((await client.triggers.list()).map((row) => [row.flowId, row.environment])).toEqual([[flowId, 'test']]);
  expect((await client.flows.setLive({ flowId, live: false })).environment).toBeNull();
  expect(app.context.store.flows.find(flowId)?.liveEnvironment).toBeNull();
});

test('a flow without connections has nothing to choose', async () => {
  const { client } = await openApp();
  const { flowId } = await makeFlow(client, 'Plain', COPY_PEOPLE, { 'people.csv': PEOPLE });
  expect((await client.flows.toPublish({ flowId })).connections).toEqual([]);
});

test('a flow says how its triggers are: when it is due, what it received last, and that one is dead; one that is not live says nothing', async () => {
  const { client, app } = await openApp();
  const gone = await makeFlow(client, 'Gone', COPY_PEOPLE, { 'people.csv': PEOPLE });
  const { flowId } = await makeFlow(
    client,
    'Twice',
    {
      nodes: [
        aNode('nightly', 'schedule-trigger', { cron: '0 2 * * *', zone: 'UTC' }, -1),
        aNode('after', 'after-flow', { flow: gone.flowId, flowName: 'Gone', when: 'failed' }, -1),
        ...COPY_PEOPLE.nodes,
      ],
      edges: COPY_PEOPLE.edges,
    },
    { 'people.csv': PEOPLE },
  );
  const live = async () => (await client.flows.live({ flowId })).triggers;
  expect(await live()).toEqual([]);
  await client.flows.setLive({ flowId, live: true });
  const { clock, store } = app.context;
  expect(await live()).toMatchObject([
    { nodeId: 'after', state: 'alive', trouble: null, next: null, lastAt: null },
    { nodeId: 'nightly', state: 'alive', next: expect.any(Number), lastAt: null },
  ]);
  store.inbox.add([{ flowId, nodeId: 'nightly', at: clock.now(), what: { kind: 'due', nodeId: 'nightly', due: clock.now() } }]);
  await client.flows.remove({ flowId: gone.flowId });
  const [dead, alive] = (await client.flows.list()).find((row) => row.flowId === flowId)?.live.triggers ?? [];
  expect([dead?.state, dead?.trouble, alive?.lastAt]).toEqual(['trouble', 'The flow it waits for was deleted.', expect.any(Number)]);
});

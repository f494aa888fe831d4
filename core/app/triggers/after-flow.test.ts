import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startable } from '../../engine/testing/startable.ts';
import type { Client } from '../in-memory-pair.ts';
import { aNode, anEdge, COPY_PEOPLE, makeFlow, PEOPLE } from '../testing/conformance-flows.ts';
import { openApp, temporaryFolder, untilOver } from '../testing/open-app.ts';

const after = (flow: string, when = 'succeeded') => aNode('after', 'after-flow', { flow, flowName: 'First', when }, -1);
const TELLS = {
  nodes: [aNode('got', 'trigger-data', {}, 0), aNode('write', 'csv-target', { path: 'out.csv' }, 1)],
  edges: [anEdge('after', 'got', 'start', 'start'), anEdge('got', 'write')],
};

async function newest(client: Client, flowId: string) {
  const [run] = (await client.runs.list({ flowId })).runs;
  return run ? (await untilOver(client, run.runId)).run : null;
}

test('the end of a run starts the flows that wait for it, each once, with what is to be known of it', async () => {
  const { client, app } = await openApp();
  const { store } = app.context;
  const first = await makeFlow(client, 'First', COPY_PEOPLE, { 'people.csv': PEOPLE });
  const { nodes, edges } = TELLS;
  const told = await makeFlow(client, 'Tell', { nodes: [after(first.flowId), ...nodes], edges });
  const failed = await makeFlow(client, 'If it failed', { nodes: [after(first.flowId, 'failed'), ...nodes], edges });
  for (const { flowId } of [told, failed]) await client.flows.setLive({ flowId, live: true });
  const { runId } = await client.runs.start({ flowId: first.flowId });
  await untilOver(client, runId);
  expect(await newest(client, told.flowId)).toMatchObject({ cause: 'after-flow', status: 'succeeded', counts: { read: 1, delivered: 1 } });
  expect(readFileSync(join(told.folder, 'out.csv'), 'utf8')).toBe(
    `flow,flow_id,run_id,status,delivered,rejected\nFirst,${first.flowId},${runId},succeeded-with-rejects,2,1\n`,
  );
  expect([await newest(client, failed.flowId), store.inbox.counts(told.flowId, 'after')]).toMatchObject([null, { waiting: 0, taken: 0, failed: 0 }]);
  expect(store.inbox.page(told.flowId, 'after', 9)).toMatchObject([{ state: 'done', tries: 1 }]);
  await untilOver(client, (await client.runs.start({ flowId: first.flowId, mode: 'rehearsal' })).runId);
  expect((await client.runs.list({ flowId: told.flowId })).total).toBe(1);
});

test('a replay has what started the run, and a preview the newest there was', async () => {
  const { client } = await openApp();
  const first = await makeFlow(client, 'First', COPY_PEOPLE, { 'people.csv': PEOPLE });
  const told = await makeFlow(client, 'Tell', { nodes: [after(first.flowId), ...TELLS.nodes], edges: TELLS.edges });
  await client.flows.setLive({ flowId: told.flowId, live: true });
  await untilOver(client, (await client.runs.start({ flowId: first.flowId })).runId);
  const run = await newest(client, told.flowId);
  const replay = await client.runs.replay({ runId: run?.runId ?? '' });
  expect((await untilOver(client, replay.runId)).run).toMatchObject({ status: 'succeeded', counts: { read: 1, delivered: 1 } });
  let total = 0;
  for await (const event of await client.design.preview({ flowId: told.flowId, flow: told.flow, nodeId: 'got', limit: 10 }))
    if (event.kind === 'step' && event.step.facts.nodeId === 'got') total = event.step.facts.counts.out;
  expect(total).toBe(1);
});

test('flows that wait for each other in a circle are refused when the circle would close', async () => {
  const { client } = await openApp();
  const a = await makeFlow(client, 'A', COPY_PEOPLE, { 'people.csv': PEOPLE });
  const b = await makeFlow(client, 'B', { nodes: [after(a.flowId), ...TELLS.nodes], edges: TELLS.edges });
  await client.flows.setLive({ flowId: b.flowId, live: true });
  const circle = { nodes: [after(b.flowId), ...COPY_PEOPLE.nodes], edges: COPY_PEOPLE.edges };
  await client.flows.save({ flowId: a.flowId, flow: { ...a.flow, ...circle }, expectedVersion: a.version });
  await expect(client.flows.setLive({ flowId: a.flowId, live: true })).rejects.toMatchObject({
    data: { code: 'flow-circle', message: '"A" would wait for itself: "A" → "B" → "A".' },
  });
});

test('killed while it works on what it received, the flow begins again by itself, and nothing is lost or there twice', async () => {
  const workspace = temporaryFolder();
  const { client, app } = await openApp({ workspace });
  const first = await makeFlow(client, 'First', COPY_PEOPLE, { 'people.csv': PEOPLE });
  const long = { 'people.csv': `id,name\n${'123,somebody with a name\n'.repeat(400_000)}` };
  const next = await makeFlow(client, 'Next', { nodes: [after(first.flowId), ...COPY_PEOPLE.nodes], edges: COPY_PEOPLE.edges }, long);
  await client.flows.setLive({ flowId: next.flowId, live: true });
  await app.close(0);
  const script = startable('core/app/testing/end-until-killed.ts');
  const child = spawn(process.execPath, [script, workspace, first.flowId, next.flowId], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  expect(String((await once(child.stdout, 'data'))[0])).toContain('progress');
  child.kill('SIGKILL');
  await once(child, 'close');
  expect(existsSync(join(next.folder, 'out.csv'))).toBe(false);
  const again = await openApp({ workspace });
  expect(await newest(again.client, next.flowId)).toMatchObject({ status: 'succeeded', counts: { read: 400_000, delivered: 400_000 } });
  expect((await again.client.runs.list({ flowId: next.flowId })).runs.map(({ status }) => status)).toEqual(['succeeded', 'interrupted']);
  expect(again.app.context.store.inbox.page(next.flowId, 'after', 9)).toMatchObject([{ state: 'done', tries: 2 }]);
});

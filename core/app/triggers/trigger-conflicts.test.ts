import { expect, test } from 'vitest';
import { aNode, anEdge, contractError, makeFlow } from '../testing/conformance-flows.ts';
import { openApp } from '../testing/open-app.ts';

const hook = (path: string, id = 'hook') => aNode(id, 'webhook', { path, proof: 'none' }, -1);
const REST = {
  nodes: [aNode('in', 'trigger-data', {}, 0), aNode('out', 'csv-target', { path: 'out.csv' }, 1)],
  edges: [anEdge('hook', 'in', 'start', 'start'), anEdge('in', 'out')],
};

test('a path that another live flow has is among the problems of a flow, as is one that its own triggers share; neither keeps it from being run by hand', async () => {
  const { client } = await openApp();
  // Nothing has to listen for this.
  await client.app.pauseAll({ paused: true });
  const first = await makeFlow(client, 'First', { ...REST, nodes: [hook('orders'), ...REST.nodes] });
  const second = await makeFlow(client, 'Second', { ...REST, nodes: [hook('orders'), hook('own', 'two'), hook('own', 'three'), ...REST.nodes] });
  const problems = async ({ flowId, flow }: typeof first) =>
    (await client.design.inspect({ flowId, flow })).problems.filter(({ code }) => code === 'path-taken').map(({ node, message }) => [node, message]);
  const shared = ['three', 'three: another trigger of this flow has the path "own" too.'];
  expect([await problems(first), await problems(second)]).toEqual([[], [shared]]);
  await client.flows.setLive({ flowId: first.flowId, live: true });
  expect([await problems(first), await problems(second)]).toEqual([[], [['hook', 'hook: the path "orders" is taken by the live flow "First".'], shared]]);
  await expect(client.flows.setLive({ flowId: second.flowId, live: true })).rejects.toEqual(contractError('USER', 'path-taken'));
  const [taken] = (await client.design.inspect({ flowId: second.flowId, flow: second.flow })).problems.filter(({ code }) => code === 'path-taken');
  expect(taken).toMatchObject({ severity: 'warning', field: 'path', hint: 'Choose another path: each belongs to one trigger.' });
  await client.flows.setLive({ flowId: first.flowId, live: false });
  expect(await problems(second)).toEqual([shared]);
});

test('that a flow would wait for itself is among its problems before it is published', async () => {
  const { client } = await openApp();
  const after = (flow: string) => aNode('after', 'after-flow', { flow, flowName: 'Other', when: 'any' }, -1);
  const edges = [anEdge('after', 'in', 'start', 'start'), anEdge('in', 'out')];
  const first = await makeFlow(client, 'A', { nodes: [...REST.nodes], edges: [anEdge('in', 'out')] });
  const second = await makeFlow(client, 'B', { nodes: [after(first.flowId), ...REST.nodes], edges });
  await client.flows.setLive({ flowId: second.flowId, live: true });
  const flow = { ...first.flow, nodes: [after(second.flowId), ...first.flow.nodes], edges };
  expect((await client.design.inspect({ flowId: first.flowId, flow })).problems.filter(({ code }) => code === 'flow-circle')).toMatchObject([
    { node: 'after', field: 'flow', message: '"A" would wait for itself: "A" → "B" → "A".' },
  ]);
});

import { expect, test, vi } from 'vitest';
import type { Flow } from '../../flow/flow.ts';
import { aNode, anEdge, makeFlow } from '../testing/conformance-flows.ts';
import { openApp, untilOver } from '../testing/open-app.ts';

vi.setConfig({ testTimeout: 120_000 });

const small = { rules: [{ field: 'total', check: 'range', most: '10' }] };
const NODES = [
  aNode('orders', 'csv-source', { path: 'orders.csv', fields: [{ name: 'amount', type: 'integer' }] }, 0),
  { ...aNode('group', 'group-rows', { keys: ['customer'], aggregates: [{ kind: 'sum', field: 'amount', name: 'total' }] }, 1), name: 'Group by customer' },
  { ...aNode('check', 'validate-rows', small, 2), name: 'Check' },
  aNode('sums', 'csv-target', { path: 'sums.csv' }, 3),
  aNode('copy', 'csv-target', { path: 'copy.csv' }, 4),
] as Flow['nodes'];
const EDGES = [anEdge('orders', 'group'), anEdge('group', 'check'), anEdge('check', 'sums'), anEdge('orders', 'copy')];
const ORDERS = 'customer,amount\nA,1\nB,9\nA,2\nB,8\nB,7\n';

test('one rejected record that was made of three is explained, with the way to it; the rejects hold one record with its members', async () => {
  const { client } = await openApp();
  const { flowId } = await makeFlow(client, 'Orders', { nodes: NODES, edges: EDGES }, { 'orders.csv': ORDERS });
  const detail = await untilOver(client, (await client.runs.start({ flowId })).runId);
  expect(detail.run.error).toBeUndefined();
  expect(detail.run.counts).toEqual({ read: 5, delivered: 2, filtered: 0, duplicates: 0, rejected: 3, pending: 0 });
  expect(detail.explained).toEqual([
    {
      about: 'delivered',
      sentence: '2 source records were delivered in 6 written records: Group by customer makes one record of several and records may go to each of 2 targets.',
    },
    {
      about: 'rejected',
      sentence: '3 source records were rejected because they are part of 1 rejected record of Group by customer; Check rejected it.',
      nodeId: 'check',
      seq: 1,
    },
  ]);
  const { rejects, total: all } = await client.runs.rejects({ runId: detail.run.runId });
  expect(all).toBe(1);
  expect(rejects[0]).toMatchObject({
    nodeId: 'check',
    origin: { source: 'orders', ordinal: 1 },
    members: {
      count: 2,
      first: [
        { source: 'orders', ordinal: 3 },
        { source: 'orders', ordinal: 4 },
      ],
    },
  });
  const plan = await client.runs.replayPlan({ runId: detail.run.runId, what: 'rejected' });
  expect(plan.notes).toContainEqual('Group by customer makes one record of several, so 2 other records of the same groups are sent with the replayed ones.');
  expect(plan.steps.find(({ nodeId }) => nodeId === 'copy')).toMatchObject({ action: 'write-again' });
});

test('what a replay only read along is said; where every record goes one way, nothing is explained', async () => {
  const { client } = await openApp();
  const { flowId } = await makeFlow(client, 'Orders', { nodes: NODES, edges: EDGES }, { 'orders.csv': ORDERS });
  const { run } = await untilOver(client, (await client.runs.start({ flowId })).runId);
  const keys = { fields: ['amount'], values: [['2']] };
  const replay = await untilOver(client, (await client.runs.replay({ runId: run.runId, what: 'keys', keys })).runId);
  expect(replay.run.counts).toMatchObject({ read: 1, delivered: 1 });
  expect(replay.explained?.slice(0, 2)).toEqual([
    { about: 'read', sentence: '4 other records were only read along, since Group by customer needs them. They are not counted.' },
    { about: 'read', sentence: '1 other record of the same groups went on from Group by customer with the replayed ones.' },
  ]);
  const plain = await makeFlow(client, 'Plain', { nodes: [NODES[0], NODES[4]] as Flow['nodes'], edges: [anEdge('orders', 'copy')] }, { 'orders.csv': ORDERS });
  expect((await untilOver(client, (await client.runs.start({ flowId: plain.flowId })).runId)).explained).toEqual([]);
});

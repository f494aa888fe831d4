import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { aNode, anEdge, makeFlow } from '../testing/conformance-flows.ts';
import { openApp, untilOver } from '../testing/open-app.ts';

const PAY = 'id,pay\n1,10.10\n2,20.20\n2,30.00\n';

/** Reads pay.csv and control.csv, checks, writes out.csv. */
function checked(checks: object[]) {
  return {
    nodes: [
      aNode('read', 'csv-source', { path: 'pay.csv' }, 0),
      aNode('control', 'csv-source', { path: 'control.csv' }, 0),
      aNode('check', 'check-records', { checks }, 1),
      aNode('write', 'csv-target', { path: 'out.csv' }, 2),
    ],
    edges: [anEdge('read', 'check'), anEdge('control', 'check', 'out', 'other'), anEdge('check', 'write')],
  };
}

test('what does not hold stops the run before anything is written, or warns; the run keeps what was found', async () => {
  const { client } = await openApp();
  const files = { 'pay.csv': PAY, 'control.csv': 'total\n60.29\n' };
  const sums = { check: 'sum-same', field: 'pay', other: 'total', outcome: 'warn' };
  const { flowId, folder, flow } = await makeFlow(client, 'Pay', checked([{ check: 'unique', fields: ['id'] }, sums]), files);
  const target = join(folder, 'out.csv');
  const stopped = await untilOver(client, (await client.runs.start({ flowId })).runId);
  expect(stopped.run).toMatchObject({ status: 'failed', error: { code: 'check-failed', message: '1 value of id came more than once, for example "2".' } });
  expect(stopped.run.counts).toMatchObject({ read: 3, delivered: 0, pending: 3 });
  expect([existsSync(target), stopped.receipts]).toEqual([false, []]);
  expect(stopped.checks).toEqual([
    { nodeId: 'check', wanted: 'No value of id twice', held: false, found: '1', outcome: 'before-targets' },
    { nodeId: 'check', wanted: 'Sum of "pay" as at the second input', held: false, found: '60.3 and 60.29', outcome: 'warn' },
  ]);

  const nodes = flow.nodes.map((node) => (node.id === 'check' ? { ...node, config: { checks: [{ check: 'count', least: '3' }, sums] } } : node));
  await client.flows.save({ flowId, flow: { ...flow, nodes }, expectedVersion: 2 });
  const { runId } = await client.runs.start({ flowId });
  const passed = await untilOver(client, runId);
  expect([passed.run.status, passed.run.counts.delivered, readFileSync(target, 'utf8')]).toEqual(['succeeded', 3, PAY]);
  expect(passed.checks?.map(({ held, found }) => [held, found])).toEqual([
    [true, '3'],
    [false, '60.3 and 60.29'],
  ]);
});

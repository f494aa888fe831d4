import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { aNode, anEdge, makeFlow, untilOver } from '../testing/conformance-flows.ts';
import { openApp } from '../testing/open-app.ts';

/** A run that failed after it had read a file which is to be put away; its replay delivers it from what was kept. */

const settings = (capture: 'input' | 'none') => ({ concurrency: 'queue' as const, capture, zone: 'UTC' });

test.each([
  ['all', 'input', 'the run'],
  ['newest', 'input', 'the run'],
  ['new', 'input', 'the run'],
  ['all', 'none', 'the run'],
  ['new', 'input', 'a replay that failed too'],
  ['all', 'none', 'a replay that failed too'],
] as const)('files read (%s, kept: %s) and delivered by a replay of %s are put away, and no later run reads them again', async (pick, capture, of) => {
  const { client } = await openApp();
  const { flowId, flow, folder, version } = await makeFlow(client, `Nightly ${pick}`, {
    nodes: [
      aNode('read', 'csv-source', { path: 'in/*.csv', pick, after: 'move' }, 0),
      aNode('check', 'check-records', { checks: [{ check: 'count', least: '3' }] }, 1),
      aNode('write', 'csv-target', { path: 'out/list.csv' }, 2),
    ],
    edges: [anEdge('read', 'check'), anEdge('check', 'write')],
    settings: settings(capture),
  });
  for (const name of ['in', 'out']) mkdirSync(join(folder, name));
  writeFileSync(join(folder, 'in/first.csv'), 'id\n1\n2\n');
  const start = async () => untilOver(client, (await client.runs.start({ flowId })).runId);
  const replay = async (runId: string) => untilOver(client, (await client.runs.replay({ runId })).runId);
  const failed = await start();
  expect([failed.run.error?.code, existsSync(join(folder, 'in/first.csv'))]).toEqual(['check-failed', true]);
  const again = of === 'the run' ? failed : await replay(failed.run.runId);
  expect(again.run.error?.code).toBe('check-failed');
  const nodes = flow.nodes.map((node) => (node.id === 'check' ? { ...node, config: { checks: [{ check: 'count', least: '1' }] } } : node));
  await client.flows.save({ flowId, flow: { ...flow, nodes }, expectedVersion: version });
  const { notes } = await client.runs.replayPlan({ runId: again.run.runId });
  // What is read anew outside is put away at once.
  const anew = of !== 'the run' && capture === 'input';
  const stay = 'The files that read read then stay where they are for now: the next run puts them away and does not read them.';
  expect(notes.includes(stay)).toBe(!anew);
  const good = await replay(again.run.runId);
  expect([good.run.error, good.run.status, good.run.counts.delivered]).toEqual([undefined, 'succeeded', 2]);
  expect(readFileSync(join(folder, 'out/list.csv'), 'utf8')).toBe('id\n1\n2\n');
  expect(existsSync(join(folder, 'in/first.csv'))).toBe(!anew);

  writeFileSync(join(folder, 'in/second.csv'), 'id\n3\n');
  const next = await start();
  expect([next.run.status, next.run.counts.read]).toEqual(['succeeded', 1]);
  expect(readFileSync(join(folder, 'out/list.csv'), 'utf8')).toBe('id\n3\n');
  expect([readdirSync(join(folder, 'in')), readdirSync(join(folder, 'in/done')).sort()]).toEqual([['done'], ['first.csv', 'second.csv']]);
});

test('files that stay where they are, delivered by a replay of a replay that had read them anew: no later run reads them again', async () => {
  const { client } = await openApp();
  const { flowId, flow, folder, version } = await makeFlow(client, 'Nightly', {
    nodes: [
      aNode('read', 'csv-source', { path: 'in/*.csv', pick: 'new' }, 0),
      aNode('check', 'check-records', { checks: [{ check: 'count', least: '3' }] }, 1),
      aNode('write', 'csv-target', { path: 'out/list.csv' }, 2),
    ],
    edges: [anEdge('read', 'check'), anEdge('check', 'write')],
    settings: settings('none'),
  });
  for (const name of ['in', 'out']) mkdirSync(join(folder, name));
  writeFileSync(join(folder, 'in/first.csv'), 'id\n1\n2\n');
  const start = async () => untilOver(client, (await client.runs.start({ flowId })).runId);
  const replay = async (runId: string) => untilOver(client, (await client.runs.replay({ runId })).runId);
  const failed = await replay((await start()).run.runId);
  expect(failed.run.error?.code).toBe('check-failed');
  const nodes = flow.nodes.map((node) => (node.id === 'check' ? { ...node, config: { checks: [{ check: 'count', least: '1' }] } } : node));
  await client.flows.save({ flowId, flow: { ...flow, nodes }, expectedVersion: version });
  const good = await replay(failed.run.runId);
  expect([good.run.status, good.run.counts.delivered]).toEqual(['succeeded', 2]);

  writeFileSync(join(folder, 'in/second.csv'), 'id\n3\n');
  const next = await start();
  expect([next.run.status, next.run.counts.read]).toEqual(['succeeded', 1]);
});

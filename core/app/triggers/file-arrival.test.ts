import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { aNode, anEdge, makeFlow } from '../testing/conformance-flows.ts';
import { openApp, temporaryFolder, untilOver } from '../testing/open-app.ts';

const WATCH = {
  nodes: [
    aNode('arrival', 'file-arrival', { folder: 'in', pattern: '*.csv', steadySeconds: 0, runs: 'together' }, -1),
    aNode('byhand', 'manual-trigger', {}, -1),
    aNode('got', 'trigger-data', {}, 0),
    aNode('never', 'trigger-data', {}, 0),
    aNode('write', 'csv-target', { path: 'out.csv' }, 1),
    aNode('other', 'csv-target', { path: 'other.csv' }, 1),
  ],
  edges: [anEdge('arrival', 'got', 'start', 'start'), anEdge('byhand', 'never', 'start', 'start'), anEdge('got', 'write'), anEdge('never', 'other')],
};

test('files that arrive start a run of the published version, with what arrived, of the sources of that trigger', async () => {
  const workspace = temporaryFolder();
  const { client, app } = await openApp({ workspace });
  const { flowId, folder } = await makeFlow(client, 'Arrivals', WATCH);
  mkdirSync(join(folder, 'in'));
  for (const name of ['b.csv', 'a.csv']) writeFileSync(join(folder, 'in', name), name);
  await client.flows.setLive({ flowId, live: true });
  const first = await vi.waitFor(
    async () => {
      const [run] = (await client.runs.list({ flowId })).runs;
      expect(run).toBeDefined();
      return run;
    },
    { timeout: 15_000 },
  );
  const { run, steps } = await untilOver(client, first?.runId ?? '');
  expect([run.cause, run.status, steps.map(({ nodeId }) => nodeId)]).toEqual(['file-arrival', 'succeeded', ['got', 'write']]);
  expect(
    readFileSync(join(folder, 'out.csv'), 'utf8')
      .split('\n')
      .slice(0, 3)
      .map((line) => line.split(',')[0]),
  ).toEqual(['name', 'a.csv', 'b.csv']);
  await app.close(0);
  writeFileSync(join(folder, 'in', 'c.csv'), 'came while nobody was there');
  const again = await openApp({ workspace });
  await vi.waitFor(async () => expect((await again.client.runs.list({ flowId })).total).toBe(2), { timeout: 15_000 });
  expect(again.app.context.store.inbox.page(flowId, 'arrival', 9)).toHaveLength(3);
});

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { flowSchema } from '../flow/flow.ts';
import { openApp, untilOver } from './testing/open-app.ts';

test('a flow of two steps runs', async () => {
  const { client, app } = await openApp();
  const { flowId } = await client.flows.create({ name: 'Two' });
  const { flow, version, folder } = await client.flows.get({ flowId });
  writeFileSync(join(folder, 'in.csv'), 'id,name\n1,Ann\n2,Bob\n3\n');
  const node = (id: string, kind: string, config: object, x: number) => ({ id, kind, version: 1, name: id, position: { x, y: 0 }, config });
  const next = flowSchema.parse({
    ...flow,
    nodes: [node('a', 'csv-source', { path: 'in.csv' }, 0), node('b', 'csv-target', { path: 'out.csv' }, 200)],
    edges: [{ id: 'e', from: { node: 'a', port: 'out' }, to: { node: 'b', port: 'in' } }],
  });
  await client.flows.save({ flowId, flow: next, expectedVersion: version });
  console.log(JSON.stringify(await client.design.inspect({ flowId, flow: next })));
  const { runId } = await client.runs.start({ flowId });
  const detail = await untilOver(client, runId);
  console.log(JSON.stringify(detail));
  console.log(readFileSync(join(folder, 'out.csv'), 'utf8'));
  console.log(JSON.stringify(await client.runs.rejects({ runId })));
  console.log(JSON.stringify(await client.runs.replayPlan({ runId, what: 'rejected' })));
  console.log(JSON.stringify(await client.runs.replayPlan({ runId })));
  writeFileSync(join(folder, 'in.csv'), 'id,name\n1,Ann\n2,Bob\n3,Cy\n');
  const again = await client.runs.replay({ runId, what: 'rejected' });
  console.log(JSON.stringify((await untilOver(client, again.runId)).run));
  console.log(readFileSync(join(folder, 'out.csv'), 'utf8'));
  console.log(JSON.stringify(await client.runs.rejects({ runId })));
  console.log(JSON.stringify(await client.runs.follow({ runId, source: 'a', ordinal: 1 })));
  expect(app.keepsAwake()).toBe(false);
});

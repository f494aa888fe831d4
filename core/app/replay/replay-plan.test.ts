import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { aNode, anEdge, COPY_PEOPLE, makeFlow, PEOPLE } from '../testing/conformance-flows.ts';
import { openApp, untilOver } from '../testing/open-app.ts';

test('with every step kept, a replay can start in the middle, with the records that arrived there', async () => {
  const { client } = await openApp();
  const settings = { concurrency: 'queue' as const, capture: 'every' as const, zone: 'UTC' };
  const { flowId, folder } = await makeFlow(client, 'Every', { ...COPY_PEOPLE, settings }, { 'people.csv': PEOPLE });
  const { runId } = await client.runs.start({ flowId });
  await untilOver(client, runId);
  writeFileSync(join(folder, 'people.csv'), 'id,name\n');
  writeFileSync(join(folder, 'out.csv'), '');
  const plan = await client.runs.replayPlan({ runId, fromNode: 'write' });
  expect(plan).toMatchObject({ possible: true, records: 2, steps: [{ nodeId: 'write' }, { nodeId: 'read', action: 'skip' }] });
  const replay = await client.runs.replay({ runId, fromNode: 'write' });
  expect((await untilOver(client, replay.runId)).run.status).toBe('succeeded');
  expect(readFileSync(join(folder, 'out.csv'), 'utf8')).toBe('id,name\n007,Ann\n8,Bob\n');
});

test('nothing kept: the source is read again; the flow as it was then, although it was changed and removed since', async () => {
  const { client } = await openApp();
  const settings = { concurrency: 'queue' as const, capture: 'none' as const, zone: 'UTC' };
  const { flowId, flow, version, folder } = await makeFlow(client, 'None', { ...COPY_PEOPLE, settings }, { 'people.csv': PEOPLE });
  const { runId } = await client.runs.start({ flowId });
  expect((await untilOver(client, runId)).captured).toBe(false);
  const [read] = flow.nodes;
  await client.flows.save({
    flowId,
    flow: { ...flow, nodes: [read ?? aNode('', '', {}, 0), aNode('write', 'csv-target', { path: 'other.csv' }, 1)] },
    expectedVersion: version,
  });
  expect(await client.runs.replayPlan({ runId })).toMatchObject({ flowVersion: version + 1, records: null, steps: [{ action: 'read-outside' }, {}] });
  await client.flows.remove({ flowId });
  expect(await client.runs.replayPlan({ runId })).toMatchObject({ possible: true, flowVersion: version, notes: [expect.stringContaining('as it was then')] });
  writeFileSync(join(folder, 'people.csv'), 'id,name\n1,Zoe\n');
  const { runId: again } = await client.runs.replay({ runId, version: 'then' });
  expect((await untilOver(client, again)).run).toMatchObject({ flowVersion: version, counts: { delivered: 1 } });
  expect(readFileSync(join(folder, 'out.csv'), 'utf8')).toBe('id,name\n1,Zoe\n');
});

test('a rehearsal and a run going on cannot be replayed, and it is said why', async () => {
  const { client } = await openApp();
  const { flowId } = await makeFlow(client, 'People', COPY_PEOPLE, { 'people.csv': PEOPLE });
  const { runId } = await client.runs.start({ flowId, mode: 'rehearsal' });
  expect(await client.runs.replayPlan({ runId })).toMatchObject({ possible: false, notes: [expect.stringContaining('still going on')] });
  await untilOver(client, runId);
  expect(await client.runs.replayPlan({ runId })).toMatchObject({ possible: false, notes: [expect.stringContaining('rehearsal')] });
});

test('a record that found no match: mend the looked-up file, replay only the rejected, and it is delivered', async () => {
  const { client } = await openApp();
  const nodes = [
    aNode('people', 'csv-source', { path: 'people.csv' }, 0),
    aNode('depts', 'csv-source', { path: 'depts.csv' }, 0),
    aNode('find', 'look-up', { keys: [{ left: 'dept', right: 'code' }], fields: [{ from: 'title', to: 'title' }], noMatch: 'reject' }, 1),
    aNode('keep', 'sqlite-table', { database: 'x.db', table: 'people', mode: 'upsert', keys: ['id'] }, 2),
  ];
  const edges = [anEdge('people', 'find'), anEdge('depts', 'find', 'out', 'reference'), anEdge('find', 'keep')];
  const files = { 'people.csv': 'id,dept\n1,A\n2,B\n3,A\n', 'depts.csv': 'code,title\nA,Alpha\n' };
  const { flowId, folder } = await makeFlow(client, 'Find', { nodes, edges }, files);
  const { runId } = await client.runs.start({ flowId });
  expect((await untilOver(client, runId)).run.counts).toMatchObject({ read: 3, delivered: 2, rejected: 1 });
  expect((await client.runs.list({ search: '2 find' })).runs.map((run) => run.runId)).toEqual([runId]);
  writeFileSync(join(folder, 'depts.csv'), 'code,title\nA,Alpha\nB,Beta\n');
  const plan = await client.runs.replayPlan({ runId, what: 'rejected' });
  expect(plan).toMatchObject({ possible: true, records: 1 });
  expect(plan.steps.map((step) => [step.nodeId, step.action])).toEqual(
    expect.arrayContaining([
      ['people', 'from-capture'],
      ['depts', 'read-outside'],
      ['find', 'compute'],
      ['keep', 'write-safely'],
    ]),
  );
  const then = await client.runs.replay({ runId, what: 'rejected', version: 'then' });
  expect((await untilOver(client, then.runId)).run.counts).toMatchObject({ read: 1, delivered: 0, rejected: 1 });
  expect((await client.runs.rejects({ runId })).rejects[0]).not.toHaveProperty('resolvedBy');
  const now = await client.runs.replay({ runId, what: 'rejected' });
  expect((await untilOver(client, now.runId)).run).toMatchObject({ status: 'succeeded', counts: { read: 1, delivered: 1, rejected: 0 } });
  expect((await client.runs.rejects({ runId })).rejects[0]?.resolvedBy).toBe(now.runId);
});

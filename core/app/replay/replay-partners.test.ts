import { readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test, vi } from 'vitest';
import type { Flow } from '../../flow/flow.ts';
import type { Client } from '../in-memory-pair.ts';
import { aNode, anEdge, makeFlow } from '../testing/conformance-flows.ts';
import { openApp, untilOver } from '../testing/open-app.ts';

// Each test makes several runs, and a machine may be busy.
vi.setConfig({ testTimeout: 240_000 });

const run = async (client: Client, flowId: string) => (await untilOver(client, (await client.runs.start({ flowId })).runId)).run;
const again = async (client: Client, request: Parameters<Client['runs']['replay']>[0]) => untilOver(client, (await client.runs.replay(request)).runId);
const step = (plan: { steps: { nodeId: string; sentence: string; action: string }[] }, nodeId: string) => plan.steps.find((one) => one.nodeId === nodeId);

const toNumber = (field: string) => ({ mapping: { items: [{ to: field, from: field, type: 'integer' }], rest: 'keep' } });
const SUMS = {
  nodes: [
    aNode('read', 'csv-source', { path: 'people.csv' }, 0),
    aNode('map', 'map-fields', toNumber('age'), 1),
    aNode('sum', 'group-rows', { keys: ['dept'], aggregates: [{ kind: 'sum', field: 'age', name: 'ages' }] }, 2),
    aNode('keep', 'sqlite-table', { database: 'x.db', table: 'sums', mode: 'upsert', keys: ['dept'] }, 3),
  ] as Flow['nodes'],
  edges: [anEdge('read', 'map'), anEdge('map', 'sum'), anEdge('sum', 'keep')],
};
const PEOPLE = 'dept,age\nA,30\nA,x\nB,5\nB,6\n';
const sums = (folder: string) => {
  const database = new Database(join(folder, 'x.db'), { readonly: true });
  try {
    return database.prepare('SELECT dept, ages FROM sums ORDER BY dept').raw().all();
  } finally {
    database.close();
  }
};

test('a record corrected before a group: the whole group is made again and sent, and no other', async () => {
  const { client } = await openApp();
  const { flowId, folder } = await makeFlow(client, 'Sums', SUMS, { 'people.csv': PEOPLE });
  const first = await run(client, flowId);
  expect(first.counts).toMatchObject({ read: 4, delivered: 3, rejected: 1 });
  const corrections = [{ nodeId: 'map', source: 'read', ordinal: 1, values: { age: '12' } }];
  const request = { runId: first.runId, what: 'rejected' as const, corrections };
  const plan = await client.runs.replayPlan(request);
  expect(step(plan, 'read')?.sentence).toBe(
    'Takes 1 of 4 records from what that run kept. The other 3 are only read along, since sum needs them, and not counted. Nothing outside is read.',
  );
  expect(step(plan, 'sum')?.sentence).toContain('Only groups that hold a replayed record go on');
  expect(plan.notes).toContainEqual('sum makes one record of several, so the other records of the same groups are sent with the replayed ones.');
  const database = new Database(join(folder, 'x.db'));
  database.exec("UPDATE sums SET ages = -1 WHERE dept = 'B'");
  database.close();
  const replay = await again(client, request);
  expect(replay.run).toMatchObject({ status: 'succeeded', counts: { read: 1, delivered: 1, filtered: 0, rejected: 0, pending: 0 } });
  expect(replay.steps.find(({ nodeId }) => nodeId === 'sum')?.counts).toMatchObject({ in: 1, out: 1, partners: 3 });
  expect(replay.steps.find(({ nodeId }) => nodeId === 'keep')?.counts.partners ?? 0).toBe(0);
  expect(sums(folder)).toEqual([
    ['A', 42],
    ['B', -1],
  ]);
  const { rejects } = await client.runs.rejects({ runId: first.runId });
  expect(rejects.map(({ resolvedAs }) => resolvedAs)).toEqual(['delivered']);
});

test('without a capture the others are read again where the source is as it was; where it is not, the replay is refused and says why', async () => {
  const { client } = await openApp();
  const settings = { concurrency: 'queue' as const, capture: 'none' as const, zone: 'UTC' };
  const { flowId, folder, flow, version } = await makeFlow(client, 'Sums', { ...SUMS, settings }, { 'people.csv': PEOPLE });
  const first = await run(client, flowId);
  const keys = { fields: ['age'], values: [['5']] };
  const request = { runId: first.runId, what: 'keys' as const, keys };
  const plan = await client.runs.replayPlan(request);
  expect(step(plan, 'read')).toMatchObject({
    action: 'read-outside',
    sentence: expect.stringContaining('All others are only read along, since sum needs them'),
  });
  expect((await again(client, request)).run.counts).toMatchObject({ read: 1, delivered: 1, rejected: 0 });
  expect(sums(folder)).toEqual([
    ['A', 30],
    ['B', 11],
  ]);
  await client.flows.save({
    flowId,
    flow: { ...flow, nodes: flow.nodes.map((node) => (node.id === 'read' ? { ...node, config: { ...node.config, encoding: 'windows-1252' } } : node)) },
    expectedVersion: version,
  });
  expect((await client.runs.replayPlan(request)).notes[0]).toContain('What it read was not kept, and it is set otherwise now.');
  expect(await client.runs.replayPlan({ ...request, version: 'then' })).toMatchObject({ possible: true });
  writeFileSync(join(folder, 'people.csv'), `${PEOPLE}A,1\n`);
  utimesSync(join(folder, 'people.csv'), 1, 1);
  const refused = await client.runs.replayPlan({ ...request, version: 'then' });
  expect(refused).toMatchObject({ possible: false });
  expect(refused.notes[0]).toMatch(
    /^sum needs the other records too that read read in that run\. What it read was not kept, and .*people\.csv is not as then\./,
  );
  expect(await client.runs.replayPlan({ runId: first.runId })).toMatchObject({ possible: true });
});

test('rejected behind a join: the partners come from what was kept, although the files have gone; nothing else is written', async () => {
  const { client } = await openApp();
  const nodes = [
    aNode('read', 'csv-source', { path: 'people.csv' }, 0),
    aNode('depts', 'csv-source', { path: 'depts.csv' }, 1),
    aNode('join', 'join-rows', { keys: [{ left: 'dept', right: 'dept' }], join: 'full' }, 2),
    aNode('age', 'map-fields', toNumber('age'), 3),
    aNode('keep', 'csv-target', { path: 'out.csv' }, 4),
  ];
  const edges = [anEdge('read', 'join'), anEdge('depts', 'join', 'out', 'right'), anEdge('join', 'age'), anEdge('age', 'keep')];
  const files = { 'people.csv': 'id,dept,age\n1,A,30\n2,A,x\n3,Z,4\n', 'depts.csv': 'dept,boss\nA,Ada\nB,Bea\n' };
  const { flowId, folder } = await makeFlow(client, 'Joined', { nodes, edges }, files);
  const first = await run(client, flowId);
  expect(first.error).toBeUndefined();
  // The department of the rejected record is in the rejected one, too.
  expect(first.counts).toMatchObject({ read: 5, delivered: 3, rejected: 2 });
  const { runId } = first;
  for (const name of Object.keys(files)) writeFileSync(join(folder, name), 'nothing\n');
  const corrections = [{ nodeId: 'age', source: 'read', ordinal: 1, values: { age: '31' } }];
  const plan = await client.runs.replayPlan({ runId, what: 'rejected', corrections });
  expect(plan).toMatchObject({ possible: true, records: 1 });
  expect(step(plan, 'depts')?.sentence).toBe(
    'Gives none of the replayed records. All 2 records are only read along, since join needs them, and not counted. Nothing outside is read.',
  );
  expect(step(plan, 'join')?.sentence).toContain('with the records of its other input');
  const replay = await again(client, { runId, what: 'rejected', corrections });
  expect(replay.run).toMatchObject({ status: 'succeeded', counts: { read: 1, delivered: 1, rejected: 0 } });
  expect(readFileSync(join(folder, 'out.csv'), 'utf8')).toBe('age,id,dept,boss\n31,2,A,Ada\n');
  const keys = { nodeId: 'depts', fields: ['dept'], values: [['B']] };
  expect((await again(client, { runId, what: 'keys', keys })).run.counts).toMatchObject({ read: 1, delivered: 1 });
  expect(readFileSync(join(folder, 'out.csv'), 'utf8')).toBe('age,id,dept,boss\n,,B,Bea\n');
});

test('numbers of replayed records are those they had; where records that were rejected before count now, the plan warns', async () => {
  const { client } = await openApp();
  const nodes = [
    aNode('read', 'csv-source', { path: 'people.csv' }, 0),
    aNode('map', 'map-fields', toNumber('age'), 1),
    aNode('no', 'number-rows', {}, 2),
    aNode('keep', 'csv-target', { path: 'out.csv' }, 3),
  ];
  const edges = [anEdge('read', 'map'), anEdge('map', 'no'), anEdge('no', 'keep')];
  const { flowId, folder } = await makeFlow(client, 'Numbers', { nodes, edges }, { 'people.csv': 'age\n1\nx\n3\n4\n' });
  const first = await run(client, flowId);
  const { runId } = first;
  expect(readFileSync(join(folder, 'out.csv'), 'utf8')).toBe('age,number\n1,1\n3,2\n4,3\n');
  const keys = { fields: ['age'], values: [['4']] };
  const plan = await client.runs.replayPlan({ runId, what: 'keys', keys, version: 'then' });
  expect(plan.notes.join()).not.toContain('may differ');
  expect((await again(client, { runId, what: 'records', records: [{ source: 'read', ordinal: 3 }] })).run.counts).toMatchObject({ read: 1, delivered: 1 });
  expect(readFileSync(join(folder, 'out.csv'), 'utf8')).toBe('age,number\n4,3\n');
  const sure = await client.runs.replayPlan({ runId, what: 'records', records: [{ source: 'read', ordinal: 3 }] });
  expect(sure.notes.join()).not.toContain('may differ');
  const warned = await client.runs.replayPlan({ runId, what: 'rejected' });
  expect(warned.notes).toContainEqual('What no gives may differ from that run: records that were rejected then arrive there now, and count.');
});

test('a value corrected behind a join is put into the row that failed, not into the others of the same record', async () => {
  const { client } = await openApp();
  const nodes = [
    aNode('read', 'csv-source', { path: 'people.csv' }, 0),
    aNode('jobs', 'csv-source', { path: 'jobs.csv' }, 1),
    aNode('join', 'join-rows', { keys: [{ left: 'id', right: 'id' }] }, 2),
    aNode('pay', 'map-fields', toNumber('pay'), 3),
    aNode('keep', 'csv-target', { path: 'out.csv' }, 4),
  ];
  const edges = [anEdge('read', 'join'), anEdge('jobs', 'join', 'out', 'right'), anEdge('join', 'pay'), anEdge('pay', 'keep')];
  const files = { 'people.csv': 'id\n1\n2\n', 'jobs.csv': 'id,pay\n1,10\n1,x\n2,30\n' };
  const { flowId, flow, version, folder } = await makeFlow(client, 'Jobs', { nodes, edges }, files);
  const { runId } = await run(client, flowId);
  const corrections = [{ nodeId: 'pay', source: 'read', ordinal: 0, values: { pay: '20' } }];
  const replay = await again(client, { runId, what: 'rejected', corrections });
  expect(replay.run).toMatchObject({ status: 'succeeded', counts: { read: 1, delivered: 1 } });
  expect(readFileSync(join(folder, 'out.csv'), 'utf8')).toBe('pay,id\n10,1\n20,1\n');
  const upper = aNode('up', 'map-fields', { mapping: { items: [{ to: 'pay', formula: 'UPPER([pay])' }], rest: 'keep' } }, 5);
  await client.flows.save({
    flowId,
    flow: { ...flow, nodes: [...flow.nodes, upper], edges: [...edges.filter(({ to }) => to.node !== 'pay'), anEdge('join', 'up'), anEdge('up', 'pay')] },
    expectedVersion: version,
  });
  const second = await run(client, flowId);
  const refused = await again(client, { runId, what: 'records', records: [{ source: 'read', ordinal: 0 }], corrections });
  expect(second.counts.rejected).toBeGreaterThan(0);
  expect(refused.run).toMatchObject({ status: 'failed', error: { code: 'correction-not-met', place: { node: 'pay' } } });
});

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test, vi } from 'vitest';
import type { Flow } from '../../flow/flow.ts';
import type { Client } from '../in-memory-pair.ts';
import { aNode, anEdge, makeFlow } from '../testing/conformance-flows.ts';
import { openApp, untilOver } from '../testing/open-app.ts';

// Each test makes several runs, and a machine may be busy.
vi.setConfig({ testTimeout: 240_000 });

const CSV = 'id,name,pay\n1,Ann,10.5\n2,Bob,n/a\n3\n4,Di,7\n';
const TYPED = {
  nodes: [
    aNode('read', 'csv-source', { path: 'people.csv', fields: [{ name: 'pay', type: 'decimal' }] }, 0),
    aNode('map', 'map-fields', { mapping: { items: [{ to: 'code', formula: 'NUMBER([name])' }], rest: 'keep' } }, 1),
    aNode('keep', 'sqlite-table', { database: 'x.db', table: 'people', mode: 'append' }, 2),
  ],
  edges: [anEdge('read', 'map'), anEdge('map', 'keep')],
};
const PLAIN = { nodes: [TYPED.nodes[0], TYPED.nodes[2]] as Flow['nodes'], edges: [anEdge('read', 'keep')] };
const run = async (client: Client, flowId: string) => untilOver(client, (await client.runs.start({ flowId })).runId);
const rows = (folder: string) => {
  const database = new Database(join(folder, 'x.db'), { readonly: true });
  try {
    return database.prepare('SELECT * FROM people ORDER BY id').all();
  } finally {
    database.close();
  }
};

test('records are corrected by hand: checked by type, put in where they failed, on record, and the originals settled', async () => {
  const { client } = await openApp();
  const { flowId, folder } = await makeFlow(client, 'People', PLAIN, { 'people.csv': CSV });
  const { run: first } = await run(client, flowId);
  const { runId } = first;
  expect(first.counts).toMatchObject({ read: 4, delivered: 2, rejected: 2 });
  writeFileSync(join(folder, 'people.csv'), 'id,name,pay\n');

  const page = await client.runs.correctable({ runId, nodeId: 'read' });
  expect(page.fields.map(({ name, type }) => [name, type])).toEqual([
    ['id', 'text'],
    ['name', 'text'],
    ['pay', 'decimal'],
  ]);
  expect(page.rows.map(({ origin, values, raw }) => [origin.ordinal, values, raw])).toEqual([
    [2, [null, null, null], '3'],
    [1, ['2', 'Bob', 'n/a'], undefined],
  ]);
  const at = (ordinal: number, values: Record<string, string | null>) => ({ nodeId: 'read', source: 'read', ordinal, values });
  const request = (corrections: ReturnType<typeof at>[]) => ({
    runId,
    what: 'records' as const,
    records: corrections.map(({ source, ordinal }) => ({ source, ordinal })),
    corrections,
  });

  const wrong = await client.runs.replayPlan(request([at(1, { pay: 'lots' }), at(2, { id: '3' })]));
  expect(wrong).toMatchObject({
    possible: false,
    problems: [
      { ordinal: 1, field: 'pay', message: '"lots" is not a decimal number such as 12.50.' },
      { ordinal: 2, field: 'name' },
      { ordinal: 2, field: 'pay' },
    ],
  });
  await expect(client.runs.replay(request([at(1, { pay: 'lots' })]))).rejects.toMatchObject({ data: { code: 'replay-not-possible' } });
  expect(await client.runs.replayPlan(request([at(0, { pay: '1' })]))).toMatchObject({
    possible: false,
    problems: [{ message: expect.stringContaining('rejected no such record') }],
  });

  const right = request([at(1, { pay: '8.10' }), at(2, { id: '3', name: null, pay: '9' })]);
  expect(await client.runs.replayPlan(right)).toMatchObject({
    possible: true,
    steps: [
      { nodeId: 'read', action: 'from-capture', sentence: expect.stringContaining('2 records as they were written by hand') },
      { action: 'write-safely' },
    ],
  });
  const replay = await client.runs.replay(right);
  const detail = await untilOver(client, replay.runId);
  expect(detail.run).toMatchObject({ status: 'succeeded', counts: { read: 2, delivered: 2 } });
  expect(rows(folder)).toMatchObject([{ id: '1' }, { id: '2', name: 'Bob', pay: '8.10' }, { id: '3', name: null, pay: '9' }, { id: '4' }]);
  expect(detail.replay).toMatchObject({ of: runId, what: 'records', who: expect.stringMatching(/./) });
  expect(detail.replay?.corrections).toContainEqual({ nodeId: 'read', source: 'read', ordinal: 1, field: 'pay', from: 'n/a', to: '8.10' });
  const { rejects } = await client.runs.rejects({ runId });
  expect(rejects.map(({ resolvedBy, resolvedAs, record }) => [resolvedBy, resolvedAs, record?.['pay']])).toEqual([
    [replay.runId, 'delivered', undefined],
    [replay.runId, 'delivered', 'n/a'],
  ]);
  expect((await client.runs.correctable({ runId, nodeId: 'read' })).rows).toEqual([]);
});

test('a value corrected behind the source takes its place there; a record that a rule leaves out then is settled, but not as delivered', async () => {
  const { client } = await openApp();
  const nodes = [
    aNode('read', 'csv-source', { path: 'people.csv' }, 0),
    aNode('map', 'map-fields', { mapping: { items: [{ to: 'age', from: 'age', type: 'integer' }], rest: 'keep' } }, 1),
    aNode('old', 'filter-rows', { mode: 'conditions', conditions: { match: 'all', items: [{ field: 'age', operator: 'greater', value: '17' }] } }, 2),
    aNode('write', 'csv-target', { path: 'out.csv' }, 3),
  ];
  const edges = [anEdge('read', 'map'), anEdge('map', 'old'), anEdge('old', 'write')];
  const { flowId, folder } = await makeFlow(client, 'Ages', { nodes, edges }, { 'people.csv': 'id,age\n1,x\n2,y\n3,40\n' });
  const { run: first } = await run(client, flowId);
  const { runId } = first;
  const corrections = [
    { nodeId: 'map', source: 'read', ordinal: 0, values: { age: '30' } },
    { nodeId: 'map', source: 'read', ordinal: 1, values: { age: '12' } },
  ];
  const plan = await client.runs.replayPlan({ runId, what: 'rejected', corrections });
  expect(plan.steps.map(({ nodeId, action, sentence }) => [nodeId, action, sentence.slice(0, 30)])).toEqual([
    ['read', 'from-capture', 'Takes 2 of 3 records from what'],
    ['map', 'compute', 'Takes the corrected values of '],
    ['old', 'compute', 'Computes again.'],
    ['write', 'write-again', expect.any(String)],
  ]);
  const replay = await client.runs.replay({ runId, what: 'rejected', corrections });
  expect((await untilOver(client, replay.runId)).run.counts).toMatchObject({ read: 2, delivered: 1, filtered: 1 });
  expect(readFileSync(join(folder, 'out.csv'), 'utf8')).toContain('30');
  expect((await client.runs.rejects({ runId })).rejects.map(({ resolvedAs }) => resolvedAs)).toEqual(['delivered', 'filtered']);
});

test('records are chosen by key from what was kept; then or now, with what was changed since', async () => {
  const { client } = await openApp();
  const { flowId, flow, folder, version } = await makeFlow(client, 'People', PLAIN, { 'people.csv': CSV });
  const { run: first } = await run(client, flowId);
  const { runId } = first;
  const renamed = {
    ...flow,
    nodes: flow.nodes.map((node) => (node.id === 'keep' ? { ...node, name: 'Payroll', config: { ...node.config, mode: 'upsert', keys: ['id'] } } : node)),
  };
  await client.flows.save({ flowId, flow: renamed, expectedVersion: version });
  const keys = { fields: ['id', 'name'], values: [['4', 'Di']] };
  const now = await client.runs.replayPlan({ runId, what: 'keys', keys });
  expect(now).toMatchObject({ possible: true, records: 1, difference: 'Changed Payroll', steps: [{ action: 'from-capture' }, { action: 'write-safely' }] });
  const then = await client.runs.replayPlan({ runId, what: 'keys', keys, version: 'then' });
  expect(then).not.toHaveProperty('difference');
  expect(then.steps[1]).toMatchObject({ action: 'write-again', alreadyWritten: 2, sentence: expect.stringContaining('may be among them') });
  const replay = await client.runs.replay({ runId, what: 'keys', keys, version: 'then' });
  expect((await untilOver(client, replay.runId)).run).toMatchObject({ status: 'succeeded', counts: { read: 1, delivered: 1 } });
  expect(rows(folder)).toHaveLength(3);
  for (const [bad, code] of [
    [{ fields: ['id'], values: [['4', 'Di']] }, 'Write one value for each of'],
    [undefined, 'No keys were given'],
  ] as const) {
    const refused = await client.runs.replayPlan({
      runId,
      what: 'keys',
      ...(bad ? { keys: { fields: [...bad.fields], values: bad.values.map((key) => [...key]) } } : {}),
    });
    expect(refused).toMatchObject({ possible: false, notes: [expect.stringContaining(code)] });
  }
  const unknown = await client.runs.replay({ runId, what: 'keys', keys: { fields: ['id'], values: [['99']] }, version: 'then' });
  expect((await untilOver(client, unknown.runId)).run).toMatchObject({ status: 'failed', error: { code: 'keys-not-found' } });
  expect(rows(folder)).toHaveLength(3);
});

test('what was kept says what is wrong with it: cut off by its quota, removed by its age', async () => {
  const { client, app } = await openApp();
  const settings = { concurrency: 'queue' as const, capture: 'every' as const, zone: 'UTC', captureMb: 1, capturePacking: 'raw' as const, captureDays: 1 };
  const text = `id,name\n${Array.from({ length: 120_000 }, (_, id) => `${id},somebody with a name ${id}`).join('\n')}\n`;
  const nodes = [aNode('read', 'csv-source', { path: 'people.csv' }, 0), aNode('write', 'csv-target', { path: 'out.csv' }, 1)];
  const { flowId } = await makeFlow(client, 'Big', { nodes, edges: [anEdge('read', 'write')], settings }, { 'people.csv': text });
  const detail = await run(client, flowId);
  const { runId } = detail.run;
  expect(detail.captured).toBe(false);
  expect(detail.captures?.[0]).toMatchObject({ nodeId: 'read', side: 'out', complete: false, stopped: 'quota', passed: 120_000 });
  expect(detail.captures?.[0]?.records).toBeLessThan(120_000);
  const plan = await client.runs.replayPlan({ runId });
  expect(plan.steps[0]).toMatchObject({
    action: 'read-outside',
    sentence: expect.stringMatching(/kept only in part \([\d,]+ of 120,000 records\), because the space/),
  });
  expect(await client.runs.replayPlan({ runId, fromNode: 'write' })).toMatchObject({
    possible: false,
    notes: [expect.stringContaining('because the space for kept data was used up')],
  });
  const { store, clock, folders } = app.context;
  expect(store.captures.expired(clock.now() + 2 * 86_400_000, 0, 9)).toEqual([runId]);
  store.captures.drop(runId, clock.now());
  expect(folders.captures(runId)).toContain(runId);
  expect((await client.runs.replayPlan({ runId })).steps[0]?.sentence).toContain('has been removed since');
});

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test, vi } from 'vitest';
import type { Client } from '../in-memory-pair.ts';
import { aNode, anEdge, makeFlow } from '../testing/conformance-flows.ts';
import { openApp, untilOver } from '../testing/open-app.ts';

// Each test makes several runs, and a machine may be busy.
vi.setConfig({ testTimeout: 240_000 });

const NEW_FILES = {
  nodes: [
    aNode('read', 'csv-source', { path: 'in_*.csv', pick: 'new' }, 0),
    aNode('keep', 'sqlite-table', { database: 'x.db', table: 't', mode: 'append' }, 1),
  ],
  edges: [anEdge('read', 'keep')],
};
const NEW_ROWS = {
  nodes: [
    aNode('read', 'sqlite-query', { database: 'from.db', sql: 'SELECT * FROM t', watermark: 'at', tie: 'id' }, 0),
    aNode('write', 'csv-target', { path: 'out.csv' }, 1),
  ],
  edges: [anEdge('read', 'write')],
};
const run = async (client: Client, flowId: string) => untilOver(client, (await client.runs.start({ flowId })).runId);
const sql = (file: string, text: string) => {
  const database = new Database(file);
  database.exec(text);
  database.close();
};

test('only new files: what is next is shown, every move is on record, and a file can be forgotten by hand', async () => {
  const { client } = await openApp();
  const { flowId, flow, folder } = await makeFlow(client, 'Files', NEW_FILES, { 'in_1.csv': 'id\n1\n' });
  const memory = () => client.design.memory({ flowId, flow });
  expect(await memory()).toMatchObject({
    steps: [{ nodeId: 'read', by: 'files', position: null, files: { known: 0, fresh: [join(folder, 'in_1.csv')] } }],
    moves: [],
  });
  const first = await run(client, flowId);
  expect(first.run.counts.delivered).toBe(1);
  writeFileSync(join(folder, 'in_2.csv'), 'id\n2\n');
  expect(await memory()).toMatchObject({
    steps: [
      {
        position: '1 file read so far, lastly in_1.csv',
        runId: first.run.runId,
        next: expect.stringMatching(/^1 file was not read before, 1 was\./),
      },
    ],
    moves: [{ action: 'run', runId: first.run.runId, to: '1 file, lastly in_1.csv' }],
  });
  const second = await run(client, flowId);
  expect(second.run.counts).toMatchObject({ read: 1, delivered: 1 });
  expect(second.readings.map(({ skipped }) => skipped)).toEqual([undefined, 'already read']);
  expect((await run(client, flowId)).run.counts.read).toBe(0);

  await expect(client.design.changeMemory({ flowId, flow, change: { action: 'set', nodeId: 'read', value: '1' } })).rejects.toMatchObject({ code: 'USER' });
  await expect(client.design.changeMemory({ flowId, flow, change: { action: 'forget', nodeId: 'read', file: 'in_9.csv' } })).rejects.toMatchObject({
    code: 'USER',
  });
  const after = await client.design.changeMemory({ flowId, flow, change: { action: 'forget', nodeId: 'read', file: 'in_2.csv' } });
  expect(after).toMatchObject({ steps: [{ files: { known: 1 } }], moves: [{ action: 'forget', name: 'read', who: expect.stringMatching(/./) }, {}, {}] });
  expect((await run(client, flowId)).run.counts.read).toBe(1);
  await client.design.changeMemory({ flowId, flow, change: { action: 'reset', nodeId: 'read' } });
  expect((await run(client, flowId)).run.counts.read).toBe(2);
});

test('what is doubtful is said: runs that may overlap, a watermark that is personal, and a run that ended after it had begun to write', async () => {
  const { client, app } = await openApp();
  const masks = [{ field: 'id', way: 'hide' as const }];
  const settings = { concurrency: 'parallel' as const, capture: 'input' as const, zone: 'UTC', masks };
  const { flowId, flow, folder } = await makeFlow(client, 'Rows', { ...NEW_ROWS, settings });
  sql(join(folder, 'from.db'), 'CREATE TABLE t (id INTEGER, at INTEGER); INSERT INTO t VALUES (1, 1)');
  const { problems } = await client.design.inspect({ flowId, flow });
  expect(problems.map(({ code }) => code)).toEqual(expect.arrayContaining(['runs-may-overlap', 'position-is-personal']));
  expect((await client.design.memory({ flowId, flow })).steps[0]).not.toHaveProperty('doubt');
  // A program that is killed between the targets' commit and the keeping of what was read.
  const { store, clock } = app.context;
  const parameters = {};
  store.runs.queue({ runId: 'killed', flowId, flowName: 'Rows', flowVersion: 2, mode: 'run', cause: 'manual', queuedAt: clock.now(), parameters });
  store.runs.start('killed', clock.now());
  store.effects.intend('killed', { nodeId: 'write', key: 'k', effects: 'repeat-safe-write', records: 1 }, clock.now());
  store.effects.done('killed', 'write', 'k', { nodeId: 'write', target: 'out.csv', delivered: 1 }, clock.now());
  store.runs.interruptOpen(clock.now(), { class: 'operational', code: 'interrupted', message: 'Interrupted.' });
  expect((await client.design.memory({ flowId, flow })).steps[0]).toMatchObject({ position: null, doubt: expect.stringContaining('may be written twice') });
  expect((await run(client, flowId)).run.counts.read).toBe(1);
  expect((await client.design.memory({ flowId, flow })).steps[0]).not.toHaveProperty('doubt');
});

test('a watermark moves only with what was delivered; by hand it is moved, reset, and refused while a run goes on', async () => {
  const { client, app } = await openApp();
  const { flowId, flow, folder, version } = await makeFlow(client, 'Rows', NEW_ROWS);
  sql(join(folder, 'from.db'), "CREATE TABLE t (id INTEGER, at TEXT); INSERT INTO t VALUES (1, '2026-01-01'), (2, '2026-01-02'), (3, '2026-01-02')");
  const broken = { ...flow, nodes: flow.nodes.map((node) => (node.id === 'write' ? { ...node, config: { path: 'no/such/folder/out.csv' } } : node)) };
  await client.flows.save({ flowId, flow: broken, expectedVersion: version });
  expect((await run(client, flowId)).run.status).toBe('failed');
  expect((await client.design.memory({ flowId, flow })).steps).toMatchObject([{ by: 'value', field: 'at', tie: 'id', position: null }]);
  await client.flows.save({ flowId, flow, expectedVersion: version + 1 });
  expect((await run(client, flowId)).run.counts.delivered).toBe(3);
  expect(await client.design.memory({ flowId, flow })).toMatchObject({
    steps: [{ position: 'at 2026-01-02, id 3', value: '2026-01-02', tieValue: 3, next: expect.stringContaining('after 2026-01-02') }],
    moves: [{ action: 'run', to: 'at 2026-01-02, id 3' }],
  });
  const moved = await client.design.changeMemory({ flowId, flow, change: { action: 'set', nodeId: 'read', value: '2026-01-02', tie: '2' } });
  expect(moved).toMatchObject({ steps: [{ tieValue: 2 }], moves: [{ action: 'set', from: 'at 2026-01-02, id 3', to: 'at 2026-01-02, id 2' }, {}] });
  expect((await run(client, flowId)).run.counts.read).toBe(1);
  await expect(client.design.changeMemory({ flowId, flow, change: { action: 'set', nodeId: 'read', value: '2026-01-02' } })).rejects.toMatchObject({
    data: { code: 'tie-missing' },
  });
  for (const [value, tie, code] of [
    [' ', '2', 'value-missing'],
    ['2026-01-02', 'two', 'not-a-number'],
  ] as const)
    await expect(client.design.changeMemory({ flowId, flow, change: { action: 'set', nodeId: 'read', value, tie } })).rejects.toMatchObject({ data: { code } });
  const { runId } = app.context.desk.of(flowId)[0] ?? (await client.runs.start({ flowId }));
  await expect(client.design.changeMemory({ flowId, flow, change: { action: 'reset', nodeId: 'read' } })).rejects.toMatchObject({
    data: { code: 'flow-running' },
  });
  await untilOver(client, runId);
  await client.design.changeMemory({ flowId, flow, change: { action: 'reset', nodeId: 'read' } });
  expect((await run(client, flowId)).run.counts.read).toBe(3);
});

test('a failed run is replayed from what it kept: the next run reads on behind it', async () => {
  const { client } = await openApp();
  const nodes = [
    ...NEW_ROWS.nodes.slice(0, 1),
    aNode('sort', 'sort-rows', { keys: [{ field: 'id' }] }, 1),
    { ...aNode('keep', 'sqlite-table', { database: 'to.db', table: 't', mode: 'append' }, 2), rejects: { stopAfterCount: 1, minimum: 100 } },
  ];
  const { flowId, flow, folder, version } = await makeFlow(client, 'Rows', { nodes, edges: [anEdge('read', 'sort'), anEdge('sort', 'keep')] });
  sql(join(folder, 'from.db'), "CREATE TABLE t (id INTEGER, at INTEGER, name TEXT); INSERT INTO t VALUES (1, 1, 'Ann'), (2, 2, NULL)");
  sql(join(folder, 'to.db'), 'CREATE TABLE t (id INTEGER, at INTEGER, name TEXT NOT NULL)');
  const failed = await run(client, flowId);
  expect(failed.run).toMatchObject({ status: 'failed', error: { code: 'too-many-rejects' } });
  sql(join(folder, 'from.db'), "INSERT INTO t VALUES (3, 3, 'Cy')");
  const lenient = { ...flow, nodes: flow.nodes.map((node) => (node.id === 'keep' ? { ...node, rejects: undefined } : node)) };
  await client.flows.save({ flowId, flow: lenient, expectedVersion: version });
  const replay = await client.runs.replay({ runId: failed.run.runId });
  expect((await untilOver(client, replay.runId)).run).toMatchObject({ status: 'succeeded-with-rejects', counts: { read: 2, delivered: 1, rejected: 1 } });
  expect((await run(client, flowId)).run.counts).toMatchObject({ read: 1, delivered: 1 });
  expect((await client.design.memory({ flowId, flow })).moves.map(({ action, to }) => [action, to])).toEqual([
    ['run', 'at 3, id 3'],
    ['replay', 'at 2, id 2'],
  ]);
});

test('the same where an earlier run had moved the watermark already', async () => {
  const { client } = await openApp();
  const nodes = [
    ...NEW_ROWS.nodes.slice(0, 1),
    aNode('sort', 'sort-rows', { keys: [{ field: 'id' }] }, 1),
    { ...aNode('keep', 'sqlite-table', { database: 'to.db', table: 't', mode: 'append' }, 2), rejects: { stopAfterCount: 1, minimum: 100 } },
  ];
  const { flowId, flow, folder, version } = await makeFlow(client, 'Rows', { nodes, edges: [anEdge('read', 'sort'), anEdge('sort', 'keep')] });
  sql(join(folder, 'from.db'), "CREATE TABLE t (id INTEGER, at INTEGER, name TEXT); INSERT INTO t VALUES (1, 1, 'Ann')");
  sql(join(folder, 'to.db'), 'CREATE TABLE t (id INTEGER, at INTEGER, name TEXT NOT NULL)');
  expect((await run(client, flowId)).run.status).toBe('succeeded');
  sql(join(folder, 'from.db'), "INSERT INTO t VALUES (2, 2, NULL), (3, 3, 'Zoe')");
  const failed = await run(client, flowId);
  expect(failed.run.status).toBe('failed');
  const mended = { ...flow, nodes: flow.nodes.map(({ rejects: _, ...node }) => node) };
  await client.flows.save({ flowId, flow: mended, expectedVersion: version });
  const replay = await client.runs.replay({ runId: failed.run.runId });
  expect((await untilOver(client, replay.runId)).run.counts).toMatchObject({ read: 2, delivered: 1, rejected: 1 });
  expect((await run(client, flowId)).run.counts.read).toBe(0);
});

test('a replay that reads outside again reads what was read then, not what has come since', async () => {
  const { client } = await openApp();
  const settings = { concurrency: 'queue' as const, capture: 'none' as const, zone: 'UTC' };
  const { flowId, folder } = await makeFlow(client, 'Rows', { ...NEW_ROWS, settings });
  sql(join(folder, 'from.db'), 'CREATE TABLE t (id INTEGER, at INTEGER); INSERT INTO t VALUES (1, 1), (2, 2)');
  const first = await run(client, flowId);
  sql(join(folder, 'from.db'), 'INSERT INTO t VALUES (3, 3)');
  const second = await run(client, flowId);
  for (const [of, read] of [
    [first, 2],
    [second, 1],
  ] as const) {
    const replay = await client.runs.replay({ runId: of.run.runId });
    expect((await untilOver(client, replay.runId)).run).toMatchObject({ status: 'succeeded', counts: { read } });
  }
});

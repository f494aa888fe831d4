import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import type { Flow } from '../../flow/flow.ts';
import type { Client } from '../in-memory-pair.ts';
import { aNode, anEdge, makeFlow } from '../testing/conformance-flows.ts';
import { openApp, untilOver } from '../testing/open-app.ts';

// Each test makes several runs, and a machine may be busy.
vi.setConfig({ testTimeout: 240_000 });

const again = async (client: Client, request: Parameters<Client['runs']['replay']>[0]) => untilOver(client, (await client.runs.replay(request)).runId);
const ITEMS = [
  ['a', '1'],
  ['b', 'x'],
  ['c', 'x'],
  ['c', 'x'],
].map(([sku, qty]) => ({ sku, qty, unit: 'kg' }));
const ORDERS = {
  nodes: [
    aNode('read', 'json-source', { path: 'orders.json' }, 0),
    aNode('items', 'flatten-list', { list: 'items' }, 1),
    aNode('map', 'map-fields', { mapping: { items: [{ to: 'qty', from: 'qty', type: 'integer' }], rest: 'keep' } }, 2),
    aNode('keep', 'csv-target', { path: 'out.csv' }, 3),
  ] as Flow['nodes'],
  edges: [anEdge('read', 'items'), anEdge('items', 'map'), anEdge('map', 'keep')],
};
const at = (seq: number | undefined, values: Record<string, string>) => ({
  nodeId: 'map',
  source: 'read',
  ordinal: 0,
  ...(seq === undefined ? {} : { seq }),
  values,
});
const linesOf = (folder: string) => readFileSync(join(folder, 'out.csv'), 'utf8').trim().split('\n').slice(1).sort();

async function ordersRun(settings?: Flow['settings']) {
  const { client } = await openApp();
  const content = { ...ORDERS, ...(settings ? { settings } : {}) };
  const { flowId, folder } = await makeFlow(client, 'Orders', content, { 'orders.json': JSON.stringify([{ order: 1, items: ITEMS }]) });
  const { runId } = (await untilOver(client, (await client.runs.start({ flowId })).runId)).run;
  const { rows } = await client.runs.correctable({ runId, nodeId: 'map' });
  return { client, folder, runId, rows };
}

test('rejected records that were made of one are corrected apart, alike ones too; the good one beside them stays as it is', async () => {
  const { client, folder, runId, rows } = await ordersRun();
  expect(rows.map(({ origin, sibling }) => [origin.ordinal, sibling])).toEqual([1, 2, 3].map((number) => [0, { number, of: 3 }]));
  const [b, first, second] = rows.map(({ seq }) => seq);
  const unsaid = await client.runs.replayPlan({ runId, what: 'rejected', corrections: [at(undefined, { qty: '2' })] });
  expect(unsaid).toMatchObject({ possible: false, problems: [{ message: expect.stringContaining('Say which of them') }] });
  const wrong = await client.runs.replayPlan({ runId, what: 'rejected', corrections: [at(b, { qty: '2' }), at(first, { colour: 'red' })] });
  expect(wrong.problems).toMatchObject([{ seq: first, field: 'colour' }]);

  const corrections = [at(second, { qty: '4' }), at(b, { qty: '2', unit: 'g' }), at(first, { qty: '3' })];
  const records = corrections.map(({ source, ordinal }) => ({ source, ordinal }));
  expect(await client.runs.replayPlan({ runId, what: 'records', records, corrections })).toMatchObject({ possible: true, records: 1 });
  const replay = await again(client, { runId, what: 'records', records, corrections });
  expect(replay.run).toMatchObject({ status: 'succeeded', counts: { read: 1, delivered: 1, rejected: 0 } });
  expect(linesOf(folder)).toEqual(['1,1,a,kg', '2,1,b,g', '3,1,c,kg', '4,1,c,kg']);
  expect(replay.replay?.corrections.map(({ seq, field, to }) => [seq, field, to])).toContainEqual([second, 'qty', '4']);
  expect((await client.runs.rejects({ runId })).rejects.map(({ resolvedAs }) => resolvedAs)).toEqual(['delivered', 'delivered', 'delivered']);
});

test('one of them corrected is settled when it is delivered; the others fail again and stay open, until they are corrected too', async () => {
  const { client, folder, runId, rows } = await ordersRun();
  const [b, first, second] = rows.map(({ seq }) => seq);
  const replay = await again(client, { runId, what: 'rejected', corrections: [at(second, { qty: '9' })] });
  expect(replay.run.status).toBe('succeeded-with-rejects');
  expect(linesOf(folder)).toEqual(['1,1,a,kg', '9,1,c,kg']);
  const left = async () => (await client.runs.correctable({ runId, nodeId: 'map' })).rows.map(({ seq }) => seq);
  expect(await left()).toEqual([b, first]);
  const { rejects } = await client.runs.rejects({ runId });
  expect(rejects.map(({ resolvedBy, resolvedAs }) => [resolvedBy, resolvedAs])).toEqual([
    [undefined, undefined],
    [undefined, undefined],
    [replay.run.runId, 'delivered'],
  ]);
  // The second correction of one fails, too: as it is now, and is still open.
  await again(client, { runId, what: 'rejected', corrections: [at(b, { qty: '2' }), at(first, { qty: 'y' })] });
  expect(await left()).toEqual([first]);
  await again(client, { runId, what: 'rejected', corrections: [at(first, { qty: '3' })] });
  expect(await left()).toEqual([]);
});

test('where what tells them apart was not kept, nothing is guessed and nothing written', async () => {
  const { client, folder, runId, rows } = await ordersRun({ concurrency: 'queue', capture: 'input', zone: 'UTC', masks: [{ field: 'sku', way: 'hide' }] });
  rmSync(join(folder, 'out.csv'));
  const replay = await again(client, { runId, what: 'rejected', corrections: rows.map(({ seq }, n) => at(seq, { qty: String(n) })) });
  expect(replay.run).toMatchObject({ status: 'failed', error: { code: 'correction-not-met', place: { node: 'map' } } });
  expect(existsSync(join(folder, 'out.csv'))).toBe(false);
});

test('a record that went two ways which meet again is corrected where it is meant', async () => {
  const { client } = await openApp();
  const way = (id: string, column: number) => aNode(id, 'map-fields', { mapping: { items: [{ to: 'way', formula: `"${id}"` }], rest: 'keep' } }, column);
  const nodes = [
    aNode('read', 'csv-source', { path: 'pay.csv' }, 0),
    way('one', 1),
    way('two', 2),
    aNode('map', 'map-fields', { mapping: { items: [{ to: 'pay', from: 'pay', type: 'integer' }], rest: 'keep' } }, 3),
    aNode('keep', 'csv-target', { path: 'out.csv' }, 4),
  ];
  const edges = [anEdge('read', 'one'), anEdge('read', 'two'), anEdge('one', 'map'), anEdge('two', 'map'), anEdge('map', 'keep')];
  const { flowId, folder } = await makeFlow(client, 'Ways', { nodes, edges }, { 'pay.csv': 'pay\nx\n' });
  const { runId } = (await untilOver(client, (await client.runs.start({ flowId })).runId)).run;
  const { fields, rows } = await client.runs.correctable({ runId, nodeId: 'map' });
  const wayAt = fields.findIndex(({ name }) => name === 'way');
  const corrections = rows.map(({ seq, values }) => at(seq, { pay: values[wayAt] === 'one' ? '1' : '2' }));
  expect((await again(client, { runId, what: 'rejected', corrections })).run.status).toBe('succeeded');
  expect(linesOf(folder)).toEqual(['1,one', '2,two']);
});

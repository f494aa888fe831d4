import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { FoundRecord, LookedThrough } from '../../api/look-models.ts';
import { FINAL_STATUSES } from '../../base/run-facts.ts';
import { type App, createApp } from '../create-app.ts';
import { type Client, inMemoryClient } from '../in-memory-pair.ts';
import { appOptions } from '../testing/open-app.ts';

const ROWS = 6_000;
let workspace: string;
let app: App;
let client: Client;
beforeEach(async () => {
  workspace = mkdtempSync(join(tmpdir(), 'swivel-search-'));
  app = await createApp(appOptions(workspace));
  client = inMemoryClient(app);
  const lines = Array.from({ length: ROWS }, (_, i) => `P${i},${i === 5_432 ? 'Köln' : 'Bonn'},${i % 1_000 === 999 ? 'much' : i}`);
  writeFileSync(join(workspace, 'people.csv'), `id,city,pay\n${lines.join('\n')}\n`);
});
afterEach(async () => {
  await app.close(0);
  rmSync(workspace, { recursive: true, force: true, maxRetries: 3 });
});

async function run(capture: 'input' | 'none', masks: { field: string; way: 'hash' }[] = []): Promise<string> {
  const { flowId } = await client.flows.create({ name: `Searched ${capture}` });
  const { flow, version } = await client.flows.get({ flowId });
  const node = (id: string, kind: string, config: Record<string, unknown>) => ({ id, kind, version: 1, name: id, config, position: { x: 0, y: 0 } });
  const edge = (id: string, from: string, to: string) => ({ id, from: { node: from, port: 'out' }, to: { node: to, port: 'in' } });
  await client.flows.save({
    flowId,
    expectedVersion: version,
    flow: {
      ...flow,
      settings: { ...flow.settings, capture, masks },
      nodes: [
        node('read', 'csv-source', { path: join(workspace, 'people.csv') }),
        node('typed', 'map-fields', { mapping: { rest: 'keep', items: [{ from: 'pay', to: 'pay', type: 'integer' }] } }),
        node('some', 'filter-rows', { mode: 'formula', formula: '[pay]<>5000' }),
        node('write', 'csv-target', { path: join(workspace, `${capture}.csv`) }),
      ],
      edges: [edge('a', 'read', 'typed'), edge('b', 'typed', 'some'), edge('c', 'some', 'write')],
    },
  });
  const { runId } = await client.runs.start({ flowId });
  for await (const event of await client.runs.watch({ runId })) if (event.kind === 'status' && FINAL_STATUSES.includes(event.status)) break;
  return runId;
}

async function search(runId: string, words: string, more: { field?: string; input?: boolean } = {}) {
  const hits: FoundRecord[] = [];
  let places: LookedThrough[] = [];
  for await (const event of await client.runs.search({ runId, words, ...more })) {
    if (event.kind === 'hits') hits.push(...event.hits);
    if (event.kind === 'ended') places = event.places;
  }
  return { hits, places };
}

test('a record that no sample holds is found in the captured input; it says where it looked, and its way can be worked out again', async () => {
  const runId = await run('input');
  const { hits, places } = await search(runId, 'KÖLN');
  expect(hits).toEqual([{ nodeId: 'read', origin: { source: 'read', ordinal: 5_432 }, field: 'city', value: 'Köln', whole: true }]);
  expect(places.map(({ what, of, looked, why }) => ({ what, all: looked === of, why }))).toEqual([
    { what: 'samples', all: false, why: undefined },
    { what: 'rejects', all: true, why: undefined },
    { what: 'input', all: true, why: undefined },
  ]);
  expect((await search(runId, 'P5432', { field: 'city' })).hits).toEqual([]);
  expect((await search(runId, 'P5432', { input: false })).hits).toEqual([]);

  const path = await client.runs.follow({ runId, source: 'read', ordinal: 5_432 });
  expect(path.steps).toMatchObject([{ nodeId: 'read', from: 'input', row: ['P5432', 'Köln', '5432'] }]);
  expect(path).toMatchObject({ complete: false, canRetrace: true });
  expect(path.gaps?.map(({ nodeId, total }) => [nodeId, total])).toEqual([
    ['typed', 5_994],
    ['some', 5_993],
  ]);
  const again = await client.runs.retrace({ runId, source: 'read', ordinal: 5_432 });
  expect(again.steps.map(({ nodeId, port, from }) => [nodeId, port, from])).toEqual([
    ['read', 'out', 'again'],
    ['typed', 'out', 'again'],
    ['some', 'out', 'again'],
    ['write', 'arrived', 'again'],
  ]);
  expect(again.steps[1]?.fields.find(({ name }) => name === 'pay')?.type).toBe('integer');
  const left = await client.runs.retrace({ runId, source: 'read', ordinal: 5_000 });
  expect(left.steps.map(({ nodeId, port }) => [nodeId, port]).slice(-1)).toEqual([['some', 'filtered']]);
});

test('a rejected record is found by the value that was refused; its way ends there, with the reason', async () => {
  const runId = await run('none');
  const { hits, places } = await search(runId, 'much');
  expect(hits).toHaveLength(6);
  expect(hits.every(({ nodeId, whole }) => whole && ['read', 'typed'].includes(nodeId))).toBe(true);
  expect(places.at(-1)).toEqual({ what: 'input', nodeId: 'read', looked: 0, of: ROWS, why: 'not-kept' });
  const path = await client.runs.follow({ runId, source: 'read', ordinal: 5_999 });
  expect(path.steps.at(-1)).toMatchObject({ nodeId: 'typed', port: 'rejected', reason: { field: 'pay' } });
  expect(path.canRetrace).toBe(false);
  await expect(client.runs.retrace({ runId, source: 'read', ordinal: 5_999 })).rejects.toMatchObject({ data: { code: 'record-not-kept' } });
});

test('what is kept unreadable is said, and a way is not worked out from it', async () => {
  const runId = await run('input', [{ field: 'city', way: 'hash' }]);
  const { hits, places } = await search(runId, 'Köln');
  expect(hits).toEqual([]);
  expect(places.at(-1)).toMatchObject({ what: 'input', looked: ROWS, masked: ['city'] });
  expect(await client.runs.follow({ runId, source: 'read', ordinal: 5_432 })).toMatchObject({ canRetrace: false });
});

test('a search that nobody waits for any more is stopped', async () => {
  const runId = await run('input');
  for await (const event of await client.runs.search({ runId, words: 'P' })) if (event.kind === 'hits') break;
  expect((await search(runId, 'P5999', { field: 'id' })).hits).toMatchObject([{ origin: { ordinal: 5_999 } }]);
});

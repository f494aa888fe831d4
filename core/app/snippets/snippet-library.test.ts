import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SnippetContent } from '../../catalog/snippet-content.ts';
import type { Flow } from '../../flow/flow.ts';
import { type App, createApp } from '../create-app.ts';
import { type Client, inMemoryClient } from '../in-memory-pair.ts';
import { appOptions } from '../testing/open-app.ts';

let workspace: string;
let app: App;
let client: Client;
beforeEach(async () => {
  workspace = mkdtempSync(join(tmpdir(), 'swivel-snippets-'));
  app = await createApp(appOptions(workspace));
  client = inMemoryClient(app);
});
afterEach(async () => {
  await app.close(0);
  rmSync(workspace, { recursive: true, force: true, maxRetries: 3 });
});

const withCode = (code: string): SnippetContent => ({ language: 'javascript', style: 'record', code, fields: [] });
const SHOUT = withCode('record.name = record.name.toUpperCase();\nreturn record;');
const WHISPER = withCode('record.name = record.name.toLowerCase();\nreturn record;');
const BROKEN = withCode("if (record.name === 'Bob') throw new Error('no Bobs');\nreturn record;");

interface Step {
  content: SnippetContent;
  library?: { id: string; name: string; version: number };
}

/** A flow that reads people and runs one snippet. */
async function flowWith(name: string, { content, library }: Step, rows = 'name\nAnn\nBob\n'): Promise<Flow> {
  const { flowId } = await client.flows.create({ name });
  const { flow, version, folder } = await client.flows.get({ flowId });
  writeFileSync(join(folder, 'people.csv'), rows);
  const node = (id: string, kind: string, config: Record<string, unknown>) => ({ id, kind, version: 1, name: id, position: { x: 0, y: 0 }, config });
  const nodes = [node('read', 'csv-source', { path: 'people.csv' }), node('code', 'code-snippet', { ...content, ...(library ? { library } : {}) })];
  const edges = [{ id: 'e', from: { node: 'read', port: 'out' }, to: { node: 'code', port: 'in' } }];
  await client.flows.save({ flowId, flow: { ...flow, nodes, edges }, expectedVersion: version });
  return (await client.flows.get({ flowId })).flow;
}

const configOf = async (flowId: string) => (await client.flows.get({ flowId })).flow.nodes.find(({ id }) => id === 'code')?.config;

test('one snippet in two flows: a change is tried on the sample of each, taken over in one, and the other goes on as it was', async () => {
  const { snippetId } = await client.snippets.save({ name: 'Shout', description: 'Capitals', content: SHOUT });
  const library = { id: snippetId, name: 'Shout', version: 1 };
  const a = await flowWith('A', { content: SHOUT, library });
  const b = await flowWith('B', { content: SHOUT, library });
  expect((await client.snippets.list()).map(({ name, version, steps }) => [name, version, steps])).toEqual([['Shout', 1, 2]]);
  expect(await client.snippets.saveVersion({ snippetId, content: WHISPER, note: 'quieter', expectedVersion: 1 })).toEqual({ snippetId, version: 2 });
  const { users, versions } = await client.snippets.get({ snippetId });
  expect(users.map(({ flowName, nodeName, version, state }) => [flowName, nodeName, version, state])).toEqual([
    ['A', 'code', 1, 'behind'],
    ['B', 'code', 1, 'behind'],
  ]);
  expect(versions.map(({ version, note }) => [version, note])).toEqual([
    [2, 'quieter'],
    [1, ''],
  ]);
  expect(await configOf(a.id)).toMatchObject(SHOUT);

  expect(await client.snippets.tryUpdate({ snippetId, version: 2, flowId: a.id, nodeId: 'code' })).toMatchObject({
    verdict: 'differs',
    records: 2,
    changed: 2,
    examples: [
      { record: 1, field: 'name', before: 'ANN', after: 'ann' },
      { record: 2, field: 'name', before: 'BOB', after: 'bob' },
    ],
  });
  const flowVersion = users[0]?.flowVersion ?? 0;
  await client.snippets.takeOver({ snippetId, version: 2, steps: [{ flowId: a.id, nodeId: 'code', flowVersion }] });
  expect(await configOf(a.id)).toMatchObject({ ...WHISPER, library: { id: snippetId, version: 2 } });
  expect(await configOf(b.id)).toMatchObject({ ...SHOUT, library: { id: snippetId, version: 1 } });
  const again = client.snippets.takeOver({
    snippetId,
    version: 1,
    steps: [
      { flowId: b.id, nodeId: 'code', flowVersion: users[1]?.flowVersion ?? 0 },
      { flowId: a.id, nodeId: 'code', flowVersion },
    ],
  });
  await expect(again).rejects.toMatchObject({ code: 'CONFLICT', data: { code: 'flow-changed-elsewhere' } });
  expect((await client.flows.get({ flowId: b.id })).version, 'all steps or none').toBe(flowVersion);
});

test('a version that would reject records or loses fields is told as worse, and a step without a sample as untested', async () => {
  const { snippetId } = await client.snippets.save({ name: 'Shout', description: '', content: SHOUT });
  const library = { id: snippetId, name: 'Shout', version: 1 };
  const flow = await flowWith('A', { content: SHOUT, library });
  const empty = await flowWith('E', { content: SHOUT, library }, 'name\n');
  await client.snippets.saveVersion({ snippetId, content: BROKEN, note: '', expectedVersion: 1 });
  expect(await client.snippets.tryUpdate({ snippetId, version: 2, flowId: flow.id, nodeId: 'code' })).toMatchObject({
    verdict: 'worse',
    rejectedBefore: 0,
    rejectedAfter: 1,
    why: expect.stringContaining('no Bobs'),
  });
  expect(await client.snippets.tryUpdate({ snippetId, version: 2, flowId: empty.id, nodeId: 'code' })).toMatchObject({ verdict: 'untested', records: 0 });
  await client.snippets.saveVersion({ snippetId, content: withCode('return { other: record.name };'), note: '', expectedVersion: 2 });
  expect(await client.snippets.tryUpdate({ snippetId, version: 3, flowId: flow.id, nodeId: 'code' })).toMatchObject({
    verdict: 'worse',
    added: ['other'],
    gone: ['name'],
  });
});

test('a live flow keeps the version it was made live with, and the list says which', async () => {
  const { snippetId } = await client.snippets.save({ name: 'Shout', description: '', content: SHOUT });
  const flow = await flowWith('A', { content: SHOUT, library: { id: snippetId, name: 'Shout', version: 1 } });
  const { version } = await client.flows.get({ flowId: flow.id });
  app.context.store.flows.setLive(flow.id, version);
  await client.snippets.saveVersion({ snippetId, content: WHISPER, note: '', expectedVersion: 1 });
  await client.snippets.takeOver({ snippetId, version: 2, steps: [{ flowId: flow.id, nodeId: 'code', flowVersion: version }] });
  expect((await client.snippets.get({ snippetId })).users).toMatchObject([{ version: 2, state: 'current', liveVersion: 1 }]);
  expect((await client.flows.version({ flowId: flow.id, version })).flow.nodes.find(({ id }) => id === 'code')?.config).toMatchObject(SHOUT);
});

test('a flow file carries its code and says what it brings; a brought snippet is taken in under its own id', async () => {
  const brought = { id: 'from-elsewhere', name: 'Shout', version: 4 };
  const source = await flowWith('A', { content: SHOUT, library: brought });
  const { text } = await client.flows.export({ flowId: source.id });
  const { flowId } = await client.flows.import({ text });
  expect(await client.snippets.ofFlow({ flowId })).toEqual([{ nodeId: 'code', nodeName: 'code', reference: brought, state: 'unknown' }]);
  expect(await client.snippets.save({ name: 'Shout', description: '', content: SHOUT, as: brought })).toEqual({ snippetId: 'from-elsewhere', version: 4 });
  expect(await client.snippets.ofFlow({ flowId })).toMatchObject([{ state: 'current', newest: 4 }]);
  const other = await flowWith('Changed', { content: WHISPER, library: brought });
  expect(await client.snippets.ofFlow({ flowId: other.id })).toMatchObject([{ state: 'changed', newest: 4 }]);
});

test('names are given once, the same code makes no version, a change elsewhere is a conflict, and deleting leaves the steps their code', async () => {
  const { snippetId } = await client.snippets.save({ name: 'Shout', description: '', content: SHOUT });
  await expect(client.snippets.save({ name: 'SHOUT', description: '', content: WHISPER })).rejects.toMatchObject({ data: { code: 'snippet-name-taken' } });
  expect(await client.snippets.saveVersion({ snippetId, content: SHOUT, note: '', expectedVersion: 1 })).toEqual({ snippetId, version: 1 });
  await client.snippets.saveVersion({ snippetId, content: WHISPER, note: '', expectedVersion: 1 });
  await expect(client.snippets.saveVersion({ snippetId, content: BROKEN, note: '', expectedVersion: 1 })).rejects.toMatchObject({
    code: 'CONFLICT',
    data: { code: 'snippet-changed-elsewhere' },
  });
  await client.snippets.describe({ snippetId, name: 'Whisper', description: 'Small letters' });
  const flow = await flowWith('A', { content: WHISPER, library: { id: snippetId, name: 'Whisper', version: 2 } });
  await client.snippets.remove({ snippetId });
  await expect(client.snippets.get({ snippetId })).rejects.toMatchObject({ code: 'NOT_FOUND', data: { code: 'snippet-not-found' } });
  expect(await configOf(flow.id)).toMatchObject(WHISPER);
  expect(await client.snippets.ofFlow({ flowId: flow.id })).toMatchObject([{ state: 'unknown' }]);
});

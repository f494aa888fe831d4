import { expect, test } from 'vitest';
import { aNode, anEdge, contractError, makeFlow, untilOver } from '../testing/conformance-flows.ts';
import { openEchoApp, saveEcho } from '../testing/echo-app.ts';
import { startEcho } from '../testing/echo-system.ts';
import { exportConnections, importConnections } from './connection-exchange.ts';

const SNIPPET = { language: 'javascript', style: 'record', code: 'record.n = 1;\nreturn record;', fields: [] };

async function exported() {
  const { client, app } = await openEchoApp();
  const { port } = await startEcho('open sesame');
  const { connectionId } = await saveEcho(client, port, 'open sesame', 'Payroll');
  const { flowId } = await makeFlow(client, 'Given away', {
    nodes: [
      aNode('ask', 'echo-source', { connection: connectionId, ask: 'https://hr-api.example:8443/people' }, 0),
      aNode('code', 'code-snippet', SNIPPET, 1),
      aNode('write', 'csv-target', { path: 'out/people.csv' }, 2),
    ],
    edges: [anEdge('ask', 'code'), anEdge('code', 'write')],
  });
  const { text } = await client.flows.export({ flowId });
  return { client, app, port, connectionId, flowId, text };
}

test('a flow file says which connections it needs, and nothing to sign in with', async () => {
  const { text, connectionId, port } = await exported();
  expect(JSON.parse(text).connections).toEqual([{ id: connectionId, kind: 'echo', name: 'Payroll', hosts: [`127.0.0.1:${port}`] }]);
  expect(text).not.toMatch(/sesame|"me"/);
});

test('what a file brings is told before anything is kept: connections, paths, hosts, code, kinds that are not known', async () => {
  const { text, connectionId, port } = await exported();
  const { client } = await openEchoApp();
  const brought = await client.flows.inspectImport({ text });
  expect(brought).toMatchObject({
    name: 'Given away',
    steps: 3,
    connections: [
      {
        id: connectionId,
        kind: 'echo',
        name: 'Payroll',
        family: 'http',
        hosts: [`127.0.0.1:${port}`],
        usedBy: [{ nodeId: 'ask', nodeName: 'ask' }],
        match: null,
        candidates: [],
      },
    ],
    paths: [{ nodeId: 'write', path: 'out/people.csv', access: 'write' }],
    hosts: [`127.0.0.1:${port}`, 'hr-api.example:8443'],
    code: [{ nodeId: 'code', what: 'snippet', text: SNIPPET.code }],
    unknownKinds: [],
  });
  expect([(await client.flows.list()).map(({ name }) => name), await client.connections.list()]).toEqual([[], []]);
  const strange = text.replace('"csv-target"', '"from-the-future"');
  expect((await client.flows.inspectImport({ text: strange })).unknownKinds).toEqual(['from-the-future']);
  await expect(client.flows.inspectImport({ text: '{}' })).rejects.toEqual(contractError('USER', 'not-a-flow'));
});

test('an imported flow takes the connection that was chosen: one that is here, a new one, or none', async () => {
  const { text, connectionId } = await exported();
  const { client } = await openEchoApp();
  const { port } = await startEcho('other');
  const used = async (choice?: Parameters<typeof client.flows.import>[0]['connections']) => {
    const { flowId } = await client.flows.import({ text, ...(choice ? { connections: choice } : {}) });
    const { flow } = await client.flows.get({ flowId });
    expect(flow).not.toHaveProperty('connections');
    return { flowId, connection: flow.nodes.find(({ id }) => id === 'ask')?.config['connection'] as string };
  };
  expect((await used()).connection).toBe(connectionId);
  expect((await used({ [connectionId]: { do: 'leave-empty' } })).connection).toBe('');
  const made = await used({ [connectionId]: { do: 'make' } });
  expect((await client.connections.list()).map(({ connectionId: id, name, kind }) => [id, name, kind])).toEqual([[made.connection, 'Payroll', 'echo']]);
  await expect(client.runs.start({ flowId: made.flowId })).rejects.toEqual(contractError('USER', 'connection-unset'));
  // By kind and name from now on.
  expect((await client.flows.inspectImport({ text })).connections[0]?.match).toMatchObject({ connectionId: made.connection, by: 'name' });
  expect((await used()).connection).toBe(made.connection);
  const other = await saveEcho(client, port, 'other', 'Other');
  const mapped = await used({ [connectionId]: { do: 'use', connectionId: other.connectionId } });
  const { runId } = await client.runs.start({ flowId: mapped.flowId });
  expect((await untilOver(client, runId)).run.status).toBe('succeeded');
  await expect(used({ [connectionId]: { do: 'use', connectionId: 'nobody' } })).rejects.toEqual(contractError('NOT_FOUND', 'connection-not-found'));
});

test('settings travel without secrets, into the same connection again or a new one; all or nothing', async () => {
  const { app, connectionId, port } = await exported();
  const text = exportConnections(app.context.connections);
  expect(text).not.toContain('sesame');
  const there = await openEchoApp();
  const desk = there.app.context.connections;
  expect(importConnections(desk, text)).toEqual({ made: ['Payroll'], changed: [] });
  expect((await there.client.connections.get({ connectionId })).environments.production).toMatchObject({ set: true, missing: ['Password'] });
  const moved = text.replaceAll(String(port), '9999');
  const wrong = moved.replace('"kind": "echo"', '"kind": "nothing"').replace('"Payroll"', '"Another"');
  expect(() => importConnections(desk, wrong)).toThrow(expect.objectContaining({ code: 'connection-wrong' }));
  expect((await there.client.connections.list()).length).toBe(1);
  // Where its secrets were: they stay, and are not used for the other host.
  expect(importConnections(app.context.connections, moved)).toEqual({ made: [], changed: ['Payroll'] });
  expect(app.context.connections.troubles((await inTheApp(app)).flow, 'production')).toMatchObject([{ error: { code: 'hosts-changed' } }]);
  expect(() => importConnections(desk, 'nothing')).toThrow(expect.objectContaining({ code: 'not-connections' }));
});

async function inTheApp(app: Awaited<ReturnType<typeof exported>>['app']) {
  const [record] = app.context.store.flows.list();
  if (!record) throw new Error('no flow');
  return { flow: app.context.store.flows.document(record.flowId, record.version) };
}

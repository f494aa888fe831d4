import { chmodSync, existsSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { expectationSchema } from '../flow/expectation.ts';
import { aNode, anEdge, contractError, makeFlow, untilOver } from './testing/conformance-flows.ts';
import { echoOptions, makeEchoFlow, openEchoApp, saveEcho, tested } from './testing/echo-app.ts';
import { startEcho } from './testing/echo-system.ts';
import { openApp } from './testing/open-app.ts';

/** A busy machine takes its time. */
const PATIENT = { timeout: 60_000 };

test('kept, shown without its secret, renamed, used, and not removed behind the back of a flow', async () => {
  const { client } = await openEchoApp();
  const { port } = await startEcho('open sesame');
  const saved = await saveEcho(client, port, 'open sesame');
  const { connectionId } = saved;
  expect(saved).toMatchObject({
    family: 'http',
    name: 'Echo',
    configs: { production: { host: '127.0.0.1', port, user: 'me' }, test: null },
    environments: {
      production: {
        set: true,
        hosts: [`127.0.0.1:${port}`],
        trouble: null,
        missing: [],
        secrets: [
          { name: 'password', state: 'set' },
          { name: 'pepper', state: 'unset', changedAt: null },
        ],
      },
      test: { set: false, trouble: { code: 'connection-unset' } },
    },
    usedBy: [],
  });
  expect(JSON.stringify([saved, await client.connections.list()])).not.toContain('sesame');
  await expect(saveEcho(client, port, 'x', 'ECHO')).rejects.toEqual(contractError('CONFLICT', 'connection-name-taken'));
  const { flowId } = await makeEchoFlow(client, connectionId);
  expect((await client.connections.rename({ connectionId, name: 'Old echo' })).revision).toBe(saved.revision + 1);
  expect(await client.connections.usedBy({ connectionId })).toEqual([
    { what: 'step', flowId, flowName: 'Asking', nodeId: 'ask', nodeName: 'ask', setting: 'connection', live: false, newest: true },
  ]);
  await expect(client.connections.remove({ connectionId })).rejects.toEqual(contractError('USER', 'connection-in-use'));
  await client.connections.remove({ connectionId, forced: true });
  await expect(client.connections.get({ connectionId })).rejects.toEqual(contractError('NOT_FOUND', 'connection-not-found'));
  await expect(client.runs.start({ flowId })).rejects.toEqual(contractError('USER', 'connection-gone'));
  const { flow } = await client.flows.get({ flowId });
  expect((await client.design.inspect({ flowId, flow })).problems).toMatchObject([{ code: 'connection-gone', node: 'ask', field: 'connection' }]);
});

test('files that are expected over a connection and alerts that go out by it are among its users, and it is not removed behind their back', async () => {
  const { client } = await openEchoApp();
  const { connectionId } = await saveEcho(client, 1, 'x');
  const { flowId, flow, version } = await makeFlow(client, 'Nightly', { nodes: [], edges: [] });
  const expects = [expectationSchema.parse({ id: 'e', name: 'Employees', connection: connectionId, path: '/in/employees_*.csv' })];
  await client.flows.save({ flowId, flow: { ...flow, expects }, expectedVersion: version });
  const settings = await client.alerts.settings();
  await client.alerts.saveSettings({ ...settings, channels: [{ kind: 'webhook', id: 'w', name: 'On call', connectionId, path: '/' }] });
  expect(await client.connections.usedBy({ connectionId })).toEqual([
    { what: 'expectation', flowId, flowName: 'Nightly', nodeId: 'e', nodeName: 'Employees', setting: '', live: false, newest: true },
    { what: 'alert-channel', flowId: '', flowName: '', nodeId: 'w', nodeName: 'On call', setting: '', live: true, newest: true },
  ]);
  expect((await client.connections.list())[0]?.usedBy).toHaveLength(2);
  // Whoever wants to publish is told what is missing before anything is asked.
  await expect(client.flows.toPublish({ flowId })).rejects.toMatchObject({ data: { code: 'flow-not-ready' } });
  const drawn = {
    nodes: [aNode('read', 'csv-source', { path: 'in.csv' }, 0), aNode('write', 'csv-target', { path: 'out.csv' }, 1)],
    edges: [anEdge('read', 'write')],
  };
  await client.flows.save({ flowId, flow: { ...flow, ...drawn, expects }, expectedVersion: version + 1 });
  expect((await client.flows.toPublish({ flowId })).connections.map(({ name }) => name)).toEqual(['Echo']);
  await expect(client.connections.remove({ connectionId })).rejects.toMatchObject({
    data: { code: 'connection-in-use', message: '"Echo" is used by "Nightly", "On call".', details: 'Nightly: Employees\nOn call' },
  });
  await client.alerts.saveSettings(settings);
  await client.flows.remove({ flowId });
  await client.connections.remove({ connectionId });
});

test('a change on top of another is refused; a secret is replaced without touching flows; null takes it away', async () => {
  const { client } = await openEchoApp();
  const { port } = await startEcho('right');
  const { connectionId, revision, configs } = await saveEcho(client, port, 'wrong');
  const { flowId } = await makeEchoFlow(client, connectionId);
  const run = async () => untilOver(client, (await client.runs.start({ flowId })).runId);
  expect((await run()).run).toMatchObject({ status: 'failed', error: { code: 'sign-in-failed' }, environment: 'production' });
  const change = { connectionId, kind: 'echo', name: 'Echo', environment: 'production' as const, config: configs.production };
  await client.connections.save({ ...change, revision, secrets: { password: 'right' } });
  await expect(client.connections.save({ ...change, revision })).rejects.toEqual(contractError('CONFLICT', 'connection-changed-elsewhere'));
  const { run: second, flow } = await run();
  expect([second.status, second.flowVersion, second.counts]).toMatchObject(['succeeded', 2, { read: 1, delivered: 1 }]);
  expect(JSON.stringify(flow)).not.toContain('right');
  const { environments } = await client.connections.save({ ...change, secrets: { password: null } });
  expect(environments.production).toMatchObject({ missing: ['Password'], trouble: { code: 'secrets-missing' } });
  await expect(client.runs.start({ flowId })).rejects.toEqual(contractError('USER', 'secrets-missing'));
  await expect(client.connections.save({ ...change, config: { host: 5 } })).rejects.toMatchObject({
    data: { code: 'connection-wrong', place: { field: 'host' } },
  });
});

test('secrets are bound to their hosts: another host gets none, neither in a run nor in a test', async () => {
  const { client } = await openEchoApp();
  const [right, evil] = [await startEcho('right'), await startEcho('right')];
  const { connectionId } = await saveEcho(client, right.port, 'right');
  const { flowId } = await makeEchoFlow(client, connectionId);
  const moved = { host: '127.0.0.1', port: evil.port, user: 'me' };
  const draft = { kind: 'echo', name: 'Echo', config: moved };
  expect(await tested(client, { connectionId, environment: 'production', draft })).toMatchObject([
    { kind: 'finished', ok: false, error: { code: 'hosts-changed' } },
  ]);
  const save = { connectionId, kind: 'echo', name: 'Echo', environment: 'production' as const };
  const { environments } = await client.connections.save({ ...save, config: moved });
  expect(environments.production).toMatchObject({ trouble: { code: 'hosts-changed' }, secrets: [{ state: 'other-hosts' }, { state: 'unset' }] });
  await expect(client.runs.start({ flowId })).rejects.toEqual(contractError('USER', 'hosts-changed'));
  expect(evil.sockets.size).toBe(0);
  const back = await client.connections.save({ ...save, config: { ...moved, port: right.port } });
  expect(back.environments.production.trouble).toBeNull();
  const given = await client.connections.save({ ...save, config: moved, secrets: { password: 'right' } });
  expect(given.environments.production.trouble).toBeNull();
});

test('two environments: each run uses one, keeps it, and says so', async () => {
  const { client, app } = await openEchoApp();
  const [production, trial] = [await startEcho('p'), await startEcho('t')];
  const { connectionId } = await saveEcho(client, production.port, 'p');
  const { flowId, flow } = await makeEchoFlow(client, connectionId);
  expect(await client.connections.setEnvironment({ environment: 'test' })).toEqual({ current: 'test' });
  await expect(client.runs.start({ flowId })).rejects.toEqual(contractError('USER', 'connection-unset'));
  expect((await client.design.inspect({ flowId, flow })).problems).toMatchObject([{ code: 'connection-unset', severity: 'warning' }]);
  await client.connections.save({
    connectionId,
    kind: 'echo',
    name: 'Echo',
    environment: 'test',
    config: { host: '127.0.0.1', port: trial.port },
    secrets: { password: 't' },
  });
  const { runId } = await client.runs.start({ flowId });
  expect((await untilOver(client, runId)).run).toMatchObject({ status: 'succeeded', environment: 'test' });
  expect([production.asked, trial.asked]).toEqual([[], ['hello']]);
  // What was read in a trial moves nothing of production.
  const { store, folders } = app.context;
  const [mine, trials] = [folders.state(flowId), folders.state(`${flowId}~test`)];
  expect([store.stepState.of(flowId), store.stepState.of(`${flowId}~test`), existsSync(mine), existsSync(trials)]).toMatchObject([
    [],
    [{ nodeId: 'ask', runId }],
    false,
    true,
  ]);
  await client.connections.setEnvironment({ environment: 'production' });
  const { runId: replay } = await client.runs.replay({ runId, what: 'all', version: 'then' });
  expect((await untilOver(client, replay)).run).toMatchObject({ environment: 'test' });
  expect((await client.runs.list({})).runs.map(({ environment }) => environment)).toEqual(['test', 'test']);
});

test('previews are kept for the settings and the environment they were made with', async () => {
  const { client } = await openEchoApp();
  const [one, two] = [await startEcho('1'), await startEcho('2')];
  const { connectionId } = await saveEcho(client, one.port, '1');
  const { flowId, flow } = await makeEchoFlow(client, connectionId);
  const preview = async () => {
    const steps: unknown[] = [];
    for await (const event of await client.design.preview({ flowId, flow, nodeId: 'ask' })) if (event.kind === 'step') steps.push(event.step.facts.status);
    return steps;
  };
  expect(await preview()).toEqual(['succeeded']);
  const before = one.asked.length;
  await client.connections.save({
    connectionId,
    kind: 'echo',
    name: 'Echo',
    environment: 'test',
    config: { host: '127.0.0.1', port: two.port },
    secrets: { password: '2' },
  });
  await client.connections.setEnvironment({ environment: 'test' });
  expect(await preview()).toEqual(['succeeded']);
  expect([two.asked.length > 0, one.asked.length]).toEqual([true, before]);
});

test('a test tells part by part what is wrong, without the secret; the last one is kept until something changes; it can be left', async () => {
  const { client } = await openEchoApp();
  const server = await startEcho('right');
  const { connectionId, configs } = await saveEcho(client, server.port, 'wr0ng+/pass');
  const events = await tested(client, { connectionId, environment: 'production' });
  expect(events).toMatchObject([
    { kind: 'part', part: { part: 'reach', ok: true } },
    { kind: 'part', part: { part: 'sign-in', ok: false, message: expect.stringContaining('•••') } },
    { kind: 'finished', ok: false },
  ]);
  expect(JSON.stringify(events)).not.toMatch(/wr0ng|d3IwbmcrL3Bhc3/);
  const last = async () => (await client.connections.get({ connectionId })).environments.production.lastTest;
  expect(await last()).toMatchObject({ ok: false, outdated: false, parts: [{ part: 'reach' }, { part: 'sign-in' }] });
  const draft = { kind: 'echo', name: 'Echo', config: configs.production ?? {}, secrets: { password: 'right' } };
  expect((await tested(client, { connectionId, environment: 'production', draft })).at(-1)).toMatchObject({ ok: true });
  expect((await tested(client, { environment: 'test', draft })).at(-1)).toMatchObject({ ok: true });
  await client.connections.save({ connectionId, kind: 'echo', name: 'Echo', environment: 'production', config: draft.config, secrets: draft.secrets });
  expect(await last()).toMatchObject({ outdated: true });
  server.hang(true);
  for await (const event of await client.connections.test({ connectionId, environment: 'production' })) if (event.kind === 'part') break;
  await expect.poll(() => server.sockets.size, PATIENT).toBe(0);
  expect(await last()).toMatchObject({ outdated: true });
});

test('news tell of every change; a vault that is locked says why, and everything goes on when it is open again', async () => {
  const options = echoOptions();
  const { client, workspace, app } = await openApp(options);
  const { port } = await startEcho('right');
  const { connectionId } = await saveEcho(client, port, 'right');
  const { flowId } = await makeEchoFlow(client, connectionId);
  expect(await client.connections.vault()).toMatchObject({ state: 'open', keptBy: 'file', secrets: 1, otherKey: 0 });
  await app.close(0);
  const file = options.vault?.file ?? '';
  expect(readFileSync(file, 'utf8')).toContain('AGE-SECRET-KEY-1');
  chmodSync(file, 0o644);
  const later = await openApp({ ...options, workspace });
  expect((await later.client.connections.list())[0]?.environments.production.trouble).toMatchObject({ code: 'vault-key-exposed' });
  await expect(later.client.runs.start({ flowId })).rejects.toEqual(contractError('USER', 'vault-key-exposed'));
  chmodSync(file, 0o600);
  expect((await later.client.connections.unlock()).state).toBe('open');
  const { runId } = await later.client.runs.start({ flowId });
  expect((await untilOver(later.client, runId)).run.status).toBe('succeeded');
  await later.app.close(0);
  renameSync(file, `${file}.away`);
  const moved = await openApp({ ...options, workspace });
  expect(await moved.client.connections.vault()).toMatchObject({ state: 'locked', trouble: { code: 'vault-key-missing' } });
  const { runId: without } = await moved.client.runs.start({ flowId }).catch((error) => ({ runId: String(error.data.code) }));
  expect(without).toBe('vault-key-missing');
  const told: unknown[] = [];
  const stop = new AbortController();
  const hearing = (async () => {
    for await (const event of await moved.client.app.watch(undefined, { signal: stop.signal })) {
      told.push(event.kind);
      if (event.kind === 'connections-changed') break;
    }
  })();
  expect(await moved.client.connections.startAnew()).toMatchObject({ state: 'empty', secrets: 1, otherKey: 1 });
  await hearing;
  expect(told).toContain('connections-changed');
  expect((await moved.client.connections.list())[0]?.environments.production).toMatchObject({
    trouble: { code: 'vault-key-other' },
    secrets: [{ state: 'other-key' }, {}],
  });
  await moved.client.connections.save({
    connectionId,
    kind: 'echo',
    name: 'Echo',
    environment: 'production',
    config: { host: '127.0.0.1', port, user: 'me' },
    secrets: { password: 'right' },
  });
  const { runId: again } = await moved.client.runs.start({ flowId });
  expect((await untilOver(moved.client, again)).run.status).toBe('succeeded');
  expect(join(workspace)).not.toBe(file);
});

test('a flow that fires while its vault is locked waits with the reason, and runs when it is open again: once for several due times', async () => {
  const options = echoOptions();
  const before = await openApp(options);
  const { port } = await startEcho('right');
  const { connectionId } = await saveEcho(before.client, port, 'right');
  const { flowId } = await makeFlow(before.client, 'Nightly', {
    nodes: [
      aNode('start', 'schedule-trigger', { cron: '0 3 1 1 *' }, 0),
      aNode('ask', 'echo-source', { connection: connectionId }, 1),
      aNode('write', 'csv-target', { path: 'out.csv' }, 2),
    ],
    edges: [anEdge('start', 'ask', 'start', 'start'), anEdge('ask', 'write')],
  });
  await before.client.flows.setLive({ flowId, live: true });
  await before.app.close(0);
  const file = options.vault?.file ?? '';
  chmodSync(file, 0o644);
  const { app, client } = await openApp({ ...options, workspace: before.workspace });
  const { store, triggers, clock } = app.context;
  for (const due of [1, 2, 3]) store.inbox.add([{ flowId, nodeId: 'start', at: clock.now(), what: { kind: 'due', nodeId: 'start', due } }]);
  triggers.dispatcher.look();
  await expect.poll(() => store.triggers.find(flowId, 'start')?.trouble, PATIENT).toMatch(/can be read by other users/);
  expect([store.inbox.waiting(flowId, 9).length, (await client.runs.list({})).runs]).toEqual([1, []]);
  chmodSync(file, 0o600);
  await client.connections.unlock();
  await expect.poll(async () => (await client.runs.list({})).runs.map(({ status, cause }) => [status, cause]), PATIENT).toEqual([['succeeded', 'schedule']]);
  expect([store.triggers.find(flowId, 'start')?.trouble, store.inbox.waiting(flowId, 9)]).toEqual([null, []]);
});

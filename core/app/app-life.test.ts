import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startable } from '../engine/testing/startable.ts';
import { FakeClock } from '../triggers/testing/fake-clock.ts';
import { createApp } from './create-app.ts';
import { aNode, anEdge, COPY_PEOPLE, makeFlow, PEOPLE } from './testing/conformance-flows.ts';
import { appOptions, openApp, temporaryFolder, untilOver } from './testing/open-app.ts';
import { KeepTidy } from './workspace/keep-tidy.ts';
import { saveSettings } from './workspace/workspace-settings.ts';

const LONG = `id,name\n${'123,somebody with a name\n'.repeat(600_000)}`;

test('a new workspace begins with the example and its data, once; a command begins with nothing', async () => {
  const workspace = temporaryFolder();
  const { client, app } = await openApp({ workspace, shell: 'browser' });
  const { openFlowId = '' } = await client.app.info();
  const { folder, flow } = await client.flows.get({ flowId: openFlowId });
  expect(flow.id).toBe(openFlowId);
  expect(readdirSync(folder)).toContain('employees_20261120.csv');
  expect((await client.design.inspect({ flowId: openFlowId, flow })).problems.filter((problem) => problem.severity === 'error')).toEqual([]);
  await app.close(0);
  const again = await openApp({ workspace, shell: 'desktop' });
  expect((await again.client.app.info()).openFlowId).toBe(openFlowId);
  expect(await again.client.flows.list()).toHaveLength(1);
  expect(await (await openApp()).client.flows.list()).toEqual([]);
});

test('while one Swivel holds a workspace another is told so, but can look at its runs', async () => {
  const { client, workspace } = await openApp();
  const { flowId, flow } = await makeFlow(client, 'People', COPY_PEOPLE, { 'people.csv': PEOPLE });
  const { runId } = await client.runs.start({ flowId });
  await untilOver(client, runId);
  await expect(createApp(appOptions(workspace))).rejects.toMatchObject({
    code: 'workspace-in-use',
    message: expect.stringContaining(`process ${process.pid}`),
  });
  const reader = await openApp({ workspace, readOnly: true });
  expect((await reader.client.runs.list({})).runs.map((run) => run.runId)).toEqual([runId]);
  expect((await reader.client.runs.get({ runId })).steps).toHaveLength(2);
  expect(await reader.client.problems.ofFlow({ flowId, flow })).toEqual([]);
  const refused = expect.objectContaining({ code: 'USER', data: expect.objectContaining({ code: 'read-only' }) });
  await expect(reader.client.runs.start({ flowId })).rejects.toEqual(refused);
  await expect(reader.client.flows.rename({ flowId, name: 'x' })).rejects.toEqual(refused);
  await expect(reader.client.runs.replay({ runId })).rejects.toEqual(refused);
});

test('a host killed in mid-run: the run is interrupted, nothing half-written stays, and its replay is whole', async () => {
  const workspace = temporaryFolder();
  const first = await openApp({ workspace });
  const { flowId, folder } = await makeFlow(first.client, 'Long', COPY_PEOPLE, { 'people.csv': LONG });
  await first.app.close(0);
  const script = startable('core/app/testing/run-until-killed.ts');
  const child = spawn(process.execPath, [script, workspace, flowId], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [line] = await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await once(child, 'close');
  expect(String(line)).toContain('progress');
  expect(existsSync(join(folder, 'out.csv'))).toBe(false);
  const { client } = await openApp({ workspace });
  const [run] = (await client.runs.list({ flowId })).runs;
  expect(run).toMatchObject({ status: 'interrupted', error: { code: 'interrupted' } });
  expect(readdirSync(folder).sort()).toEqual(['people.csv']);
  const runId = run?.runId ?? '';
  const events = [];
  for await (const event of await client.runs.watch({ runId })) events.push(event);
  expect(events.at(-1)).toMatchObject({ kind: 'status', status: 'interrupted', error: { code: 'interrupted' } });
  expect(await client.runs.replayPlan({ runId })).toMatchObject({ possible: true, steps: [{ action: 'read-outside' }, { action: 'write-safely' }] });
  const replay = await client.runs.replay({ runId });
  expect((await untilOver(client, replay.runId)).run).toMatchObject({ status: 'succeeded', counts: { read: 600_000, delivered: 600_000 } });
});

test('a live schedule starts the version that was pinned, with the cause and, when late, a note', async () => {
  const clock = new FakeClock(Date.parse('2026-06-01T00:00:00Z'));
  const { client } = await openApp({ clock });
  const trigger = aNode('when', 'schedule-trigger', { cron: '30 2 * * *', zone: 'Europe/Berlin', missed: 'once' }, -1);
  const { flowId, flow, version } = await makeFlow(
    client,
    'Nightly',
    { nodes: [trigger, ...COPY_PEOPLE.nodes], edges: COPY_PEOPLE.edges },
    { 'people.csv': PEOPLE },
  );
  await client.flows.setLive({ flowId, live: true });
  await client.flows.save({ flowId, flow: { ...flow, name: 'Edited later' }, expectedVersion: version });
  clock.pass(31 * 60_000);
  const [run] = (await client.runs.list({ cause: ['schedule'] })).runs;
  expect(run).toMatchObject({ flowVersion: version, flowName: 'Nightly', cause: 'schedule' });
  await untilOver(client, run?.runId ?? '');
  clock.jump(2 * 86_400_000);
  clock.pass(20_000);
  expect((await client.runs.list({ cause: ['schedule'] })).runs).toMatchObject([{ note: 'Late by 1 minute, and instead of one earlier time.' }, {}]);
  await client.flows.remove({ flowId });
  clock.pass(3 * 86_400_000);
  expect((await client.runs.list({ cause: ['schedule'] })).runs).toHaveLength(2);
});

test('old runs and captures go with their files; captures beyond the quota too, oldest first', async () => {
  const { client, app, workspace } = await openApp();
  const { store, folders, clock } = app.context;
  const { flowId } = await makeFlow(client, 'People', COPY_PEOPLE, { 'people.csv': PEOPLE });
  const ids: string[] = [];
  for (let i = 0; i < 3; i++) {
    const { runId } = await client.runs.start({ flowId });
    await untilOver(client, runId);
    ids.push(runId);
  }
  const [oldest = '', middle = '', newest = ''] = ids;
  expect(readdirSync(join(workspace, 'captures')).sort()).toEqual(ids.toSorted());
  let days = 0;
  const tidy = new KeepTidy({
    store,
    folders,
    clock: { ...clock, now: () => clock.now() + days * 86_400_000 },
    changed: () => undefined,
    hasRoom: () => true,
  });
  store.ballast.grow = () => false;
  expect(tidy.slice()).toBe(false);
  saveSettings(store.settings, { captureQuotaMb: 10 });
  store.captures.put({
    ...(store.captures.of(middle)[0] ?? { nodeId: '', side: 'out', port: '', file: '', records: 0, complete: true, createdAt: 0 }),
    runId: middle,
    bytes: 11 * 1_048_576,
  });
  while (tidy.slice());
  expect(readdirSync(join(workspace, 'captures'))).toEqual([newest]);
  expect((await client.runs.get({ runId: oldest })).captured).toBe(false);
  days = 15;
  while (tidy.slice());
  expect(readdirSync(join(workspace, 'captures'))).toEqual([]);
  expect((await client.runs.list({})).total).toBe(3);
  days = 100;
  mkdirSync(folders.captures(newest), { recursive: true });
  while (tidy.slice());
  expect((await client.runs.list({})).total).toBe(0);
  await expect.poll(() => readdirSync(join(workspace, 'captures'))).toEqual([]);
});

test('two flows run one after the other when only one may run at once; a document on disk runs beside its own files', async () => {
  const { client, app } = await openApp();
  await client.app.saveSettings({ runsAtOnce: 1 });
  const { flow } = await makeFlow(client, 'People', COPY_PEOPLE, { 'people.csv': PEOPLE });
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'sub'));
  writeFileSync(join(folder, 'people.csv'), PEOPLE);
  const runId = app.local.startDocument({ ...flow, id: 'from-disk' }, folder, { mode: 'run', cause: 'command-line' });
  const detail = await untilOver(client, runId);
  expect(detail).toMatchObject({ flow: { id: 'from-disk' }, run: { flowVersion: 0, cause: 'command-line', counts: { delivered: 2 } } });
  expect(existsSync(join(folder, 'out.csv'))).toBe(true);
  const replay = await client.runs.replay({ runId });
  expect((await untilOver(client, replay.runId)).run).toMatchObject({ status: 'succeeded', counts: { read: 2 } });
});

test('a replay of what a later step rejected takes it from what was kept, and the flow as it is now', async () => {
  const { client } = await openApp();
  const typed = aNode('read', 'csv-source', { path: 'people.csv' }, 0);
  const keep = aNode('keep', 'sqlite-table', { database: 'x.db', table: 'people', mode: 'upsert', keys: ['id'] }, 1);
  const { flowId, folder } = await makeFlow(
    client,
    'Upsert',
    { nodes: [typed, keep], edges: [anEdge('read', 'keep')] },
    { 'people.csv': 'id,name\n1,Ann\n,Nobody\n2,Bob\n' },
  );
  const { runId } = await client.runs.start({ flowId });
  const { run } = await untilOver(client, runId);
  expect(run).toMatchObject({ status: 'succeeded-with-rejects', counts: { read: 3, delivered: 2, rejected: 1 } });
  writeFileSync(join(folder, 'people.csv'), 'id,name\n9,Somebody else\n');
  const plan = await client.runs.replayPlan({ runId, what: 'rejected' });
  expect(plan).toMatchObject({ possible: true, records: 1, steps: [{ action: 'from-capture' }, { action: 'write-safely', alreadyWritten: 2 }] });
  expect(await client.runs.replayPlan({ runId, what: 'records', records: [] })).toMatchObject({ possible: false });
  expect(await client.runs.replayPlan({ runId, fromNode: 'keep' })).toMatchObject({ possible: false, notes: [expect.stringContaining('was not kept')] });
  const chosen = await client.runs.replay({ runId, what: 'records', records: [{ source: 'read', ordinal: 0 }] });
  expect((await untilOver(client, chosen.runId)).run).toMatchObject({ status: 'succeeded', counts: { read: 1, delivered: 1 } });
});

test('closing leaves nothing open and can be asked for twice', async () => {
  const { app, client, workspace } = await openApp();
  await makeFlow(client, 'People', COPY_PEOPLE);
  expect(app.keepsAwake()).toBe(false);
  await Promise.all([app.close(), app.close()]);
  const again = await openApp({ workspace });
  expect(await again.client.flows.list()).toHaveLength(1);
});

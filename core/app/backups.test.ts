import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { WorkspaceEvent } from '../api/app-models.ts';
import { listBackups } from '../store/backup-files.ts';
import { FakeClock } from '../triggers/testing/fake-clock.ts';
import { createApp } from './create-app.ts';
import { inMemoryClient } from './in-memory-pair.ts';
import { openRunning } from './running-app.ts';
import { aNode, COPY_PEOPLE, makeFlow, PEOPLE } from './testing/conformance-flows.ts';
import { appOptions, openApp, temporaryFolder, untilOver } from './testing/open-app.ts';
import { backupsOf, restoreFrom, resumeAfterRestore } from './workspace/restore-workspace.ts';

const DAY = 86_400_000;

/** An app that stays, as a host or the desktop opens it. */
async function running(workspace: string) {
  const app = await openRunning(appOptions(workspace, { shell: 'browser' }));
  onTestFinished(() => app.close(0));
  return { app, client: () => inMemoryClient(app) };
}

function damage(workspace: string): Buffer {
  const file = join(workspace, 'swivel.sqlite');
  const bytes = readFileSync(file);
  bytes.fill(0xab, 4_096, bytes.length / 2);
  writeFileSync(file, bytes);
  return bytes;
}

test('a backup is made when asked for, in a thread, while a run goes on; restored, the workspace is as it was, with its schedules paused', async () => {
  const { app, client } = await running(temporaryFolder());
  const workspace = app.context.folders.root;
  const { flowId, flow } = await makeFlow(client(), 'People', COPY_PEOPLE, { 'people.csv': PEOPLE });
  const { runId } = await client().runs.start({ flowId });
  const made = await client().backups.make();
  await untilOver(client(), runId);
  expect(made).toMatchObject({ content: 'whole', newer: false });
  expect(await client().backups.list()).toMatchObject({ backups: [made], making: false, trouble: null, folder: join(workspace, 'backups') });
  await client().flows.rename({ flowId, name: 'Renamed' });
  const events: WorkspaceEvent[] = [];
  const watched = (async () => {
    for await (const event of await client().app.watch()) events.push(event);
  })();
  const before = client();
  await before.backups.restore({ name: made.name });
  await watched;
  expect(events.at(-1)).toEqual({ kind: 'reopened' });
  expect((await client().flows.get({ flowId })).flow.name).toBe(flow.name);
  const [state] = [await (await client().app.watch())[Symbol.asyncIterator]().next()];
  expect(state.value).toMatchObject({ paused: true, restored: { from: made.name, backupAt: made.at, content: 'whole' } });
  expect(readdirSync(join(workspace, 'quarantine'))).toHaveLength(1);
  await client().app.pauseAll({ paused: false });
  const after = await (await client().app.watch())[Symbol.asyncIterator]().next();
  expect(after.value).toMatchObject({ paused: false });
  expect(after.value).not.toHaveProperty('restored');
  const again = await client().runs.start({ flowId });
  expect((await untilOver(client(), again.runId)).run.status).toContain('succeeded');
});

test('a damaged workspace opens, says what the matter is, answers nothing else, and restores a backup', async () => {
  const workspace = temporaryFolder();
  const first = await createApp(appOptions(workspace));
  const { flowId } = await makeFlow(inMemoryClient(first), 'People', COPY_PEOPLE, { 'people.csv': PEOPLE });
  const made = await inMemoryClient(first).backups.make();
  await first.close(0);
  damage(workspace);
  await expect(createApp(appOptions(workspace))).rejects.toMatchObject({ code: 'workspace-damaged' });
  const { app, client } = await running(workspace);
  expect(await client().app.info()).toMatchObject({ damage: { code: 'workspace-damaged', hint: expect.stringContaining('swivel restore') } });
  await expect(client().flows.list()).rejects.toMatchObject({ code: 'USER', data: { code: 'workspace-damaged' } });
  await expect(client().backups.make()).rejects.toMatchObject({ data: { code: 'workspace-damaged' } });
  await expect(createApp(appOptions(workspace))).rejects.toMatchObject({ code: 'workspace-in-use' });
  await expect(client().backups.restore({ name: 'nothing' })).rejects.toMatchObject({ data: { code: 'backup-not-found' } });
  expect((await client().backups.list()).backups).toEqual([made]);
  await client().backups.restore({ name: 'newest' });
  expect(await client().app.info()).not.toHaveProperty('damage');
  expect((await client().flows.get({ flowId })).flow.name).toBe('People');
  expect(app.keepsAwake()).toBe(false);
});

test('a backup that cannot be read stops nothing: the workspace stays open as it is', async () => {
  const { app, client } = await running(temporaryFolder());
  const { context } = app;
  const { flowId } = await makeFlow(client(), 'People', COPY_PEOPLE, { 'people.csv': PEOPLE });
  const made = await client().backups.make();
  const { folder } = await client().backups.list();
  writeFileSync(join(folder, made.name), 'rubbish'.repeat(1_000));
  await expect(client().backups.restore({ name: made.name })).rejects.toMatchObject({ data: { code: 'backup-damaged' } });
  expect(app.context).toBe(context);
  expect((await client().flows.get({ flowId })).flow.name).toBe('People');
});

test('a backup is due when there is something to keep, once a day; a clock that is put back does not stop that', async () => {
  const clock = new FakeClock(Date.parse('2026-03-01T00:00:00Z'));
  const { app, client, workspace } = await openApp({ clock });
  const { backups } = app.context;
  await backups.look();
  expect(listBackups(workspace)).toEqual([]);
  await makeFlow(client, 'People', COPY_PEOPLE, { 'people.csv': PEOPLE });
  const made = async (ms: number) => {
    clock.jump(ms);
    await backups.look();
    return listBackups(workspace).length;
  };
  expect([await made(0), await made(DAY - 1), await made(1), await made(5)]).toEqual([1, 1, 2, 2]);
  clock.jump(-3 * DAY);
  expect(await made(0)).toBe(3);
});

test('a short command makes the backup of the day when it ends', async () => {
  const workspace = temporaryFolder();
  const clock = new FakeClock(Date.parse('2026-03-01T00:00:00Z'));
  for (let i = 0; i < 3; i++) {
    const app = await createApp(appOptions(workspace, { clock }));
    await makeFlow(inMemoryClient(app), `People ${i}`, COPY_PEOPLE, { 'people.csv': PEOPLE });
    await app.close(0);
    expect(listBackups(workspace).length).toBe(i < 2 ? 1 : 2);
    clock.jump(i === 0 ? 1_000 : DAY);
  }
});

test('without room no backup is made and that is said; the trouble ends with the next one', async () => {
  const { app, client, workspace } = await openApp();
  await makeFlow(client, 'People', COPY_PEOPLE, { 'people.csv': PEOPLE });
  writeFileSync(join(workspace, 'backups'), 'a file in the way');
  await expect(client.backups.make()).rejects.toMatchObject({ code: 'OPERATIONAL' });
  expect(app.context.backups.trouble).toContain('could not be backed up');
  expect(await client.backups.list()).toMatchObject({ backups: [], trouble: expect.stringContaining('could not be backed up') });
  rmSync(join(workspace, 'backups'));
  await client.backups.make();
  expect(await client.backups.list()).toMatchObject({ backups: [{ content: 'whole' }], trouble: null });
});

test('from the command line: listed, restored with schedules paused, resumed', async () => {
  const workspace = temporaryFolder();
  const app = await createApp(appOptions(workspace));
  const client = inMemoryClient(app);
  const trigger = aNode('when', 'schedule-trigger', { cron: '0 6 * * *', zone: 'UTC', missed: 'once' }, -1);
  await makeFlow(client, 'People', { ...COPY_PEOPLE, nodes: [...COPY_PEOPLE.nodes, trigger] }, { 'people.csv': PEOPLE });
  expect(() => restoreFrom(workspace, 'newest', 1)).toThrow(expect.objectContaining({ code: 'backup-not-found' }));
  await client.backups.make();
  expect(() => restoreFrom(workspace, 'newest', 1)).toThrow(expect.objectContaining({ code: 'workspace-in-use' }));
  await app.close(0);
  damage(workspace);
  const [backup] = backupsOf(workspace);
  expect(restoreFrom(workspace, 'newest', Date.now()).from).toBe(backup?.name);
  expect(resumeAfterRestore(workspace, Date.now())?.from).toBe(backup?.name);
  expect(resumeAfterRestore(workspace, Date.now())).toBeNull();
});

test('the settings say how much is kept; history says how much there is', async () => {
  const { client } = await openApp();
  const { flowId } = await makeFlow(client, 'People', COPY_PEOPLE, { 'people.csv': PEOPLE });
  await untilOver(client, (await client.runs.start({ flowId })).runId);
  expect(await client.app.history()).toMatchObject({ runs: 1, unknown: 0, replayed: 0 });
  const saved = await client.app.saveSettings({ keepRunsCount: 100, keepHistoryMb: 50, keepFailedDays: 400 });
  expect(saved).toMatchObject({ keepRunsCount: 100, keepHistoryMb: 50, keepFailedDays: 400, keepRunsDays: 90 });
  await expect(client.app.saveSettings({ keepRunsCount: 5 })).rejects.toMatchObject({ code: 'USER' });
});

test('an app that is closed while a backup is being made lets it come to its end: its thread leaves by itself', async () => {
  const terminate = vi.spyOn(Worker.prototype, 'terminate');
  onTestFinished(() => terminate.mockRestore());
  const workspace = temporaryFolder();
  const app = await createApp(appOptions(workspace));
  await makeFlow(inMemoryClient(app), 'People', COPY_PEOPLE, { 'people.csv': PEOPLE });
  const making = app.context.backups.make();
  const others = terminate.mock.calls.length;
  await app.context.backups.close();
  expect(terminate.mock.calls.length).toBe(others);
  expect((await making).content).toBe('whole');
  expect(readdirSync(join(workspace, 'backups')).filter((name) => name.endsWith('.part'))).toEqual([]);
  await app.close(0);
});

import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { json, startServer } from '../../connections/testing/http-server.ts';
import { TestSftpServer } from '../../connections/testing/sftp-server.ts';
import type { Client } from '../in-memory-pair.ts';
import { aNode, anEdge, makeFlow, untilOver } from '../testing/conformance-flows.ts';
import { openApp, temporaryFolder } from '../testing/open-app.ts';
import { runsOver, toldByMail } from '../testing/told-by-mail.ts';

/** Two live flows that wait for the same files in one folder. */

const FILES = 8;
const nameOf = (file: number) => `people_${file}.csv`;
/** Some are read in one piece, others in many. */
const linesOf = (file: number) => Array.from({ length: file % 2 === 0 ? 10 : 20_000 }, (_, at) => `${file},Name of number ${at}`);
const csvOf = (file: number) => `file,name\n${linesOf(file).join('\n')}\n`;

interface Tray {
  /** Where files are laid. */
  readonly folder: string;
  readonly connection: string;
  /** The folder as flows name it. */
  readonly named: string;
}

async function localTray(): Promise<Tray> {
  const folder = temporaryFolder();
  return { folder, connection: '', named: folder };
}

async function sftpTray(client: Client): Promise<Tray> {
  const root = temporaryFolder();
  mkdirSync(join(root, 'in'));
  const server = await TestSftpServer.start(root);
  onTestFinished(() => server.close());
  const secrets = { password: server.user.password };
  const { connectionId } = await client.connections.save({ kind: 'sftp', name: 'HR files', environment: 'production', config: server.config, secrets });
  return { folder: join(root, 'in'), connection: connectionId, named: '/in' };
}

/** A flow that keeps a copy of each file that arrives, under the name of its run. */
async function copying(client: Client, name: string, { connection, named }: Tray, after: string) {
  const made = await makeFlow(client, name, {
    nodes: [
      aNode('arrival', 'file-arrival', { connection, folder: named, pattern: '*.csv', steadySeconds: 0, lookSeconds: 1 }, -1),
      aNode('read', 'csv-source', { connection, path: `${named}/*.csv`, pick: 'arrived', after }, 0),
      aNode('write', 'csv-target', { path: 'out/{run}.csv' }, 1),
    ],
    edges: [anEdge('arrival', 'read', 'start', 'start'), anEdge('read', 'write')],
  });
  await client.flows.setLive({ flowId: made.flowId, live: true });
  return made;
}

/** Files come one after another, each whole at once. */
function drop({ folder }: Tray): void {
  for (let file = 0; file < FILES; file++) {
    writeFileSync(join(folder, `.${file}`), csvOf(file));
    renameSync(join(folder, `.${file}`), join(folder, nameOf(file)));
  }
}

/** What the runs of a flow have written, whole files only; in the order of the files. */
const copies = (folder: string, runs: readonly { runId: string; status: string }[]) =>
  runs
    .filter(({ status }) => status === 'succeeded')
    .map(({ runId }) => readFileSync(join(folder, 'out', `${runId}.csv`), 'utf8'))
    .sort();
const whole = Array.from({ length: FILES }, (_, file) => csvOf(file)).sort();

describe.each([
  ['a folder of this machine', localTray],
  ['an SFTP server', sftpTray],
] as const)('%s', (_where, tray) => {
  test('both leave the files: each has a run for each file, and reads it whole', async () => {
    const { client } = await openApp({ vault: { file: join(temporaryFolder(), 'key.txt') } });
    const inbox = await toldByMail(client);
    const shared = await tray(client);
    const flows = [await copying(client, 'Archive', shared, 'leave'), await copying(client, 'Payroll', shared, 'leave')];
    drop(shared);
    for (const { flowId, folder } of flows) expect(copies(folder, await runsOver(client, flowId, FILES))).toEqual(whole);
    expect(inbox.mails()).toEqual([]);
  });

  test.each(['move', 'delete'])(
    'one of them puts the files away (%s): it reads each whole and once; the other reads each whole, or its run says that the file is gone',
    async (after) => {
      const { client } = await openApp({ vault: { file: join(temporaryFolder(), 'key.txt') } });
      const inbox = await toldByMail(client);
      const shared = await tray(client);
      const [slow, quick] = [await copying(client, 'Archive', shared, 'leave'), await copying(client, 'Payroll', shared, after)];
      drop(shared);
      expect(copies(quick.folder, await runsOver(client, quick.flowId, FILES))).toEqual(whole);
      // A look of the other trigger that comes after a file was put away finds nothing, so that it starts nothing.
      const state = async () => (await client.triggers.list()).filter(({ flowId }) => flowId === slow.flowId).map(({ waiting }) => waiting);
      await expect.poll(state, { timeout: 60_000 }).toEqual([0]);
      const { total } = await client.runs.list({ flowId: slow.flowId });
      const runs = await runsOver(client, slow.flowId, Number(total));
      const failed = runs.filter(({ status }) => status !== 'succeeded');
      for (const { error, counts } of failed) {
        expect([error?.code, counts.delivered]).toEqual(['arrived-file-gone', 0]);
        expect(error?.message).toMatch(/people_\d\.csv has started this run, but it is no longer there\.$/);
      }
      const got = copies(slow.folder, runs);
      expect(got).toEqual(whole.filter((text) => got.includes(text)));
      expect(got.length + failed.length).toBe(runs.length);
      if (failed.length > 0) expect((await inbox.when(inbox.mails().length || 1))[0]?.subject).toBe('Archive failed');
    },
  );
});

test('a run whose file was put away before its turn came fails and is told; put back, a replay reads it', async () => {
  const { client } = await openApp();
  const inbox = await toldByMail(client);
  await client.app.saveSettings({ runsAtOnce: 1 });
  const { promise: allowed, resolve: answer } = Promise.withResolvers<void>();
  const service = await startServer(async (_request, response) => {
    await allowed;
    json(response, [{ id: 1 }]);
  });
  onTestFinished(() => service.close());
  const config = { address: service.address, internal: true, signIn: 'none', firstByteMs: 120_000, totalMs: 120_000 };
  const { connectionId } = await client.connections.save({ kind: 'http', name: 'Slow', environment: 'production', config, secrets: {} });
  const before = await makeFlow(client, 'Before', {
    nodes: [aNode('ask', 'http-source', { connection: connectionId, path: '/' }, 0), aNode('write', 'csv-target', { path: 'out.csv' }, 1)],
    edges: [anEdge('ask', 'write')],
  });
  const first = await client.runs.start({ flowId: before.flowId });
  const shared = await localTray();
  const { flowId, folder } = await copying(client, 'Archive', shared, 'leave');
  const [there, away] = [join(shared.folder, nameOf(0)), join(shared.folder, 'away')];
  writeFileSync(there, csvOf(0));
  await expect.poll(async () => (await client.runs.list({ flowId })).runs.map(({ status }) => status), { timeout: 60_000 }).toEqual(['queued']);
  renameSync(there, away);
  answer();
  expect((await untilOver(client, first.runId)).run.status).toBe('succeeded');
  const [failed] = await runsOver(client, flowId, 1);
  expect(failed).toMatchObject({ status: 'failed', error: { code: 'arrived-file-gone', class: 'user', place: { node: 'read' } } });
  const [mail] = await inbox.when(1);
  for (const words of [failed?.error?.message, failed?.error?.hint, 'in the step "read"', nameOf(0)]) expect(mail?.text).toContain(words);
  renameSync(away, there);
  const again = await untilOver(client, (await client.runs.replay({ runId: failed?.runId ?? '' })).runId);
  expect(copies(folder, [again.run])).toEqual([csvOf(0)]);
  expect((await inbox.when(2))[1]?.subject).toBe('Well again: Archive failed');
});

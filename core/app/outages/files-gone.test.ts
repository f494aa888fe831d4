import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { FaultProxy } from '../../connections/testing/fault-proxy.ts';
import { newKey, TestSftpServer } from '../../connections/testing/sftp-server.ts';
import { hasSshd, type Sshd, startSshd } from '../../connections/testing/sshd.ts';
import { aNode, anEdge, makeFlow, untilOver } from '../testing/conformance-flows.ts';
import { openApp, temporaryFolder } from '../testing/open-app.ts';
import { runsOver, toldByMail } from '../testing/told-by-mail.ts';

/** A file server that is gone while a run carries a file to or from it, and is back later. */

const RECORDS = 60_000;
const csv = `id,name\n${Array.from({ length: RECORDS }, (_, id) => `${id},Name of number ${id}\n`).join('')}`;
/** Bytes of the file that have been carried when the server goes. */
const UNTIL = csv.length * 0.6;

/** A server with its files in `root`, reached through a proxy. */
interface Gone {
  readonly config: object;
  readonly secrets: Record<string, string>;
  readonly folder: string;
  readonly root: string;
  readonly proxy: FaultProxy;
  stop(): Promise<void>;
  begin(): Promise<void>;
}

async function ownServer(): Promise<Gone> {
  const root = temporaryFolder();
  const hostKey = newKey().private;
  let server = await TestSftpServer.start(root, { hostKey });
  const { port, config } = server;
  const proxy = await FaultProxy.start({ port });
  onTestFinished(async () => {
    await proxy.close();
    await server.close();
  });
  return {
    config: { ...config, port: proxy.port },
    secrets: { password: server.user.password },
    folder: '/',
    root,
    proxy,
    stop: () => server.close(),
    async begin() {
      server = await TestSftpServer.start(root, { hostKey, port });
    },
  };
}

async function openSsh(): Promise<Gone> {
  const [root, keys] = [temporaryFolder(), temporaryFolder()];
  const server: Sshd = await startSshd(keys);
  const proxy = await FaultProxy.start({ port: server.config.port });
  onTestFinished(async () => {
    await proxy.close();
    await server.close();
  });
  return {
    config: { ...server.config, port: proxy.port },
    secrets: { ...server.secrets },
    folder: root,
    root,
    proxy,
    stop: () => server.close(),
    begin: () => server.begin(),
  };
}

/** Has the server go once so much has gone one way. */
function goInTheMiddle({ proxy, stop }: Gone, way: 'client' | 'server'): () => Promise<void> | null {
  let [carried, stopped]: [number, Promise<void> | null] = [0, null];
  proxy.faults = {
    watch(piece, from) {
      if (from === way) carried += piece.length;
      if (carried < UNTIL || stopped) return undefined;
      proxy.faults = { refuse: true };
      stopped = stop().then(() => proxy.cutAll());
      return 'cut-before';
    },
  };
  return () => stopped;
}

const SERVERS: readonly [string, () => Promise<Gone>][] = [
  ['a server of our own', ownServer],
  ...(hasSshd ? [['OpenSSH', openSsh] as [string, () => Promise<Gone>]] : []),
];

describe.each(SERVERS)('%s', (_what, start) => {
  test.each(['read', 'written'] as const)(
    'is gone while a file is %s: the run says so and is made good by a replay; the next file comes by itself',
    async (direction) => {
      const server = await start();
      const { client } = await openApp({ vault: { file: join(temporaryFolder(), 'key.txt') } });
      const inbox = await toldByMail(client);
      const config = { ...server.config, folder: server.folder, timeoutMs: 2_000 };
      const { connectionId } = await client.connections.save({ kind: 'sftp', name: 'HR files', environment: 'production', config, secrets: server.secrets });
      const there = { connection: connectionId };
      const here = { connection: '' };
      const [from, to] = direction === 'read' ? [there, here] : [here, there];
      const { flowId, folder } = await makeFlow(client, 'Nightly', {
        nodes: [
          aNode('arrival', 'file-arrival', { ...from, folder: 'in', pattern: '*.csv', steadySeconds: 0, lookSeconds: 1, knownBy: 'name' }, -1),
          aNode('read', 'csv-source', { ...from, path: 'in/*.csv', pick: 'arrived', after: 'move' }, 0),
          aNode('write', 'csv-target', { ...to, path: 'out/pay.csv' }, 1),
        ],
        edges: [anEdge('arrival', 'read', 'start', 'start'), anEdge('read', 'write')],
      });
      const [source, target] = direction === 'read' ? [server.root, folder] : [folder, server.root];
      for (const name of [join(source, 'in'), join(target, 'out')]) mkdirSync(name, { recursive: true });
      writeFileSync(join(target, 'out/pay.csv'), 'from before');
      const gone = goInTheMiddle(server, direction === 'read' ? 'server' : 'client');
      writeFileSync(join(source, 'in/people.csv'), csv);
      await client.flows.setLive({ flowId, live: true });

      const [failed] = await runsOver(client, flowId, 1);
      expect(gone(), 'the server was gone in mid-run').not.toBeNull();
      await gone();
      const { runId = '', status, error } = failed ?? {};
      expect([status, error?.class, error?.place?.node]).toEqual(['failed', 'operational', direction === 'read' ? 'read' : 'write']);
      const [mail] = await inbox.when(1);
      expect(error?.message).toMatch(/^"HR files": .*127\.0\.0\.1/);
      expect(error?.hint).toMatch(/^Check that the (server|other side) is running/);
      expect(mail?.subject).toBe('Nightly failed');
      for (const words of [error?.message, error?.hint, `in the step "${direction === 'read' ? 'read' : 'write'}"`, 'about the file people.csv'])
        expect(mail?.text).toContain(words);
      expect(readFileSync(join(target, 'out/pay.csv'), 'utf8')).toBe('from before');
      expect([readdirSync(join(source, 'in')), existsSync(join(source, 'in/done'))]).toEqual([['people.csv'], false]);

      server.proxy.faults = {};
      await server.begin();
      const again = await untilOver(client, (await client.runs.replay({ runId })).runId);
      expect([again.run.error, again.run.status]).toEqual([undefined, 'succeeded']);
      expect(again.run.counts).toMatchObject({ read: RECORDS, delivered: RECORDS });
      expect(readFileSync(join(target, 'out/pay.csv'), 'utf8')).toBe(csv);
      expect(readdirSync(join(target, 'out'))).toEqual(['pay.csv']);
      expect((await inbox.when(2))[1]?.subject).toBe('Well again: Nightly failed');
      writeFileSync(join(source, 'in/late.csv'), 'id,name\n1,Late\n');
      const [next] = await runsOver(client, flowId, 3);
      expect(next).toMatchObject({ status: 'succeeded', cause: 'file-arrival', counts: { read: 1, delivered: 1 } });
      expect(readFileSync(join(target, 'out/pay.csv'), 'utf8')).toBe('id,name\n1,Late\n');
      expect(await inbox.when(2)).toHaveLength(2);
      // What was delivered is put away, in the end also where the replay took it from what was kept.
      expect(readdirSync(join(source, 'in'))).toEqual(['done']);
      expect(readdirSync(join(source, 'in/done')).sort()).toEqual(['late.csv', 'people.csv']);
      expect(readdirSync(join(target, 'out'))).toEqual(['pay.csv']);
    },
  );
});

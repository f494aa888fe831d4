import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { json, startServer } from '../../connections/testing/http-server.ts';
import { hasMariadb, PrivateMariadb } from '../../connections/testing/private-mariadb.ts';
import { hasPostgres, PrivatePostgres } from '../../connections/testing/private-postgres.ts';
import { TestSftpServer } from '../../connections/testing/sftp-server.ts';
import { FakeClock } from '../../triggers/testing/fake-clock.ts';
import type { Client } from '../in-memory-pair.ts';
import { aNode, anEdge, makeFlow, untilOver } from '../testing/conformance-flows.ts';
import { openApp, temporaryFolder } from '../testing/open-app.ts';
import { runsOver, toldByMail } from '../testing/told-by-mail.ts';

/** A password that is changed on the other side after the flow was published. */

const HOUR = 3_600_000;
/** Between two looks of a trigger. */
const LOOK = 20_000;

/** A system that asks for a password. */
interface Guarded {
  readonly kind: string;
  readonly config: object;
  /** Name of the secret. */
  readonly secret: string;
  /** The step that uses it, and its name in the flow: `read` or `write`. */
  readonly step: 'read' | 'write';
  readonly uses: (connection: string) => readonly [kind: string, settings: object];
  /** What is said when it does not let us in. */
  readonly says: RegExp;
  /** The other side takes this password from now on, and no other. */
  change(password: string): Promise<void>;
}

async function database(server: PrivatePostgres | PrivateMariadb): Promise<Guarded> {
  onTestFinished(() => server.close());
  const isPostgres = server.kind === 'postgres';
  await server.sql('CREATE TABLE people (id varchar(20) PRIMARY KEY, name varchar(60))');
  const make = isPostgres
    ? ["CREATE ROLE asked LOGIN PASSWORD 'first'", 'GRANT ALL ON people TO asked']
    : ["CREATE USER asked@'127.0.0.1' IDENTIFIED BY 'first'", "GRANT ALL ON own.* TO asked@'127.0.0.1'"];
  for (const one of make) await server.sql(one);
  return {
    kind: server.kind,
    config: { host: '127.0.0.1', port: server.port, user: 'asked', database: server.database, tls: 'off' },
    secret: 'password',
    step: 'write',
    uses: (connection) => ['database-target', { connection, table: { schema: '', name: 'people' }, keys: ['id'] }],
    says: /^"Payroll": the server does not accept this .*"asked"/,
    async change(password) {
      await server.sql(isPostgres ? `ALTER ROLE asked PASSWORD '${password}'` : `ALTER USER asked@'127.0.0.1' IDENTIFIED BY '${password}'`);
    },
  };
}

async function sftp(): Promise<Guarded & { server: TestSftpServer; root: string }> {
  const root = temporaryFolder();
  const server = await TestSftpServer.start(root, { user: { name: 'hr', password: 'first' } });
  onTestFinished(() => server.close());
  return {
    server,
    root,
    kind: 'sftp',
    config: server.config,
    secret: 'password',
    step: 'write',
    uses: (connection) => ['csv-target', { connection, path: 'pay.csv' }],
    says: /^"Payroll": 127\.0\.0\.1 did not let hr in\./,
    async change(password) {
      server.user.password = password;
      server.cut();
    },
  };
}

async function http(): Promise<Guarded> {
  let token = 'first';
  const server = await startServer(({ headers }, response) => {
    if (headers['authorization'] === `Bearer ${token}`) return json(response, [{ id: '1', name: 'Ann' }]);
    response.writeHead(401).end();
  });
  onTestFinished(() => server.close());
  return {
    kind: 'http',
    config: { address: server.address, internal: true, signIn: 'bearer' },
    secret: 'token',
    step: 'read',
    uses: (connection) => ['http-source', { connection, path: '/people' }],
    says: /^"Payroll": 127\.0\.0\.1:\d+ answered with 401: the sign-in was not accepted\./,
    async change(password) {
      token = password;
    },
  };
}

const SYSTEMS: readonly [string, () => Promise<Guarded>][] = [
  ...(hasPostgres ? [['PostgreSQL', async () => database(await PrivatePostgres.start())] as [string, () => Promise<Guarded>]] : []),
  ...(hasMariadb ? [['MariaDB', async () => database(await PrivateMariadb.start())] as [string, () => Promise<Guarded>]] : []),
  ['SFTP', sftp],
  ['HTTP', http],
];

async function open(clock: FakeClock) {
  const opened = await openApp({ clock, vault: { file: join(temporaryFolder(), 'key.txt') } });
  return { ...opened, inbox: await toldByMail(opened.client, () => clock.pass(1_000)) };
}

function keep(client: Client, { kind, config, secret }: Guarded, password: string, connectionId?: string) {
  const what = { kind, name: 'Payroll', environment: 'production' as const, config: config as never, secrets: { [secret]: password } };
  return client.connections.save({ ...(connectionId === undefined ? {} : { connectionId }), ...what });
}

test.each(SYSTEMS)(
  '%s: the runs of a schedule fail with what is wrong, in one alert; with the new password the next one is well, and so are replays',
  async (_what, start) => {
    const system = await start();
    const clock = new FakeClock(Date.parse('2026-11-20T01:00:00Z'));
    const { client, inbox } = await open(clock);
    const { connectionId } = await keep(client, system, 'first');
    const [kind, settings] = system.uses(connectionId);
    const read = system.step === 'read' ? aNode('read', kind, { ...settings }, 0) : aNode('read', 'csv-source', { path: 'people.csv' }, 0);
    const write = system.step === 'write' ? aNode('write', kind, { ...settings }, 1) : aNode('write', 'csv-target', { path: 'out.csv' }, 1);
    const { flowId } = await makeFlow(
      client,
      'Nightly',
      {
        nodes: [aNode('when', 'schedule-trigger', { cron: '30 * * * *', zone: 'UTC' }, -1), read, write],
        edges: [anEdge('when', 'read', 'start', 'start'), anEdge('read', 'write')],
      },
      { 'people.csv': 'id,name\n1,Ann\n' },
    );
    await client.flows.setLive({ flowId, live: true });
    const due = async (count: number) => {
      clock.pass(HOUR);
      return (await runsOver(client, flowId, count))[0];
    };
    const trigger = async () => (await client.triggers.list()).map(({ state, trouble, next }) => [state, trouble, new Date(next ?? 0).toISOString()])[0];
    expect((await due(1))?.status).toBe('succeeded');

    await system.change('second');
    const failed = await due(2);
    expect([failed?.status, failed?.cause, failed?.error?.code, failed?.error?.place?.node]).toEqual(['failed', 'schedule', 'sign-in-failed', system.step]);
    expect(failed?.error?.message).toMatch(system.says);
    const [mail] = await inbox.when(1);
    expect(mail?.subject).toBe('Nightly failed');
    for (const words of [failed?.error?.message, failed?.error?.hint, `in the step "${system.step}"`]) expect(mail?.text).toContain(words);
    expect(JSON.stringify([failed, mail])).not.toMatch(/first|second/);
    expect(await trigger()).toEqual(['alive', null, '2026-11-20T03:30:00.000Z']);
    // It stays one incident, however many runs.
    expect((await due(3))?.error?.code).toBe('sign-in-failed');
    const stillOpen = async () => {
      clock.pass(1_000);
      return (await client.alerts.page({ state: 'open', limit: 9, language: 'en' })).rows.map(({ kind, count }) => [kind, count]);
    };
    await expect.poll(stillOpen).toEqual([['run-failed', 2]]);

    await keep(client, system, 'second', connectionId);
    expect((await due(4))?.status).toBe('succeeded');
    expect((await inbox.when(2))[1]?.subject).toBe('Well again: Nightly failed');
    expect(await trigger()).toEqual(['alive', null, '2026-11-20T05:30:00.000Z']);
    expect(await stillOpen()).toEqual([]);
    const replayed = await untilOver(client, (await client.runs.replay({ runId: failed?.runId ?? '' })).runId);
    expect([replayed.run.error, replayed.run.status, replayed.run.counts.delivered]).toEqual([undefined, 'succeeded', 1]);
  },
);

test('SFTP: a trigger that is not let in any more says so, alarms once, and takes what came meanwhile when it is let in again', async () => {
  const system = await sftp();
  const clock = new FakeClock(Date.parse('2026-11-20T01:00:00Z'));
  const { app, client, inbox } = await open(clock);
  const { connectionId } = await keep(client, system, 'first');
  mkdirSync(join(system.root, 'in'));
  const { flowId } = await makeFlow(client, 'Nightly', {
    nodes: [
      aNode('arrival', 'file-arrival', { connection: connectionId, folder: 'in', pattern: '*.csv', steadySeconds: 0, lookSeconds: LOOK / 1_000 }, -1),
      aNode('read', 'csv-source', { connection: connectionId, path: 'in/*.csv', pick: 'arrived', after: 'move' }, 0),
      aNode('write', 'csv-target', { path: 'out.csv' }, 1),
    ],
    edges: [anEdge('arrival', 'read', 'start', 'start'), anEdge('read', 'write')],
  });
  await client.flows.setLive({ flowId, live: true });
  const row = async () => (await client.triggers.list())[0];
  /** Time goes on by one look after the other, each let to its end, until something is so. */
  const until = async (found: () => Promise<boolean> | boolean) => {
    for (let looks = 0; looks < 200 && !(await found()); looks++) {
      clock.pass(LOOK);
      const isOver = () => {
        clock.pass(5);
        return (app.context.triggers.healthOf(flowId)[0]?.next ?? 0) > clock.now();
      };
      await expect.poll(isOver, { timeout: 60_000, interval: 10 }).toBe(true);
    }
    await expect.poll(found).toBe(true);
  };
  const drop = (name: string) => writeFileSync(join(system.root, 'in', name), `id\n${name}\n`);
  drop('first.csv');
  await until(async () => (await client.runs.list({ flowId })).total === 1);
  expect((await runsOver(client, flowId, 1))[0]?.status).toBe('succeeded');

  await system.change('second');
  drop('meanwhile.csv');
  await until(async () => (await row())?.state === 'trouble');
  expect((await row())?.trouble).toMatch(system.says);
  await until(() => inbox.mails().length > 0);
  const [mail] = inbox.mails();
  expect(mail?.subject).toBe('Nightly is not being started any more');
  for (const words of ['The trigger "arrival" of "Nightly"', (await row())?.trouble, 'It last worked at 20 November 2026']) expect(mail?.text).toContain(words);
  // A server may lock out whoever comes again and again: in seven minutes it was not tried twenty times.
  const tried = system.server.connections;
  let looks = 0;
  await until(() => ++looks > 20);
  expect(system.server.connections - tried).toBeLessThan(8);
  expect(inbox.mails()).toHaveLength(1);
  expect((await client.runs.list({ flowId })).total).toBe(1);

  await keep(client, system, 'second', connectionId);
  await until(async () => (await row())?.state === 'alive' && (await client.runs.list({ flowId })).total === 2);
  expect((await runsOver(client, flowId, 2))[0]).toMatchObject({ status: 'succeeded', cause: 'file-arrival', counts: { read: 1 } });
  expect((await inbox.when(2))[1]?.subject).toBe('Well again: Nightly is not being started any more');
  expect(readdirSync(join(system.root, 'in/done')).sort()).toEqual(['first.csv', 'meanwhile.csv']);
});

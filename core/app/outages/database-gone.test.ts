import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { FaultProxy } from '../../connections/testing/fault-proxy.ts';
import { hasMariadb, PrivateMariadb } from '../../connections/testing/private-mariadb.ts';
import { hasPostgres, PrivatePostgres } from '../../connections/testing/private-postgres.ts';
import { aNode, anEdge, makeFlow, untilOver } from '../testing/conformance-flows.ts';
import { openApp } from '../testing/open-app.ts';
import { runsOver, toldByMail } from '../testing/told-by-mail.ts';

/** A database server that stops while a run that a file started writes to it, and is begun again later. */

const RECORDS = 30_000;
const csv = `id,name\n${Array.from({ length: RECORDS }, (_, id) => `${id},Name of number ${id}\n`).join('')}`;
/** Bytes of the client after which the server stops: some thousand records are written by then, and most are not. */
const UNTIL = 400_000;

interface Server {
  readonly kind: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
  sql(statement: string): Promise<string[][]>;
  begin(): Promise<void>;
}

interface Way {
  readonly name: string;
  readonly settings: object;
  /** Whether some of the records are in the table when the run has failed. */
  readonly stays: boolean;
  /** Whether the ledger knows which, so that a replay leaves them out. */
  readonly known: boolean;
}

const IN_GROUPS = { transaction: 'rows', rows: 2_000 };
const WAYS: readonly Way[] = [
  { name: 'updated or added in groups', settings: { way: 'upsert', ...IN_GROUPS }, stays: true, known: false },
  { name: 'added, all or none', settings: { way: 'insert' }, stays: false, known: false },
  { name: 'added in groups', settings: { way: 'insert', ...IN_GROUPS }, stays: true, known: true },
];

/** The flow is live, its file comes, the server stops in the middle, and the run is over. */
async function cutInTheMiddle(server: Server, stop: () => Promise<void>, settings: object) {
  const proxy = await FaultProxy.start({ port: server.port });
  onTestFinished(() => proxy.close());
  const { client } = await openApp();
  const inbox = await toldByMail(client);
  await server.sql('DROP TABLE IF EXISTS people');
  await server.sql('CREATE TABLE people (id int PRIMARY KEY, name varchar(60) NOT NULL)');
  const config = { host: '127.0.0.1', port: proxy.port, user: server.user, database: server.database, tls: 'off' };
  const { connectionId } = await client.connections.save({ kind: server.kind, name: 'Payroll', environment: 'production', config, secrets: {} });
  const { flowId, folder } = await makeFlow(client, 'Nightly', {
    nodes: [
      aNode('arrival', 'file-arrival', { folder: 'in', pattern: '*.csv', steadySeconds: 0, lookSeconds: 1 }, -1),
      aNode('read', 'csv-source', { path: 'in/*.csv', pick: 'arrived', after: 'move' }, 0),
      aNode('write', 'database-target', { connection: connectionId, table: { schema: '', name: 'people' }, ...settings }, 1),
    ],
    edges: [anEdge('arrival', 'read', 'start', 'start'), anEdge('read', 'write')],
  });
  let [gone, stopped]: [number, Promise<void> | null] = [0, null];
  proxy.faults = {
    watch(piece, way) {
      if (way === 'client') gone += piece.length;
      // Not in a commit, of which nobody would know; and nothing more gets there, however long the server takes to stop.
      if (gone <= UNTIL || stopped || piece.includes('COMMIT')) return undefined;
      proxy.faults.hold = 'client';
      stopped = stop().then(() => {
        proxy.faults.hold = undefined;
      });
      return undefined;
    },
  };
  mkdirSync(join(folder, 'in'));
  writeFileSync(join(folder, 'in', 'people.csv'), csv);
  await client.flows.setLive({ flowId, live: true });
  const [failed] = await runsOver(client, flowId, 1);
  expect(stopped, 'the server was stopped in mid-run').not.toBeNull();
  await stopped;
  return { client, inbox, flowId, folder, port: proxy.port, failed: await untilOver(client, failed?.runId ?? '') };
}

async function suffer(server: Server, stop: () => Promise<void>, { settings, stays, known }: Way): Promise<void> {
  const { client, inbox, flowId, folder, port, failed } = await cutInTheMiddle(server, stop, settings);
  const { runId, error, counts } = failed.run;
  expect([failed.run.status, error?.class, error?.place?.node]).toEqual(['failed', 'operational', 'write']);
  // Who, where, and what of it stays; then what to do.
  const said = new RegExp(
    `^"Payroll": .*127\\.0\\.0\\.1:${port}.*\\.${stays ? ' Written before that, and left as it is: .+ 127\\.0\\.0\\.1: .*people\\.' : ''}$`,
  );
  expect(error?.message).toMatch(said);
  // Refused at once, or without an answer, as a busy machine comes to it.
  expect(error?.hint).toMatch(/^Check (that the other side is running|the host and the port)/);
  const [mail] = await inbox.when(1);
  expect(mail?.subject).toBe('Nightly failed');
  for (const words of [error?.message, error?.hint, 'in the step "write"', 'about the file people.csv', 'replay the run']) expect(mail?.text).toContain(words);
  expect([readdirSync(join(folder, 'in')), existsSync(join(folder, 'in/done'))]).toEqual([['people.csv'], false]);

  await server.begin();
  const there = Number((await server.sql('SELECT count(*) FROM people'))[0]?.[0]);
  expect(there > 0).toBe(stays);
  expect(there).toBeLessThan(RECORDS);
  if (known) expect(counts.delivered).toBe(there);
  const { possible, steps } = await client.runs.replayPlan({ runId });
  expect([possible, steps.at(-1)?.action]).toEqual([true, 'write-safely']);
  if (known) expect(steps.at(-1)?.alreadyWritten).toBe(there);
  const again = await untilOver(client, (await client.runs.replay({ runId })).runId);
  expect([again.run.error, again.run.status]).toEqual([undefined, 'succeeded']);
  expect(again.run.counts).toMatchObject({ read: RECORDS, delivered: known ? RECORDS - there : RECORDS, duplicates: known ? there : 0, pending: 0 });
  expect(again.receipts).toMatchObject([{ holds: RECORDS, confirmed: again.run.counts.delivered }]);
  const [whole] = await server.sql(`SELECT count(*), count(DISTINCT name), sum(id) FROM people WHERE name = concat('Name of number ', id)`);
  expect(whole).toEqual([RECORDS, RECORDS, (RECORDS * (RECORDS - 1)) / 2].map(String));
  expect((await inbox.when(2))[1]?.subject).toBe('Well again: Nightly failed');

  // The trigger was never dead: the next file has its run, by itself.
  writeFileSync(join(folder, 'in', 'late.csv'), `id,name\n${RECORDS},Name of number ${RECORDS}\n`);
  const [next] = await runsOver(client, flowId, 3);
  expect(next).toMatchObject({ status: 'succeeded', cause: 'file-arrival', counts: { read: 1, delivered: 1 } });
  expect(await inbox.when(2)).toHaveLength(2);
}

describe.skipIf(!hasPostgres)('PostgreSQL stops in mid-run', () => {
  let server: PrivatePostgres;
  beforeAll(async () => {
    server = await PrivatePostgres.start();
  });
  afterAll(() => server.close());
  test.each(WAYS.slice(0, 1))('in good order; $name', (way) => suffer(server, () => server.stop('SIGINT'), way));
  test.each(WAYS.slice(1))('as in a crash; $name', (way) => suffer(server, () => server.stop('SIGQUIT'), way));
});

describe.skipIf(!hasMariadb)('MariaDB stops in mid-run', () => {
  let server: PrivateMariadb;
  beforeAll(async () => {
    server = await PrivateMariadb.start();
  });
  afterAll(() => server.close());
  test.each(WAYS.slice(1))('in good order; $name', (way) => suffer(server, () => server.stop('SIGTERM'), way));
  test.each(WAYS.slice(0, 1))('killed; $name', (way) => suffer(server, () => server.stop('SIGKILL'), way));
});

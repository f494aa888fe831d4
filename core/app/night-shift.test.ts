import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { tellIn } from '../../renderer/i18n/i18n.ts';
import { NightSystems } from '../../scripts/testing/night-systems.ts';
import { FakeClock } from '../triggers/testing/fake-clock.ts';
import { openApp, temporaryFolder, untilOver } from './testing/open-app.ts';

const DOCUMENT = readFileSync(join(import.meta.dirname, '../../resources/examples/night-shift/night-shift.swivel.json'), 'utf8');

test('the night shift: a file is noticed on the SFTP server, cost centres are asked for, payroll gets what changed and is read back, the file is put away, and nothing is told to anybody', async (context) => {
  const folder = temporaryFolder();
  const systems = await NightSystems.start(folder);
  if (!systems) return context.skip('no PostgreSQL');
  onTestFinished(() => systems.close());
  const { client } = await openApp({ shell: 'browser', vault: { file: join(temporaryFolder(), 'key.txt') } });
  // Looked for often, and taken at once: a test has no night.
  const quick = DOCUMENT.replace('"lookSeconds": 10', '"lookSeconds": 1, "steadySeconds": 0.1');
  const flowId = await systems.setUp(client, quick);
  await client.flows.setLive({ flowId, live: true });
  const runOf = async (night: number) => {
    await expect.poll(async () => (await client.runs.list({ flowId, limit: 9 })).runs.length, { timeout: 15_000, interval: 100 }).toBe(night);
    const [newest] = (await client.runs.list({ flowId, limit: 1 })).runs;
    return untilOver(client, newest?.runId ?? '');
  };

  systems.drop('20261120');
  const first = await runOf(1);
  expect(first.run.error).toBeUndefined();
  expect([first.run.status, first.run.counts]).toEqual(['succeeded', { read: 120, delivered: 120, filtered: 0, duplicates: 0, rejected: 0, pending: 0 }]);
  expect(first.receipts).toMatchObject([{ delivered: 120, inserted: 120, holds: 120 }]);
  const rows = await systems.employees();
  expect([rows.length, rows.filter(({ cost_centre }) => cost_centre === '').length]).toEqual([120, 0]);
  await expect
    .poll(() => [readdirSync(join(folder, 'outbox')), readdirSync(join(folder, 'done'))], { timeout: 30_000 })
    .toEqual([[], ['employees_20261120.csv']]);

  systems.drop('20261121');
  const second = await runOf(2);
  expect([second.run.status, second.run.counts]).toEqual(['succeeded', { read: 121, delivered: 4, filtered: 0, duplicates: 117, rejected: 0, pending: 0 }]);
  expect(second.receipts).toMatchObject([{ delivered: 4, inserted: 1, updated: 3 }]);
  expect((await systems.employees()).find(({ employee_no }) => employee_no === '007120')).toMatchObject({ full_name: 'Okafor, Ada', cost_centre: '3300' });
  expect(systems.mails).toEqual([]);
});

test('the night shift: when the file has not come by its time, the administrator has one mail that says what happened and what to do, however often it is looked', async (context) => {
  const systems = await NightSystems.start(temporaryFolder());
  if (!systems) return context.skip('no PostgreSQL');
  onTestFinished(() => systems.close());
  const clock = new FakeClock(Date.parse('2026-11-20T23:30:00Z'));
  const { client } = await openApp({ shell: 'browser', clock, vault: { file: join(temporaryFolder(), 'key.txt') }, languages: { usual: 'de', tellIn } });
  // A clock that jumps by hours leaves a trigger no time to look, which would be told too: here nothing starts at all.
  const { nodes, edges, ...flow } = JSON.parse(DOCUMENT) as { nodes: { id: string }[]; edges: { from: { node: string } }[] };
  const idle = { ...flow, nodes: nodes.filter(({ id }) => id !== 'arrival'), edges: edges.filter(({ from }) => from.node !== 'arrival') };
  const flowId = await systems.setUp(client, JSON.stringify(idle));
  await client.flows.setLive({ flowId, live: true });
  await client.arrivals.lookNow();
  const states = async () =>
    (await client.arrivals.calendar({ from: clock.now() - 86_400_000, to: clock.now() + 86_400_000 })).arrivals.map(({ state }) => state);
  expect(await states()).toEqual(['waiting']);
  for (let hour = 0; hour < 4; hour++) {
    clock.pass(3_600_000);
    await client.arrivals.lookNow();
  }
  expect((await client.arrivals.calendar({ from: 0, to: 1 })).expected[0]?.trouble).toBeNull();
  expect((await states())[0]).toBe('missing');
  const mails = async () => {
    clock.pass(1_000);
    return systems.mails.length;
  };
  await expect.poll(mails, { interval: 50 }).toBe(1);
  const [mail] = systems.mails;
  expect(mail?.to).toEqual(['admin@night.example']);
  expect(mail?.subject).toBe('Es ist keine Datei gekommen: employees_20261120.csv');
  expect(mail?.text).toContain('Die Datei employees_20261120.csv sollte bis 21. November 2026, 02:00 Uhr (Europe/Berlin) da sein und ist nicht gekommen.');
  expect(mail?.text).toContain(
    'Erwartet wird sie als „Employees of the night“.\nGesucht wurde sie in outbox.\nDieser Ordner wird über die Verbindung „HR files“ erreicht.',
  );
  for (let hour = 0; hour < 3; hour++) {
    clock.pass(3_600_000);
    await client.arrivals.lookNow();
  }
  expect(systems.mails).toHaveLength(1);
  expect((await client.alerts.page({ state: 'open', limit: 9, language: 'en' })).rows).toContainEqual(
    expect.objectContaining({ kind: 'arrival-missing', flowName: 'Night shift' }),
  );
});

import pg from 'pg';
import { flowOf } from '../fixtures/flow-text.ts';
import { expect, test } from '../fixtures/host.ts';
import { Connections } from '../pages/connections.ts';
import { Designer } from '../pages/designer.ts';
import { Flows } from '../pages/flows.ts';
import { Look } from '../pages/look.ts';
import { RunPage } from '../pages/runs.ts';

const SERVER = { host: '127.0.0.1', port: 5432, user: 'root', database: 'test' };

test('from one table into another: columns are offered without a preview, what would change is shown, a run is confirmed, the second changes nothing', async ({
  page,
  host,
}) => {
  const schema = `flow_${Date.now().toString(36)}`;
  const client = new pg.Client(SERVER);
  await client.connect();
  try {
    await client.query(`CREATE SCHEMA ${schema}; SET search_path TO ${schema};
      CREATE TABLE hr (id int PRIMARY KEY, name text NOT NULL, pay numeric(10,2), country text);
      INSERT INTO hr VALUES (1, 'Ann', 10.50, 'DE'), (2, 'Ben', 20, 'DE'), (3, 'Cy', 30, 'AT'), (4, 'Dora', -1, 'DE');
      CREATE TABLE payroll (id int PRIMARY KEY, name text NOT NULL, pay numeric(12,2) CHECK (pay >= 0), country text);
      INSERT INTO payroll VALUES (1, 'Ann', 10.5, 'DE'), (2, 'Benno', 20, 'DE')`);
    const look = new Look(page);
    await look.begin();
    const designer = new Designer(page);
    const { settings, hands } = designer;
    const [flows, connections] = [new Flows(page), new Connections(page)];
    await designer.open(host.url);
    await connections.open();
    await connections.choose('PostgreSQL');
    await connections.fill('Name of the connection', 'Company');
    for (const [label, value] of [
      ['Host', SERVER.host],
      ['User', SERVER.user],
      ['Database', SERVER.database],
    ] as const)
      await connections.fill(label, value);
    await hands.choose(connections.form.getByRole('combobox', { name: 'Encryption' }), 'Not encrypted');
    await connections.save();

    await flows.open();
    await flows.import(
      flowOf('Payroll', [
        { id: 's', kind: 'database-source', name: 'HR', config: {} },
        {
          id: 'f',
          kind: 'filter-rows',
          name: 'Germany',
          config: { mode: 'conditions', conditions: { match: 'all', items: [{ field: 'country', operator: 'equals', value: 'DE' }] } },
        },
        { id: 't', kind: 'database-target', name: 'Payroll table', config: {} },
      ]),
    );
    const chooseTable = async (table: string) => {
      await settings.getByRole('combobox', { name: 'Connection' }).click();
      await page.getByRole('option', { name: /Company/ }).click();
      await settings.getByRole('combobox', { name: 'Table' }).fill(`${schema}.${table}`);
      await page.getByRole('option', { name: `${schema}.${table}` }).click();
      await expect(settings.getByText('4 columns')).toBeVisible();
    };
    await designer.select('HR');
    await look.at('database-source-empty');
    await chooseTable('hr');
    await settings.locator('[data-setting="columns"]').getByRole('combobox').click();
    await expect(page.getByRole('option', { name: /pay$/ }), 'columns are offered before any preview').toBeVisible();
    await page.keyboard.press('Escape');
    await designer.preview();
    await expect(designer.grid()).toContainText('Dora');
    await look.at('database-source', { narrow: true });

    await designer.select('Payroll table');
    await chooseTable('payroll');
    await look.at('database-target', { narrow: true });
    await designer.preview();
    await expect(designer.data).toContainText('would');
    await expect(designer.data).toContainText('Benno');
    await look.at('database-would-do', { narrow: true });
    expect(
      (await client.query('SELECT name FROM payroll ORDER BY id')).rows.map(({ name }) => name),
      'a preview writes nothing',
    ).toEqual(['Ann', 'Benno']);

    await designer.runToEnd(/Succeeded with rejects.*4 read/);
    await designer.banner.getByRole('link', { name: 'Details' }).click();
    const run = new RunPage(page);
    await run.isOver(/Succeeded with rejects/);
    expect(await run.accounted()).toEqual({ read: 4, delivered: 2, filtered: 1, duplicates: 0, rejected: 1, pending: 0 });
    await run.show(/^Read and written/);
    const receipt = page.getByRole('listitem').filter({ hasText: `${schema}.payroll` });
    await expect(receipt).toContainText('sent 2 = confirmed 2');
    await expect(receipt).toContainText('1 changed, 1 unchanged');
    await look.at('database-receipt', { narrow: true });
    await run.show(/^Rejects 1/);
    await expect(run.rejects().first()).toContainText('payroll_pay_check');
    expect((await client.query('SELECT name FROM payroll ORDER BY id')).rows.map(({ name }) => name)).toEqual(['Ann', 'Ben']);

    await page.goBack();
    await designer.runToEnd(/Succeeded with rejects.*4 read/);
    await designer.banner.getByRole('link', { name: 'Details' }).click();
    await run.isOver(/Succeeded with rejects/);
    await run.show(/^Read and written/);
    await expect(receipt).toContainText('2 unchanged');
    look.clean(5);
  } finally {
    await client.query(`DROP SCHEMA ${schema} CASCADE`);
    await client.end();
  }
});

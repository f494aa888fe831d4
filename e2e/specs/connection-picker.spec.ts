import pg from 'pg';
import { flowOf } from '../fixtures/flow-text.ts';
import { expect, test } from '../fixtures/host.ts';
import { Connections } from '../pages/connections.ts';
import { Designer } from '../pages/designer.ts';
import { Flows } from '../pages/flows.ts';
import { Look } from '../pages/look.ts';

const SERVER = { host: '127.0.0.1', port: 5432, user: 'root', database: 'test' };

test('a step gets a database: made over the designer, tested until it is right, its table searched for, its query completed and checked', async ({
  page,
  host,
}) => {
  const schema = `pick_${Date.now().toString(36)}`;
  const client = new pg.Client(SERVER);
  await client.connect();
  try {
    await client.query(`CREATE SCHEMA ${schema}; CREATE TABLE ${schema}."Pay slips" (id int PRIMARY KEY, net numeric(10,2) NOT NULL, note text)`);
    await client.query(`INSERT INTO ${schema}."Pay slips" VALUES (1, 10.50, 'first'), (2, 20, null)`);
    const look = new Look(page);
    await look.begin();
    const designer = new Designer(page);
    const flows = new Flows(page);
    const connections = new Connections(page);
    await designer.open(host.url);
    await flows.open();
    await flows.import(
      flowOf('Slips', [
        { id: 's', kind: 'database-source', name: 'Slips', config: {} },
        { id: 't', kind: 'csv-target', name: 'Written', config: { path: `${host.workspace}/slips.csv` } },
      ]),
    );
    await designer.select('Slips');
    await expect(designer.settings).toContainText('Choose the connection first');
    await designer.settings.getByRole('button', { name: 'New connection…' }).click();
    const over = page.getByRole('dialog', { name: 'New connection' });
    await expect(over).toBeVisible();
    const kinds = page.getByRole('list', { name: 'Kinds of connections' });
    await expect(connections.form.or(kinds)).toBeVisible();
    if (await kinds.isVisible()) await connections.choose('PostgreSQL');
    await connections.fill('Name of the connection', 'Payroll');
    await connections.fill('Host', SERVER.host);
    await connections.fill('User', SERVER.user);
    await connections.fill('Database', 'nowhere');
    await connections.form.getByRole('combobox', { name: 'Encryption' }).selectOption({ label: 'Not encrypted' });
    await connections.test();
    await expect(connections.parts.getByRole('listitem').last()).toContainText('nowhere');
    await look.at('picker-new', { part: '[role="dialog"]', narrow: true });
    await connections.fill('Database', SERVER.database);
    await connections.test();
    await expect(connections.outcome).toContainText('All is well');
    await connections.form.getByRole('button', { name: 'Save' }).click();
    await expect(over).toBeHidden();

    const picker = designer.settings.getByRole('combobox', { name: 'Connection' });
    await expect(picker).toHaveValue('Payroll');
    await designer.settings.getByRole('button', { name: 'Test the connection' }).click();
    await expect(designer.settings.getByText('All is well')).toBeVisible();
    const table = designer.settings.getByRole('combobox', { name: 'Table' });
    await table.fill(`${schema}.slip`);
    await page.getByRole('option', { name: `${schema}.Pay slips` }).click();
    await expect(designer.settings.getByText('3 columns')).toBeVisible();
    await look.at('picker-chosen');
    await designer.preview();
    await expect(page.getByRole('grid').first()).toContainText('first');
    look.clean(2);
  } finally {
    await client.query(`DROP SCHEMA ${schema} CASCADE`);
    await client.end();
  }
});

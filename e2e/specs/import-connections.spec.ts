import { flowOf } from '../fixtures/flow-text.ts';
import { expect, test } from '../fixtures/host.ts';
import { Connections } from '../pages/connections.ts';
import { Designer } from '../pages/designer.ts';
import { Flows } from '../pages/flows.ts';
import { Look } from '../pages/look.ts';

const BROUGHT = {
  ...flowOf('From elsewhere', [
    { id: 's', kind: 'database-source', name: 'People', config: { connection: 'theirs', table: { schema: '', name: 'people' } } },
    { id: 'c', kind: 'code-snippet', name: 'Tidy', config: { code: 'record.name = record.name.trim();\nreturn record;' } },
    { id: 't', kind: 'csv-target', name: 'Written', config: { path: 'out/people.csv' } },
  ]),
  connections: [{ id: 'theirs', kind: 'postgres', name: 'Payroll', hosts: ['db.example:5432'] }],
};

test('what a flow file brings is shown before anything is saved: code is looked into, a connection becomes one of mine, leaving keeps nothing', async ({
  page,
  host,
}) => {
  const look = new Look(page);
  await look.begin();
  const flows = new Flows(page);
  const connections = new Connections(page);
  await new Designer(page).open(host.url);
  await flows.open();
  const dialog = page.getByRole('dialog', { name: 'Import "From elsewhere"?' });
  await flows.offer(BROUGHT);
  await expect(dialog).toContainText('The flow has 3 steps.');
  await expect(dialog.getByRole('region', { name: 'Files and folders' })).toContainText('writes');
  await expect(dialog.getByRole('region', { name: 'Hosts it reaches' })).toContainText('db.example:5432');
  await dialog.getByRole('group').filter({ hasText: 'Tidy' }).getByText('Tidy').click();
  await expect(dialog.getByText('record.name = record.name.trim();')).toBeVisible();
  await expect(dialog.getByRole('combobox', { name: 'What "Payroll" becomes' })).toHaveValue('make');
  await look.at('import-brings', { part: '[role="dialog"]', narrow: true });
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(flows.row('From elsewhere')).toHaveCount(0);
  await connections.open();
  await expect(page.getByRole('heading', { name: 'No connections yet' })).toBeVisible();

  await connections.choose('PostgreSQL');
  await connections.fill('Name of the connection', 'Payroll');
  await connections.fill('Host', '127.0.0.1');
  await connections.fill('Database', 'test');
  await connections.fill('User', 'root');
  await connections.save();
  await flows.open();
  await flows.offer(BROUGHT);
  await expect(dialog.getByRole('combobox', { name: 'What "Payroll" becomes' })).toContainText('Use mine: Payroll · test on 127.0.0.1');
  await expect(dialog).toContainText('Yours leads to 127.0.0.1:5432, that of the file to db.example:5432.');
  await look.at('import-match', { part: '[role="dialog"]' });
  await dialog.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page).toHaveURL(/#\/flow\//);
  await connections.open();
  await expect(
    connections.form
      .getByRole('region', { name: 'Used by' })
      .or(page.getByRole('region', { name: 'Used by' }))
      .first(),
  ).toContainText('People');
  await page.getByRole('region', { name: 'Used by' }).getByRole('button', { name: 'People' }).click();
  await expect(page.getByRole('combobox', { name: 'Connection' })).toHaveValue('Payroll');
  await connections.open();
  await connections.form.getByRole('button', { name: 'Remove…' }).click();
  await expect(page.getByRole('dialog', { name: 'Remove Payroll?' })).toContainText('People in From elsewhere');
  look.clean(2);
});

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rowsOf } from '../fixtures/disk.ts';
import { flowOf } from '../fixtures/flow-text.ts';
import { expect, test } from '../fixtures/host.ts';
import { Designer } from '../pages/designer.ts';
import { Flows } from '../pages/flows.ts';
import { History } from '../pages/runs.ts';

test('rejected records are corrected by hand in a grid; what does not fit is said at once, and the run page keeps who changed what', async ({ page, host }) => {
  const folder = join(host.workspace, 'orders');
  mkdirSync(folder);
  writeFileSync(join(folder, 'orders.csv'), 'order,amount\nA1,10.50\nA2,lots\nA3\n');
  const designer = new Designer(page);
  await designer.open(host.url);
  const flows = new Flows(page);
  await flows.open();
  const types = [{ name: 'amount', type: 'decimal', format: '' }];
  await flows.import(
    flowOf('Orders by hand', [
      { id: 'in', kind: 'csv-source', name: 'Orders', config: { path: join(folder, 'orders.csv'), fields: types } },
      { id: 'table', kind: 'sqlite-table', name: 'Order table', config: { database: join(folder, 'orders.sqlite'), table: 'orders' } },
    ]),
  );
  await designer.runToEnd(/Succeeded with rejects/);
  const history = new History(page);
  await history.open();
  const run = await history.openRun();
  await run.isOver(/Succeeded with rejects/);
  await run.show(/^Rejects 2/);
  await page.getByRole('button', { name: 'Correct by hand…' }).click();
  const dialog = page.getByRole('dialog', { name: /^Replay this run/ });
  await dialog.getByLabel('amount of record 2').fill('many');
  await expect(dialog.getByText('"many" is not a decimal number such as 12.50.').first()).toBeVisible();
  await expect(dialog.getByRole('button', { name: /^Replay/ })).toBeDisabled();
  await dialog.getByLabel('amount of record 2').fill('11.25');
  await expect(dialog.getByText('was lots')).toBeVisible();
  await dialog.getByLabel('order of record 3').fill('A3');
  await dialog.getByLabel('amount of record 3').fill('12.00');
  await expect(dialog.getByText(/^Version \d+ will run with 2 records/)).toBeVisible();
  await run.replay(dialog);
  await run.isOver(/Succeeded/);
  expect(
    rowsOf(join(folder, 'orders.sqlite'), 'SELECT "order", amount FROM orders ORDER BY 1').map((row) => `${row['order']} ${Number(row['amount'])}`),
  ).toEqual(['A1 10.5', 'A2 11.25', 'A3 12']);
  await run.show(/^Read and written/);
  const corrected = page.getByRole('table', { name: /^Corrected by hand/ });
  await expect(corrected.getByRole('row').filter({ hasText: 'lots' })).toContainText('11.25');
});

test('a source that reads only new files says what the next run would read, and can be started over by hand', async ({ page, host }) => {
  const folder = join(host.workspace, 'inbox');
  mkdirSync(folder);
  writeFileSync(join(folder, 'in_1.csv'), 'id\n1\n');
  const designer = new Designer(page);
  await designer.open(host.url);
  const flows = new Flows(page);
  await flows.open();
  await flows.import(
    flowOf('Inbox', [
      { id: 'in', kind: 'csv-source', name: 'Inbox files', config: { path: join(folder, 'in_*.csv'), pick: 'new' } },
      { id: 'table', kind: 'sqlite-table', name: 'Table', config: { database: join(folder, 'out.sqlite'), table: 't', mode: 'append' } },
    ]),
  );
  await designer.runToEnd(/Succeeded/);
  writeFileSync(join(folder, 'in_2.csv'), 'id\n2\n');
  await designer.select('Inbox files');
  const next = page.getByRole('region', { name: 'What the next run reads' });
  await expect(next).toContainText('1 file was not read before, 1 was.');
  await expect(next).toContainText('in_2.csv');
  await designer.runToEnd(/Succeeded/);
  await expect(next).toContainText('all 2 that match were read before');
  await next.getByRole('button', { name: 'Start over…' }).click();
  await next.getByRole('button', { name: 'Forget it' }).click();
  await expect(next).toContainText('2 files were not read before.');
  await next.getByText('How it came there').click();
  await expect(next.getByRole('listitem').filter({ hasText: 'started over by' })).toBeVisible();
  expect(rowsOf(join(folder, 'out.sqlite'), 'SELECT id FROM t ORDER BY id').map((row) => String(row['id']))).toEqual(['1', '2']);
});

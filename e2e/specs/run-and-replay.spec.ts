import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { recordsOf } from '../fixtures/delimited.ts';
import { rowsOf } from '../fixtures/disk.ts';
import { flowOf } from '../fixtures/flow-text.ts';
import { expect, test } from '../fixtures/host.ts';
import { Designer } from '../pages/designer.ts';
import { Flows } from '../pages/flows.ts';
import { History, RunPage } from '../pages/runs.ts';

const EXPORT = join(import.meta.dirname, '../../resources/examples/nightly-employees/employees_20261120.csv');

test('the example runs; every record is accounted for, every reject says why and where, and the history finds the run by flow and by rejected record', async ({
  page,
  host,
}) => {
  const designer = new Designer(page);
  await designer.open(host.url);
  await designer.runToEnd(/Succeeded with rejects/);
  await designer.banner.getByRole('link', { name: 'Details' }).click();
  const run = new RunPage(page);
  await run.isOver(/Succeeded with rejects/);
  const fates = await run.fates();
  expect(fates.read).toBeGreaterThan(5_000);
  expect(fates.delivered + fates.filtered + fates.duplicates + fates.rejected + fates.pending).toBe(fates.read);
  expect(fates.rejected).toBe(53);

  await run.show(/^Rejects 53/);
  await expect(run.rejects().first()).toContainText('Line 638 has 9 fields; the file has 14 columns.');
  await expect(run.rejects().first()).toContainText('employees_20261120.csv');
  await expect(run.rejects().first()).toContainText('row 638');
  await run.details.getByRole('combobox', { name: 'Step' }).selectOption({ label: "To payroll's format" });
  await expect(run.rejects().first()).toContainText('HireDate: "00.00.0000" is not a date of the form dd.MM.yyyy.');
  await expect(run.rejects().first()).toContainText('row 78');

  await expect(run.data.getByRole('grid')).toBeVisible();
  await expect(run.data.getByRole('gridcell', { name: 'Fischer, Vera' }).first()).toBeVisible();
  await run.data.getByRole('tab', { name: /^Rejected/ }).click();
  await expect(run.data.getByRole('gridcell', { name: /is not a date/ }).first()).toBeVisible();
  await run.show(/^Read and written/);
  await expect(run.details).toContainText('sent 4,573 = confirmed 4,573');

  const history = new History(page);
  await history.open();
  await expect(history.runs()).toHaveCount(1);
  const rejected = recordsOf(readFileSync(EXPORT, 'latin1'), ';').find((one) => one['HireDate'] === '00.00.0000');
  for (const words of ['payroll', rejected?.['EmpNo'] ?? '']) {
    await history.search('no such thing');
    await expect(history.runs()).toHaveCount(0);
    await history.search(words);
    await expect(history.runs()).toHaveCount(1);
  }
});

test('rejected records are replayed after the flow was mended: the plan is said first, and the target holds each record exactly once', async ({
  page,
  host,
}) => {
  const folder = join(host.workspace, 'orders');
  mkdirSync(folder);
  writeFileSync(join(folder, 'orders.csv'), 'order,amount\nA1,10.50\nA2,11.25 EUR\nA3,12.00\nA4,13.75 EUR\nA5,14.00\n');
  const designer = new Designer(page);
  await designer.open(host.url);
  const flows = new Flows(page);
  await flows.open();
  await flows.import(
    flowOf('Orders to table', [
      { id: 'in', kind: 'csv-source', name: 'Orders', config: { path: join(folder, 'orders.csv') } },
      {
        id: 'map',
        kind: 'map-fields',
        name: 'Amounts',
        config: { mapping: { rest: 'keep', items: [{ to: 'amount', from: 'amount', formula: '', type: 'decimal' }] } },
      },
      { id: 'table', kind: 'sqlite-table', name: 'Order table', config: { database: join(folder, 'orders.sqlite'), table: 'orders' } },
    ]),
  );
  await designer.runToEnd(/Succeeded with rejects/);
  const held = () =>
    rowsOf(join(folder, 'orders.sqlite'), 'SELECT "order", amount FROM orders ORDER BY 1').map((row) => `${row['order']} ${Number(row['amount'])}`);
  expect(held()).toEqual(['A1 10.5', 'A3 12', 'A5 14']);

  await designer.select('Amounts');
  await designer.settings.getByRole('button', { name: /^amount amount/ }).click();
  await designer.settings.getByRole('group', { name: 'Value' }).getByText('Formula', { exact: true }).click();
  await designer.hands.enter(designer.settings.getByRole('textbox', { name: 'Formula of amount' }), 'SUBSTITUTE([amount], " EUR", "")');
  await page.keyboard.press('Escape');
  await designer.saved();

  const history = new History(page);
  await history.open();
  const run = await history.openRun();
  await run.isOver(/Succeeded with rejects/);
  const dialog = await run.replayDialog();
  await expect(dialog.getByRole('radio', { name: 'Rejected (2)' })).toBeChecked();
  await expect(dialog).toContainText('will run with 2 records');
  await expect(dialog.getByRole('listitem').filter({ hasText: 'Order table' })).toContainText(/writes/);
  expect(held(), 'a plan does nothing').toEqual(['A1 10.5', 'A3 12', 'A5 14']);
  await run.replay(dialog);
  await run.isOver(/Succeeded/);
  expect(await run.fates()).toMatchObject({ read: 2, delivered: 2, rejected: 0 });
  expect(held()).toEqual(['A1 10.5', 'A2 11.25', 'A3 12', 'A4 13.75', 'A5 14']);

  await page.getByRole('link', { name: 'an earlier run' }).click();
  await run.show(/^Rejects/);
  await expect(run.rejects().getByRole('link', { name: 'delivered by a later replay' })).toHaveCount(2);
});

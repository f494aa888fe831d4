import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { flowOf } from '../fixtures/flow-text.ts';
import { expect, test } from '../fixtures/host.ts';
import { Designer } from '../pages/designer.ts';
import { Flows } from '../pages/flows.ts';

test('a walk through the flow says where it stands, goes forward and back, stops where a condition is met, and ends', async ({ page, host }) => {
  const at = (name: string) => join(host.workspace, name);
  const lines = Array.from({ length: 120 }, (_, id) => `${id},${id === 77 ? -7 : id}`);
  writeFileSync(at('orders.csv'), `id,amount\n${lines.join('\n')}\n`);
  const designer = new Designer(page);
  await designer.open(host.url);
  const flows = new Flows(page);
  await flows.open();
  const numbers = ['id', 'amount'].map((name) => ({ name, type: 'integer' }));
  await flows.import(
    flowOf('Walked', [
      { id: 's', kind: 'csv-source', name: 'Orders', config: { path: at('orders.csv'), fields: numbers } },
      { id: 'f', kind: 'filter-rows', name: 'Some', config: { mode: 'formula', formula: '[id]>=10' } },
      { id: 'o', kind: 'sort-rows', name: 'In order', config: { keys: [{ field: 'id' }] } },
      { id: 't', kind: 'csv-target', name: 'Written', config: { path: at('written.csv') } },
    ]),
  );
  const bar = page.getByRole('region', { name: 'Stepping through the flow' });
  const where = bar.getByRole('status');
  await expect(designer.card('Orders')).toBeVisible();
  await expect(bar).toBeHidden();
  await page.keyboard.press('F10');
  await expect(where).toContainText('Step 1 of 4 Orders');
  await expect(designer.card('Orders')).toContainText('You are here');
  await expect(bar.getByRole('button', { name: 'Step back' })).toBeDisabled();
  await page.keyboard.press('F10');
  await expect(where).toContainText('Step 2 of 4 Some');
  await expect(designer.card('Orders')).not.toContainText('You are here');
  await page.keyboard.press('Shift+F10');
  await expect(where).toContainText('Step 1 of 4 Orders');
  await bar.getByRole('button', { name: 'Step forward' }).click();
  await expect(where).toContainText('Step 2 of 4 Some');

  await expect(bar.getByRole('button', { name: 'To the next stop' })).toBeDisabled();
  await bar.getByRole('button', { name: 'Stop when' }).click();
  await page.getByRole('textbox', { name: 'Stop at every step when' }).fill('[amount]<0');
  await page.keyboard.press('Escape');
  await bar.getByRole('button', { name: 'To the next stop' }).click();
  await expect(where).toContainText('Step 3 of 4 In order');
  await expect(where).toContainText('Stopped: [amount]<0 holds for 1 of the records here.');
  await expect(designer.card('In order')).toContainText('Stopped here');
  await expect(designer.grid().getByRole('gridcell', { name: '-7' }), 'the record is brought into sight').toBeVisible();
  await page.keyboard.press('Alt+F10');
  await expect(where).toContainText('Step 4 of 4 Written');
  await expect(where).toContainText('Stopped: [amount]<0');
  await page.keyboard.press('Alt+F10');
  await expect(where).toContainText('No record met a stop condition on the way to the end.');

  await page.reload();
  await expect(bar).toBeHidden();
  await page.keyboard.press('F10');
  await expect(bar.getByRole('button', { name: 'To the next stop' })).toBeEnabled();
  await bar.getByRole('button', { name: 'Stop stepping' }).click();
  await expect(bar).toBeHidden();
  await expect(designer.card('Orders')).not.toContainText('You are here');
});

test('values changed where the walk stands go on through the steps behind it, for this walk only', async ({ page, host }) => {
  const path = join(host.workspace, 'orders.csv');
  writeFileSync(path, 'id,amount\n1,10\n2,20\n');
  const designer = new Designer(page);
  await designer.open(host.url);
  const flows = new Flows(page);
  await flows.open();
  const numbers = ['id', 'amount'].map((name) => ({ name, type: 'integer' }));
  await flows.import(
    flowOf('Changed', [
      { id: 's', kind: 'csv-source', name: 'Orders', config: { path, fields: numbers } },
      { id: 'f', kind: 'filter-rows', name: 'Some', config: { mode: 'formula', formula: '[amount]>=20' } },
      { id: 'o', kind: 'sort-rows', name: 'In order', config: { keys: [{ field: 'amount' }] } },
    ]),
  );
  const bar = page.getByRole('region', { name: 'Stepping through the flow' });
  const dialog = page.getByRole('dialog').filter({ has: page.getByText('Runs ignore them.') });
  await expect(designer.card('Orders')).toBeVisible();
  await page.keyboard.press('F10');
  await expect(designer.data).toContainText('2 sample records, taken');
  await designer.data.getByRole('button', { name: 'Change or pin these records' }).click();
  await dialog.getByRole('textbox', { name: 'amount of record 1' }).fill('500');
  await dialog.getByRole('button', { name: 'Use in this walk only' }).click();
  await expect(dialog).toBeHidden();
  await expect(designer.card('Orders')).toContainText('Changed for this walk');
  await expect(designer.data).toContainText('2 sample records that were changed for this walk');
  await bar.getByRole('button', { name: 'Step forward' }).click();
  await bar.getByRole('button', { name: 'Step forward' }).click();
  await expect(bar.getByRole('status')).toContainText('Step 3 of 3 In order');
  await designer.data.getByRole('tab', { name: 'After' }).click();
  await expect.poll(() => designer.row(2)).toEqual(['1', '500']);
  await bar.getByRole('button', { name: 'Stop stepping' }).click();
  await expect(designer.card('Orders')).not.toContainText('Changed for this walk');
  await expect.poll(() => designer.row(1)).toEqual(['2', '20']);
  await expect(designer.grid()).not.toContainText('500');
});

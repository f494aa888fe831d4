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

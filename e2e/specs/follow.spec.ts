import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { flowOf } from '../fixtures/flow-text.ts';
import { expect, test } from '../fixtures/host.ts';
import { Designer } from '../pages/designer.ts';
import { Flows } from '../pages/flows.ts';

test('a record is found by a value and followed; its way is lit on the canvas with what it was there, and where it fell out', async ({ page, host }) => {
  const path = join(host.workspace, 'orders.csv');
  writeFileSync(path, 'id,amount\nA-1,10\nA-2,oops\nA-3,30\n');
  const designer = new Designer(page);
  await designer.open(host.url);
  const flows = new Flows(page);
  await flows.open();
  const items = [
    { from: 'id', to: 'number' },
    { from: 'amount', to: 'amount', type: 'integer' },
  ];
  await flows.import(
    flowOf('Followed', [
      { id: 's', kind: 'csv-source', name: 'Orders', config: { path } },
      { id: 'm', kind: 'map-fields', name: 'Typed', config: { mapping: { items, rest: 'drop' } } },
      { id: 'o', kind: 'sort-rows', name: 'In order', config: { keys: [{ field: 'amount' }] } },
    ]),
  );
  await designer.select('Orders');
  await designer.preview();
  await designer.data.getByRole('button', { name: 'Follow record' }).click();
  const search = designer.data.getByRole('searchbox', { name: 'Find a record to follow' });
  await search.fill('A-3');
  await expect(designer.data.getByRole('status').filter({ hasText: 'Found: 1' })).toBeVisible();
  await search.press('Enter');
  await expect(designer.data).toContainText('Record 3 of Orders');
  await expect(designer.card('Orders')).toContainText('id: A-3');
  await expect(designer.card('Typed')).toContainText('number: A-3');
  await expect(designer.card('In order').locator('[data-lit="on"]')).toBeVisible();

  await search.fill('oops');
  await designer.data.getByRole('button', { name: /^oops/ }).first().click();
  await expect(designer.data).toContainText('Record 2 of Orders');
  await expect(designer.card('Typed').locator('[data-lit="out"]')).toBeVisible();
  await expect(designer.card('Typed')).toContainText('amount: oops');
  await expect(designer.card('In order').locator('[data-lit]')).toHaveCount(0);

  await search.fill('nobody');
  await expect(designer.data).toContainText('No record that was seen has this value.');
  await designer.data.getByRole('button', { name: 'Stop following' }).click();
  await expect(designer.canvas.locator('[data-lit]')).toHaveCount(0);
});

import { flowOf } from '../fixtures/flow-text.ts';
import { expect, test } from '../fixtures/host.ts';
import { Designer } from '../pages/designer.ts';
import { Flows } from '../pages/flows.ts';

test('kinds used last stand first, and what follows such a step in other flows is suggested first', async ({ page, host }) => {
  const designer = new Designer(page);
  await designer.open(host.url);
  const flows = new Flows(page);
  await flows.open();
  const source = { id: 's', kind: 'json-source', name: 'Orders', config: { path: 'orders.json' } };
  await flows.import(flowOf('Known', [source, { id: 't', kind: 'unpivot-rows', name: 'Turned', config: {} }]));
  await expect(designer.card('Turned')).toBeVisible();
  const last = designer.palette.getByRole('region', { name: 'Used last' });
  await expect(last).toBeHidden();
  await designer.palette.getByRole('button', { name: 'Sort rows', exact: true }).first().click();
  await expect(last.getByRole('button')).toHaveText(['Used last', 'Sort rows']);

  await flows.open();
  await flows.import(flowOf('New', [source]));
  await designer.card('Orders').click();
  const next = designer.palette.getByRole('region', { name: 'Fits next' });
  await expect(next.getByRole('button').first()).toHaveText('Columns to rows');
  await expect(last.getByRole('button').nth(1)).toHaveText('Sort rows');
  await page.keyboard.press('a');
  const options = page.getByRole('dialog', { name: 'Add a step' }).getByRole('option');
  await expect(options.nth(0)).toContainText('Columns to rows');
  await expect(options.nth(1)).toContainText('Sort rowsTransform, used last');
  await page.keyboard.press('Enter');
  await expect(designer.card('Columns to rows')).toBeVisible();
});

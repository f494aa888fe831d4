import { flowOf } from '../fixtures/flow-text.ts';
import { expect, test } from '../fixtures/host.ts';
import { Designer } from '../pages/designer.ts';
import { Flows } from '../pages/flows.ts';

test('in a low window all families are in sight, in an empty flow with the sources open, and what fits behind the selected step stands above them', async ({
  page,
  host,
}) => {
  await page.setViewportSize({ width: 1_280, height: 720 });
  const designer = new Designer(page);
  await designer.open(host.url);
  await expect(designer.palette.getByRole('button', { expanded: false })).toHaveCount(7);
  for (const family of await designer.palette.getByRole('button', { expanded: false }).all()) await expect(family).toBeInViewport({ ratio: 1 });
  await designer.select('HR export');
  const next = designer.palette.getByRole('region', { name: 'Fits next' });
  await expect(next.getByRole('button', { name: 'Filter rows' })).toBeInViewport({ ratio: 1 });
  const [top, triggers] = await Promise.all([next.boundingBox(), designer.palette.getByRole('region', { name: 'Triggers' }).boundingBox()]);
  expect(top?.y).toBeLessThan(triggers?.y ?? 0);
  await designer.openEmpty();
  await expect(designer.palette.getByRole('button', { expanded: true }).filter({ hasText: 'Sources' })).toBeInViewport({ ratio: 1 });
  await expect(designer.palette.getByRole('button', { name: 'CSV file' }).first()).toBeInViewport({ ratio: 1 });
});

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

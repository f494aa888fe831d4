import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { recordsOf } from '../fixtures/delimited.ts';
import { flowOf } from '../fixtures/flow-text.ts';
import { expect, test } from '../fixtures/host.ts';
import { ORDER_HEAD, openOrders } from '../fixtures/orders-flow.ts';
import { Flows } from '../pages/flows.ts';

test('the records of a step are pinned and edited; previews take them, also without the source; a run ignores them; taken away, all is as before', async ({
  page,
  host,
}) => {
  const lines = ['1,10', '2,20', '3,30'];
  const { designer, orders, written } = await openOrders(page, host, { name: 'Pinned flow', lines, some: '[id]>=2', by: 'amount' });
  const dialog = page.getByRole('dialog').filter({ has: page.getByText('Runs ignore them.') });
  const { says } = designer;
  const previewed = () => expect(page.getByRole('button', { name: 'Preview', exact: true })).toHaveAttribute('aria-busy', 'false');
  await designer.select('Some');
  await expect(designer.data.getByRole('button', { name: 'Pin these records' })).toBeHidden();
  await designer.preview();
  await designer.data.getByRole('button', { name: 'Pin these records' }).click();
  const cell = dialog.getByRole('textbox', { name: 'amount of record 1' });
  await expect(cell).toHaveValue('20');
  await cell.fill('much');
  await expect(dialog).toContainText('Not a whole number.');
  await expect(dialog.getByRole('button', { name: 'Pin', exact: true })).toBeDisabled();
  await cell.fill('99');
  await dialog.getByRole('button', { name: 'Pin', exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(designer.card('Some')).toContainText('Pinned');
  await expect(says).toContainText('2 sample records that are pinned here');
  expect(await designer.row(1)).toEqual(['2', '99']);
  await designer.select('In order');
  await expect.poll(() => designer.row(2)).toEqual(['2', '99']);

  rmSync(orders);
  await page.reload();
  await expect(designer.card('Some')).toContainText('Pinned');
  await designer.select('Some');
  await designer.preview();
  await designer.data.getByRole('button', { name: 'Pinned records' }).click();
  await dialog.getByText('As JSON', { exact: true }).click();
  await dialog.getByRole('textbox', { name: 'Records as JSON' }).fill('[{"id": 7, "amount": -1}]');
  await dialog.getByRole('button', { name: 'Keep the changes' }).click();
  await expect(dialog).toBeHidden();
  await previewed();
  await designer.select('In order');
  await expect.poll(() => designer.row(1)).toEqual(['7', '-1']);
  expect(existsSync(written)).toBe(false);

  writeFileSync(orders, `${ORDER_HEAD}${lines.join('\n')}\n`);
  await designer.run();
  await expect(page.getByText('Runs ignore pinned records: this one reads and computes everything.')).toBeVisible();
  await expect(designer.banner).toContainText('Succeeded');
  expect(recordsOf(readFileSync(written, 'utf8'), ',').map(({ amount }) => amount)).toEqual(['20', '30']);

  await designer.select('Some');
  await designer.data.getByRole('button', { name: 'Pinned records' }).click();
  await dialog.getByRole('button', { name: 'Take the pin away' }).click();
  await expect(dialog).toBeHidden();
  await expect(designer.card('Some')).not.toContainText('Pinned');
  await previewed();
  await expect(says).toContainText('2 sample records, taken');
  expect(await designer.row(1)).toEqual(['2', '20']);

  const flows = new Flows(page);
  await flows.open();
  const masked = flowOf('Masked pin', [
    { id: 's', kind: 'csv-source', name: 'Orders', config: { path: orders } },
    { id: 'o', kind: 'sort-rows', name: 'In order', config: { keys: [{ field: 'id' }] } },
  ]);
  await flows.import({ ...masked, settings: { ...masked.settings, masks: [{ field: 'amount', way: 'hide' }] } });
  await designer.select('In order');
  await designer.preview();
  expect(await designer.row(1), 'previews show what is there').toEqual(['1', '10']);
  await designer.data.getByRole('button', { name: 'Pin these records' }).click();
  await expect(dialog).toContainText('amount is personal: its values are made unreadable before they are kept');
  await dialog.getByRole('button', { name: 'Pin', exact: true }).click();
  await expect(dialog).toBeHidden();
  await previewed();
  await expect(says).toContainText('3 sample records that are pinned here');
  const [id, amount] = await designer.row(1);
  expect(id).toBe('1');
  expect(amount).not.toContain('10');
});

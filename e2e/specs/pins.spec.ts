import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { recordsOf } from '../fixtures/delimited.ts';
import { flowOf } from '../fixtures/flow-text.ts';
import { expect, test } from '../fixtures/host.ts';
import { Designer } from '../pages/designer.ts';
import { Flows } from '../pages/flows.ts';

test('the records of a step are pinned and edited; previews take them, also without the source; a run ignores them; taken away, all is as before', async ({
  page,
  host,
}) => {
  const at = (name: string) => join(host.workspace, name);
  const orders = 'id,amount\n1,10\n2,20\n3,30\n';
  writeFileSync(at('orders.csv'), orders);
  const designer = new Designer(page);
  await designer.open(host.url);
  const flows = new Flows(page);
  await flows.open();
  const numbers = ['id', 'amount'].map((name) => ({ name, type: 'integer' }));
  await flows.import(
    flowOf('Pinned flow', [
      { id: 's', kind: 'csv-source', name: 'Orders', config: { path: at('orders.csv'), fields: numbers } },
      { id: 'f', kind: 'filter-rows', name: 'Some', config: { mode: 'formula', formula: '[id]>=2' } },
      { id: 'o', kind: 'sort-rows', name: 'In order', config: { keys: [{ field: 'amount' }] } },
      { id: 't', kind: 'csv-target', name: 'Written', config: { path: at('written.csv') } },
    ]),
  );
  const dialog = page.getByRole('dialog').filter({ has: page.getByText('Runs ignore them.') });
  const says = designer.data.locator('[aria-live]').first();
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

  rmSync(at('orders.csv'));
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
  expect(existsSync(at('written.csv'))).toBe(false);

  writeFileSync(at('orders.csv'), orders);
  await designer.run();
  await expect(page.getByText('Runs ignore pinned records: this one reads and computes everything.')).toBeVisible();
  await expect(designer.banner).toContainText('Succeeded');
  expect(recordsOf(readFileSync(at('written.csv'), 'utf8'), ',').map(({ amount }) => amount)).toEqual(['20', '30']);

  await designer.select('Some');
  await designer.data.getByRole('button', { name: 'Pinned records' }).click();
  await dialog.getByRole('button', { name: 'Take the pin away' }).click();
  await expect(dialog).toBeHidden();
  await expect(designer.card('Some')).not.toContainText('Pinned');
  await previewed();
  await expect(says).toContainText('2 sample records, taken');
  expect(await designer.row(1)).toEqual(['2', '20']);
});

import { flowOf } from '../fixtures/flow-text.ts';
import { expect, test } from '../fixtures/host.ts';
import { Designer } from '../pages/designer.ts';
import { Flows } from '../pages/flows.ts';

test('the list of changes names them, and leads back and forward by mouse and keyboard', async ({ page, host }) => {
  const designer = new Designer(page);
  await designer.open(host.url);
  const flows = new Flows(page);
  await flows.open();
  await flows.import(flowOf('Changed', [{ id: 's', kind: 'csv-source', name: 'Orders', config: { path: 'orders.csv' } }]));
  await designer.card('Orders').click();
  const [name, note] = ['Name of the step', 'Note'].map((field) => designer.settings.getByRole('textbox', { name: field }));
  await name?.fill('Sales');
  await note?.fill('Ask sales');
  const list = page.getByRole('dialog', { name: 'List of changes' });
  const rows = list.getByRole('button');
  const now = list.locator('[aria-current="step"]');

  await page.keyboard.press('ControlOrMeta+Alt+z');
  await expect(rows).toHaveText([/^Note on Sales ?Now$/, /^Rename to Sales/, 'As it was opened']);
  await expect(now).toBeFocused();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await expect(designer.card('Orders')).toBeVisible();
  await expect(note ?? list).toHaveValue('');
  await expect(now).toHaveText(/^As it was opened/);
  await expect(rows.first()).toContainText('undone');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(designer.card('Sales')).toBeVisible();
  await rows.first().click();
  await expect(note ?? list).toHaveValue('Ask sales');
  await page.keyboard.press('Escape');
  await expect(list).toBeHidden();
});

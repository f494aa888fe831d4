import { flowOf } from '../fixtures/flow-text.ts';
import { expect, test } from '../fixtures/host.ts';
import { Designer } from '../pages/designer.ts';
import { Flows } from '../pages/flows.ts';

test('words are found in names, settings, formulas and notes, are marked on the canvas, and their setting is opened', async ({ page, host }) => {
  const designer = new Designer(page);
  await designer.open(host.url);
  const flows = new Flows(page);
  await flows.open();
  await flows.import(
    flowOf('Searched', [
      { id: 's', kind: 'csv-source', name: 'Orders', config: { path: 'orders.csv', fields: [{ name: 'Amount', type: 'number' }] } },
      { id: 'f', kind: 'filter-rows', name: 'Large ones', config: { mode: 'formula', formula: '[Amount]>100' } },
      { id: 'o', kind: 'sort-rows', name: 'In order', config: { keys: [{ field: 'Country' }] }, note: 'The amount does not matter here' },
    ]),
  );
  await expect(designer.card('Orders')).toBeVisible();
  const search = page.getByRole('search', { name: 'Find in this flow' });
  const said = search.getByRole('status');
  const hits = search.getByRole('listitem');
  const mark = (name: string) => designer.card(name).locator('[data-found]');

  await page.keyboard.press('ControlOrMeta+f');
  await page.keyboard.type('amount');
  await expect(said).toHaveText('Found 3 times, in 3 steps');
  await expect(hits).toHaveCount(3);
  await expect(hits.nth(0)).toContainText('Orders Field types');
  await expect(hits.nth(1)).toContainText('[Amount]>100');
  await expect(hits.nth(2)).toContainText('In order Note');
  await expect(mark('Orders')).toHaveAttribute('data-found', 'hit');

  await page.keyboard.press('Enter');
  await expect(said).toHaveText('1 of 3');
  await expect(mark('Orders')).toHaveAttribute('data-found', 'now');
  await page.keyboard.press('Shift+Enter');
  await expect(said).toHaveText('3 of 3');
  await page.keyboard.press('F3');
  await page.keyboard.press('F3');
  await expect(said).toHaveText('2 of 3');
  await expect(hits.nth(1).getByRole('button')).toHaveAttribute('aria-current', 'true');
  await expect(mark('Large ones')).toHaveAttribute('data-found', 'now');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(designer.settings.getByRole('textbox', { name: 'Name of the step' })).toHaveValue('Large ones');

  await hits.nth(2).getByRole('button').click();
  await expect(designer.settings.getByRole('textbox', { name: 'Note' })).toBeFocused();
  await page.keyboard.press('End');
  await page.keyboard.type(', nor the country');
  await page.keyboard.press('ControlOrMeta+f');
  await page.keyboard.type('country');
  await expect(said).toHaveText('Found 2 times, in 1 step');
  await expect(mark('Orders')).toHaveCount(0);
  await page.keyboard.type(' of origin');
  await expect(said).toHaveText('Nothing found.');
  await page.keyboard.press('Escape');
  await expect(search).toBeHidden();
  await expect(mark('In order')).toHaveCount(0);
});

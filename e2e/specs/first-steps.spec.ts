import { expect, test } from '../fixtures/host.ts';
import { Designer } from '../pages/designer.ts';
import { Guide } from '../pages/guide.ts';
import { Look } from '../pages/look.ts';
import { RunPage } from '../pages/runs.ts';

test.use({ greets: true });

test('a second window with the guide open shows records too, and what it shows by itself ticks nothing', async ({ page, host, browser }) => {
  const designer = new Designer(page);
  await designer.open(host.url);
  await expect(designer.grid()).toBeVisible();
  // What a window keeps for the person is sent when it is left, at the latest.
  await page.evaluate(() => window.dispatchEvent(new Event('pagehide')));
  const elsewhere = await browser.newContext({ locale: 'de-DE' });
  const second = await elsewhere.newPage();
  await second.goto(host.url);
  const bar = second.getByRole('region', { name: 'Erste Schritte' });
  await expect(bar).toContainText('Die Zahl auf einer Verbindung anklicken');
  await expect(second.getByRole('grid').getByRole('row').nth(3)).toBeVisible();
  await expect(second.locator('[class*="_pointer_"]')).toBeVisible();
  await elsewhere.close();
});

test('the first start shows an example with its data, and a guide whose six things are ticked when they are done; it can be closed and called again', async ({
  page,
  host,
}) => {
  const designer = new Designer(page);
  const guide = new Guide(page);
  const look = new Look(page);
  await look.begin();
  await designer.open(host.url);
  await expect(designer.grid(), 'data is there before anything was clicked').toBeVisible();
  await expect(guide.bar).toContainText('Look into a link');
  await expect(guide.ring).toBeVisible();
  expect(await guide.done()).toEqual([]);
  await look.at('first-steps', { narrow: true });
  look.clean(1);

  await designer.canvas.getByRole('button', { name: /records from HR export to Only current staff/ }).click();
  await expect(guide.bar).toContainText('Follow one record');
  await designer.grid().getByRole('row').nth(2).getByRole('gridcell').first().click();
  await designer.data.getByRole('button', { name: 'Follow record' }).click();
  await expect(guide.bar).toContainText('Change a condition');
  await page.reload();
  await expect(guide.bar, 'where one was, after a reload').toContainText('Change a condition');

  await designer.select('Only current staff');
  await designer.settings
    .getByRole('button', { name: /^Remove/ })
    .first()
    .click();
  expect(await guide.done()).toEqual([1, 2]);
  await designer.preview();
  await expect(guide.bar).toContainText('Break something');

  await designer.select('HR export');
  const path = designer.settings.getByRole('textbox', { name: /^File/ });
  await path.fill('');
  await page
    .getByRole('contentinfo')
    .getByRole('button', { name: /problem/ })
    .click();
  await expect(guide.bar).toContainText('Run the flow');
  await page.getByRole('button', { name: /^Undo: / }).click();
  await designer.runToEnd(/Succeeded/);
  await expect(guide.bar).toContainText('See where every record went');
  await designer.banner.getByRole('link', { name: 'Details' }).click();
  await new RunPage(page).isOver(/Succeeded/);
  await page.goBack();
  await expect(guide.bar).toContainText('That is the whole of it');
  expect(await guide.done()).toEqual([1, 2, 3, 4, 5, 6]);

  await guide.bar.getByRole('button', { name: 'Close the first steps' }).click();
  await expect(guide.bar).toBeHidden();
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByPlaceholder('Find a command, step or flow').fill('first steps');
  await page.keyboard.press('Enter');
  await expect(guide.bar).toContainText('Look into a link');
  expect(await guide.done()).toEqual([]);
});

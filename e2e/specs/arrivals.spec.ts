import { expect, test } from '../fixtures/host.ts';
import { Designer } from '../pages/designer.ts';
import { Look } from '../pages/look.ts';

test('a flow says which file it expects; once it is live the calendar shows what came, an alarm says what is wrong with it, and it is acknowledged', async ({
  page,
  host,
}) => {
  const look = new Look(page);
  await look.begin();
  const designer = new Designer(page);
  await designer.open(host.url);
  await page.getByRole('link', { name: 'Arrivals' }).click();
  await expect(page.getByText('No file is expected')).toBeVisible();
  await look.at('arrivals-none', { narrow: true });
  await page.goBack();

  await designer.canvas.click({ position: { x: 20, y: 20 } });
  const settings = page.getByRole('complementary', { name: /Settings/ });
  await settings.getByRole('button', { name: 'Add an expected file' }).click();
  await settings.getByLabel('Called').fill('Employees of the night');
  await settings.getByLabel('Due by').fill('23:59');
  for (const day of ['Sat', 'Sun']) await settings.getByRole('checkbox', { name: day }).check({ force: true });
  await settings.getByLabel('At least').first().fill('10000');
  await expect(settings.getByLabel('File', { exact: true })).toHaveValue(/employees/);
  await look.at('expected-file', { narrow: true });
  await page.getByRole('switch', { name: 'Live' }).click({ force: true });
  await expect(page.getByRole('switch', { name: 'Live' })).toBeChecked();
  await designer.runToEnd(/Succeeded/);

  await page.getByRole('link', { name: 'Arrivals' }).click();
  const today = page.getByRole('table', { name: 'Expected files by day' }).getByRole('button', { name: /Employees of the night.*Too small/ });
  await today.click();
  const panel = page.getByRole('complementary', { name: /Employees of the night on/ });
  await expect(panel).toContainText('has only 5,071 records; usual are at least 10,000.');
  await look.at('arrivals', { narrow: true });
  await today.press('ArrowLeft');
  await expect(page.locator(':focus')).toHaveAttribute('aria-label', /nothing expected/);
  await panel.getByRole('link', { name: 'The run that read it' }).click();
  await expect(page.getByRole('main').getByRole('heading', { level: 1 })).toBeVisible();

  await page.getByRole('link', { name: /^Alerts/ }).click();
  await expect(page.getByRole('main')).toContainText('has only 5,071 records');
  await page.getByLabel('Note').fill('HR sends the rest.');
  await page.getByRole('button', { name: 'Acknowledge', exact: true }).click();
  await expect(page.getByRole('main')).toContainText('HR sends the rest.');
  look.clean(3);
});

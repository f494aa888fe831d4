import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { flowOf } from '../fixtures/flow-text.ts';
import { expect, test } from '../fixtures/host.ts';
import { LongestTask } from '../fixtures/longest-task.ts';
import { Designer } from '../pages/designer.ts';
import { Flows } from '../pages/flows.ts';
import { Records } from '../pages/records.ts';
import { SampleControl } from '../pages/sample.ts';

const ROWS = 100_000;
/** Milliseconds of processor time: a person hardly feels less. */
const LONGEST_MS = 100;

test('a sample of 100,000 records is scrolled, sorted and filtered without a long task; what is followed in it is found at every step', async ({
  page,
  host,
}) => {
  test.setTimeout(240_000);
  const path = join(host.workspace, 'many.csv');
  const lines = Array.from({ length: ROWS }, (_, i) => `${i},name ${(i * 7_919) % ROWS},${i % 97}.25,city ${i % 31}`);
  writeFileSync(path, `id,name,pay,city\n${lines.join('\n')}\n`);
  const designer = new Designer(page);
  await designer.open(host.url);
  const flows = new Flows(page);
  await flows.open();
  const items = [{ from: 'pay', to: 'pay', type: 'decimal' }];
  await flows.import(
    flowOf('Many', [
      { id: 's', kind: 'csv-source', name: 'Many', config: { path } },
      { id: 'm', kind: 'map-fields', name: 'Typed', config: { mapping: { rest: 'keep', items } } },
    ]),
  );
  const [records, sample] = [new Records(page), new SampleControl(page)];
  await designer.select('Typed');
  await sample.open('The first records');
  await sample.form.getByLabel('How many of each source').fill(String(ROWS));
  const watch = await LongestTask.watch(page);
  await sample.use();
  await expect(records.drawer).toContainText('of 100,000 records are here.');
  await records.drawer.getByRole('button', { name: 'Show all 100,000' }).click();
  await expect(records.grid).toHaveAttribute('aria-rowcount', String(ROWS + 1), { timeout: 90_000 });
  await records.grid.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Control+End');
  await expect(records.grid.getByRole('gridcell', { name: 'city 24' }).last()).toBeVisible();
  await records.grid.hover();
  for (let i = 0; i < 10; i++) await page.mouse.wheel(0, i % 2 === 0 ? -90_000 : 60_000);
  await records.openMenu('name');
  await records.menu.getByRole('radio', { name: 'Descending' }).check({ force: true });
  await page.keyboard.press('Escape');
  await expect(records.grid.getByRole('columnheader', { name: /name/ })).toHaveAttribute('aria-sort', 'descending');
  await page.keyboard.press('Control+Home');
  await expect.poll(async () => (await records.rows(1))[0]).toContain('name 99999');
  await records.filter('city', 'is', 'city 7');
  await records.tally('3,226 of 100,000 shown');
  await records.view('Side by side');
  await expect(records.drawer).toContainText('0 of 100,000 are different', { timeout: 90_000 });
  const longest = await watch.end();
  test.info().annotations.push({ type: 'longest task', description: `${longest.toFixed(0)} ms of processor time` });
  expect(longest, 'ms of processor time of the longest task').toBeLessThan(LONGEST_MS);

  await records.view('After');
  await records.drawer.getByRole('button', { name: 'Follow record' }).click();
  await records.drawer.getByRole('searchbox', { name: 'Find a record to follow' }).fill('name 4242');
  await expect(records.drawer.getByRole('button', { name: /^name 4242 / }).first()).toBeVisible();
  await records.drawer.getByRole('searchbox', { name: 'Find a record to follow' }).press('Enter');
  await expect(designer.card('Many')).toContainText('id: ');
  await expect(designer.card('Typed').locator('[data-lit="on"]')).toBeVisible();
});

test('a text of a million characters and a deep nested value are looked at and copied whole, with their types', async ({ page, host, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const path = join(host.workspace, 'large.json');
  const long = Array.from({ length: 20_000 }, (_, i) => `line ${i} of a very long letter, to be read to its very end`).join('\n');
  let deep: unknown = 'the bottom';
  for (let i = 0; i < 400; i++) deep = { level: 400 - i, below: deep };
  writeFileSync(path, JSON.stringify([{ id: 1, letter: long, deep }]));
  const designer = new Designer(page);
  await designer.open(host.url);
  const flows = new Flows(page);
  await flows.open();
  await flows.import(flowOf('Large', [{ id: 's', kind: 'json-source', name: 'Large', config: { path } }]));
  await designer.select('Large');
  await designer.preview();
  const records = new Records(page);
  await records.grid.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const panel = records.drawer.getByRole('region', { name: 'Record 1 in full' });
  const field = (name: string) => panel.getByRole('definition').filter({ has: page.locator(`xpath=preceding-sibling::dt[contains(., "${name}")]`) });
  const watch = await LongestTask.watch(page);
  await field('letter').getByRole('button', { name: 'This value is cut. Show all of it' }).click();
  await expect(field('letter')).toContainText(`${long.length.toLocaleString('en')} characters`);
  const text = panel.getByRole('region', { name: 'The whole text' });
  await text.focus();
  await expect(async () => {
    await page.keyboard.press('End');
    await expect(text).toContainText('line 19999 of a very long letter', { timeout: 500 });
  }).toPass();
  await panel.getByRole('button', { name: 'Copy the value of letter' }).click();
  await expect(records.drawer.getByText('The value was copied.')).toBeVisible();
  expect((await page.evaluate(() => navigator.clipboard.readText())).length).toBe(long.length);
  await field('deep').getByRole('button', { name: 'This value is cut. Show all of it' }).click();
  const tree = panel.getByRole('tree', { name: 'Parts of deep' });
  await tree.getByRole('treeitem').first().focus();
  await page.keyboard.press('End');
  for (let i = 0; i < 5; i++) {
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('End');
  }
  await panel.getByRole('button', { name: 'Copy the path' }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^deep(\.below){20,}$/);
  await tree.getByRole('treeitem').first().focus();
  await page.keyboard.press('Home');
  await panel.getByRole('button', { name: 'Copy the value' }).last().click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('the bottom');
  const longest = await watch.end();
  expect(longest, 'ms of processor time of the longest task').toBeLessThan(LONGEST_MS);
});

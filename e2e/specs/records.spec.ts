import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { flowOf } from '../fixtures/flow-text.ts';
import { expect, type Host, test } from '../fixtures/host.ts';
import { Designer } from '../pages/designer.ts';
import { Flows } from '../pages/flows.ts';
import { Records } from '../pages/records.ts';

const CITIES = ['Bonn', 'Köln', 'Ulm', ''];
const STATES = ['Active', 'Active', 'Left'];

function staff(host: Host, pay = (i: number) => i * 25 + 1_000): string {
  const path = join(host.workspace, 'staff.csv');
  const lines = Array.from({ length: 120 }, (_, i) => `P${i + 1},${CITIES[i % 4]},${STATES[i % 3]},${pay(i)}.50`);
  writeFileSync(path, `id,city,state,pay\n${lines.join('\n')}\n`);
  return path;
}

async function openStaff(page: Page, host: Host): Promise<{ designer: Designer; records: Records }> {
  const designer = new Designer(page);
  await designer.open(host.url);
  const flows = new Flows(page);
  await flows.open();
  const conditions = { match: 'all', items: [{ field: 'state', operator: 'equals', value: 'Active' }] };
  await flows.import(
    flowOf('Staff', [
      { id: 's', kind: 'csv-source', name: 'Staff list', config: { path: staff(host) } },
      { id: 'f', kind: 'filter-rows', name: 'Still here', config: { conditions } },
      { id: 't', kind: 'csv-target', name: 'Out', config: { path: join(host.workspace, 'out.csv') } },
    ]),
  );
  await designer.select('Staff list');
  await designer.preview();
  return { designer, records: new Records(page) };
}

async function axe(page: Page): Promise<string[]> {
  await page.evaluate(() => Promise.all(document.getAnimations().map((one) => one.finished.catch(() => undefined))));
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).setLegacyMode().analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`));
}

test('records are sorted and filtered by their columns, with the mouse and with the keyboard', async ({ page, host }) => {
  const { records } = await openStaff(page, host);
  await records.filter('pay', 'is greater than', '3000');
  await records.tally('40 of 120 shown');
  await records.filter('city', 'contains', 'köln');
  await records.tally('10 of 120 shown');
  await expect(records.drawer.getByText('pay is greater than 3000')).toBeVisible();
  await records.openMenu('pay');
  await records.menu.getByRole('radio', { name: 'Descending' }).check({ force: true });
  expect(await axe(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(records.grid.getByRole('columnheader', { name: /pay/ })).toHaveAttribute('aria-sort', 'descending');
  expect(await records.rows(2)).toEqual([
    ['P118', 'Köln', 'Active', '3925.50'],
    ['P114', 'Köln', 'Left', '3825.50'],
  ]);
  expect(await axe(page)).toEqual([]);
  await records.drawer.getByRole('button', { name: 'Remove: pay is greater than 3000' }).click();
  await records.tally('30 of 120 shown');
  await records.drawer.getByRole('button', { name: 'Clear all' }).click();
  await expect(records.drawer.getByText(/ shown$/)).toBeHidden();

  await records.grid.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Alt+ArrowDown');
  await expect(records.menu).toHaveAccessibleName('Sort and filter by city');
  await records.menu.getByRole('checkbox', { name: /^Ulm/ }).press('Space');
  await records.menu.getByRole('checkbox', { name: /^(nothing|empty text)/ }).press('Space');
  await records.tally('60 of 120 shown');
  await page.keyboard.press('Escape');
  await expect(records.menu).toBeHidden();
  await expect(records.grid).toBeFocused();
  await records.drawer.getByLabel('Find in these records').fill('left');
  await records.tally('20 of 120 shown');
});

test('records are copied as CSV, JSON or tab separated text, the selected cells or all that are shown', async ({ page, host, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const { records } = await openStaff(page, host);
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  await records.filter('city', 'is', 'Ulm');
  await records.drawer.getByRole('button', { name: 'Copy records' }).click();
  await page.getByRole('menuitem', { name: 'Copy as CSV' }).click();
  await expect(records.drawer.getByText('30 records copied as CSV, with 4 columns and their names.')).toBeVisible();
  expect((await clipboard()).split('\r\n').slice(0, 2)).toEqual(['id,city,state,pay', 'P3,Ulm,Left,1050.50']);

  await records.grid.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Control+Alt+c');
  await expect(page.getByText('The selection, 1 × 2 cells')).toBeVisible();
  expect(await axe(page)).toEqual([]);
  await page.getByRole('menuitem', { name: 'Copy as JSON' }).first().press('Enter');
  await expect(records.drawer.getByText('1 record copied as JSON, with 2 columns and their names.')).toBeVisible();
  expect(JSON.parse(await clipboard())).toEqual([{ id: 'P3', city: 'Ulm' }]);
  await expect(records.grid).toBeFocused();
  await page.keyboard.press('Control+c');
  await expect(records.drawer.getByText('2 cells copied, without the names of their columns.')).toBeVisible();
  expect(await clipboard()).toBe('P3\tUlm');
});

test('nested values are read as a tree, and one part of it or the path to it is copied', async ({ page, host, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const path = join(host.workspace, 'people.json');
  writeFileSync(path, JSON.stringify([{ id: 1, address: { city: 'Bonn', lines: ['Am Markt 1', 'Hinterhaus'] } }]));
  const designer = new Designer(page);
  await designer.open(host.url);
  const flows = new Flows(page);
  await flows.open();
  await flows.import(flowOf('People', [{ id: 's', kind: 'json-source', name: 'People', config: { path } }]));
  await designer.select('People');
  await designer.preview();
  const records = new Records(page);
  await records.grid.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const panel = records.drawer.getByRole('region', { name: 'Record 1 in full' });
  const tree = panel.getByRole('tree', { name: 'Parts of address' });
  await tree.getByRole('treeitem', { name: /^0/ }).click();
  await panel.getByRole('button', { name: 'Copy the path' }).click();
  await expect(records.drawer.getByText('The path was copied: address.lines[0]')).toBeVisible();
  await tree.getByRole('treeitem', { name: /^0/ }).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Control+c');
  await expect(records.drawer.getByText('The value was copied.')).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('Hinterhaus');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await expect(tree.getByRole('treeitem', { name: /^0/ })).toBeHidden();
  expect(await axe(page)).toEqual([]);
});

test('what arrived and what left is compared line by line, only where it differs, and why records are left out is said', async ({ page, host }) => {
  const { designer, records } = await openStaff(page, host);
  await designer.select('Still here');
  await designer.preview();
  await records.view('Side by side');
  await expect(records.drawer.getByRole('status').filter({ hasText: 'are different' })).toHaveText('40 of 120 are different');
  await records.drawer.getByRole('checkbox', { name: 'Only changed records' }).check();
  const [before, after] = [records.drawer.getByRole('grid', { name: 'Before' }), records.drawer.getByRole('grid', { name: 'After' })];
  await expect(before).toHaveAttribute('aria-rowcount', '41');
  expect(await records.rows(1, before)).toEqual([['P3', 'Ulm', 'Left', '1050.50']]);
  await before.hover();
  await page.mouse.wheel(0, 300);
  await expect.poll(() => after.evaluate((grid) => grid.scrollTop)).toBeGreaterThan(100);
  expect(await axe(page)).toEqual([]);
  await records.view(/^Filtered/);
  await expect(records.drawer.getByText(/^Left out by Still here, which is set to: where .*Active.*\.$/)).toBeVisible();
});

import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { flowOf } from '../fixtures/flow-text.ts';
import { expect, test } from '../fixtures/host.ts';
import { Designer } from '../pages/designer.ts';
import { Flows } from '../pages/flows.ts';
import { StepForm } from '../pages/forms.ts';
import { Look } from '../pages/look.ts';

const condition = (field: string, value: string) => ({ field, operator: 'equals', value, values: [], caseSensitive: false });

test('forms say what is set and what is wrong, explain themselves, try formats on real values, and complete the names of a database', async ({
  page,
  host,
}) => {
  test.setTimeout(120_000);
  const at = (name: string) => join(host.workspace, name);
  const day = (id: number) => `0${(id % 9) + 1}/0${((id * 2) % 9) + 1}/2026`;
  writeFileSync(at('staff.csv'), `id,hired\n${Array.from({ length: 40 }, (_, id) => `${id},${id === 16 ? 'n/a' : day(id)}`).join('\n')}\n`);
  for (const [name, table, column] of [
    ['hr.db', 'people', 'full_name'],
    ['shop.db', 'orders', 'amount'],
  ] as const) {
    const db = new Database(at(name));
    db.exec(`CREATE TABLE ${table} (id INTEGER PRIMARY KEY, ${column} TEXT)`);
    db.close();
  }
  mkdirSync(at('out'));
  const flow = flowOf('Forms', [
    { id: 's', kind: 'csv-source', name: 'Staff', config: { path: at('staff.csv'), fields: [{ name: 'hired', type: 'date' }], encoding: 'windows-1252' } },
    {
      id: 'f',
      kind: 'filter-rows',
      name: 'Some',
      config: { conditions: { match: 'all', items: [condition('id', '1'), { match: 'any', items: [condition('hired', '2026-01-01')] }] } },
    },
    { id: 't', kind: 'csv-target', name: 'Written', config: { path: at('out/staff.csv'), delimiter: ';' } },
  ]);
  const place = { x: 0, y: 400 };
  const query = (id: string, name: string, database: string) => ({ id, kind: 'sqlite-query', version: 1, name, position: place, config: { database } });
  const nodes = [...flow.nodes, query('a', 'People', at('hr.db')), { ...query('b', 'Orders', at('shop.db')), position: { x: 300, y: 400 } }];
  const designer = new Designer(page);
  const look = new Look(page);
  await look.begin();
  await designer.open(host.url);
  const flows = new Flows(page);
  await flows.open();
  await flows.import({ ...flow, nodes });
  const form = new StepForm(page);
  // Defaults: told, counted where they are folded, and a way back that can be undone.
  await designer.select('Staff');
  const summary = form.form.locator('summary', { hasText: 'Format' });
  await expect(summary).toContainText('1 set');
  await summary.click();
  const encoding = form.setting('encoding');
  await encoding.getByRole('button', { name: 'Back to the default: Detect' }).click();
  await expect(encoding.getByRole('combobox')).toHaveValue('auto');
  await expect(encoding.getByRole('combobox')).toBeFocused();
  await expect(summary).not.toContainText('set');

  // Help beside the form, opened where the setting is explained.
  await page.keyboard.press('F1');
  await expect(form.help.locator('[data-shown]')).toContainText('Encoding – how characters are stored');
  await form.help.getByLabel('Find in the help').fill('umlaut');
  await expect(form.help.getByRole('status')).toHaveText('Not found');
  await form.help.getByLabel('Find in the help').fill('delimiter');
  await expect(form.help.getByRole('status')).toHaveText(/^1 of \d/);
  await look.at('help-beside-form');
  await page.keyboard.press('Escape');
  await expect(form.help).toBeHidden();
  await expect(encoding.getByRole('combobox')).toBeFocused();
  await form.undo();
  await expect(encoding.getByRole('combobox')).toHaveValue('windows-1252');

  // A date format, tried on the file.
  const types = form.setting('fields');
  await expect(types).toContainText('40 of 40 sample values do not fit: record 1 "01/01/2026"');
  await types.getByRole('button', { name: 'Usual forms for Format of hired' }).click();
  await expect(page.getByRole('button', { name: /dd\/MM\/yyyy fits 39 of 40/ })).toBeVisible();
  await look.at('date-formats');
  await page.getByRole('button', { name: /dd\/MM\/yyyy fits 39 of 40/ }).click();
  await expect(types.getByLabel('Format of hired', { exact: true })).toHaveValue('dd/MM/yyyy');
  await expect(types).toContainText('01/01/2026 is read as 1 January 2026');
  await expect(types).toContainText('1 of 40 sample values do not fit: record 17 "n/a"');
  await expect(types).toContainText('02/03/2026 is 2 March 2026 here, but may be 3 February 2026');
  await types.getByLabel('Format of hired', { exact: true }).fill('DD/MM/YYYY');
  await expect(types).toContainText('The year is written in small letters: yyyy.');

  // Conditions move with the arrow keys, and a group can be denied.
  await designer.select('Some');
  const rules = form.setting('conditions');
  await rules.getByRole('button', { name: /^Move id/ }).focus();
  await page.keyboard.press('ArrowDown');
  await expect(rules.getByRole('button', { name: /^Move id/ })).toBeFocused();
  await rules.getByText('None', { exact: true }).last().click();
  await expect(designer.card('Some')).toContainText('not (id is 1 or hired is 2026-01-01)');

  // Where to write: a new folder, and a name in it. Problems are told in short at the top, one click away.
  await designer.select('Written');
  let dialog = await form.browse('path');
  await dialog.getByRole('button', { name: 'New folder' }).click();
  await dialog.getByLabel('Name of the folder').fill('2026');
  await page.keyboard.press('Enter');
  await expect(dialog.getByText('Nothing to choose in this folder.')).toBeVisible();
  await look.at('file-browser');
  look.clean(3);
  await dialog.getByLabel('Name of the file').fill('people.csv');
  await page.keyboard.press('Enter');
  const path = form.setting('path').getByLabel('File', { exact: true });
  await expect(path).toHaveValue(at('out/2026/people.csv'));
  expect(existsSync(at('out/2026'))).toBe(true);
  await path.fill('');
  await page.keyboard.press('Tab');
  await form.form.getByRole('navigation', { name: 'What is wrong or missing' }).getByRole('button', { name: 'File' }).click();
  await expect(path).toBeFocused();
  dialog = await form.browse('path');
  await expect(dialog.getByRole('navigation', { name: 'Folders used before' })).toContainText('2026');
  await page.keyboard.press('Escape');

  // Each query completes the names of its own database.
  await designer.select('People');
  await expect(form.setting('sql')).toContainText('people (0 rows)');
  expect(await form.offeredAfter('SELECT * FROM ')).toEqual(['people']);
  await designer.select('Orders');
  await expect(form.setting('sql')).toContainText('orders (0 rows)');
  expect(await form.offeredAfter('SELECT * FROM ')).toEqual(['orders']);
  await page.keyboard.press('Escape');
  expect(await form.offeredAfter('SELECT * FROM orders o WHERE o.')).toEqual(['id', 'amount']);
  await page.keyboard.press('Escape');
  await page.keyboard.type('amont');
  await page.keyboard.press('Escape');
  await expect(form.setting('sql')).toContainText('Line 1: There is no column "o.amont". Did you mean amount?');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Backspace');
  await page.keyboard.type('unt > 1');
  await expect(form.setting('sql')).toContainText('Gives 2 columns: id, amount');

  // All settings go to another step of the kind, by one named edit.
  await form.all('Copy all settings');
  await designer.select('People');
  await form.all('Paste the settings of Orders');
  await expect(form.setting('database').getByRole('textbox')).toHaveValue(at('shop.db'));
  await form.undo();
  await expect(form.setting('database').getByRole('textbox')).toHaveValue(at('hr.db'));
});

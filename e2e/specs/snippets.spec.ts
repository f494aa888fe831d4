import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { flowOf } from '../fixtures/flow-text.ts';
import { expect, test } from '../fixtures/host.ts';
import { Designer } from '../pages/designer.ts';
import { Flows } from '../pages/flows.ts';
import { Library } from '../pages/library.ts';
import { Look } from '../pages/look.ts';

const CODE = `const first = record.name[0];
let n = 0;
for (let i = 0; i < 3000; i++) n += i % 7;
if (record.age > 60) throw new Error('too old');
console.log(first);
record.first=first
return record;`;

test('code is tried on the sample: failing and slow lines are marked, records stand side by side, the console names records, format and field names help', async ({
  page,
  host,
}) => {
  const at = (name: string) => join(host.workspace, name);
  writeFileSync(at('people.csv'), 'name,age\nAnn,40\nBob,70\nCem,30\nDee,80\n');
  const designer = new Designer(page);
  const flows = new Flows(page);
  const { keyboard } = page;
  const look = new Look(page);
  await look.begin();
  await designer.open(host.url);
  await flows.open();
  const fields = [
    { name: 'name', type: 'text' },
    { name: 'age', type: 'integer' },
  ];
  await flows.import(
    flowOf('Coded', [
      { id: 's', kind: 'csv-source', name: 'People', config: { path: at('people.csv'), fields } },
      { id: 'm', kind: 'map-fields', name: 'Renamed', config: { mapping: { items: [{ to: 'name', from: 'name', formula: '' }], rest: 'keep' } } },
      { id: 'c', kind: 'code-snippet', name: 'Code', config: { code: CODE } },
      { id: 't', kind: 'csv-target', name: 'Written', config: { path: at('written.csv') } },
    ]),
  );
  await designer.select('Code');
  await designer.preview();
  await designer.settings.getByRole('button', { name: 'Larger' }).click();
  const bench = page.getByRole('dialog', { name: 'Code: Code' });
  const editor = bench.getByRole('textbox', { name: 'Code' });
  await editor.focus();
  await keyboard.press('ControlOrMeta+Enter');
  const failing = bench.getByRole('list', { name: 'Where the code fails' });
  await expect(failing).toContainText('Error: too old');
  await expect(failing).toContainText('2 records');
  await expect(bench.getByText('fails for 2 records')).toBeVisible();
  await expect(bench.getByText('of the time,')).toBeVisible();
  await expect(bench.getByText(/measured in a run of their own/)).toBeVisible();
  const sides = bench.getByRole('region', { name: 'Result of the trial' });
  await expect(sides.getByRole('grid', { name: 'Before' })).toBeVisible();
  await expect(sides.getByRole('grid', { name: 'After' })).toBeVisible();
  await look.at('snippet-tried', { part: '[role="dialog"]', narrow: true });
  look.clean(1);
  await failing.getByRole('button', { name: 'Record 4' }).click();
  await expect(sides.getByRole('grid', { name: 'Trial, before' })).toContainText('Dee');
  await sides.getByText(/^Console \d/).click();
  await expect(sides.getByRole('region', { name: 'Console' })).toContainText('Record 3C');
  await failing.getByRole('button', { name: 'Line 4' }).click();
  await expect(editor).toBeFocused();

  await bench.getByRole('button', { name: 'Format' }).click();
  await expect(bench.locator('.view-lines')).toContainText('record.first = first');
  await editor.focus();
  await new Library(page).write(editor, 'if (record.nam === "Ann") return null;\nreturn record;');
  await expect(bench.locator('.squiggly-warning')).toBeVisible();
  // The key closes what the editor has open first.
  await expect(async () => {
    await keyboard.press('Escape');
    await expect(bench).toBeHidden({ timeout: 500 });
  }).toPass();
  await expect(designer.settings).toContainText("There is no field 'nam'. Did you mean name? (Line 1 of the code.)");

  await new Library(page).write(designer.settings.getByRole('textbox', { name: 'Code' }), 'record.long = record.name.length;\nreturn record;');
  await expect(designer.settings).not.toContainText('There is no field');
  await designer.select('Renamed');
  await designer.settings.locator('[data-setting]').getByRole('button', { expanded: false, name: /name/ }).first().click();
  await designer.settings.getByRole('textbox', { name: 'Name', exact: true }).fill('fullname');
  await designer.select('Code');
  await expect(designer.settings, 'a column renamed in front is told in the snippet').toContainText("There is no field 'name'.");
});

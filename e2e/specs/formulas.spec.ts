import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { flowOf } from '../fixtures/flow-text.ts';
import { expect, test } from '../fixtures/host.ts';
import { Designer } from '../pages/designer.ts';
import { Flows } from '../pages/flows.ts';
import { FormulaBench } from '../pages/formula-bench.ts';
import { Look } from '../pages/look.ts';

test('a formula is written large: fields with values, functions to search, results of all records with those that fail, errors with a hint, and nothing is lost', async ({
  page,
  host,
}) => {
  const at = (name: string) => join(host.workspace, name);
  writeFileSync(at('staff.csv'), 'Status,Hours\nActive,40\nLeft,12\nActive,many\nActive,8\n');
  const designer = new Designer(page);
  const bench = new FormulaBench(page);
  const look = new Look(page);
  await look.begin();
  await designer.open(host.url);
  const flows = new Flows(page);
  await flows.open();
  const fields = ['Status', 'Hours'].map((name) => ({ name, type: 'text' }));
  await flows.import(
    flowOf('Staff', [
      { id: 's', kind: 'csv-source', name: 'Staff', config: { path: at('staff.csv'), fields } },
      { id: 'f', kind: 'filter-rows', name: 'Some', config: { mode: 'formula', formula: 'TRUE' } },
      { id: 't', kind: 'csv-target', name: 'Written', config: { path: at('written.csv') } },
    ]),
  );
  await designer.select('Some');
  await designer.preview();
  const small = designer.settings.getByRole('textbox', { name: 'Keep records where' });
  await small.focus();
  await page.keyboard.press('Shift+F2');
  await expect(bench.text).toBeFocused();

  await bench
    .fields()
    .getByRole('button', { name: /Status/ })
    .click();
  await expect(bench.text).toHaveValue(/\[Status\]/);
  await bench.type('AND([Statsu]="Active", [Hours]>=10)');
  const problems = bench.window.getByRole('list', { name: 'Problems of the formula' });
  await expect(problems).toContainText("There is no field 'Statsu'. Did you mean Status?");
  await problems.getByRole('button').first().click();
  await page.keyboard.insertText('[Status]');
  await expect(bench.text).toHaveValue('AND([Status]="Active", [Hours]>=10)');
  await expect(async () => expect(await bench.record(1)).toEqual(['true', '', 'Active', '40'])).toPass();
  expect((await bench.record(3))[1]).toContain('many');
  await expect(async () => {
    await bench.window.getByText('Without a result 1').click();
    await expect(bench.results().getByRole('row')).toHaveCount(2, { timeout: 1_000 });
  }).toPass();
  await bench.results().getByRole('gridcell', { name: 'many', exact: true }).click();
  await expect(bench.fields().getByRole('button', { name: /Hours/ }), 'the fields show the record that was chosen').toContainText('many');

  await bench.functions().getByRole('searchbox').fill('written in another way');
  await bench
    .functions()
    .getByRole('button', { name: /^NUMBER\.PARSE/ })
    .click();
  await expect(bench.functions()).toContainText('→');
  await bench.text.press('ControlOrMeta+End');
  await bench.functions().getByRole('button', { name: 'Insert NUMBER.PARSE' }).click();
  await expect(bench.text).toHaveValue('AND([Status]="Active", [Hours]>=10)NUMBER.PARSE()');
  await expect(bench.window).toContainText('Example:');
  await look.at('formula-large', { part: '[role="dialog"]', narrow: true });
  look.clean(1);

  await bench.type('IFERROR([Hours]>=10, FALSE)');
  await page.keyboard.press('Escape');
  await bench.closed();
  await expect(small, 'what was typed stays').toHaveValue('IFERROR([Hours]>=10, FALSE)');
  await designer.settings.getByRole('button', { name: 'Open Keep records where large' }).click();
  await bench.type('TRUE');
  await bench.window.getByRole('button', { name: 'Put back as it was' }).click();
  await bench.text.focus();
  await page.keyboard.press('ControlOrMeta+Enter');
  await bench.closed();
  await expect(small).toHaveValue('IFERROR([Hours]>=10, FALSE)');
  await designer.preview();
  await expect(designer.card('Some')).toContainText('2');

  await page.keyboard.press('F10');
  await page.getByRole('button', { name: 'Stop when' }).click();
  const stop = page.getByRole('textbox', { name: 'Stop at every step when' });
  await stop.focus();
  await page.keyboard.press('Shift+F2');
  await bench.type('[Status]="Left"');
  await bench.fields().click({ position: { x: 5, y: 5 } });
  await page.keyboard.press('Escape');
  await bench.closed();
  await expect(stop, 'the panel it was opened from is still there').toHaveValue('[Status]="Left"');
});

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { flowOf } from '../fixtures/flow-text.ts';
import { expect, test } from '../fixtures/host.ts';
import { Designer } from '../pages/designer.ts';
import { Flows } from '../pages/flows.ts';
import { Library } from '../pages/library.ts';
import { Look } from '../pages/look.ts';

const CODE = 'record.name = record.name.trim();\nreturn record;';

test('two flows share one snippet: it is changed once, tried at both, taken over in one and kept in the other; a flow file brings its own', async ({
  page,
  host,
}) => {
  const at = (name: string) => join(host.workspace, name);
  writeFileSync(at('people.csv'), 'name,age\n Ann ,40\nBob,50\n');
  const fields = [
    { name: 'name', type: 'text' },
    { name: 'age', type: 'integer' },
  ];
  const flowNamed = (name: string, config: Record<string, unknown>) =>
    flowOf(name, [
      { id: 's', kind: 'csv-source', name: 'People', config: { path: at('people.csv'), fields } },
      { id: 'c', kind: 'code-snippet', name: 'Tidy', config },
      { id: 't', kind: 'csv-target', name: 'Written', config: { path: at(`${name}.csv`) } },
    ]);
  const designer = new Designer(page);
  const flows = new Flows(page);
  const library = new Library(page);
  const look = new Look(page);
  await look.begin();
  await designer.open(host.url);
  await flows.open();
  await flows.import(flowNamed('First', { code: CODE }));
  await designer.select('Tidy');
  const bar = designer.settings.getByRole('region', { name: 'Library of snippets' });
  await bar.getByRole('button', { name: 'Save in the library' }).click();
  const naming = page.getByRole('dialog', { name: 'Save in the library' });
  await naming.getByLabel('Name').fill('Tidy names');
  await naming.getByLabel('What it is for').fill('Takes blanks away');
  await naming.getByRole('button', { name: 'Save' }).click();
  await expect(bar).toContainText('Tidy names');
  await expect(bar).toContainText('as in the library');
  await designer.saved();

  await flows.open();
  await flows.import(flowNamed('Second', { code: 'return record;' }));
  await designer.select('Tidy');
  await bar.getByRole('button', { name: 'From the library' }).click();
  const choice = page.getByRole('dialog', { name: 'From the library' });
  await choice.getByRole('searchbox').fill('blanks');
  await expect(choice.getByRole('region', { name: 'Code' })).toContainText('record.name.trim()');
  await look.at('snippet-pick', { part: '[role="dialog"]' });
  await choice.getByRole('button', { name: 'Insert, linked' }).click();
  await expect(bar).toContainText('version 1');
  await designer.saved();

  await library.open('Tidy names');
  await expect(library.users).toContainText('2 steps');
  await library.write(page.getByRole('textbox', { name: 'Code of Tidy names' }), 'record.name = record.name.trim().toUpperCase();\nreturn record;');
  await page.getByRole('textbox', { name: 'What is different' }).fill('Capitals');
  await page.getByRole('button', { name: 'Save as version 2' }).click();
  await expect(page.getByRole('region', { name: 'Versions' })).toContainText('Capitals');
  await library.users.getByRole('button', { name: 'Try it at 2 steps' }).click();
  await expect(library.user('First')).toContainText('2 of 2 records come out differently.');
  await expect(library.user('Second')).toContainText('Ann → ANN');
  await look.at('snippet-library', { part: 'main', narrow: true });
  await library.user('Second').getByRole('checkbox').uncheck();
  await library.users.getByRole('button', { name: 'Take it over in 1 step' }).click();
  await expect(library.user('First')).toContainText('version 2, the newest');
  await expect(library.user('Second')).toContainText('version 1');

  await library.user('Second').getByRole('link', { name: 'Second' }).click();
  await designer.select('Tidy');
  await expect(bar).toContainText('version 2 is newer');
  await designer.preview();
  expect((await designer.row(1))[0], 'the flow that did not take it over goes on as it was').toBe('Ann');
  await library.open('Tidy names');
  await library.user('First').getByRole('link', { name: 'First' }).click();
  await designer.select('Tidy');
  await designer.preview();
  expect((await designer.row(1))[0]).toBe('ANN');

  await library.open('Tidy names');
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  const asked = page.getByRole('dialog', { name: 'Delete Tidy names from the library?' });
  await expect(asked).toContainText('2 steps are linked to it. They keep their code');
  await expect(asked).toContainText('Tidy in First');
  await asked.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('The library is empty').first()).toBeVisible();

  await flows.open();
  await flows.import(flowNamed('Third', { code: CODE, library: { id: 'elsewhere', name: 'Tidy names', version: 3 } }));
  const brought = page.getByRole('dialog', { name: 'The flow brought snippets' });
  await expect(brought).toContainText('Tidy names, version 3');
  await look.at('snippet-brought', { part: '[role="dialog"]' });
  look.clean(3);
  await brought.getByRole('button', { name: 'Add to the library' }).click();
  await expect(brought).toContainText('now in the library');
  await brought.getByRole('button', { name: 'Done' }).click();
  await designer.select('Tidy');
  await expect(bar).toContainText('as in the library');
});

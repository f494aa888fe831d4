import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rowsOf } from '../fixtures/disk.ts';
import { expect, test } from '../fixtures/host.ts';
import { Designer } from '../pages/designer.ts';
import { Keys } from '../pages/keys.ts';
import { LiveRegions } from '../pages/live-regions.ts';
import { Mapper } from '../pages/mapper.ts';
import { RunPage } from '../pages/runs.ts';

const EMPLOYEES = `EmpNo,LastName,FirstName,Dept,Status,Salary
1,Lovelace,Ada,10,Active,4100.50
2,Hopper,Grace,20,On leave,lots
3,Turing,Alan,10,Left,3900.00
1,Lovelace,Ada,10,Active,4100.50
4,Hamilton,Margaret,20,Active,5200.25
`;

test('the HR feed is built, previewed and run, and its rejected record is corrected and replayed, with the keyboard alone; what happens is said aloud', async ({
  page,
  host,
}) => {
  test.setTimeout(120_000);
  const folder = join(host.workspace, 'hr');
  mkdirSync(folder);
  writeFileSync(join(folder, 'employees.csv'), EMPLOYEES);
  writeFileSync(join(folder, 'departments.csv'), 'Dept,DeptName\n10,Research\n20,Compilers\n');
  const designer = new Designer(page);
  const keys = new Keys(page);
  const live = new LiveRegions(page);
  const mapper = new Mapper(page);
  const { settings } = designer;
  await designer.open(host.url);
  await live.listen();

  const add = async (words: string, title: string) => {
    await keys.press('a');
    await expect(page.getByRole('dialog', { name: 'Add a step' })).toBeVisible();
    await keys.type(words);
    await keys.press('Enter');
    await expect(designer.card(title)).toBeFocused();
    await keys.press('Enter');
    await expect(settings.getByRole('textbox', { name: 'Name of the step' })).toHaveValue(title);
  };
  const onCanvas = async (title: string) => {
    await keys.command(title);
    await expect(designer.card(title)).toBeFocused();
  };
  const previewed = async (title: string, words: RegExp) => {
    await onCanvas(title);
    await live.forget();
    await keys.press('F9');
    await live.hear(words);
  };
  const press = async (button: string) => {
    await keys.tabTo(settings.getByRole('button', { name: button, exact: true }).first());
    await keys.press('Enter');
  };

  /** Goes to the chosen one of several choices and on with the arrow key. */
  const choose = async (label: string) => {
    const choice = page.getByRole('radio', { name: label, exact: true });
    await keys.tabTo(settings.getByRole('radiogroup').filter({ has: choice }).getByRole('radio', { checked: true }));
    for (let i = 0; i < 5 && !(await choice.isChecked()); i++) await keys.press('ArrowRight');
    await expect(choice).toBeChecked();
  };

  await keys.command('New flow');
  await expect(page.getByText('Begin with your data')).toBeVisible();
  await add('csv', 'CSV file');
  await keys.enter(settings.getByLabel('File', { exact: true }), join(folder, 'employees.csv'));
  await previewed('CSV file', /^Preview of CSV file: 5 read/);

  await add('filter', 'Filter rows');
  await press('Add a condition');
  await keys.pick(
    settings
      .getByRole('combobox', { name: 'Field to look at' })
      .or(settings.getByRole('textbox', { name: 'Field to look at' }))
      .first(),
    'Status',
  );
  await keys.enter(settings.getByRole('combobox', { name: 'How Status is compared' }), 'is one of');
  await keys.tabTo(settings.getByLabel('Values of Status').first());
  for (const value of ['Active', 'On leave']) {
    await keys.type(value);
    await keys.press('Enter');
  }
  await previewed('Filter rows', /^Preview of Filter rows: 5 in, 4 out, 1 filtered/);

  await add('dupl', 'Remove duplicates');
  await keys.pick(settings.getByRole('group', { name: 'Key fields' }).locator('input').first(), 'EmpNo');
  await previewed('Remove duplicates', /4 in, 3 out, 1 duplicate/);

  await add('look up', 'Look up');
  await onCanvas('Look up');
  await keys.press('Escape');
  await live.hear(/nothing selected/i);
  await add('csv', 'CSV file 2');
  await keys.enter(settings.getByLabel('File', { exact: true }), join(folder, 'departments.csv'));
  await onCanvas('CSV file 2');
  await keys.press('c');
  await expect(page.getByRole('dialog', { name: 'Links of CSV file 2' })).toBeVisible();
  await keys.type('look up in');
  await keys.press('Enter');
  await live.hear(/^Connect CSV file 2 to Look up$/);
  await expect(designer.card('CSV file 2')).toBeFocused();
  await keys.press('ArrowRight');
  await expect(designer.card('Look up')).toBeFocused();
  await live.hear(/^Look up selected$/);
  await keys.press('Enter');
  await press('Match by Dept');
  await press('Add a field');
  await keys.pick(settings.getByLabel('Added field 1', { exact: true }), 'DeptName');
  await previewed('Look up', /3 in and out$/);

  await add('map', 'Map fields');
  await choose('Drop them');
  await press('Open the mapper');
  await keys.tabTo(mapper.window.getByLabel(/^Or paste names/));
  await page.keyboard.insertText('EmpNo\nLastName\nDeptName\nSalary');
  await keys.tabTo(mapper.button('Use what is pasted'));
  await keys.press('Enter');
  await keys.tabTo(mapper.button('Take 4 sure'));
  await keys.press('Enter');
  await keys.press('Escape');
  await expect(mapper.window).toBeHidden();
  await keys.tabTo(settings.getByRole('button', { name: /^Salary Salary/ }));
  await keys.press('Enter');
  await keys.enter(settings.getByRole('combobox', { name: 'Type of Salary' }), 'decimal');
  await previewed('Map fields', /3 in, 2 out, 1 rejected/);
  expect(await designer.row(1)).toEqual(['1', 'Lovelace', 'Research', '4,100.50']);

  await add('sqlite table', 'SQLite table');
  await keys.enter(settings.getByLabel('Database file'), join(folder, 'payroll.sqlite'));
  await keys.enter(settings.getByLabel('Table', { exact: true }).first(), 'employees');
  await choose('Update or add');
  await keys.pick(settings.getByRole('group', { name: 'Key fields' }).locator('input').first(), 'EmpNo');
  await live.forget();
  await keys.press('ControlOrMeta+Enter');
  await live.hear(/^Run: Succeeded with rejects\. 5 read, 2 delivered, 1 rejected\.$/);
  expect((await live.said()).length, 'a run is not talked about all the time').toBeLessThanOrEqual(4);
  const held = () =>
    rowsOf(join(folder, 'payroll.sqlite'), 'SELECT EmpNo, DeptName, Salary FROM employees ORDER BY EmpNo').map(
      ({ EmpNo, DeptName, Salary }) => `${EmpNo} ${DeptName} ${Number(Salary)}`,
    );
  expect(held()).toEqual(['1 Research 4100.5', '4 Compilers 5200.25']);

  const run = new RunPage(page);
  await keys.press('ControlOrMeta+Alt+Enter');
  await run.isOver(/Succeeded with rejects/);
  await expect(page.getByRole('main'), 'the keyboard stands at the beginning of the page').toBeFocused();
  await keys.tabTo(page.getByRole('button', { name: 'Replay…' }));
  await keys.press('Enter');
  const dialog = page.getByRole('dialog', { name: /^Replay this run/ });
  await keys.tabTo(dialog.getByRole('radio', { name: 'Rejected (1)' }));
  await keys.press('ArrowRight');
  const salary = dialog.getByLabel('Salary of record 2');
  await keys.tabTo(salary);
  await live.forget();
  await keys.press('ControlOrMeta+a');
  await keys.type('4900.00');
  await live.hear(/will run with 1 record\./);
  await keys.tabTo(dialog.getByRole('button', { name: /^Replay/ }));
  await live.forget();
  await keys.press('Enter');
  await live.hear(/^Succeeded$/);
  await expect(page.getByText('of an earlier run')).toBeVisible();
  expect(held()).toEqual(['1 Research 4100.5', '2 Compilers 4900', '4 Compilers 5200.25']);
});

import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cellsOf, recordsOf } from '../fixtures/delimited.ts';
import { filesIn, rowsOf } from '../fixtures/disk.ts';
import { expect, test } from '../fixtures/host.ts';
import { Designer } from '../pages/designer.ts';

const EXPORT = join(import.meta.dirname, '../../resources/examples/nightly-employees/employees_20261120.csv');

interface Employee {
  EmpNo: string;
  full_name: string;
  Email: string;
  HireDate: string;
  Salary: string;
}

/**
 * What payroll must get, worked out here from HR's file: current staff, names joined, dates and salaries made exact, the last row of each person.
 * Who has no number cannot be a row of a table with that key.
 */
function expected(csv: string) {
  const all = recordsOf(csv, ';');
  const current = all.filter((one) => ['active', 'on leave'].includes(one['Status']?.toLowerCase() ?? ''));
  const good = current.flatMap((one): Employee[] => {
    const date = /^(\d\d)\.(\d\d)\.(\d{4})$/.exec(one['HireDate'] ?? '');
    const isDate = date && new Date(Date.UTC(Number(date[3]), Number(date[2]) - 1, Number(date[1]))).getUTCDate() === Number(date[1]) && date[2] !== '00';
    const isSalary = /^\d{1,3}(\.\d{3})*,\d+$/.test(one['Salary'] ?? '');
    if ((!isDate && one['HireDate'] !== '') || (!isSalary && one['Salary'] !== '')) return [];
    return [
      {
        EmpNo: one['EmpNo'] ?? '',
        full_name: `${one['LastName']}, ${one['FirstName']}`,
        Email: one['Email'] ?? '',
        HireDate: date ? `${date[3]}-${date[2]}-${date[1]}` : '',
        Salary: (one['Salary'] ?? '').replaceAll('.', '').replace(',', '.'),
      },
    ];
  });
  const last = new Map<string, Employee>();
  for (const one of good) last.set(one.EmpNo.trim(), one);
  const file = [...last.values()];
  const table = file.filter((one) => one.EmpNo !== '');
  const raggedRows = cellsOf(csv, ';').length - 1 - all.length;
  return {
    file,
    table,
    counts: {
      delivered: table.length,
      filtered: all.length - current.length,
      duplicates: good.length - last.size,
      rejected: raggedRows + (current.length - good.length) + (file.length - table.length),
    },
  };
}

test('an analyst builds the HR feed with the mouse, sees the data after every step, and table and file get exactly what they should', async ({
  page,
  host,
}) => {
  test.setTimeout(120_000);
  const folder = join(host.workspace, 'hr');
  mkdirSync(folder);
  copyFileSync(EXPORT, join(folder, 'employees.csv'));
  const designer = new Designer(page);
  const { hands, settings } = designer;
  await designer.open(host.url);
  await designer.openEmpty();

  const flowFolder = join(host.workspace, 'files', designer.flowId);
  const before = [filesIn(folder), filesIn(flowFolder)];
  const previewsOnly = async (nodeShown: string) => {
    await designer.preview();
    await expect(designer.grid()).toHaveAccessibleName(new RegExp(nodeShown));
    expect([filesIn(folder), filesIn(flowFolder)], 'a preview writes nothing: no file, no database, no -wal').toEqual(before);
  };
  const pick = async (field: string, option: string) => {
    await hands.click(
      settings
        .getByRole('combobox', { name: field })
        .or(settings.getByRole('textbox', { name: field }))
        .first(),
    );
    await hands.click(page.getByRole('option', { name: new RegExp(`(^| )${option}( |$)`) }).first());
  };

  await designer.dragKind('CSV file', { x: 150, y: 70 });
  await hands.enter(settings.getByLabel('File', { exact: true }), join(folder, 'employees.csv'));
  await previewsOnly('CSV file');
  expect((await designer.row(1)).slice(0, 3)).toEqual(['007000', 'Fischer', 'Vera']);

  await designer.dragKind('Filter rows', { x: 440, y: 70 });
  await designer.connect('CSV file', 'Filter rows');
  await designer.select('Filter rows');
  await hands.click(settings.getByRole('button', { name: 'Add a condition' }));
  await pick('Field to look at', 'Status');
  await hands.choose(settings.getByRole('combobox', { name: 'How Status is compared' }), 'is one of');
  const values = settings.getByLabel('Values of Status').first();
  await hands.enter(values, 'Active');
  await values.press('Enter');
  await hands.enter(values, 'On leave');
  await values.press('Enter');
  await previewsOnly('Filter rows');
  await expect(designer.data.getByRole('tab', { name: /^Filtered/ })).toBeVisible();

  await designer.dragKind('Map fields', { x: 150, y: 220 });
  await designer.connect('Filter rows', 'Map fields');
  await designer.select('Map fields');
  await hands.click(settings.getByText('Drop them', { exact: true }));
  await hands.click(settings.getByRole('button', { name: 'Open the mapper' }));
  const mapper = page.getByRole('dialog', { name: /^Map fields:/ });
  await hands.enter(mapper.getByLabel(/^Or paste names/), 'EmpNo\nfull_name\nEmail\nHireDate\nSalary');
  await hands.click(mapper.getByRole('button', { name: 'Use what is pasted' }));
  await hands.click(mapper.getByRole('button', { name: 'Take 4 sure' }));
  await hands.click(mapper.getByRole('row', { name: /^full_name/ }));
  await hands.click(mapper.getByRole('button', { name: 'Write a formula' }));
  await hands.enter(mapper.getByRole('textbox', { name: 'Formula of full_name' }), '[LastName] & ", " & [FirstName]');
  await expect(mapper.getByRole('region', { name: 'Results of full_name' })).toContainText('Fischer, Vera');
  await hands.click(mapper.getByRole('button', { name: 'Close' }).first());
  for (const [field, type, format] of [
    ['HireDate', 'date', 'dd.MM.yyyy'],
    ['Salary', 'decimal', '1.234,56'],
  ] as const) {
    await hands.click(settings.getByRole('button', { name: new RegExp(`^${field} ${field}`) }));
    await hands.choose(settings.getByRole('combobox', { name: `Type of ${field}` }), type);
    await hands.enter(settings.getByRole('textbox', { name: `Format of ${field}` }), format);
  }
  await previewsOnly('Map fields');
  expect(await designer.row(1)).toEqual(['007000', 'Fischer, Vera', 'vera.fischer@example.com', '2004-11-19', '40,780.71']);

  await designer.dragKind('Remove duplicates', { x: 440, y: 220 });
  await designer.connect('Map fields', 'Remove duplicates');
  await designer.select('Remove duplicates');
  await pick('Key fields', 'EmpNo');
  await hands.choose(settings.getByLabel('Keep', { exact: true }), 'The last one');
  await previewsOnly('Remove duplicates');

  await designer.dragKind('SQLite table', { x: 150, y: 350 });
  await designer.connect('Remove duplicates', 'SQLite table');
  await designer.select('SQLite table');
  await hands.enter(settings.getByLabel('Database file'), join(folder, 'payroll.sqlite'));
  await hands.enter(settings.getByLabel('Table', { exact: true }).first(), 'employees');
  await hands.click(settings.getByText('Update or add', { exact: true }));
  await pick('Key fields', 'EmpNo');
  await designer.preview();
  await expect(designer.data.getByRole('tab', { name: 'Would do' })).toBeVisible();
  expect([filesIn(folder), filesIn(flowFolder)]).toEqual(before);

  await designer.dragKind('Write CSV file', { x: 440, y: 350 });
  await designer.connect('Remove duplicates', 'Write CSV file');
  await designer.select('Write CSV file');
  await hands.enter(settings.getByLabel('File', { exact: true }), join(folder, 'payroll.csv'));
  await designer.preview();
  expect([filesIn(folder), filesIn(flowFolder)]).toEqual(before);

  await expect(page.getByRole('button', { name: 'No problems' })).toBeVisible();
  const words = await designer.runToEnd(/Succeeded with rejects/);

  const wanted = expected(new TextDecoder('windows-1252').decode(readFileSync(EXPORT)));
  const counted = Object.fromEntries(
    Object.keys(wanted.counts).map((fate) => [fate, Number(new RegExp(`([\\d,]+) ${fate}`).exec(words)?.[1]?.replaceAll(',', '') ?? 0)]),
  );
  expect(counted).toEqual(wanted.counts);
  const byKey = (a: { EmpNo: string }, b: { EmpNo: string }) => (a.EmpNo < b.EmpNo ? -1 : 1);
  const file = recordsOf(readFileSync(join(folder, 'payroll.csv'), 'utf8'), ',') as unknown as Employee[];
  expect(file.sort(byKey)).toEqual([...wanted.file].sort(byKey));
  const table = rowsOf(join(folder, 'payroll.sqlite'), 'SELECT EmpNo, full_name, Email, HireDate, Salary FROM employees') as unknown as Employee[];
  const asNumber = (one: Employee) => ({ ...one, Salary: Number(one.Salary) });
  expect(table.map(asNumber).sort(byKey)).toEqual(wanted.table.map(asNumber).sort(byKey));
  // Flows, New flow, Empty flow: openEmpty does not count its own.
  const took = 3 + hands.clicks + hands.entries;
  console.log(`The HR flow took ${took} actions: ${hands.clicks} clicks and drags, ${hands.entries} fields typed into, and 3 to open an empty flow.`);
  expect(took, 'actions of the first ten minutes').toBeLessThanOrEqual(60);
});

test('a CSV file dropped on the canvas becomes a source that already knows its columns and types', async ({ page, host }) => {
  const designer = new Designer(page);
  await designer.open(host.url);
  await designer.openEmpty();
  const content = Buffer.from('id;name;since;amount\n0017;Ähre;2026-01-31;12,50\n0018;Øre;2026-02-28;7,25\n');
  await designer.drop({ name: 'orders 2026.csv', content, type: 'text/csv' }, { x: 300, y: 160 });
  await expect(designer.cards()).toHaveCount(1);
  await expect(designer.settings.getByLabel('File', { exact: true })).toHaveValue(/orders/);
  await designer.preview();
  expect(await designer.columns()).toEqual(['id', 'name', 'since', 'amount']);
  expect(await designer.row(1)).toEqual(['0017', 'Ähre', '2026-01-31', '12.50']);
});

test('the file can be found by browsing the folders, without typing', async ({ page, host }) => {
  const folder = join(host.workspace, 'hr');
  mkdirSync(folder);
  copyFileSync(EXPORT, join(folder, 'employees.csv'));
  const designer = new Designer(page);
  await designer.open(host.url);
  await designer.openEmpty();
  await designer.dragKind('CSV file', { x: 300, y: 120 });
  await designer.settings.getByRole('button', { name: 'Browse' }).click();
  const dialog = page.getByRole('dialog', { name: 'File' });
  await dialog.getByRole('button', { name: 'Up one folder' }).click();
  await expect(dialog.getByTitle(join(host.workspace, 'files'), { exact: true })).toBeVisible();
  await dialog.getByRole('button', { name: 'Up one folder' }).click();
  await dialog.getByRole('button', { name: /Folder hr/ }).click();
  await dialog.getByRole('button', { name: /employees\.csv/ }).click();
  await expect(designer.settings.getByLabel('File', { exact: true })).toHaveValue(/employees\.csv$/);
  await designer.settings.getByRole('button', { name: 'Detect format and types' }).click();
  await expect(designer.settings).toContainText('The settings below are filled in');
  await expect(designer.page.getByRole('button', { name: 'No problems' })).toBeHidden();
});

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from '../fixtures/host.ts';
import { Designer } from '../pages/designer.ts';
import { Look } from '../pages/look.ts';
import { Mapper } from '../pages/mapper.ts';

const STEP = "To payroll's format";

function makeTable(folder: string): string {
  const path = join(folder, 'people.sqlite');
  const db = new Database(path);
  db.exec(
    'CREATE TABLE staff (employee_no TEXT NOT NULL, surname TEXT, given_name TEXT, email TEXT, hired_on DATE, salary REAL, contact_phone TEXT, iban TEXT NOT NULL)',
  );
  db.close();
  return path;
}

test('a mapping is drawn with the mouse: target from a table, suggestions, lines, a formula with results, a bulk change, undone in one step', async ({
  page,
  host,
}) => {
  const designer = new Designer(page);
  const mapper = new Mapper(page);
  await designer.open(host.url);
  await designer.select(STEP);
  await designer.preview();
  await mapper.open();
  await mapper.button('What does the other side take?').click();
  await mapper.readFile(makeTable(host.workspace));
  await expect(mapper.status).toHaveText('staff takes 8 fields.');
  await expect(mapper.row('to', 'employee_no')).toHaveAccessibleName(/required, from EmpNo/);
  await expect(mapper.row('to', 'hired_on')).toHaveAccessibleName(/date, from HireDate/);
  await expect(mapper.row('to', 'full_name')).toHaveAccessibleName(/staff does not take this field/);

  await mapper.button('Take LastName for surname').click();
  await expect(mapper.row('to', 'surname')).toHaveAccessibleName(/from LastName/);
  await mapper.button(/^Take all/).click();
  await expect(mapper.row('to', 'given_name')).toHaveAccessibleName(/from FirstName/);
  await expect(mapper.row('to', 'contact_phone')).toHaveAccessibleName(/from Phone/);
  await expect(mapper.row('to', 'iban')).toHaveAccessibleName(/required, not filled/);

  await mapper.draw('Remark', 'iban');
  await expect(mapper.row('to', 'iban')).toHaveAccessibleName(/from Remark/);
  await mapper.button('Take iban away').click();
  await expect(mapper.status).toHaveText('iban is no longer filled.');
  await expect(mapper.window.getByText('Nothing fills this field, and staff must have it.')).toBeVisible();

  await mapper.row('to', 'given_name').click();
  await mapper.button('Write a formula').click();
  await mapper.window.getByRole('textbox', { name: 'Formula of given_name' }).fill('UPPER(TRIM([FirstName]))');
  await expect(async () => {
    const out = await mapper.out('given_name');
    expect(out.length).toBeGreaterThanOrEqual(5);
    expect(out[0]).toBe('VERA');
  }).toPass();

  await mapper.button('Change many').click();
  await mapper.window.getByLabel('Change', { exact: true }).selectOption({ label: 'Trim all texts' });
  await expect(mapper.window.getByRole('region', { name: 'What would change' })).toContainText('TRIM([LastName])');
  await mapper.button(/^Change \d+ fields/).click();
  await expect(mapper.row('to', 'surname')).toHaveAccessibleName(/formula TRIM\(\[LastName\]\)/);
  await mapper.button('Undo').click();
  await expect(mapper.row('to', 'surname')).toHaveAccessibleName(/from LastName/);
  await mapper.button('Redo').click();
  await expect(mapper.row('to', 'surname')).toHaveAccessibleName(/formula TRIM/);

  await mapper.close();
  await expect(designer.settings).toContainText('staff needs a field that nothing fills: iban.');
});

test('a mapping is made with the keyboard alone', async ({ page, host }) => {
  const designer = new Designer(page);
  const mapper = new Mapper(page);
  const { keyboard } = page;
  await designer.open(host.url);
  await designer.select(STEP);
  await designer.preview();
  const schema = { type: 'object', required: ['telephone'], properties: { telephone: { type: 'string' }, zzz: { type: 'string' }, qqq: { type: 'string' } } };
  writeFileSync(join(host.workspace, 'person.schema.json'), JSON.stringify(schema));
  const open = designer.settings.getByRole('button', { name: 'Open the mapper' });
  await open.focus();
  await keyboard.press('Enter');
  const tabTo = async (what: ReturnType<typeof mapper.button>) => {
    for (let i = 0; i < 60 && !(await what.evaluate((element) => element === document.activeElement)); i++) await keyboard.press('Tab');
    await expect(what).toBeFocused();
  };
  await tabTo(mapper.button('What does the other side take?'));
  await keyboard.press('Enter');
  await tabTo(mapper.window.getByLabel('From a file', { exact: true }));
  await keyboard.type(join(host.workspace, 'person.schema.json'));
  await tabTo(mapper.button('Read the fields'));
  await keyboard.press('Enter');
  await expect(mapper.list('to')).toBeFocused();
  await expect(mapper.row('to', 'telephone')).toHaveAttribute('aria-selected', 'true');
  await expect(mapper.row('to', 'telephone')).toHaveAccessibleName(/Suggested: Phone/);

  await keyboard.press('Enter');
  await expect(mapper.row('to', 'telephone')).toHaveAccessibleName(/from Phone/);
  await keyboard.press('ArrowLeft');
  await expect(mapper.list('from')).toBeFocused();
  await keyboard.type('rem');
  await expect(mapper.row('from', 'EmpNo')).toBeHidden();
  await keyboard.press('Enter');
  await expect(mapper.row('from', 'Remark')).toHaveAttribute('aria-selected', 'true');
  await keyboard.press('Enter');
  await expect(mapper.status).toHaveText('Remark is picked up. Choose where it goes, and press Enter.');
  await expect(mapper.list('to')).toBeFocused();
  await expect(mapper.row('to', 'zzz')).toHaveAttribute('aria-selected', 'true');
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await expect(mapper.status).toHaveText('Remark goes to qqq now.');
  await expect(mapper.list('from')).toBeFocused();
  await keyboard.press('Delete');
  await expect(mapper.row('to', 'qqq')).toHaveAccessibleName(/not filled/);
  await keyboard.press('ControlOrMeta+z');
  await expect(mapper.row('to', 'qqq')).toHaveAccessibleName(/from Remark/);
  await keyboard.press('ArrowRight');
  await keyboard.press('F2');
  const write = mapper.button('Write a formula');
  await expect(write).toBeFocused();
  await keyboard.press('Enter');
  await tabTo(mapper.window.getByRole('textbox', { name: 'Formula of qqq' }));
  await keyboard.press('ControlOrMeta+a');
  await keyboard.type('LEN([EmpNo])');
  await keyboard.press('Escape');
  await expect(async () => expect(await mapper.out('qqq')).toContain('6')).toPass();
  await mapper.list('to').focus();
  await keyboard.press('Escape');
  await expect(mapper.window).toBeHidden();
  await expect(open).toBeFocused();
});

test('the mapper can be read by everybody, in both themes', async ({ page, host }) => {
  test.setTimeout(120_000);
  const designer = new Designer(page);
  const mapper = new Mapper(page);
  const look = new Look(page);
  const part = '[role="dialog"]';
  await look.begin();
  await designer.open(host.url);
  await designer.select(STEP);
  await designer.preview();
  await mapper.open();
  await mapper.button('What does the other side take?').click();
  await look.at('mapper-target', { narrow: true });
  await mapper.readFile(makeTable(host.workspace));
  await expect(mapper.button(/^Take all/)).toBeVisible();
  await mapper.row('to', 'full_name').click();
  await expect(mapper.results('full_name').locator('tbody tr').nth(4)).toContainText(', ');
  await look.at('mapper-suggestions', { part, narrow: true });
  await mapper.row('from', 'Status').hover();
  await page.mouse.down();
  const there = await mapper.row('to', 'iban').boundingBox();
  if (!there) throw new Error('iban is not on the screen');
  await page.mouse.move(there.x + 60, there.y + 10, { steps: 5 });
  await look.picture('mapper-drawing');
  await page.mouse.up();
  await mapper.button('Change many').click();
  await mapper.window.getByLabel('Change', { exact: true }).selectOption({ label: 'Rename: capitals and small letters' });
  await mapper.window.getByLabel('Write as').selectOption('PascalCase');
  await look.at('mapper-many', { part, narrow: true });
  look.clean(3);
});

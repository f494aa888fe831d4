import { expect, test } from '../fixtures/host.ts';
import { Designer } from '../pages/designer.ts';
import { Look } from '../pages/look.ts';

const STEP = "To payroll's format";

test('people with a screen reader or weak sight can use every state of the designer, in both themes', async ({ page, host }) => {
  test.setTimeout(180_000);
  const designer = new Designer(page);
  const look = new Look(page);
  const { keyboard } = page;
  await look.begin();
  await designer.open(host.url);
  await look.at('designer', { narrow: true });

  await keyboard.press('?');
  await expect(page.getByRole('dialog', { name: /shortcuts/i })).toBeVisible();
  await look.at('shortcuts');
  await keyboard.press('Escape');
  await keyboard.press('ControlOrMeta+k');
  await expect(page.getByPlaceholder('Find a command, step or flow')).toBeVisible();
  await look.at('command-palette', { part: '[role="dialog"]' });
  await page.getByPlaceholder('Find a command, step or flow').fill('group');
  await expect(page.getByRole('dialog').locator('[aria-disabled="true"]').first()).toBeVisible();
  await look.at('command-palette-disabled', { part: '[role="dialog"]' });
  await keyboard.press('Escape');
  await expect(page.getByPlaceholder('Find a command, step or flow')).toBeHidden();
  const personal = page.getByRole('region', { name: 'Personal fields' });
  await personal.getByRole('button', { name: 'Add a personal field' }).click();
  await personal.getByLabel('Personal field 1', { exact: true }).fill('Email');
  await look.at('personal-fields', { part: 'main' });
  await page.getByRole('button', { name: 'List of steps' }).click();
  await look.at('list-of-steps', { part: 'main' });
  await page.getByRole('button', { name: 'List of steps' }).click();
  await page.getByRole('button', { name: 'No problems' }).click();
  await look.at('no-problems', { part: 'main' });
  await page.getByRole('button', { name: 'Close the list of problems' }).click();
  await designer.canvas.click({ position: { x: 5, y: 5 } });
  await keyboard.press('ControlOrMeta+f');
  const search = page.getByRole('search', { name: 'Find in this flow' });
  await search.getByRole('textbox').fill('status');
  await expect(search.getByRole('listitem').first()).toBeVisible();
  await look.at('find', { part: 'search' });
  await keyboard.press('Escape');

  await designer.select(STEP);
  await designer.preview();
  await look.at('map', { narrow: true });
  await keyboard.press('Escape');
  await designer.select('Only current staff');
  await designer.data.getByRole('tab', { name: /^Filtered/ }).click();
  await look.at('filter', { part: 'main' });
  await designer.card('Only current staff').focus();
  await keyboard.press('a');
  await expect(page.getByRole('dialog', { name: 'Add a step' })).toBeVisible();
  await look.at('add-step', { part: '[role="dialog"]' });
  await keyboard.press('Escape');
  await keyboard.press('c');
  await expect(page.getByRole('dialog', { name: /^Links of/ })).toBeVisible();
  await look.at('links', { part: '[role="dialog"]' });
  await keyboard.press('Escape');
  for (const [card, state] of [
    ['HR export', 'source'],
    ['One row per person', 'duplicates'],
    ['Payroll employees', 'table'],
    ['Payroll file', 'target'],
    ['Every working night', 'schedule'],
  ] as const) {
    await designer.select(card);
    await look.at(state, { part: 'main', narrow: state === 'source' });
  }
  await designer.select(STEP);
  for (const [tab, state] of [
    [/^Rejected/, 'data-rejected'],
    [/^Side by side/, 'data-side-by-side'],
    [/^Before/, 'data-before'],
  ] as const) {
    await designer.data.getByRole('tab', { name: tab }).click();
    await look.at(state, { part: 'section[aria-label="Data"]', narrow: state === 'data-side-by-side' });
  }
  await page.getByRole('button', { name: /^Sample: / }).click();
  await look.at('sample', { part: '[role="dialog"]' });
  await keyboard.press('Escape');
  await designer.data.getByRole('button', { name: 'Pin these records' }).click();
  await expect(page.getByText('Runs ignore them.')).toBeVisible();
  await expect(page.getByRole('checkbox', { name: 'Keep personal fields as they are' })).toBeVisible();
  await look.at('pin', { part: '[role="dialog"]' });
  await keyboard.press('Escape');
  await designer.data.getByRole('button', { name: 'Follow record' }).click();
  await look.at('follow', { part: 'main', narrow: true });
  await designer.data.getByRole('button', { name: 'Stop following' }).click();
  await designer.settings.getByRole('button', { name: 'Help', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Close the help' })).toBeVisible();
  await look.at('help', { part: 'main', narrow: true });
  await page.getByRole('button', { name: 'Close the help' }).click();
  await keyboard.press('F10');
  await expect(page.getByRole('region', { name: 'Stepping through the flow' })).toBeVisible();
  await look.at('stepping', { part: 'main' });
  await page.getByRole('button', { name: 'Stop stepping' }).click();
  await designer.runToEnd(/Succeeded/);
  await look.at('designer-after-run', { narrow: true });

  await designer.select('HR export');
  await designer.hands.enter(designer.settings.getByLabel('File', { exact: true }), 'no-such-file.csv');
  await page.getByRole('button', { name: 'Preview', exact: true }).click();
  await expect(
    page
      .getByRole('button', { name: /^\d+ problems?$/ })
      .or(designer.data.getByRole('alert'))
      .first(),
  ).toBeVisible();
  await look.at('error', { part: 'main' });
  await keyboard.press('Escape');
  await keyboard.press('ControlOrMeta+Alt+z');
  await expect(page.getByRole('dialog', { name: 'List of changes' })).toBeVisible();
  await look.at('list-of-changes', { part: '[role="dialog"]' });
  await keyboard.press('Escape');
  look.clean(28);
});

test('an empty flow and the first settings of steps can be used and looked at by everybody', async ({ page, host }) => {
  test.setTimeout(120_000);
  const designer = new Designer(page);
  const look = new Look(page);
  await look.begin();
  await designer.open(host.url);
  await designer.openEmpty();
  await look.at('designer-empty', { narrow: true });
  for (const kind of ['Look up', 'Sort rows', 'Switch', 'Code snippet', 'JSON file', 'SQLite query', 'Validate', 'Write JSON file', 'Start by hand']) {
    await designer.kind(kind).click();
    await expect(designer.settings.getByRole('textbox', { name: 'Name of the step' })).toHaveValue(kind);
    await look.at(`new-${kind.toLowerCase().replaceAll(' ', '-')}`, { part: 'main' });
  }
  await page.getByRole('button', { name: /^\d+ problems?$/ }).click();
  await look.at('problems', { part: 'main' });
  look.clean(11);
});

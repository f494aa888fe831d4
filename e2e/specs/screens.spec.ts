import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '../fixtures/host.ts';
import { Designer } from '../pages/designer.ts';
import { Look } from '../pages/look.ts';
import { History } from '../pages/runs.ts';

test('people with a screen reader or weak sight can use every page, in both themes', async ({ page, host }) => {
  test.setTimeout(180_000);
  const designer = new Designer(page);
  const look = new Look(page);
  await look.begin();
  await designer.open(host.url);
  await page.getByRole('link', { name: 'Runs', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Runs' })).toBeVisible();
  await look.at('runs-none');
  await page.getByRole('link', { name: 'Flows', exact: true }).click();
  await expect(page.getByRole('table', { name: 'Flows' })).toBeVisible();
  await look.at('flows', { narrow: true });
  await page.goto(`${page.url().split('#')[0]}#/examples`);
  await expect(page.getByRole('searchbox', { name: 'Find an example' })).toBeVisible();
  await look.at('examples', { narrow: true });

  await page.goBack();
  await page.getByRole('link', { name: 'Nightly employees to payroll' }).first().click();
  await designer.runToEnd(/Succeeded/);
  const history = new History(page);
  await history.open();
  await expect(history.runs()).toHaveCount(1);
  await look.at('runs', { narrow: true });
  const run = await history.openRun();
  await expect(run.data.getByRole('grid')).toBeVisible();
  await look.at('run', { narrow: true });
  await run.show(/^Rejects/);
  await expect(run.rejects().first()).toBeVisible();
  await look.at('run-rejects', { part: 'main', narrow: true });
  for (const [tab, state] of [
    [/^Read and written/, 'run-delivery'],
    [/^Log/, 'run-log'],
  ] as const) {
    await run.show(tab);
    await look.at(state, { part: 'section[aria-label="Details of the run"]' });
  }
  await run.replayDialog();
  await look.at('replay', { part: '[role="dialog"]', narrow: true });
  await page.getByText('Correct by hand', { exact: true }).click();
  await expect(page.getByRole('table').filter({ hasText: 'Why' })).toBeVisible();
  await look.at('replay-corrections', { part: '[role="dialog"]' });
  await page.getByText('By key', { exact: true }).click();
  await expect(page.getByRole('textbox', { name: 'Keys' })).toBeVisible();
  await look.at('replay-keys', { part: '[role="dialog"]' });
  await page.keyboard.press('Escape');

  await page.getByRole('link', { name: 'Settings', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'History' })).toBeVisible();
  await look.at('settings', { narrow: true });
  await page.getByRole('radiogroup', { name: 'Density' }).getByText('Compact').click();
  await page.getByRole('radiogroup', { name: 'Language' }).getByText('Deutsch').click();
  await expect(page.getByRole('heading', { name: 'Einstellungen' })).toBeVisible();
  await look.at('settings-german-compact', { part: 'main' });
  await page.getByRole('link', { name: 'Abläufe', exact: true }).click();
  await page.getByRole('link', { name: 'Nightly employees to payroll' }).first().click();
  await page.getByText('Only current staff', { exact: true }).first().click();
  await look.at('designer-german-compact', { narrow: true });
  await page.goto(`${page.url().split('#')[0]}#/flow/no-such-flow`);
  await expect(page.getByRole('alert')).toBeVisible();
  await look.at('no-such-flow');
  look.clean(15);
});

test('the page of a damaged workspace and the note of a lost connection can be read by everybody', async ({ page, host }) => {
  const look = new Look(page);
  await look.begin();
  await new Designer(page).open(host.url);
  await host.stop();
  await expect(page.getByRole('alert').first()).toBeVisible();
  await look.at('connection-lost', { part: 'main' });
  const file = join(host.workspace, 'swivel.sqlite');
  const bytes = readFileSync(file);
  writeFileSync(file, bytes.fill(0xab, 4_096, bytes.length / 2));
  await host.start();
  await page.goto(host.url);
  await expect(page.getByRole('heading', { name: 'This workspace cannot be opened' })).toBeVisible();
  await look.at('damaged', { narrow: true });
  look.clean(2);
});

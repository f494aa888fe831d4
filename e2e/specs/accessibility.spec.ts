import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures/host.ts';
import { Designer } from '../pages/designer.ts';
import { History } from '../pages/runs.ts';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** A tooltip floats above the page, outside of its landmarks, and is read with what it describes. */
const TOOLTIP = '[data-portal]:has(> [role="tooltip"])';

/** What axe finds on the screen as it is now, a line for each element. In the dark only the colours are different. */
async function faults(page: Page, screen: string, scheme: 'light' | 'dark'): Promise<string[]> {
  await page.evaluate(() => Promise.all(document.getAnimations().map((one) => one.finished.catch(() => undefined))));
  const runOnly = scheme === 'light' ? { type: 'tag' as const, values: TAGS } : { type: 'rule' as const, values: ['color-contrast'] };
  const axe = new AxeBuilder({ page })
    .options({ runOnly, resultTypes: ['violations'] })
    .exclude(TOOLTIP)
    .setLegacyMode();
  const { violations } = await axe.analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${screen}: ${id}: ${node.target.join(' ')} ${node.failureSummary?.split('\n')[1]?.trim() ?? ''}`),
  );
}

for (const scheme of ['light', 'dark'] as const)
  test(`people with a screen reader or weak sight can use every screen (${scheme})`, async ({ page, host }) => {
    test.setTimeout(240_000);
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    const found: string[] = [];
    const look = async (screen: string) => found.push(...(await faults(page, screen, scheme)));
    const designer = new Designer(page);
    await designer.open(host.url);
    await look('designer with a flow');

    await page.keyboard.press('?');
    await expect(page.getByRole('dialog', { name: /shortcuts/i })).toBeVisible();
    await look('shortcuts');
    await page.keyboard.press('Escape');
    await page.keyboard.press('ControlOrMeta+k');
    await expect(page.getByPlaceholder('Find a command, step or flow')).toBeVisible();
    await look('command palette');
    await page.keyboard.press('Escape');
    await expect(page.getByPlaceholder('Find a command, step or flow')).toBeHidden();
    await page.getByRole('button', { name: 'List of steps' }).click();
    await look('list of steps');
    await page.getByRole('button', { name: 'List of steps' }).click();
    await page.getByRole('button', { name: 'No problems' }).click();
    await look('problems');
    await page.getByRole('button', { name: 'Close the list of problems' }).click();

    await designer.select("To payroll's format");
    await designer.preview();
    for (const card of [
      "To payroll's format",
      'Only current staff',
      'HR export',
      'One row per person',
      'Payroll employees',
      'Payroll file',
      'Every working night',
    ]) {
      await designer.select(card);
      await look(`settings and data of ${card}`);
    }
    await designer.select("To payroll's format");
    for (const tab of [/^Rejected/, /^Side by side/, /^Before/]) {
      await designer.data.getByRole('tab', { name: tab }).click();
      await look(`data, ${tab.source}`);
    }
    await designer.data.getByRole('button', { name: 'Follow record' }).click();
    await look('following a record');
    await designer.settings.getByRole('tab', { name: 'Help' }).click();
    await look('help');

    await designer.runToEnd(/Succeeded/);
    await look('designer after a run');
    const history = new History(page);
    await history.open();
    await expect(history.runs()).toHaveCount(1);
    await look('runs');
    const run = await history.openRun();
    await look('run');
    for (const tab of [/^Rejects/, /^Read and written/, /^Log/]) {
      await run.show(tab);
      await look(`run, ${tab.source}`);
    }
    await run.replayDialog();
    await look('replay dialog');
    await page.getByText('Correct by hand', { exact: true }).click();
    await expect(page.getByRole('table').filter({ hasText: 'Why' })).toBeVisible();
    await look('rejected records to correct');
    await page.getByText('By key', { exact: true }).click();
    await expect(page.getByRole('textbox', { name: 'Keys' })).toBeVisible();
    await look('records by key');
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'Settings', exact: true }).click();
    await expect(page.getByRole('heading', { name: 'History' })).toBeVisible();
    await look('settings');
    await page.getByRole('link', { name: 'Flows', exact: true }).click();
    await expect(page.getByRole('table', { name: 'Flows' })).toBeVisible();
    await look('flows');

    await designer.openEmpty();
    await look('empty designer');
    for (const kind of ['Look up', 'Sort rows', 'Code snippet', 'JSON file', 'SQLite query', 'Write JSON file', 'Start by hand']) {
      await designer.kind(kind).click();
      await expect(designer.settings.getByRole('textbox', { name: 'Name of the step' })).toHaveValue(kind);
      await look(`settings of ${kind}`);
    }
    expect([...new Set(found)]).toEqual([]);
  });

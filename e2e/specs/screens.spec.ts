import { join } from 'node:path';
import { expect, test } from '../fixtures/host.ts';
import { Designer } from '../pages/designer.ts';
import { History } from '../pages/runs.ts';

const FOLDER = join(import.meta.dirname, '../../test-results/screens');
const SIZES = [
  { width: 1440, height: 900 },
  { width: 1024, height: 700 },
];

for (const scheme of ['light', 'dark'] as const)
  test(`pictures of every screen are taken to be looked at (${scheme})`, async ({ page, host }) => {
    test.setTimeout(150_000);
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    const designer = new Designer(page);
    const shoot = async (screen: string) => {
      for (const size of SIZES) {
        await page.setViewportSize(size);
        const picture = await page.screenshot({ path: join(FOLDER, `${screen}-${scheme}-${size.width}.png`) });
        expect(picture.length).toBeGreaterThan(5_000);
      }
      await page.setViewportSize({ width: 1440, height: 900 });
    };
    await designer.open(host.url);
    await designer.select("To payroll's format");
    await designer.preview();
    await shoot('designer-map');
    await designer.select('Only current staff');
    await designer.data.getByRole('tab', { name: /^Filtered/ }).click();
    await shoot('designer-filter');
    await designer.select('HR export');
    await shoot('designer-source');
    await designer.select('Payroll employees');
    await shoot('designer-table');
    await designer.select('Every working night');
    await shoot('designer-schedule');
    await designer.select("To payroll's format");
    await designer.data.getByRole('tab', { name: /^Rejected/ }).click();
    await shoot('data-rejected');
    await designer.data.getByRole('tab', { name: 'Side by side' }).click();
    await shoot('data-side-by-side');
    await designer.data.getByRole('button', { name: 'Follow record' }).click();
    await shoot('data-follow');
    await designer.settings.getByRole('button', { name: 'Open the mapper' }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await shoot('mapper');
    await page.keyboard.press('Escape');
    await page.keyboard.press('ControlOrMeta+k');
    await expect(page.getByPlaceholder('Find a command, step or flow')).toBeVisible();
    await shoot('command-palette');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Keyboard shortcuts' }).click();
    await expect(page.getByRole('dialog', { name: /shortcuts/i })).toBeVisible();
    await shoot('shortcuts');
    await page.keyboard.press('Escape');
    await designer.runToEnd(/Succeeded/);
    await shoot('designer-after-run');
    const history = new History(page);
    await history.open();
    await expect(history.runs()).toHaveCount(1);
    await shoot('runs');
    const run = await history.openRun();
    await expect(run.data.getByRole('grid')).toBeVisible();
    await shoot('run');
    await run.show(/^Rejects/);
    await expect(run.rejects().first()).toBeVisible();
    await shoot('run-rejects');
    await run.show(/^Read and written/);
    await shoot('run-delivery');
    await run.show(/^Log/);
    await shoot('run-log');
    await run.replayDialog();
    await shoot('replay');
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'Settings', exact: true }).click();
    await expect(page.getByRole('heading', { name: 'History' })).toBeVisible();
    await shoot('settings');
    await page.getByRole('link', { name: 'Flows', exact: true }).click();
    await expect(page.getByRole('table', { name: 'Flows' })).toBeVisible();
    await shoot('flows');
    await designer.openEmpty();
    await shoot('designer-empty');
    await designer.kind('Look up').click();
    await shoot('designer-look-up');
    await designer.kind('Code snippet').click();
    await expect(designer.settings.getByRole('textbox', { name: 'Name of the step' })).toHaveValue('Code snippet');
    await shoot('designer-code');
  });

import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { BigFile } from '../fixtures/big-file.ts';
import { expect, test } from '../fixtures/host.ts';
import { Designer } from '../pages/designer.ts';
import { Flows } from '../pages/flows.ts';
import { RunPage } from '../pages/runs.ts';

let big: BigFile;
test.beforeAll(() => {
  big = new BigFile(400_000);
});
test.afterAll(() => big.remove());

test('a run that takes longer than it may is stopped: the limit is set in the form, told in its words, and nothing is half written', async ({ page, host }) => {
  const folder = join(host.workspace, 'out');
  mkdirSync(folder);
  const designer = new Designer(page);
  await designer.open(host.url);
  const flows = new Flows(page);
  await flows.open();
  await flows.import(big.flow('All measurements', folder));
  await expect(designer.card('Measurements')).toBeVisible();

  const limit = (name: RegExp) => designer.settings.getByRole('spinbutton', { name });
  await designer.hands.enter(limit(/^Most memory/), '10');
  await expect(designer.settings.getByRole('alert')).toHaveText('It takes at least 32. There is no limit yet.');
  await designer.hands.enter(limit(/^Longest time/), '0.01');
  await expect(designer.settings.getByRole('alert'), 'what was not taken is still said').toBeVisible();
  await designer.hands.enter(limit(/^Most memory/), '512');
  await expect(designer.settings.getByRole('alert')).toBeHidden();
  await designer.hands.enter(limit(/^Most space on disk/), '2000');
  await designer.saved();
  await page.reload();
  for (const [name, value] of [
    [/^Longest time/, '0.01'],
    [/^Most memory/, '512'],
    [/^Most space on disk/, '2000'],
  ] as const)
    await expect(limit(name)).toHaveValue(value);

  await designer.runToEnd(/Failed.*The run took longer than the 0\.6 s it may take and was stopped/);
  await designer.banner.getByRole('link', { name: 'Details' }).click();
  const run = new RunPage(page);
  await run.isOver(/Failed/);
  await expect(page.getByText('If the run needs it, raise the longest time in the settings of the flow.').first()).toBeVisible();
  expect((await run.accounted()).delivered).toBe(0);
  await run.show(/^Log/);
  await expect(run.details.getByRole('log')).toContainText('Started by hand, version');
  await expect(run.details.getByRole('log')).toContainText('Failed after');
  expect([existsSync(join(folder, 'all.csv'))], 'no half file').toEqual([false]);
});

import { flowOf } from '../fixtures/flow-text.ts';
import { expect, test } from '../fixtures/host.ts';
import { SlowLine } from '../fixtures/slow-line.ts';
import { Designer } from '../pages/designer.ts';
import { Flows } from '../pages/flows.ts';

test('what takes long is named, with a way out, and a broken line is told and mends itself', async ({ page, host }) => {
  const line = new SlowLine();
  await line.between(page);
  const designer = new Designer(page);
  await designer.open(host.url);
  const underWay = page.getByRole('status', { name: 'Under way' });
  const go = (place: 'Flows' | 'Runs') => page.getByRole('link', { name: place, exact: true }).click();

  line.hold();
  await go('Runs');
  await expect(underWay).toContainText(/Fetching the (runs|flows)…/);
  await underWay.getByRole('button', { name: 'Stop' }).click();
  await expect(underWay, 'though no answer came').toBeEmpty();

  line.release();
  await go('Flows');
  await page.getByRole('link', { name: 'Nightly employees to payroll' }).click();
  await expect(designer.card('HR export')).toBeVisible();
  await designer.select('HR export');
  await line.break();
  const status = page.getByRole('contentinfo');
  await expect(status).toContainText('No connection');
  await expect(status, 'it comes back by itself').toContainText('Nothing is running');
  await designer.preview();
  await expect(designer.grid()).toBeVisible();
});

test('importing a flow of 1,000 steps, opening an example, opening the flow and restoring a backup each say what they do', async ({ page, host }) => {
  const line = new SlowLine();
  await line.between(page);
  const designer = new Designer(page);
  await designer.open(host.url);
  const flows = new Flows(page);
  const underWay = page.getByRole('status', { name: 'Under way' });
  const slowly = async (act: () => Promise<unknown>, words: string) => {
    const said = await underWay.evaluateHandle((status) => {
      const heard = new Set<string>();
      new MutationObserver(() => heard.add(status.textContent ?? '')).observe(status, { childList: true, subtree: true, characterData: true });
      return heard;
    });
    line.delayMs = 1_500;
    await act();
    await expect.poll(() => said.evaluate((heard) => [...heard])).toContainEqual(expect.stringContaining(`${words}…`));
    line.delayMs = 0;
  };
  const steps = Array.from({ length: 1_000 }, (_, i) => ({ id: `n${i}`, kind: i === 0 ? 'csv-source' : 'filter-rows', name: `Step ${i}`, config: {} }));
  await flows.open();
  await slowly(() => flows.import(flowOf('Long', steps)), 'Importing the flow');
  await page.evaluate(() => window.location.assign('#/examples'));
  await slowly(() => page.getByRole('button', { name: 'Open Bank and ledger compared' }).click(), 'Making the flow');
  await expect(designer.card('Bank statement')).toBeVisible();
  await flows.open();
  await slowly(() => flows.row('Long').getByRole('link').first().click(), 'Opening the flow');

  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Back up now' }).click();
  // The first is the one just made: the backup of the day may have come by itself meanwhile.
  const restore = page.getByRole('button', { name: /^Restore the backup of/ }).first();
  await restore.click();
  const confirm = page.getByRole('dialog', { name: /^Restore the backup of/ }).getByRole('button', { name: 'Restore', exact: true });
  await slowly(() => confirm.click(), 'Putting the backup in place');
});

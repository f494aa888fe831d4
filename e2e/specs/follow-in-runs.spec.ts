import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import { flowOf } from '../fixtures/flow-text.ts';
import { expect, test } from '../fixtures/host.ts';
import { Designer } from '../pages/designer.ts';
import { Flows } from '../pages/flows.ts';
import { Look } from '../pages/look.ts';
import { History, RunPage } from '../pages/runs.ts';

const ROWS = 3_000;
/** Cities of one record each: which records are kept as samples is left to chance, and all of these hardly are. */
const RARE = new Map([
  [2_222, 'Köln'],
  [2_333, 'Ulm'],
  [2_444, 'Kiel'],
  [2_555, 'Jena'],
]);

/** Asks for one city after another until one is not among the samples of the run; gives its row and what it is called. */
async function askForUnkept(asked: Locator, data: Locator): Promise<[row: number, city: string]> {
  for (const [row, city] of RARE) {
    await asked.fill(city.toLowerCase());
    await expect(data).toContainText(/Not among the samples of this run\.|Found: 1/);
    // What was found may be what the words before had found.
    await expect(
      data
        .getByRole('button', { name: new RegExp(`^${city} city at`) })
        .or(data.getByText('Not among the samples of this run.'))
        .first(),
    ).toBeVisible();
    if (await data.getByText('Not among the samples of this run.').isVisible()) return [row, city];
  }
  throw new Error('All of them were kept as samples.');
}

test('a record is followed in a finished run, from the designer by its key and on the page of the run by any value: its way is lit, what is not on record is said, it can be worked out again and replayed', async ({
  page,
  host,
}) => {
  const path = join(host.workspace, 'orders.csv');
  const lines = Array.from({ length: ROWS }, (_, i) => `A-${i},${RARE.get(i) ?? 'Bonn'},${i === 7 ? 'oops' : i}`);
  writeFileSync(path, `id,city,amount\n${lines.join('\n')}\n`);
  const designer = new Designer(page);
  const look = new Look(page);
  await look.begin();
  await designer.open(host.url);
  const flows = new Flows(page);
  await flows.open();
  await flows.import(
    flowOf('Followed in runs', [
      { id: 's', kind: 'csv-source', name: 'Orders', config: { path } },
      { id: 'm', kind: 'map-fields', name: 'Typed', config: { mapping: { rest: 'keep', items: [{ from: 'amount', to: 'amount', type: 'integer' }] } } },
      { id: 'f', kind: 'filter-rows', name: 'Some', config: { mode: 'formula', formula: '[amount]<>5' } },
      { id: 't', kind: 'sqlite-table', name: 'Table', config: { database: join(host.workspace, 'all.sqlite'), table: 'orders', mode: 'upsert', keys: ['id'] } },
    ]),
  );
  await designer.runToEnd(/Succeeded with rejects/);
  await designer.select('Orders');
  await designer.preview();
  await designer.data.getByRole('button', { name: 'Follow record' }).click();
  await designer.data.getByRole('searchbox', { name: 'Find a record to follow' }).fill('A-7');
  await designer.data.getByRole('searchbox', { name: 'Find a record to follow' }).press('Enter');
  await designer.data.getByRole('button', { name: 'In a run…' }).click();
  await expect(page.getByText('Where id is A-7, in the run of')).toBeVisible();
  await page.getByRole('menuitem', { name: /Succeeded with rejects, version/ }).click();

  const run = new RunPage(page);
  const picture = page.getByRole('region', { name: 'The flow as it was run' });
  const card = (name: string) => picture.getByRole('group', { name: new RegExp(`^${name}, `) });
  await expect(run.data).toContainText('Record 8 of Orders');
  await expect(card('Typed').locator('[data-lit="out"]')).toBeVisible();
  await expect(card('Typed')).toContainText('amount: oops');
  await expect(card('Some').locator('[data-lit]')).toHaveCount(0);
  await expect(run.data).toContainText('"oops" is not');
  await run.data.getByRole('button', { name: 'Replay this record…' }).click();
  const dialog = page.getByRole('dialog', { name: /^Replay this run/ });
  await expect(dialog.getByRole('radio', { name: 'Record 8' })).toBeChecked();
  await expect(dialog).toContainText('will run with 1 record');
  await dialog.getByRole('button', { name: 'Leave it' }).click();

  const search = run.data.getByRole('searchbox', { name: 'Find a record to follow' });
  await search.fill('A-5');
  await run.data.getByRole('button', { name: /^A-5 / }).click();
  await expect(run.data).toContainText('left out');
  await expect(card('Some').locator('[data-lit="out"]')).toBeVisible();
  await search.fill('A-3');
  await run.data.getByRole('button', { name: /^A-3 / }).first().click();
  await expect(card('Table').locator('[data-lit="on"]'), 'a delivered one is lit to the table').toBeVisible();

  await page.getByRole('button', { name: 'Find a record…' }).click();
  const asked = run.data.getByRole('searchbox', { name: 'Find a record to follow' });
  await expect(asked).toBeFocused();
  const [row, city] = await askForUnkept(asked, run.data);
  const number = (row + 1).toLocaleString('en');
  await asked.press('Enter');
  const hit = run.data.getByRole('button', { name: new RegExp(`^${city} city at Orders, record ${number}`) });
  await expect(hit).toBeVisible();
  await expect(run.data.getByRole('list', { name: 'Where was looked' })).toContainText('Captured input of Orders: 3,000 of 3,000 records.');
  await look.at('follow-in-run-found', { part: 'main' });
  await hit.click();
  await expect(run.data).toContainText('from the captured input');
  await expect(run.data.getByRole('list', { name: 'What is not on record' })).toContainText('At Typed only 150 of 2,999 records were kept as a sample');
  await expect(run.data).toContainText('Whether it was delivered is not on record');
  await run.data.getByRole('button', { name: 'Work its way out again' }).click();
  await expect(run.data).toContainText('would be delivered');
  await look.at('follow-in-run', { part: 'main' });
  look.clean(2);
  await expect(card('Table').locator('[data-lit="on"]')).toBeVisible();

  const history = new History(page);
  await history.open();
  await history.search(city.toLowerCase());
  await expect(history.runs(), 'the index of the history knows only keys').toHaveCount(0);
  const inputs = page.getByRole('region', { name: 'In the captured input' });
  await inputs.getByRole('button', { name: 'Look in the captured input' }).click();
  await expect(inputs).toContainText('Runs with this value: 1.');
  await inputs.getByRole('link', { name: new RegExp(`^Followed in runs, .*: ${city} in city$`) }).click();
  await expect(run.data).toContainText(`Record ${number} of Orders`);
});

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { flowOf } from '../fixtures/flow-text.ts';
import { expect, test } from '../fixtures/host.ts';
import { Designer } from '../pages/designer.ts';
import { EarlierRun } from '../pages/earlier-run.ts';
import { Flows } from '../pages/flows.ts';
import { Look } from '../pages/look.ts';

test('a preview is compared with the last run that succeeded: records by key, what changed, came and went is marked and said, at a step, its arrivals, and one that is new', async ({
  page,
  host,
}) => {
  const path = join(host.workspace, 'staff.csv');
  writeFileSync(path, 'id,name,pay,old\n1,Ana,100,x\n2,Bo,200,x\n3,Cy,300,x\n');
  const designer = new Designer(page);
  const look = new Look(page);
  await look.begin();
  await designer.open(host.url);
  const flows = new Flows(page);
  await flows.open();
  const table = { database: join(host.workspace, 'all.sqlite'), table: 'staff', mode: 'upsert', keys: ['id'] };
  await flows.import(
    flowOf('Compared', [
      { id: 's', kind: 'csv-source', name: 'Staff', config: { path } },
      { id: 'm', kind: 'map-fields', name: 'Typed', config: { mapping: { rest: 'keep', items: [{ from: 'pay', to: 'pay', type: 'integer' }] } } },
      { id: 't', kind: 'sqlite-table', name: 'Table', config: table },
    ]),
  );
  const earlier = new EarlierRun(page);
  await designer.select('Typed');
  await designer.preview();
  await earlier.drawer.getByRole('tab', { name: 'Earlier run' }).click();
  await expect(earlier.drawer).toContainText('There is no earlier run of this flow to compare with.');
  await designer.runToEnd(/Succeeded/);

  writeFileSync(path, 'id,name,pay,mail\n3,Cy,350,c@x\n1,Ana,100,\n4,Di,400,\n');
  await page.getByRole('button', { name: 'Preview', exact: true }).click();
  await earlier.open();
  await expect(earlier.run.locator('option:checked')).toHaveText(/, Succeeded, version \d+$/);
  await earlier.tally(4, 1, 1, 1);
  await expect(earlier.differences).toContainText('New fields: mail.');
  await expect(earlier.differences).toContainText('Fields that are gone: old.');
  await expect(earlier.differences).toContainText('pay goes from 100 to 400, then from 100 to 300.');
  await expect(earlier.differences).toContainText('A sample is compared, not everything: 3 of 3 records with 3 of 3 of that run.');
  await expect(earlier.differences).toContainText('Records are matched by id.');
  expect(await earlier.line(1, earlier.past)).toEqual(['300', '3', 'Cy', 'x']);
  expect(await earlier.line(1, earlier.now)).toEqual(['350', '3', 'Cy', 'c@x']);
  await expect(earlier.now.locator('[data-mark="changed"]').filter({ hasText: '350' })).toBeVisible();
  await expect(earlier.past.getByRole('columnheader', { name: /old/ })).toContainText('dropped');
  await earlier.show('Only then');
  await expect.poll(() => earlier.line(1, earlier.past)).toEqual(['200', '2', 'Bo', 'x']);
  await earlier.show('All');
  await expect(earlier.now).toHaveAttribute('aria-rowcount', '5');
  await look.at('earlier-run', { part: 'section[aria-label="Data"]' });
  look.clean(1);

  await earlier.drawer.getByText('Before', { exact: true }).last().click();
  await earlier.tally(4, 1, 1, 1);
  await designer.select('Table');
  await earlier.open();
  await earlier.tally(4, 1, 1, 1);
  await designer.select('Typed');
  await page.keyboard.press('Escape');
  await designer.dragKind('Sort rows', { x: 640, y: 60 });
  await designer.connect('Typed', 'Sort rows');
  await designer.select('Sort rows');
  await page.getByRole('button', { name: 'Preview', exact: true }).click();
  await earlier.drawer.getByRole('tab', { name: 'Earlier run' }).click();
  await expect(earlier.drawer).toContainText(/This step was not in the flow then \(version \d+\)\./);
});

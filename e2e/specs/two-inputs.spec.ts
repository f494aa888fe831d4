import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { recordsOf } from '../fixtures/delimited.ts';
import { flowOf } from '../fixtures/flow-text.ts';
import { expect, test } from '../fixtures/host.ts';
import { Designer } from '../pages/designer.ts';
import { Flows } from '../pages/flows.ts';
import { RunPage } from '../pages/runs.ts';

const csv = (path: string) => recordsOf(readFileSync(path, 'utf8'), ',');

test('two files are joined: the inputs are told apart, the key is proposed, and those without a partner leave by an output of their own', async ({
  page,
  host,
}) => {
  const at = (name: string) => join(host.workspace, name);
  writeFileSync(at('orders.csv'), 'order,customer\nO1,C1\nO2,C2\nO3,C1\nO4,C9\n');
  writeFileSync(at('customers.csv'), 'customer,name\nC1,Ada\nC2,Bea\nC3,Cid\n');
  const designer = new Designer(page);
  const { hands, settings } = designer;
  await designer.open(host.url);
  const flows = new Flows(page);
  await flows.open();
  const flow = flowOf('Joined', [
    { id: 'o', kind: 'csv-source', name: 'Orders', config: { path: at('orders.csv') } },
    { id: 'c', kind: 'csv-source', name: 'Customers', config: { path: at('customers.csv') } },
    { id: 'j', kind: 'join-rows', name: 'With names', config: {} },
    { id: 'f', kind: 'csv-target', name: 'Named', config: { path: at('named.csv') } },
    { id: 'n', kind: 'csv-target', name: 'Nameless', config: { path: at('nameless.csv') } },
  ]);
  await flows.import({ ...flow, edges: [] });
  await designer.connect('Orders', 'With names', { in: 'in' });
  await designer.connect('Customers', 'With names', { in: 'right' });
  await designer.connect('With names', 'Named', { out: 'out' });
  await designer.connect('With names', 'Nameless', { out: 'left-only' });

  await designer.select('With names');
  await expect(settings.getByText('No fields to match by are chosen.')).toBeVisible();
  await hands.click(settings.getByRole('button', { name: 'Match by customer' }));
  await expect(settings.getByLabel('Pair 1: field of Customers')).toHaveValue('customer');
  await expect(settings.getByText('No fields to match by are chosen.')).toBeHidden();
  await designer.preview();
  expect(await designer.columns()).toEqual(['order', 'customer', 'name']);
  expect(await designer.row(1)).toEqual(['O1', 'C1', 'Ada']);

  await designer.runToEnd(/Succeeded/);
  expect(csv(at('named.csv')).map(({ order, name }) => `${order} ${name}`)).toEqual(['O1 Ada', 'O2 Bea', 'O3 Ada']);
  expect(csv(at('nameless.csv'))).toEqual([{ order: 'O4', customer: 'C9' }]);
  await designer.banner.getByRole('link', { name: 'Details' }).click();
  const run = new RunPage(page);
  await run.isOver(/Succeeded/);
  expect((await run.accounted()).read).toBe(7);
  await run.show(/^Read and written/);
  await expect(run.details).toContainText('sent 3 = confirmed 3');
  await expect(run.details).toContainText('sent 1 = confirmed 1');
  await run.show(/^Log/);
  for (const said of ['Orders: read 4 records from orders.csv.', 'Customers: read 3 records', 'Named: wrote 3 records to', 'Succeeded after'])
    await expect(run.details.getByRole('log')).toContainText(said);
});

test('yesterday’s file is compared with today’s: added, changed and removed records each go their way, with the old values', async ({ page, host }) => {
  const at = (name: string) => join(host.workspace, name);
  writeFileSync(at('today.csv'), 'id,name,city\n1,Ada,Bonn\n2,Bea,Ulm\n4,Dan,Kiel\n');
  writeFileSync(at('yesterday.csv'), 'id,name,city\n1,Ada,Köln\n2,Bea,Ulm\n3,Cid,Trier\n');
  const designer = new Designer(page);
  const { hands, settings } = designer;
  await designer.open(host.url);
  const flows = new Flows(page);
  await flows.open();
  const flow = flowOf('Compared', [
    { id: 't', kind: 'csv-source', name: 'Today', config: { path: at('today.csv') } },
    { id: 'y', kind: 'csv-source', name: 'Yesterday', config: { path: at('yesterday.csv') } },
    { id: 'd', kind: 'compare-rows', name: 'What changed', config: {} },
    { id: 'a', kind: 'csv-target', name: 'New ones', config: { path: at('added.csv') } },
    { id: 'c', kind: 'csv-target', name: 'Changed ones', config: { path: at('changed.csv') } },
    { id: 'r', kind: 'csv-target', name: 'Leavers', config: { path: at('removed.csv') } },
  ]);
  const link = (from: string, port: string, to: string, into = 'in') => ({
    id: `${from}-${port}-${to}`,
    from: { node: from, port },
    to: { node: to, port: into },
  });
  await flows.import({
    ...flow,
    edges: [link('t', 'out', 'd'), link('y', 'out', 'd', 'before'), link('d', 'added', 'a'), link('d', 'changed', 'c'), link('d', 'removed', 'r')],
  });
  await designer.select('What changed');
  await hands.click(settings.getByRole('group', { name: 'Key' }).locator('input').first());
  await page.keyboard.type('id');
  await page.keyboard.press('Enter');
  await hands.choose(settings.getByLabel('Old values of changed records'), 'As fields of their own');
  await designer.preview();
  await designer.runToEnd(/Succeeded/);
  expect(csv(at('added.csv')).map(({ id, name }) => `${id} ${name}`)).toEqual(['4 Dan']);
  expect(csv(at('changed.csv')).map(({ id, city, old_city }) => `${id} ${old_city} > ${city}`)).toEqual(['1 Köln > Bonn']);
  expect(csv(at('removed.csv')).map(({ id, name }) => `${id} ${name}`)).toEqual(['3 Cid']);
  await designer.banner.getByRole('link', { name: 'Details' }).click();
  const run = new RunPage(page);
  await run.isOver(/Succeeded/);
  expect((await run.accounted()).read).toBe(6);
});

import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { rowsOf } from '../fixtures/disk.ts';
import { flowOf } from '../fixtures/flow-text.ts';
import { expect, test } from '../fixtures/host.ts';
import { Designer } from '../pages/designer.ts';
import { Flows } from '../pages/flows.ts';
import { RunPage } from '../pages/runs.ts';

test('a source that reads only new rows says where it stands; it is moved by hand, and the next run reads from there', async ({ page, host }) => {
  const source = join(host.workspace, 'orders.sqlite');
  const copies = join(host.workspace, 'copies.sqlite');
  const db = new DatabaseSync(source);
  db.exec('CREATE TABLE orders (id INTEGER PRIMARY KEY, changed INTEGER); INSERT INTO orders VALUES (1, 10), (2, 20), (3, 30)');
  db.close();
  const designer = new Designer(page);
  await designer.open(host.url);
  const flows = new Flows(page);
  await flows.open();
  await flows.import(
    flowOf('New orders', [
      { id: 'in', kind: 'sqlite-query', name: 'Orders', config: { database: source, sql: 'SELECT * FROM orders', watermark: 'changed', tie: 'id' } },
      { id: 'table', kind: 'sqlite-table', name: 'Copies', config: { database: copies, table: 'copies', mode: 'append' } },
    ]),
  );
  await designer.runToEnd(/Succeeded.*3 read.*3 delivered/);
  await designer.select('Orders');
  const next = page.getByRole('region', { name: 'What the next run reads' });
  await expect(next).toContainText('Stands at: changed 30, id 3, since');

  await next.getByRole('button', { name: 'Move…' }).click();
  const changed = next.getByLabel('Rows are read whose changed is after');
  await expect(changed).toHaveValue('30');
  await changed.fill('lots');
  await next.getByRole('button', { name: 'Move it there' }).click();
  await expect(next.getByRole('alert')).toContainText('changed holds numbers, and "lots" is not one.');
  await expect(changed, 'what was typed can be mended').toHaveValue('lots');
  await changed.fill('10');
  await next.getByLabel('and with the same changed, whose id is after').fill('1');
  await next.getByRole('button', { name: 'Move it there' }).click();
  await expect(next).toContainText('Rows whose changed is after 10, and those with the same changed whose id is after 1.');
  await next.getByText('How it came there').click();
  await expect(next.getByRole('listitem').filter({ hasText: 'moved by' })).toBeVisible();

  await designer.runToEnd(/Succeeded.*2 read.*2 delivered/);
  await expect(next).toContainText('Stands at: changed 30, id 3, since');
  expect(rowsOf(copies, 'SELECT id FROM copies ORDER BY rowid').map((row) => Number(row['id']))).toEqual([1, 2, 3, 2, 3]);
  await designer.banner.getByRole('link', { name: 'Details' }).click();
  const run = new RunPage(page);
  await run.isOver(/Succeeded/);
  expect(await run.accounted()).toMatchObject({ read: 2, delivered: 2 });
});

import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../../core/connections/testing/free-port.ts';
import { flowOf } from '../fixtures/flow-text.ts';
import { expect, test } from '../fixtures/host.ts';
import { Designer } from '../pages/designer.ts';
import { Flows } from '../pages/flows.ts';
import { Look } from '../pages/look.ts';

/** The first step starts the second. */
function startedBy(flow: ReturnType<typeof flowOf>) {
  const [first, ...rest] = flow.edges;
  return { ...flow, edges: first ? [{ ...first, from: { ...first.from, port: 'start' }, to: { ...first.to, port: 'start' } }, ...rest] : [] };
}

test('a flow is published, a file arrives and it runs by itself; what is changed afterwards is published again', async ({ page, host }) => {
  const incoming = join(host.workspace, 'incoming');
  const out = join(host.workspace, 'out.csv');
  mkdirSync(incoming);
  const look = new Look(page);
  await look.begin();
  const designer = new Designer(page);
  await designer.open(host.url);
  const flows = new Flows(page);
  await flows.open();
  await flows.import(
    startedBy(
      flowOf('Arrivals', [
        { id: 'files', kind: 'file-arrival', name: 'New files', config: { folder: incoming, pattern: '*.csv', steadySeconds: 0, lookSeconds: 1 } },
        { id: 'in', kind: 'trigger-data', name: 'What came', config: {} },
        { id: 'out', kind: 'csv-target', name: 'List', config: { path: out } },
      ]),
    ),
  );
  await designer.select('New files');
  await look.at('file-arrival-form', { narrow: true });
  await page.getByRole('switch', { name: 'Live' }).click({ force: true });
  await expect(page.getByText('Live. It runs when its trigger fires.')).toBeVisible();
  writeFileSync(join(incoming, 'employees_1.csv'), 'id\n1\n');
  await expect.poll(() => contentOf(out), { timeout: 10_000 }).toContain('employees_1.csv');

  await page.getByRole('link', { name: 'Triggers' }).first().click();
  const card = page.getByRole('listitem', { name: 'New files of Arrivals' });
  await expect(card).toContainText('Alive');
  await card.getByRole('button', { name: 'Show received' }).click();
  await expect(card.getByRole('list', { name: 'Received lately' })).toContainText('done');
  await look.at('triggers-page', { narrow: true });
  rmSync(incoming, { recursive: true });
  await page.getByRole('button', { name: 'Look now' }).click();
  await expect(card).toContainText('Does not work');
  await expect(card).toContainText(`There is no folder ${incoming}.`);
  await look.at('trigger-trouble', { part: 'main' });

  await card.getByRole('link', { name: 'Arrivals' }).click();
  await designer.select('What came');
  await page.getByRole('switch', { name: 'Add what came with the request' }).click({ force: true });
  const publish = page.getByRole('button', { name: 'Publish changes' });
  await expect(publish).toBeVisible();
  await look.at('draft-differs');
  await publish.click();
  await expect(publish).toBeHidden();
  look.clean(4);
});

test('a webhook proves itself by a secret, and its record arrives', async ({ page, host }) => {
  const port = await freePort();
  const out = join(host.workspace, 'out.csv');
  const look = new Look(page);
  await look.begin();
  const designer = new Designer(page);
  await designer.open(host.url);
  await page.getByRole('link', { name: 'Settings' }).first().click();
  const portInput = page.getByLabel('Port for webhooks');
  await portInput.fill(String(port));
  await portInput.blur();
  const flows = new Flows(page);
  await flows.open();
  await flows.import(
    startedBy(
      flowOf('Orders', [
        { id: 'hook', kind: 'webhook', name: 'Order', config: { path: 'orders' } },
        { id: 'in', kind: 'trigger-data', name: 'What came', config: {} },
        { id: 'out', kind: 'csv-target', name: 'List', config: { path: out } },
      ]),
    ),
  );
  await designer.select('Order');
  await expect(page.getByText(`http://127.0.0.1:${port}/orders`)).toBeVisible();
  await page.getByLabel('Secret', { exact: true }).fill('a secret of ours');
  await page.getByRole('button', { name: 'Keep', exact: true }).click();
  await expect(page.getByText('The secret is kept in the vault.')).toBeVisible();
  await look.at('webhook-form', { narrow: true });
  await page.getByRole('switch', { name: 'Live' }).click({ force: true });
  await expect(page.getByText('Live. It runs when its trigger fires.')).toBeVisible();
  const post = (secret: string) =>
    fetch(`http://127.0.0.1:${port}/orders`, {
      method: 'POST',
      body: '{"id":17,"total":9.50}',
      headers: { 'content-type': 'application/json', 'x-webhook-secret': secret },
    });
  expect((await post('wrong')).status).toBe(401);
  expect((await post('a secret of ours')).status).toBe(202);
  await expect.poll(() => contentOf(out), { timeout: 10_000 }).toBe('id,total\n17,9.5\n');
  await page.getByRole('link', { name: 'Triggers' }).first().click();
  await expect(page.getByRole('listitem', { name: 'Order of Orders' })).toContainText(`http://127.0.0.1:${port}/orders`);
  look.clean(1);
});

function contentOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

import { readFileSync } from 'node:fs';
import { flowOf } from '../fixtures/flow-text.ts';
import { expect, swivel, test } from '../fixtures/host.ts';
import { Designer } from '../pages/designer.ts';
import { Flows } from '../pages/flows.ts';

const EXAMPLE = 'Nightly employees to payroll';

test('a scheduled flow is made live; list and status bar say when it runs next, and it can be taken out of service again', async ({ page, host }) => {
  const designer = new Designer(page);
  await designer.open(host.url);
  await page.getByRole('switch', { name: 'Live' }).click({ force: true });
  await expect(page.getByRole('alert').filter({ hasText: /^Live\. Next run: / })).toBeVisible();
  const status = page.getByRole('contentinfo');
  await expect(status).toContainText(/Next: \w{3} \d+ \w{3}, 01:00 Nightly employees to payroll/);
  await expect(status).toContainText('1 flow live');
  const flows = new Flows(page);
  await flows.open();
  await expect(flows.row(EXAMPLE)).toContainText(/\w{3} \d+ \w{3}, 01:00/);
  await flows.row(EXAMPLE).getByRole('switch').click({ force: true });
  await expect(flows.row(EXAMPLE)).toContainText('By hand');
  await expect(status).not.toContainText('Next:');
});

test('flows are duplicated, renamed, exported, imported and deleted, and a deleted one is brought back', async ({ page, host }) => {
  const designer = new Designer(page);
  await designer.open(host.url);
  const flows = new Flows(page);
  await flows.open();
  await flows.choose(EXAMPLE, 'Duplicate');
  await expect(page.getByText(`A copy of ${EXAMPLE} was added.`)).toBeVisible();
  await expect(flows.table.getByRole('switch')).toHaveCount(2);

  const copy = await flows.table
    .getByRole('link', { name: /employees to payroll/ })
    .filter({ hasNotText: new RegExp(`^${EXAMPLE}$`) })
    .first()
    .textContent();
  await flows.choose(copy ?? '', 'Rename');
  await flows.table.getByRole('textbox', { name: 'Name of the flow' }).fill('Monthly check');
  await page.keyboard.press('Enter');
  await expect(flows.row('Monthly check')).toBeVisible();

  await flows.choose('Monthly check', 'Delete');
  await expect(flows.row('Monthly check')).toBeHidden();
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(flows.row('Monthly check')).toBeVisible();

  const downloading = page.waitForEvent('download');
  await flows.choose('Monthly check', 'Export');
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(/\.swivel\.json$/);
  const text = JSON.parse(readFileSync(await download.path(), 'utf8')) as { name: string; nodes: unknown[] };
  expect(text.name).toBe('Monthly check');
  expect(text.nodes).toHaveLength(7);

  await flows.import({ ...text, name: 'Brought back in' });
  await expect(designer.cards()).toHaveCount(7);
  await flows.open();
  await expect(flows.row('Brought back in')).toBeVisible();
});

test('a flow with steps this version does not know is shown with what is unknown, and saved back unchanged', async ({ page, host }) => {
  const unknown = {
    id: 'beam',
    kind: 'teleport',
    version: 7,
    name: 'Beam over',
    config: { to: ['Mars', { crater: 3 }], speed: 2.5 },
    futureKey: { kept: true },
  };
  const flow = flowOf('From the future', [
    { id: 'in', kind: 'csv-source', name: 'A file', config: { path: 'a.csv' } },
    { id: 'keep', kind: 'filter-rows', name: 'Some', config: {} },
  ]);
  const document = {
    ...flow,
    nodes: [...flow.nodes, { ...unknown, position: { x: 600, y: 0 } }],
    edges: [...flow.edges, { id: 'b', from: { node: 'keep', port: 'out' }, to: { node: 'beam', port: 'gate' } }],
  };
  const designer = new Designer(page);
  await designer.open(host.url);
  const flows = new Flows(page);
  await flows.open();
  await flows.import(document);
  await expect(designer.card('Beam over')).toHaveAccessibleName(/Unknown kind "teleport"/);
  await expect(designer.link('Some', 'Beam over')).toBeAttached();
  await designer.select('Beam over');
  await expect(designer.settings).toContainText('does not know steps of the kind "teleport"');
  await designer.select('Some');
  await designer.hands.enter(designer.settings.getByRole('textbox', { name: 'Name of the step' }), 'Some of them');
  await expect(designer.card('Some of them')).toBeVisible();
  await designer.saved();
  await expect(page.getByText('v2', { exact: true })).toBeVisible();

  const exported = await swivel(['export', designer.flowId], host.workspace);
  const stored = JSON.parse(exported.out) as typeof document;
  expect(stored.nodes.find((node) => node.id === 'beam')).toEqual({ ...unknown, position: { x: 600, y: 0 } });
  expect(stored.edges.find((edge) => edge.id === 'b')).toEqual(document.edges.at(-1));
  expect(stored.nodes.find((node) => node.id === 'keep')?.name).toBe('Some of them');
});

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '../fixtures/host.ts';
import { Designer } from '../pages/designer.ts';
import { RunPage } from '../pages/runs.ts';

const ORDERS = Array.from({ length: 9 }, (_, i) => ({ order: i, region: ['North', 'South', 'West'][i % 3] }));

test('records are split by cases: each output is dragged to its own target, keeps its line when its case is renamed and moved, and a lost line is mended', async ({
  page,
  host,
}) => {
  test.setTimeout(120_000);
  const designer = new Designer(page);
  const { hands, settings } = designer;
  await designer.open(host.url);
  await designer.openEmpty();
  const folder = join(host.workspace, 'files', designer.flowId);
  const source = join(host.workspace, 'orders.json');
  writeFileSync(source, JSON.stringify(ORDERS));

  await designer.dragKind('JSON file', { x: 125, y: 60 });
  await hands.enter(settings.getByLabel('File', { exact: true }), source);
  await designer.dragKind('Switch', { x: 410, y: 60 });
  await designer.connect('JSON file', 'Switch');
  await designer.select('Switch');

  const cases = settings.getByRole('listitem', { name: /^case \d+$/ });
  await expect(cases).toHaveCount(2);
  for (const [i, region] of ['North', 'South'].entries()) {
    const card = cases.nth(i);
    await hands.enter(card.getByLabel(`Name of case ${i + 1}`), region);
    await hands.click(card.getByRole('button', { name: 'Add a condition' }));
    await hands.click(card.getByLabel('Field to look at').first());
    await card.getByLabel('Field to look at').first().pressSequentially('region');
    await page.keyboard.press('Enter');
    await hands.enter(card.getByLabel('Value region is compared with'), region);
  }
  await expect(designer.card('Switch').getByText('Everything else', { exact: true })).toBeVisible();

  for (const [i, name] of ['north', 'south', 'rest'].entries()) {
    await designer.dragKind('Write JSON file', { x: 690, y: 50 + i * 110 });
    await hands.enter(settings.getByLabel('Name of the step'), name);
    await hands.enter(settings.getByLabel('File', { exact: true }), `${name}.json`);
  }
  const port = async (label: string) => {
    const ports = designer.card('Switch').locator('[data-port-name]').filter({ hasText: label });
    return (await ports.getAttribute('data-port-name')) ?? '';
  };
  await designer.connect('Switch', 'north', { out: await port('North') });
  await designer.connect('Switch', 'south', { out: await port('South') });
  await designer.connect('Switch', 'rest', { out: 'out' });

  await designer.select('Switch');
  await hands.enter(cases.nth(0).getByLabel('Name of case 1'), 'Up north');
  await settings.getByRole('button', { name: /^Move case 1/ }).press('ArrowDown');
  await expect(cases.nth(1).getByLabel('Name of case 2')).toHaveValue('Up north');
  await designer.runToEnd(/Succeeded/);
  const written = (name: string) => (JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as { region: string }[]).map(({ region }) => region);
  expect([written('north'), written('south'), written('rest')]).toEqual([Array(3).fill('North'), Array(3).fill('South'), Array(3).fill('West')]);

  await hands.click(settings.getByRole('button', { name: 'Remove case 2' }));
  await expect(designer.card('Switch').getByText('Removed output')).toBeVisible();
  await expect(page.getByText('Its output is gone')).toBeVisible();
  await hands.click(page.getByRole('button', { name: /^\d+ problems?$/ }));
  const problems = page.getByRole('region', { name: 'Problems' });
  await expect(problems.getByText('The link from Switch to north begins at an output that no longer exists.')).toBeVisible();
  await hands.click(problems.getByRole('button', { name: 'Use "Everything else"' }));
  await expect(page.getByText('Its output is gone')).toBeHidden();
  await designer.runToEnd(/Succeeded/);
  expect([written('north'), written('south'), written('rest')]).toEqual([
    ['North', 'West', 'North', 'West', 'North', 'West'],
    Array(3).fill('South'),
    ['North', 'West', 'North', 'West', 'North', 'West'],
  ]);
  await designer.banner.getByRole('link', { name: 'Details' }).click();
  const run = new RunPage(page);
  await run.isOver(/Succeeded/);
  const fates = await run.accounted();
  expect(fates.read).toBe(ORDERS.length);
});

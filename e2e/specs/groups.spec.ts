import { expect, test } from '../fixtures/host.ts';
import { Designer } from '../pages/designer.ts';
import { Drawing } from '../pages/drawing.ts';
import { Look } from '../pages/look.ts';

const STEPS = ['Only current staff', "To payroll's format", 'One row per person'] as const;

test('steps are put into a group that collapses to one card, which shows how they stand and runs as before', async ({ page, host }) => {
  test.setTimeout(90_000);
  const designer = new Designer(page);
  const drawing = new Drawing(designer);
  const look = new Look(page);
  await look.begin();
  await designer.open(host.url);
  const before = await drawing.places();

  await drawing.selectAll(...STEPS);
  await page.keyboard.press('ControlOrMeta+g');
  await page.keyboard.press('F2');
  await page.getByRole('textbox', { name: 'Name of the group' }).last().fill('Cleaning');
  await page.keyboard.press('Enter');
  await look.at('group', { part: 'main' });
  await drawing.collapse('Cleaning').click();
  const card = drawing.folded('Cleaning');
  await expect(card).toContainText('3 steps');
  await drawing.told(/^(Collapse Cleaning|Group Cleaning selected, 3 steps, collapsed)$/);
  for (const step of STEPS) await expect(designer.card(step)).toHaveCount(0);
  for (const to of ['Payroll employees', 'Payroll file']) await expect(designer.link('Cleaning', to)).toBeAttached();
  await expect(designer.link('HR export', 'Cleaning')).toBeAttached();

  await designer.runToEnd(/delivered|written/);
  await expect(card).toContainText('3 of 3 done');
  await expect(card).toContainText('rejected');
  await look.at('group-collapsed', { part: 'main' });
  look.clean(2);
  await designer.canvas.getByRole('button', { name: /records from HR export to Cleaning\. Show the data/ }).click();
  await expect(designer.data.getByRole('tab', { name: 'Before' })).toHaveAttribute('aria-selected', 'true');
  expect(await designer.columns()).toContain('EmpNo');
  await expect(page.locator('.react-flow__edge.selected'), 'the count was clicked, not the link').toHaveCount(0);
  await expect(card).toBeVisible();

  await drawing.drag(card, { x: 0, y: 40 });
  await card.dblclick({ position: { x: 70, y: 12 } });
  await expect(card).toHaveCount(0);
  const moved = await drawing.places();
  const [x, y] = [before, moved].map((places) => (places['active'] ?? '').split(' ').map(Number.parseFloat)) as [number[], number[]];
  expect([y[0], (y[1] ?? 0) > (x[1] ?? 0)]).toEqual([x[0], true]);
  await page.keyboard.press('ControlOrMeta+z');
  await page.keyboard.press('ControlOrMeta+z');
  await expect(card).toBeVisible();
  await page.keyboard.press('g');
  await expect(card).toHaveCount(0);
  expect(await drawing.places()).toEqual(before);

  await designer.select(STEPS[1]);
  await page.keyboard.press('ControlOrMeta+f');
  await drawing.collapse('Cleaning').click();
  await expect(card).toBeVisible();
  await page.getByRole('search').getByRole('textbox').fill(STEPS[2]);
  await page.keyboard.press('Enter');
  await expect(designer.card(STEPS[2])).toBeVisible();
  await page.keyboard.press('Escape');

  await page.keyboard.press('Shift+G');
  await expect(card).toBeVisible();
  await designer.saved();
  await page.reload();
  await expect(card).toContainText('3 steps');
  await page.keyboard.press('l');
  await expect(drawing.list.getByRole('button', { name: 'Open Cleaning' })).toHaveAttribute('aria-expanded', 'false');
  await drawing.list.getByRole('button', { name: 'Open Cleaning' }).press('Enter');
  await expect(designer.card(STEPS[0])).toBeVisible();
  await expect(drawing.list.getByRole('listitem')).toHaveCount(8);
});

test('a link led to a collapsed group is joined to a step inside; steps are dragged into groups and out; several links are one to choose from', async ({
  page,
  host,
}) => {
  test.setTimeout(90_000);
  const designer = new Designer(page);
  const drawing = new Drawing(designer);
  await designer.open(host.url);
  await drawing.selectAll('Payroll employees', 'Payroll file');
  await page.keyboard.press('ControlOrMeta+g');
  await page.keyboard.press('g');
  const card = drawing.folded('Group 1');
  await expect(card).toContainText('2 steps');
  const both = designer.canvas.getByRole('button', { name: '2 links from One row per person to Group 1. Choose one.' });
  await both.click();
  const which = page.getByRole('dialog', { name: 'Which link?' });
  await expect(which.getByRole('option')).toHaveText([/One row per person to Payroll employees/, /One row per person to Payroll file/]);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(designer.settings.getByRole('textbox', { name: 'Name of the step' })).toHaveValue('Payroll file');

  await drawing.drag(card, { x: 0, y: 110 });
  await drawing.clickLink('One row per person', 'Group 1');
  await page.keyboard.press('Delete');
  await expect(designer.link('One row per person', 'Group 1')).toHaveCount(0);
  await designer.hands.drag(designer.port('One row per person', 'out'), card);
  const inside = page.getByRole('dialog', { name: 'Which step in the group?' });
  await expect(inside.getByRole('option')).toHaveCount(2);
  await inside.getByRole('option', { name: /Payroll file/ }).click();
  await expect(designer.link('One row per person', 'Group 1')).toBeAttached();

  await designer.hands.drag(card.locator('[data-port-name="in"]'), designer.port('One row per person', 'out'));
  await expect(both).toBeVisible();

  await card.dblclick({ position: { x: 70, y: 12 } });
  await expect(designer.link('One row per person', 'Payroll employees')).toBeAttached();
  await expect(designer.link('One row per person', 'Payroll file')).toBeAttached();
  await page.keyboard.press('Escape');
  await drawing.drag(designer.card('Payroll file'), { x: -420, y: 30 });
  await drawing.told('Take Payroll file out of its group');
  await page.keyboard.press('ControlOrMeta+z');
  await page.keyboard.press('Escape');
  await designer.select('Payroll file');
  await page.keyboard.press('ControlOrMeta+z');
  await drawing.told(/Undone/);
});

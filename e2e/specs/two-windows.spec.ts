import { join } from 'node:path';
import { rowsOf } from '../fixtures/disk.ts';
import { expect, test } from '../fixtures/host.ts';
import { SlowLine } from '../fixtures/slow-line.ts';
import { Designer } from '../pages/designer.ts';
import { Flows } from '../pages/flows.ts';
import { Look } from '../pages/look.ts';

test('two windows on one flow: edits appear in the other at once, clashing ones are for the person to decide, nothing is lost; each window has its own layout', async ({
  page,
  host,
  context,
}) => {
  const one = new Designer(page);
  await one.open(host.url);
  const line = new SlowLine();
  const opening = context.waitForEvent('page');
  await page.keyboard.press('ControlOrMeta+Alt+n');
  const second = await opening;
  const other = new Designer(second);
  await expect(other.card('HR export'), 'the same page, in a window of its own').toBeVisible();

  await one.select('Only current staff');
  await one.settings.getByRole('textbox', { name: 'Name of the step' }).fill('Staff we pay');
  await expect(other.card('Staff we pay')).toBeVisible();
  await other.page.getByRole('button', { name: 'Undo: Change in another window' }).click();
  await expect(one.card('Only current staff'), 'undo is an edit as any other, for both').toBeVisible();

  await one.page.keyboard.press('Escape');
  await other.page.getByRole('button', { name: 'Data', exact: true }).click();
  await expect(other.data).toBeHidden();
  await expect(one.data).toBeVisible();
  await line.between(second);
  await Promise.all([one, other].map(({ page }) => page.reload()));
  await expect(one.data, 'each window as it was').toBeVisible();
  await expect(other.card('HR export')).toBeVisible();
  await expect(other.data).toBeHidden();

  line.hold();
  const rename = async (designer: Designer, card: string, name: string) => {
    await designer.select(card);
    await designer.settings.getByRole('textbox', { name: 'Name of the step' }).fill(name);
  };
  await rename(one, 'One row per person', 'Once, says one');
  await one.saved();
  await rename(other, 'HR export', 'Staff list, says the other');
  line.release();
  await expect(other.page.getByRole('button', { name: 'Changed elsewhere too' })).toBeVisible();
  await expect(other.card('Staff list, says the other'), 'nothing is taken from either').toBeVisible();
  await expect(one.card('Once, says one')).toBeVisible();
  const look = new Look(second);
  await look.begin();
  await expect(second.getByRole('contentinfo').getByRole('button', { name: 'Stop' }), 'what the slow line still fetches').toBeHidden();
  await look.at('changed-elsewhere', { narrow: true });
  look.clean(1);
  await other.page.getByRole('button', { name: 'Keep mine as the newest version' }).click();
  await expect(one.card('Staff list, says the other')).toBeVisible();
  await one.page.getByRole('button', { name: 'Undo: Change in another window' }).click();
  await expect(one.card('Once, says one'), 'what was overwritten comes back').toBeVisible();
});

test('two windows that edit one flow within a second: the first save stays, the other window is told, keeps its draft and can take either', async ({
  page,
  host,
  context,
}) => {
  const one = new Designer(page);
  await one.open(host.url);
  const opening = context.waitForEvent('page');
  await page.keyboard.press('ControlOrMeta+Alt+n');
  const other = new Designer(await opening);
  // Else the news of the first save could reach the other window before it has edited anything.
  const line = new SlowLine();
  await line.between(other.page);
  await other.page.reload();
  await expect(other.card('HR export')).toBeVisible();
  const renamed = { one: 'Once, says one', other: 'Staff list, says the other' };
  await one.select('One row per person');
  await other.select('HR export');
  line.hold();
  const nameOf = (designer: Designer) => designer.settings.getByRole('textbox', { name: 'Name of the step' });
  await Promise.all([nameOf(one).fill(renamed.one), nameOf(other).fill(renamed.other)]);
  line.release();

  const told = (designer: Designer) => designer.page.getByRole('button', { name: 'Changed elsewhere too' });
  await expect.poll(async () => (await told(one).count()) + (await told(other).count()), 'one of them, not both').toBe(1);
  const [first, second] = (await told(one).count()) === 0 ? [one, other] : [other, one];
  const [firstName, secondName] = first === one ? [renamed.one, renamed.other] : [renamed.other, renamed.one];
  await expect(first.card(firstName)).toBeVisible();
  await expect(first.card(secondName)).toBeHidden();
  await expect(second.card(secondName), 'its draft is still there').toBeVisible();
  await expect(second.card(firstName)).toBeHidden();

  await second.page.getByRole('button', { name: 'Show the other one (undo brings mine back)' }).click();
  await expect(second.card(firstName)).toBeVisible();
  await second.page.getByRole('button', { name: 'Undo: Take the version saved elsewhere' }).click();
  await expect(second.card(secondName), 'the draft came back').toBeVisible();
  await expect(first.card(secondName), 'and is saved as any other edit').toBeVisible();
});

test('the last flow, its view and what was folded are there after a restart of the host, at another address', async ({ page, host }) => {
  const designer = new Designer(page);
  await designer.open(host.url);
  const flows = new Flows(page);
  await flows.open();
  await page.getByRole('button', { name: 'New flow' }).click();
  await page.getByRole('menuitem', { name: 'Empty flow' }).click();
  await expect(page.getByText('Begin with your data')).toBeVisible();
  await designer.dragKind('CSV file', { x: 60, y: 50 });
  await designer.saved();
  const zoom = () => page.getByRole('button', { name: /^\d+ %$/ }).textContent();
  await page.keyboard.press('ControlOrMeta+-');
  await expect.poll(zoom).toBe('80 %');
  await designer.palette.getByRole('button', { name: 'Sources' }).click();
  await page.getByRole('button', { name: 'Data', exact: true }).click();
  // What was folded is written down a moment later.
  const kept = () => {
    const rows = rowsOf(join(host.workspace, 'swivel.sqlite'), `SELECT value FROM settings WHERE key LIKE 'kept:%'`);
    const text = JSON.stringify(rows).replaceAll('\\', '');
    return [text.includes('"drawerOpen":false'), /"zoom":0\.(8|79)/.test(text)];
  };
  await expect.poll(kept).toEqual([true, true]);
  await host.stop();
  await host.start();
  await page.goto(host.url);
  await expect(designer.cards()).toHaveCount(1);
  await expect.poll(zoom).toBe('80 %');
  await expect(designer.palette.getByRole('button', { name: 'Sources' })).toHaveAttribute('aria-expanded', 'false');
  await expect(designer.data).toBeHidden();
});

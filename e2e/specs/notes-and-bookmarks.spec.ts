import { expect, test } from '../fixtures/host.ts';
import { Designer } from '../pages/designer.ts';
import { Drawing } from '../pages/drawing.ts';
import { Look } from '../pages/look.ts';

test('notes are written on the canvas and on steps, found, copied to another flow and undone; none of them makes data stale', async ({ page, host }) => {
  test.setTimeout(90_000);
  const designer = new Designer(page);
  const drawing = new Drawing(designer);
  const look = new Look(page);
  await look.begin();
  await designer.open(host.url);
  await designer.select('HR export');
  await designer.preview();

  await designer.card('HR export').click({ position: { x: 60, y: 14 } });
  await page.keyboard.press('Alt+n');
  await page.keyboard.type('Ask Ada before changing this.');
  await expect(designer.card('HR export').getByRole('note')).toHaveAccessibleName('Note: Ask Ada before changing this.');
  await designer.select('HR export');
  await expect(designer.card('HR export').getByText('Ask Ada before changing this.')).toBeVisible();

  await page.keyboard.press('n');
  await page.keyboard.type('**Payroll** wants this by 6.\n- then run');
  await page.keyboard.press('Escape');
  const note = drawing.note('Payroll');
  await expect(note.locator('strong')).toHaveText('Payroll');
  await expect(note.getByRole('listitem')).toHaveText('then run');
  await expect(designer.data).not.toContainText('Older than the flow');
  await page
    .getByRole('complementary', { name: /^Settings/ })
    .getByRole('button', { name: 'Rose' })
    .click();
  await expect(note.locator('[data-paper]')).toHaveAttribute('data-paper', 'rose');

  const size = await note.boundingBox();
  const corner = note.locator('.react-flow__resize-control.handle.bottom.right');
  await drawing.drag(corner, { x: 60, y: 40 });
  await expect.poll(async () => Math.round(((await note.boundingBox())?.width ?? 0) - (size?.width ?? 0))).toBeGreaterThan(40);
  await drawing.told('Change the size of a note');
  await page.keyboard.press('ControlOrMeta+z');
  await expect.poll(async () => Math.round(((await note.boundingBox())?.width ?? 0) - (size?.width ?? 0))).toBe(0);

  await page.keyboard.press('ControlOrMeta+f');
  await page.keyboard.type('by 6');
  await expect(page.getByRole('search').getByRole('listitem')).toContainText('on the canvas');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await expect(note).toBeFocused();
  await page.keyboard.press('l');
  await expect(drawing.list.getByRole('button', { name: /^Note/ })).toContainText('wants this by 6');
  await look.at('notes');
  look.clean(1);
  await page.keyboard.press('Escape');

  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await note.click();
  await page.keyboard.press('ControlOrMeta+c');
  await designer.openEmpty();
  await page.keyboard.press('ControlOrMeta+v');
  await expect(drawing.note('Payroll')).toBeVisible();
  await page.keyboard.press('Delete');
  await expect(drawing.note('Payroll')).toHaveCount(0);
});

test('places of a flow are kept as bookmarks and gone to by key, list and palette', async ({ page, host }) => {
  const designer = new Designer(page);
  const drawing = new Drawing(designer);
  const look = new Look(page);
  await look.begin();
  await designer.open(host.url);
  await page.keyboard.press('Shift+1');
  await designer.canvas.click({ position: { x: 5, y: 5 } });
  await page.keyboard.press('Shift+B');
  await page.getByRole('textbox', { name: 'Name of the bookmark' }).fill('Everything');
  await page.keyboard.press('Enter');
  await expect(drawing.bookmarks.getByRole('listitem')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await designer.select('Payroll file');
  await page.keyboard.press('Shift+B');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await expect(drawing.bookmarks).toHaveCount(0);

  const place = () => designer.place('HR export');
  const there = await place();
  const zoom = page.getByTitle('Zoom to 100 %');
  const kept = await zoom.textContent();
  for (let i = 0; i < 3; i++) await page.getByRole('button', { name: 'Zoom in' }).click();
  await expect(zoom).not.toHaveText(kept ?? '');
  await designer.canvas.click({ position: { x: 5, y: 5 } });
  await page.keyboard.press('1');
  await expect(zoom).toHaveText(kept ?? '');
  await expect.poll(async () => Math.abs((await place()).x - there.x)).toBeLessThan(3);
  await page.keyboard.press('2');
  await expect(designer.card('Payroll file')).toBeFocused();

  await page.keyboard.press('ControlOrMeta+k');
  await expect(page.getByPlaceholder('Find a command, step or flow')).toBeFocused();
  await page.keyboard.type('everything');
  await page.getByRole('button', { name: 'Go to Everything' }).click();
  await expect(page.getByPlaceholder('Find a command, step or flow')).toBeHidden();
  await page.keyboard.press('b');
  await expect(drawing.bookmarks).toBeVisible();
  await look.at('bookmarks', { part: 'section[aria-label="Canvas"]' });
  look.clean(1);
  await drawing.bookmarks.getByRole('button', { name: 'Remove Everything' }).click();
  await expect(drawing.bookmarks.getByRole('listitem')).toHaveText([/Payroll file/]);
  await designer.saved();
  await page.reload();
  await page.getByRole('button', { name: 'Bookmarks' }).click();
  await expect(drawing.bookmarks.getByRole('listitem')).toHaveText([/Payroll file/]);
});

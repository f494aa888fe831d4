import { expect, test } from '../fixtures/host.ts';
import { Designer } from '../pages/designer.ts';

test('in a low window all families are in sight, and one that is opened stays open; in a narrow one the palette waits until it is asked for', async ({
  page,
  host,
}) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  const designer = new Designer(page);
  await designer.open(host.url);
  const { palette } = designer;
  const kind = (name: string) => palette.getByRole('button', { name, exact: true });
  const group = (name: RegExp, expanded: boolean) => palette.getByRole('button', { name, expanded });
  for (const name of [/^Triggers/, /^Sources/, /^Combine/, /^Targets/]) await expect(group(name, false)).toBeInViewport();
  await group(/^Targets/, false).click();
  await kind('SQLite table').scrollIntoViewIfNeeded();
  for (const name of ['Write CSV file', 'SQLite table']) await expect(kind(name)).toBeInViewport();
  await group(/^Combine/, false).click();
  await expect(kind('Join')).toBeVisible();
  await group(/^Combine/, true).click();
  await page.reload();
  await expect(group(/^Targets/, true)).toBeVisible();
  await expect(kind('Join')).toBeHidden();
  await expect(palette.getByRole('button', { name: 'Schedule', exact: true })).toBeHidden();
  await palette.getByLabel('Find a step').fill('sched');
  await expect(palette.getByRole('button', { name: 'Schedule', exact: true }), 'a search finds what is folded too').toBeVisible();

  await page.setViewportSize({ width: 1024, height: 700 });
  await expect(palette).toBeHidden();
  await page.getByRole('button', { name: 'Palette', exact: true }).click();
  await expect(palette).toBeVisible();
  await page.setViewportSize({ width: 1440, height: 900 });
  await expect(palette).toBeVisible();
});

test('the picture of a run fits its room when the window is made smaller or larger, until somebody moves it', async ({ page, host }) => {
  const designer = new Designer(page);
  await designer.open(host.url);
  await designer.runToEnd(/Succeeded/);
  await designer.banner.getByRole('link', { name: 'Details' }).click();
  const picture = page.getByRole('region', { name: 'The flow as it was run' });
  /** How much of the width of the picture its steps take, and whether all of them are in it; those outside are not even drawn. */
  const seen = async () => {
    const room = await picture.boundingBox();
    const cards = await picture.locator('.react-flow__node').evaluateAll((all) => all.map((one) => one.getBoundingClientRect().toJSON() as DOMRect));
    if (!room || cards.length < 7) return { all: false, width: 0 };
    const [left, right] = [Math.min(...cards.map((card) => card.left)), Math.max(...cards.map((card) => card.right))];
    return { all: left >= room.x && right <= room.x + room.width, width: (right - left) / room.width };
  };
  const fits = async () => {
    const { all, width } = await seen();
    return all && width > 0.5;
  };
  await expect.poll(fits).toBe(true);
  await page.setViewportSize({ width: 1024, height: 700 });
  await expect.poll(fits, 'in less room').toBe(true);
  const small = (await seen()).width;
  await page.setViewportSize({ width: 1440, height: 900 });
  await expect.poll(async () => Math.abs((await seen()).width - small), 'in more room').toBeLessThan(0.1);
  await picture.getByRole('button', { name: 'Zoom out' }).click();
  const scale = () => picture.locator('.react-flow__viewport').evaluate((one) => new DOMMatrix(getComputedStyle(one).transform).a);
  await expect.poll(async () => (await seen()).width).toBeLessThan(small);
  const moved = await scale();
  await page.setViewportSize({ width: 1200, height: 800 });
  await expect.poll(async () => (await picture.boundingBox())?.width).toBeLessThan(900);
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  expect(await scale()).toBe(moved);
  await picture.getByRole('button', { name: 'Show the whole flow' }).click();
  await expect.poll(scale).not.toBe(moved);
  const whole = await scale();
  await page.setViewportSize({ width: 1024, height: 700 });
  await expect.poll(scale, 'shown whole once more, it fits its room again').toBeLessThan(whole);
});

test('undo in a text field takes back the text, not the flow', async ({ page, host }) => {
  const designer = new Designer(page);
  await designer.open(host.url);
  await designer.select('HR export');
  const file = designer.settings.getByLabel('File', { exact: true });
  const before = await file.inputValue();
  await page.getByRole('button', { name: /^Tidy up/ }).click();
  const undo = page.getByRole('button', { name: 'Undo: Tidy up' });
  await expect(undo, 'there is something of the flow to take back').toBeEnabled();
  await file.click();
  await page.keyboard.press('End');
  await page.keyboard.type('.bak');
  await expect(file).toHaveValue(`${before}.bak`);
  // How many letters one step takes back depends on how fast they were typed.
  const pressUntil = async (keys: string, value: string) => {
    for (let presses = 0; presses < 5 && (await file.inputValue()) !== value; presses++) await page.keyboard.press(keys);
    await expect(file).toHaveValue(value);
  };
  await pressUntil('ControlOrMeta+z', before);
  await expect(page.getByRole('button', { name: /^Undo: Change/ }), 'nothing of the flow was taken back').toBeEnabled();
  await expect(designer.cards()).toHaveCount(7);
  await pressUntil('ControlOrMeta+Shift+z', `${before}.bak`);
});

test('after a reload formulas show their results again, and what a run showed stays in front of the sample', async ({ page, host }) => {
  const designer = new Designer(page);
  await designer.open(host.url);
  await designer.select("To payroll's format");
  await designer.preview();
  const result = designer.settings.getByRole('button', { name: /full_name/ }).last();
  await expect(result).toContainText('Fischer, Vera');
  await page.reload();
  await designer.select("To payroll's format");
  await expect(result).toContainText('Fischer, Vera');
  await designer.runToEnd(/Succeeded with rejects/);
  await page.reload();
  await designer.select("To payroll's format");
  await expect(result).toContainText('Fischer, Vera');
  await expect(designer.card("To payroll's format")).toContainText('4,689 in');
});

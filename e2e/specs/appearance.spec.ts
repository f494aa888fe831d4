import { expect, test } from '../fixtures/host.ts';
import { Designer } from '../pages/designer.ts';

test('colours follow the system while the window is open, more contrast and forced colours are kept to; density holds for records and the list of steps, in all windows at once', async ({
  page,
  host,
  context,
}) => {
  await page.emulateMedia({ colorScheme: 'light' });
  const designer = new Designer(page);
  await designer.open(host.url);
  const root = page.locator('html');
  const token = (name: string) => root.evaluate((html, property) => getComputedStyle(html).getPropertyValue(property).trim(), name);
  await expect(root).toHaveAttribute('data-theme', 'light');
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect(root).toHaveAttribute('data-theme', 'dark');
  const [text, line] = [await token('--text-3'), await token('--line')];
  await page.emulateMedia({ contrast: 'more' });
  expect([await token('--text-3'), await token('--line')]).not.toEqual([text, line]);
  await page.emulateMedia({ contrast: 'no-preference', forcedColors: 'active' });
  expect(await token('--accent')).toBe('Highlight');
  await page.emulateMedia({ forcedColors: 'none', reducedMotion: 'reduce' });
  expect(await token('--calm')).toMatch(/^0m?s$/);

  await designer.select('HR export');
  await designer.preview();
  const second = await context.newPage();
  await second.goto(page.url());
  const other = new Designer(second);
  await other.select('HR export');
  await other.preview();
  const heightIn = (window: Designer) =>
    window
      .grid()
      .getByRole('row')
      .nth(2)
      .evaluate((row) => row.getBoundingClientRect().height);
  const [before] = await Promise.all([heightIn(designer), heightIn(other)]);
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByPlaceholder('Find a command, step or flow').fill('list of steps');
  await page.keyboard.press('Enter');
  const step = page.getByRole('complementary', { name: 'List of steps' }).getByRole('listitem').first();
  const stepHeight = () => step.evaluate((row) => row.getBoundingClientRect().height);
  const stepBefore = await stepHeight();
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByPlaceholder('Find a command, step or flow').fill('compactly');
  await page.keyboard.press('Enter');
  await expect.poll(() => heightIn(designer)).toBeLessThan(before);
  await expect.poll(stepHeight).toBeLessThan(stepBefore);
  await expect.poll(() => heightIn(other), 'the other window follows').toBeLessThan(before);
});

import { expect, test } from '../fixtures/host.ts';
import { Designer } from '../pages/designer.ts';

test('the palette has every command with its keys, those that are off with the reason, those used last first; it opens steps, settings and flows; keys that are set anew hold on the canvas', async ({
  page,
  host,
}) => {
  const designer = new Designer(page);
  await designer.open(host.url);
  const box = page.getByPlaceholder('Find a command, step or flow');
  const open = async (words: string) => {
    await page.keyboard.press('ControlOrMeta+k');
    await box.fill(words);
  };
  const entry = (name: string | RegExp) => page.getByRole('dialog').getByRole('button', { name });

  await open('rename the selected');
  const rename = entry(/Rename the selected step/);
  await expect(rename).toContainText('Select one step first.');
  await expect(rename).toHaveAttribute('aria-disabled', 'true');
  await page.keyboard.press('Enter');
  await expect(box, 'what is off stays where it is read').toBeVisible();
  await box.fill('small map');
  await expect(entry(/Small map/)).toContainText('M');
  await page.keyboard.press('Enter');
  await expect(box).toBeHidden();
  await page.keyboard.press('ControlOrMeta+k');
  await expect(page.getByRole('dialog').getByRole('button').first(), 'used last stands first').toContainText('Small map');
  await page.keyboard.press('Escape');

  await open('HR export');
  await page.keyboard.press('Enter');
  await expect(designer.settings.getByRole('textbox', { name: 'Name of the step' })).toHaveValue('HR export');
  await open('HR export: delimiter');
  await page.keyboard.press('Enter');
  await expect(designer.settings.locator('[data-setting="delimiter"] :focus')).toBeVisible();

  await page.getByRole('button', { name: 'Keyboard shortcuts' }).click();
  await page.getByRole('button', { name: 'Change the shortcut of Tidy up' }).click();
  await page.keyboard.press('A');
  await expect(page.getByRole('alert').filter({ hasText: 'already means' })).toBeVisible();
  await page.getByRole('button', { name: 'Leave it' }).click();
  await page.getByRole('button', { name: 'Change the shortcut of Tidy up' }).click();
  await page.keyboard.press('Shift+Q');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Tidy up', exact: true })).toHaveAttribute('title', 'Tidy up (Shift+Q)');
});

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import { expect, test } from '../fixtures/host.ts';
import { Designer } from '../pages/designer.ts';

test('a flow of three steps is built, previewed and run without ever touching the mouse', async ({ page, host }) => {
  const folder = join(host.workspace, 'in');
  mkdirSync(folder);
  writeFileSync(join(folder, 'people.csv'), 'id,name,city\n1,Ada,Köln\n2,Grace,Bonn\n3,Ada,Köln\n');
  const { keyboard } = page;
  const designer = new Designer(page);
  await designer.open(host.url);
  const command = async (words: string) => {
    await keyboard.press('ControlOrMeta+k');
    const box = page.getByPlaceholder('Find a command, step or flow');
    await expect(box).toBeFocused();
    await keyboard.type(words);
    await expect(page.getByRole('dialog').getByRole('button').first()).toContainText(words);
    await keyboard.press('Enter');
    await expect(box).toBeHidden();
  };
  /** Goes on with Tab until the field has the focus. */
  const tabTo = async (field: Locator) => {
    // Twice round the window: a form that is drawn anew in the meantime gives the focus up.
    for (let i = 0; i < 120; i++) {
      if (await field.evaluate((element) => element === document.activeElement)) return;
      await keyboard.press('Tab');
    }
    await expect(field).toBeFocused();
  };
  const add = async (words: string, title: string) => {
    await keyboard.press('a');
    await expect(page.getByRole('dialog', { name: 'Add a step' })).toBeVisible();
    await keyboard.type(words);
    await keyboard.press('Enter');
    await expect(designer.card(title)).toBeFocused();
    await keyboard.press('Enter');
  };
  const backToCanvas = async (title: string) => {
    await command(title);
    await expect(designer.card(title)).toBeFocused();
  };

  await command('New flow');
  await expect(page.getByText('Begin with your data')).toBeVisible();
  await add('csv', 'CSV file');
  await tabTo(designer.settings.getByLabel('File', { exact: true }));
  await keyboard.type(join(folder, 'people.csv'));
  await backToCanvas('CSV file');
  await keyboard.press('F9');
  await expect(designer.data).toContainText('3 sample records');
  await add('dupl', 'Remove duplicates');
  await tabTo(designer.settings.getByRole('group', { name: 'Key fields' }).locator('input').first());
  await keyboard.type('name');
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await backToCanvas('Remove duplicates');
  await keyboard.press('F9');
  await expect(designer.data).toContainText('2 sample records');
  await add('write csv', 'Write CSV file');
  await tabTo(designer.settings.getByLabel('File', { exact: true }));
  await keyboard.type(join(folder, 'unique.csv'));
  await keyboard.press('ControlOrMeta+Enter');
  await expect(designer.banner).toContainText('2 delivered', { timeout: 20_000 });
  expect(readFileSync(join(folder, 'unique.csv'), 'utf8')).toBe('id,name,city\n1,Ada,Köln\n2,Grace,Bonn\n');
});

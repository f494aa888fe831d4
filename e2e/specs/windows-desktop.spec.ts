import { join } from 'node:path';
import { type ElectronApplication, expect, type Page, test } from '@playwright/test';
import { endDesktop, freshUserData, launchDesktop } from '../fixtures/desktop.ts';
import { rowsOf } from '../fixtures/disk.ts';

let app: ElectronApplication;
const userData = freshUserData();
test.afterEach(() => endDesktop(app));

const bounds = () =>
  app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()
      .map((window) => window.getBounds())
      .sort((a, b) => a.width - b.width),
  );
const labels = (menu: string) =>
  app.evaluate(
    ({ Menu }, label) =>
      Menu.getApplicationMenu()
        ?.items.find((item) => item.label === label)
        ?.submenu?.items.map((item) => item.label),
    menu,
  );

async function shows(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Nightly employees to payroll' })).toBeVisible();
}

test('windows come back where they stood, each with its own layout; the menu has every group and follows language and keys', async () => {
  app = await launchDesktop(userData);
  const first = await app.firstWindow();
  await shows(first);
  await expect.poll(() => labels('Run')).toContain('Run the flow');
  const menus = () => app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.map((item) => item.label));
  expect(await menus()).toEqual(['File', 'Edit', 'Canvas', 'Run', 'View', 'Go to', 'Help']);
  expect(await labels('Help')).toContain('First steps: try Swivel on an example');
  await first.getByRole('link', { name: 'Settings', exact: true }).click();
  await first.getByRole('radiogroup', { name: 'Language' }).getByText('Deutsch').click();
  await expect.poll(menus).toEqual(['Datei', 'Bearbeiten', 'Fläche', 'Ausführen', 'Ansicht', 'Gehe zu', 'Hilfe']);
  await first.getByRole('radiogroup', { name: 'Sprache' }).getByText('Englisch').click();
  await expect.poll(menus).toContain('File');
  await first.goBack();

  const opening = app.waitForEvent('window');
  await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('open-in-new-window')?.click());
  const second = await opening;
  await shows(second);
  await second.getByRole('button', { name: 'Data', exact: true }).click();
  await expect(second.getByRole('region', { name: 'Data', exact: true })).toBeHidden();
  await app.evaluate(({ BrowserWindow }) => {
    const small = BrowserWindow.getAllWindows().at(-1);
    small?.setBounds({ x: 120, y: 80, width: 1_111, height: 777 });
  });
  // What is open in a window is written down a moment later.
  const kept = () => JSON.stringify(rowsOf(join(userData, 'workspace', 'swivel.sqlite'), `SELECT value FROM settings WHERE key LIKE 'kept:%'`));
  await expect.poll(() => kept().replaceAll('\\', '')).toContain('"drawerOpen":false');
  await app.close();

  app = await launchDesktop(userData);
  await expect.poll(() => app.windows().length).toBe(2);
  await Promise.all(app.windows().map(shows));
  expect(await bounds()).toMatchObject([
    { x: 120, y: 80, width: 1_111, height: 777 },
    { width: 1_440, height: 900 },
  ]);
  const hidden = await Promise.all(app.windows().map((page) => page.getByRole('region', { name: 'Data', exact: true }).isHidden()));
  expect(hidden.sort()).toEqual([false, true]);
});

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ElectronApplication, expect, type Page, test } from '@playwright/test';
import { endDesktop, freshUserData, launchDesktop, onRealElectron } from '../fixtures/desktop.ts';
import { Connections } from '../pages/connections.ts';

const root = join(import.meta.dirname, '../..');
type Desktop = { desktop: Record<string, (...args: unknown[]) => unknown> };
type Logged = { __log?: { kind: string; detail: unknown }[] };

let app: ElectronApplication;
let userData = '';

test.beforeEach(async () => {
  userData = freshUserData();
  app = await launchDesktop(userData);
});
test.afterEach(() => endDesktop(app));

/** The first window, once its page is there. */
async function openedPage(): Promise<Page> {
  const page = await app.firstWindow();
  await expect(page.getByRole('heading', { name: 'Nightly employees to payroll' })).toBeVisible();
  return page;
}

test('the window gets named functions only, and nothing of Node', async () => {
  const page = await openedPage();
  await expect(page).toHaveTitle(/Swivel/);
  expect(await page.evaluate(() => Object.keys((window as unknown as Desktop).desktop).sort())).toEqual([
    'chooseFile',
    'chooseFolder',
    'chooseSavePath',
    'onCommand',
    'onOpenDocument',
    'onOpenRoute',
    'openWindow',
    'pathForFile',
    'platform',
    'setLanguage',
    'showMenu',
  ]);
  expect(
    await page.evaluate(() => ['require', 'process', 'module', '__standinSend', '__standinReceive', 'ipcRenderer'].filter((name) => name in globalThis)),
  ).toEqual([]);
  expect(await page.evaluate(() => fetch(location.href).then((answer) => answer.headers.get('content-security-policy')))).toContain("default-src 'none'");
});

test('files outside the page folder cannot be read through the scheme', async () => {
  const page = await openedPage();
  const statuses = await page.evaluate(() =>
    Promise.all(
      ['/..%2f..%2fpackage.json', '/%2e%2e/%2e%2e/package.json', '/nothing.js'].map((path) =>
        fetch(new URL(path, location.href)).then((answer) => answer.status),
      ),
    ),
  );
  expect(statuses).toEqual([404, 404, 404]);
});

test('navigation away and new windows are refused; links go outside only by an allowed scheme', async () => {
  const page = await openedPage();
  const before = page.url();
  await page.evaluate(() => {
    location.href = 'https://example.com/';
  });
  await page.waitForTimeout(300);
  expect(page.url()).toBe(before);
  await page.evaluate(() => {
    window.open('https://example.com/help');
    window.open('file:///etc/passwd');
  });
  const opened = () =>
    app.evaluate((electron) => (electron as unknown as Logged).__log?.filter((entry) => entry.kind === 'open-external').map((entry) => entry.detail));
  if (!onRealElectron) await expect.poll(opened).toEqual(['https://example.com/help']);
  // What was refused leaves no trace to wait for; it had the same time as what was let through, and this much more.
  await page.waitForTimeout(300);
  expect(app.windows().filter((window) => !window.isClosed())).toHaveLength(1);
  if (!onRealElectron) expect(await opened()).toEqual(['https://example.com/help']);
});

test('every permission is denied', async () => {
  await openedPage();
  const answers = await app.evaluate(({ session }) => {
    const { handlers } = session.defaultSession as unknown as {
      handlers?: { request(c: unknown, p: string, answer: (ok: boolean) => void): void; check(): boolean; device(): boolean };
    };
    if (!handlers) return null;
    let request = true;
    handlers.request(null, 'media', (ok) => {
      request = ok;
    });
    return [request, handlers.check(), handlers.device()];
  });
  if (!onRealElectron) expect(answers).toEqual([false, false, false]);
});

test('native dialogs answer the page; a malformed request is refused', async () => {
  const page = await openedPage();
  await app.evaluate(({ dialog }) => {
    dialog.showOpenDialog = (async (...asked: unknown[]) => {
      const { properties } = asked.at(-1) as { properties: string[] };
      return { canceled: false, filePaths: [properties.includes('openDirectory') ? '/data' : '/data/employees.csv'] };
    }) as typeof dialog.showOpenDialog;
  });
  expect(await page.evaluate(() => (window as unknown as Desktop).desktop['chooseFolder']?.({ title: 'A folder' }))).toBe('/data');
  expect(await page.evaluate(() => (window as unknown as Desktop).desktop['chooseFile']?.({ title: 'A file' }))).toBe('/data/employees.csv');
  await expect(page.evaluate(() => (window as unknown as Desktop).desktop['chooseFile']?.({ title: 7 }))).rejects.toThrow();
});

test('the native menu reaches the page', async () => {
  const page = await openedPage();
  await page.evaluate(() => {
    const seen: unknown[] = [];
    Object.assign(window, { seen });
    (window as unknown as Desktop).desktop['onCommand']?.((command: unknown) => seen.push(command));
  });
  await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('run')?.click());
  await expect.poll(() => page.evaluate(() => (window as unknown as { seen: unknown[] }).seen)).toContain('run');
});

test('a second window works on the same workspace, and a reload comes back', async () => {
  const page = await openedPage();
  const opening = app.waitForEvent('window');
  await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('new-window')?.click());
  const second = await opening;
  const name = 'Nightly employees to payroll';
  await expect(second.getByRole('heading', { name })).toBeVisible();
  await second.getByRole('heading', { name }).click();
  await second.keyboard.press('ControlOrMeta+a');
  await second.keyboard.type('Renamed in the second window');
  await second.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Renamed in the second window' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Renamed in the second window' })).toBeVisible();
});

test('a flow document that is opened with the program becomes a flow', async () => {
  await openedPage();
  await app.close();
  const document = join(root, 'resources/examples/orders-report/orders-report.swivel.json');
  app = await launchDesktop(userData, undefined, [document]);
  await expect((await app.firstWindow()).getByRole('heading', { name: 'Orders of the day' })).toBeVisible();
});

test('a window with changes that are not saved asks before it closes; whoever stays calls the end of the program off', async () => {
  const page = await openedPage();
  // The question is the program's to answer.
  page.on('dialog', () => undefined);
  const connections = new Connections(page);
  await connections.open();
  await connections.choose('SFTP');
  await connections.fill('Name of the connection', 'HR files');
  const asked = () => app.evaluate((electron) => ((electron as unknown as Logged).__log ?? []).filter(({ kind }) => kind === 'message-box').length);
  if (onRealElectron) return;
  await app.evaluate(({ app: program }) => program.quit());
  await expect.poll(asked).toBe(1);
  await connections.fill('User', 'hr');
  await expect(page.getByRole('textbox', { name: 'Name of the connection' })).toHaveValue('HR files');
  await app.evaluate((electron) => (electron as unknown as { __canned: unknown[] }).__canned.push(0));
  const gone = app.waitForEvent('close');
  await app.evaluate(({ app: program }) => program.quit());
  await gone;
  app = await launchDesktop(userData);
});

test('the tray says what runs and pauses all triggers, in the language of the window', async () => {
  const page = await openedPage();
  const tray = () =>
    app.evaluate((electron) => {
      const made = (electron as unknown as Logged).__log?.find((entry) => entry.kind === 'tray')?.detail as
        | { toolTip: string; menu: { items: { id?: string; label?: string; click(): void }[] } }
        | undefined;
      return made ? { tip: made.toolTip, labels: made.menu?.items.map((item) => item.label) } : null;
    });
  if (onRealElectron) return;
  await expect.poll(async () => (await tray())?.labels).toContain('Pause all triggers');
  await app.evaluate((electron) => {
    const made = (electron as unknown as Logged).__log?.find((entry) => entry.kind === 'tray')?.detail as {
      menu: { getMenuItemById(id: string): { click(): void } | null };
    };
    made.menu.getMenuItemById('pause-all')?.click();
  });
  await expect.poll(async () => (await tray())?.tip).toBe('Swivel: all triggers are paused');
  await page.evaluate(() => (window as unknown as Desktop).desktop['setLanguage']?.('de'));
  await expect.poll(async () => (await tray())?.tip).toBe('Swivel: Alle Auslöser sind angehalten');
  await page.evaluate(() => (window as unknown as Desktop).desktop['setLanguage']?.('en'));
  await expect.poll(async () => (await tray())?.tip).toBe('Swivel: all triggers are paused');
});

test('what is damaged is said in a dialog, and the program ends', async () => {
  await app.close();
  const broken = freshUserData();
  writeFileSync(join(broken, 'workspace'), 'a file where the folder should be');
  const other = await launchDesktop(broken);
  await other.waitForEvent('close');
  app = await launchDesktop(userData);
});

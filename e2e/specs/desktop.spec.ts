import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ElectronApplication, expect, test } from '@playwright/test';
import { freshUserData, launchDesktop } from '../fixtures/desktop.ts';

type Desktop = { desktop: Record<string, (...args: unknown[]) => unknown> };
type Logged = { __log?: { kind: string; detail: unknown }[] };

let app: ElectronApplication;
let userData = '';

test.beforeEach(async () => {
  userData = freshUserData();
  app = await launchDesktop(userData);
});
test.afterEach(() => app.close());

test('the window gets named functions only, and nothing of Node', async () => {
  const page = await app.firstWindow();
  await expect(page).toHaveTitle(/Swivel/);
  expect(await page.evaluate(() => Object.keys((window as unknown as Desktop).desktop).sort())).toEqual([
    'chooseFile',
    'chooseSavePath',
    'onCommand',
    'onOpenDocument',
    'onOpenRoute',
    'pathForFile',
    'platform',
  ]);
  expect(
    await page.evaluate(() => ['require', 'process', 'module', '__standinSend', '__standinReceive', 'ipcRenderer'].filter((name) => name in globalThis)),
  ).toEqual([]);
  expect(await page.evaluate(() => fetch(location.href).then((answer) => answer.headers.get('content-security-policy')))).toContain("default-src 'none'");
});

test('files outside the page folder cannot be read through the scheme', async () => {
  const page = await app.firstWindow();
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
  const page = await app.firstWindow();
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
  await page.waitForTimeout(300);
  expect(app.windows().filter((window) => !window.isClosed())).toHaveLength(1);
  const opened = await app.evaluate((electron) =>
    (electron as unknown as Logged).__log?.filter((entry) => entry.kind === 'open-external').map((entry) => entry.detail),
  );
  if (opened) expect(opened).toEqual(['https://example.com/help']);
});

test('every permission is denied', async () => {
  await app.firstWindow();
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
  if (answers) expect(answers).toEqual([false, false, false]);
});

test('native dialogs answer the page; a malformed request is refused', async () => {
  const page = await app.firstWindow();
  await app.evaluate(({ dialog }) => {
    dialog.showOpenDialog = (async () => ({ canceled: false, filePaths: ['/data/employees.csv'] })) as typeof dialog.showOpenDialog;
  });
  expect(await page.evaluate(() => (window as unknown as Desktop).desktop['chooseFile']?.({ title: 'A file' }))).toBe('/data/employees.csv');
  await expect(page.evaluate(() => (window as unknown as Desktop).desktop['chooseFile']?.({ title: 7 }))).rejects.toThrow();
});

test('the native menu reaches the page', async () => {
  const page = await app.firstWindow();
  await page.evaluate(() => {
    const seen: unknown[] = [];
    Object.assign(window, { seen });
    (window as unknown as Desktop).desktop['onCommand']?.((command: unknown) => seen.push(command));
  });
  await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('run')?.click());
  await expect.poll(() => page.evaluate(() => (window as unknown as { seen: unknown[] }).seen)).toContain('run');
});

test('a second window works on the same workspace, and a reload comes back', async () => {
  const page = await app.firstWindow();
  await expect(page.getByText('Nightly employees to payroll').first()).toBeVisible();
  await page.reload();
  await expect(page.getByText('Nightly employees to payroll').first()).toBeVisible();
});

test('what is damaged is said in a dialog, and the program ends', async () => {
  await app.close();
  const broken = freshUserData();
  writeFileSync(join(broken, 'workspace'), 'a file where the folder should be');
  const other = await launchDesktop(broken);
  await other.waitForEvent('close');
  app = await launchDesktop(userData);
});

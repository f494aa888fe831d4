import { join } from 'node:path';
import { RPCHandler } from '@orpc/server/message-port';
import { app, BrowserWindow, dialog, ipcMain, powerMonitor, session } from 'electron';
import { CHANNELS } from '../core/api/desktop-bridge.ts';
import { vaultKey } from '../core/app/connections/vault-key.ts';
import type { App } from '../core/app/create-app.ts';
import { inMemoryClient } from '../core/app/in-memory-pair.ts';
import { router } from '../core/app/router.ts';
import { openRunning } from '../core/app/running-app.ts';
import { toErrorReport } from '../core/base/errors.ts';
import { systemLanguage, t, tellIn, told } from '../renderer/i18n/i18n.ts';
import { serveDialogs } from './dialogs.ts';
import { documentsNamed, readDocument } from './documents.ts';
import { denyPermissions, guardPages } from './guards.ts';
import { systemKeychain } from './keychain.ts';
import { followLanguage } from './language.ts';
import { WindowMenus } from './menu.ts';
import { notify, showAlert } from './notices.ts';
import { isOwnPage, registerScheme, routeIn, servePages } from './page.ts';
import { createTray } from './tray.ts';
import { openWindow } from './window.ts';
import { numbersToOpen } from './window-places.ts';

const built = join(import.meta.dirname, '..');
const preload = join(built, 'preload/preload.cjs');
// Threads are started from real files: that part of the packed app lies beside the archive.
const threads = import.meta.dirname.replace(/app\.asar(?=[\\/])/, 'app.asar.unpacked');
const resources = app.isPackaged ? process.resourcesPath : join(built, '../resources');

let swivel: App | null = null;
let menus: WindowMenus | null = null;
/** The program was asked to end. First its windows are closed; one that stays calls it off. */
let isLeaving = false;
/** How far the end has come: nothing is begun any more, and nothing is running any more. */
let end: 'far' | 'draining' | 'over' = 'far';
/** Documents that were opened before a page listened. */
const waiting: string[] = [];
let pageListens = false;

function open(route = '', number?: number): void {
  menus?.follow(
    openWindow(preload, route, number, () => {
      isLeaving = false;
    }),
  );
}

/** Brings a window up, at `route` where one is given; opens one when none is there. Nothing to show before the workspace is open, or after. */
function show(route: string): void {
  if (!swivel) return;
  const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
  if (!window) {
    open(route);
    return;
  }
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
  if (route !== '') window.webContents.send(CHANNELS.openRoute, route);
}

function send(channel: string, ...values: unknown[]): void {
  const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
  window?.webContents.send(channel, ...values);
}

async function openDocuments(paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    if (!pageListens) {
      waiting.push(path);
      continue;
    }
    const opened = await readDocument(path);
    if (opened) send(CHANNELS.openDocument, opened.text, opened.fileName);
  }
}

/** Draws the tray as it is, in another language. */
let drawTray = (): void => undefined;

/** Tray and notices follow the workspace through the same API that windows use. */
async function followWorkspace(running: App): Promise<void> {
  const tray = createTray(join(resources, 'tray.png'), {
    open: show,
    pauseAll: (paused) => void inMemoryClient(running).app.pauseAll({ paused }),
    quit: () => app.quit(),
  });
  // News end when the program closes, or when a backup was restored: then they begin anew.
  for (let again = true; again; ) {
    again = false;
    const client = inMemoryClient(running);
    for await (const event of await client.app.watch()) {
      if (event.kind === 'state') {
        tray.show(event);
        drawTray = () => tray.show(event);
      } else if (event.kind === 'reopened') again = true;
      else if (event.kind === 'alert') showAlert(event, show);
      else if (event.kind === 'run-changed') {
        // A run may have been tidied away meanwhile.
        const detail = await client.runs.get({ runId: event.runId }).catch(() => null);
        // What starts by itself is told as an alert.
        if (detail?.run.cause === 'manual') notify(detail.run, show);
      }
    }
  }
}

async function start(): Promise<void> {
  servePages(join(built, 'renderer'));
  denyPermissions(session.defaultSession);
  serveDialogs();
  await followLanguage(() => {
    if (!swivel) return;
    drawTray();
  });
  try {
    swivel = await openRunning({
      workspace: process.env['SWIVEL_WORKSPACE'] ?? join(app.getPath('userData'), 'workspace'),
      shell: 'desktop',
      workerFile: join(threads, 'run-worker.js'),
      examplesFolder: join(resources, 'examples'),
      version: app.getVersion(),
      vault: vaultKey(process.env, app.getPath('userData'), systemKeychain()),
      languages: { usual: systemLanguage(app.getPreferredSystemLanguages()), tellIn },
    });
  } catch (error) {
    const report = toErrorReport(error);
    const words = [report.message, report.hint ?? ''].map(told).filter(Boolean);
    dialog.showErrorBox(t('Swivel cannot start'), words.join('\n\n'));
    app.exit(1);
    return;
  }
  const running = swivel;
  const handler = new RPCHandler(router);
  ipcMain.on(CHANNELS.connect, (event) => {
    const [port] = event.ports;
    if (!port || !isOwnPage(event.senderFrame?.url)) return;
    handler.upgrade(port, { context: running.context });
    port.start();
  });
  ipcMain.on(CHANNELS.ready, (event) => {
    if (!isOwnPage(event.senderFrame?.url)) return;
    pageListens = true;
    void openDocuments(waiting.splice(0));
  });
  ipcMain.on(CHANNELS.openWindow, (event, route: unknown) => {
    if (isOwnPage(event.senderFrame?.url) && typeof route === 'string') open(routeIn(route));
  });
  menus = new WindowMenus((command) => {
    if (BrowserWindow.getAllWindows().length > 0) send(CHANNELS.command, command);
    else if (command === 'new-window') open();
  });
  // Due times passed while the machine slept: they are looked at at once.
  powerMonitor.on('resume', () => running.woke());
  for (const number of numbersToOpen()) open('', number);
  void followWorkspace(running);
  await openDocuments(documentsNamed(process.argv.slice(1), process.cwd()));
}

/** Runs are drained (or stopped and marked, after half a minute) before the program ends. */
function drain(): void {
  if (end === 'draining') return;
  end = 'draining';
  const closing = swivel;
  swivel = null;
  void Promise.resolve(closing?.close()).finally(() => {
    end = 'over';
    // A thread inside a call that nothing interrupts (a long query) would keep the program for as long.
    if (closing?.hangs()) process.kill(process.pid, 'SIGKILL');
    else app.quit();
  });
}

registerScheme();
guardPages((url) => open(routeIn(url)));
if (app.requestSingleInstanceLock()) {
  app.on('second-instance', (_event, argv, folder) => {
    show('');
    void openDocuments(documentsNamed(argv.slice(1), folder));
  });
  app.on('open-file', (event, path) => {
    event.preventDefault();
    show('');
    void openDocuments([path]);
  });
  app.on('activate', () => show(''));
  // With a live flow the tray stays and triggers go on; otherwise closing the last window ends the program.
  app.on('window-all-closed', () => {
    pageListens = false;
    if (!isLeaving && swivel?.keepsAwake()) return;
    app.quit();
  });
  app.on('before-quit', (event) => {
    if (end === 'over') return;
    event.preventDefault();
    const windows = BrowserWindow.getAllWindows();
    isLeaving = true;
    if (windows.length === 0) drain();
    else for (const window of windows) window.close();
  });
  void app.whenReady().then(start);
} else app.quit();

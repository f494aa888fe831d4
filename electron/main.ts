import { join } from 'node:path';
import { RPCHandler } from '@orpc/server/message-port';
import { app, BrowserWindow, dialog, ipcMain, Menu, powerMonitor, session } from 'electron';
import { CHANNELS } from '../core/api/desktop-bridge.ts';
import type { App } from '../core/app/create-app.ts';
import { inMemoryClient } from '../core/app/in-memory-pair.ts';
import { router } from '../core/app/router.ts';
import { openRunning } from '../core/app/running-app.ts';
import { toErrorReport } from '../core/base/errors.ts';
import { serveDialogs } from './dialogs.ts';
import { documentsNamed, readDocument } from './documents.ts';
import { denyPermissions, guardPages } from './guards.ts';
import { buildMenu } from './menu.ts';
import { notify } from './notices.ts';
import { isOwnPage, registerScheme, servePages } from './page.ts';
import { createTray } from './tray.ts';
import { openWindow } from './window.ts';

const built = join(import.meta.dirname, '..');
const preload = join(built, 'preload/preload.cjs');
// Threads are started from real files: that part of the packed app lies beside the archive.
const threads = import.meta.dirname.replace(/app\.asar(?=[\\/])/, 'app.asar.unpacked');
const resources = app.isPackaged ? process.resourcesPath : join(built, '../resources');

let swivel: App | null = null;
/** Documents that were opened before a page listened. */
const waiting: string[] = [];
let pageListens = false;

/** Brings a window up, at `route` where one is given; opens one when none is there. Nothing to show before the workspace is open, or after. */
function show(route: string): void {
  if (!swivel) return;
  const [window] = BrowserWindow.getAllWindows();
  if (!window) {
    openWindow(preload, route);
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
      if (event.kind === 'state') tray.show(event);
      else if (event.kind === 'reopened') again = true;
      else if (event.kind === 'run-changed') {
        // A run may have been tidied away meanwhile.
        const detail = await client.runs.get({ runId: event.runId }).catch(() => null);
        if (detail) notify(detail.run, show);
      }
    }
  }
}

async function open(): Promise<void> {
  servePages(join(built, 'renderer'));
  denyPermissions(session.defaultSession);
  serveDialogs();
  try {
    swivel = await openRunning({
      workspace: process.env['SWIVEL_WORKSPACE'] ?? join(app.getPath('userData'), 'workspace'),
      shell: 'desktop',
      workerFile: join(threads, 'run-worker.js'),
      examplesFolder: join(resources, 'examples'),
      version: app.getVersion(),
    });
  } catch (error) {
    const report = toErrorReport(error);
    dialog.showErrorBox('Swivel cannot start', [report.message, report.hint].filter(Boolean).join('\n\n'));
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
  Menu.setApplicationMenu(
    buildMenu(
      (command) => send(CHANNELS.command, command),
      () => openWindow(preload),
    ),
  );
  // Due times passed while the machine slept: they are looked at at once.
  powerMonitor.on('resume', () => running.woke());
  openWindow(preload);
  void followWorkspace(running);
  await openDocuments(documentsNamed(process.argv.slice(1), process.cwd()));
}

registerScheme();
guardPages();
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
    if (swivel?.keepsAwake()) return;
    app.quit();
  });
  // Runs are drained (or stopped and marked, after half a minute) before the program ends.
  app.on('before-quit', (event) => {
    if (!swivel) return;
    event.preventDefault();
    const closing = swivel;
    swivel = null;
    // A thread inside a call that nothing interrupts (a long query) would keep the program for as long.
    void closing.close().finally(() => (closing.hangs() ? process.kill(process.pid, 'SIGKILL') : app.quit()));
  });
  void app.whenReady().then(open);
} else app.quit();

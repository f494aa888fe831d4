/**
 * A stand-in for Electron's main-process module: Node runs the app's main module, Chromium (over its DevTools protocol) is the renderer. It is a test
 * double: it proves the wiring of main, preload and page, and claims nothing of operating-system sandboxing or native UI.
 */
import { app } from './app.ts';
import { BrowserWindow } from './browser-window.ts';
import { cdp } from './chromium.ts';
import { launch, log, refuse } from './launch.ts';
import { canned } from './shell-services.ts';

export { ipcMain } from './ipc.ts';
export { safeStorage } from './safe-storage.ts';
export { net, protocol } from './schemes.ts';
export { dialog, Menu, MenuItem, Notification, nativeImage, nativeTheme, powerMonitor, screen, session, shell, Tray } from './shell-services.ts';
export { app, BrowserWindow, canned as __canned, launch, log as __log };

const contents = () => BrowserWindow.getAllWindows().map((window) => window.webContents);
export const webContents = {
  getAllWebContents: contents,
  fromId: (id: number) => contents().find((one) => one.id === id),
  fromDevToolsTargetId: (target: string) => contents().find((one) => one.target === target),
};
export const utilityProcess = { fork: () => refuse('utilityProcess (node:worker_threads is the same everywhere)') };
/** Named so that a bundle which mentions them still links; a main process has neither. */
export const contextBridge = undefined;
export const ipcRenderer = undefined;
export const webUtils = undefined;

/** The app's main module has been loaded: start what stands behind it. */
export function entryLoaded(): void {
  app
    .boot()
    .then(async () => {
      cdp().listen('', (method, params) => {
        if (method === 'Target.targetDestroyed')
          BrowserWindow.getAllWindows()
            .find((window) => window.webContents.target === params['targetId'])
            ?.gone();
      });
      await cdp().send('Target.setDiscoverTargets', { discover: true });
    })
    .catch((error: unknown) => {
      console.error(error);
      process.exit(1);
    });
}

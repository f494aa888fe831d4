import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { CHANNELS, CONNECT_MESSAGE, type DesktopBridge } from '../core/api/desktop-bridge.ts';

/** Listens on one channel of ours and hands on only the values, never the event. */
function listen<A extends unknown[]>(channel: string, listener: (...values: A) => void): () => void {
  const heard = (_event: unknown, ...values: unknown[]) => listener(...(values as A));
  ipcRenderer.on(channel, heard);
  return () => {
    ipcRenderer.off(channel, heard);
  };
}

const bridge: DesktopBridge = {
  platform: process.platform,
  chooseFile: (options) => ipcRenderer.invoke(CHANNELS.chooseFile, options) as Promise<string | null>,
  chooseSavePath: (options) => ipcRenderer.invoke(CHANNELS.chooseSavePath, options) as Promise<string | null>,
  chooseFolder: (options) => ipcRenderer.invoke(CHANNELS.chooseFolder, options) as Promise<string | null>,
  pathForFile: (file) => webUtils.getPathForFile(file as Parameters<typeof webUtils.getPathForFile>[0]),
  onCommand: (listener) => listen(CHANNELS.command, listener),
  onOpenDocument: (listener) => {
    const stop = listen(CHANNELS.openDocument, listener);
    ipcRenderer.send(CHANNELS.ready);
    return stop;
  },
  setLanguage: (language) => ipcRenderer.send(CHANNELS.language, language),
  onOpenRoute: (listener) => listen(CHANNELS.openRoute, listener),
  openWindow: (route) => ipcRenderer.send(CHANNELS.openWindow, route),
  showMenu: (menu) => ipcRenderer.send(CHANNELS.showMenu, menu),
};
contextBridge.exposeInMainWorld('desktop', bridge);

interface PageMessage {
  source: unknown;
  data: unknown;
  ports: readonly unknown[];
}

// A message port cannot cross the context bridge, so the page posts it to itself and it is picked up here.
const page = globalThis as unknown as { addEventListener(type: 'message', listener: (event: PageMessage) => void): void };
page.addEventListener('message', (event) => {
  const [port] = event.ports;
  if (event.source === globalThis && event.data === CONNECT_MESSAGE && port) ipcRenderer.postMessage(CHANNELS.connect, null, [port as never]);
});

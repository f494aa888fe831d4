import { BrowserWindow, dialog, type IpcMainInvokeEvent, ipcMain, type OpenDialogOptions } from 'electron';
import * as z from 'zod';
import { CHANNELS } from '../core/api/desktop-bridge.ts';
import { isOwnPage } from './page.ts';

const choice = z.object({
  title: z.string().max(200).optional(),
  defaultPath: z.string().max(4096).optional(),
  filters: z
    .array(z.object({ name: z.string().max(100), extensions: z.array(z.string().max(20)).max(20) }))
    .max(20)
    .optional(),
});

/** Answers the page's requests for native dialogs: only our own page is listened to, and only well-formed requests. */
export function serveDialogs(): void {
  const openDialog = async (event: IpcMainInvokeEvent, request: unknown, properties: OpenDialogOptions['properties']) => {
    const options: OpenDialogOptions = { ...checked(event.senderFrame?.url, request), ...(properties ? { properties } : {}) };
    const window = BrowserWindow.fromWebContents(event.sender);
    const { canceled, filePaths } = window ? await dialog.showOpenDialog(window, options) : await dialog.showOpenDialog(options);
    return canceled ? null : (filePaths[0] ?? null);
  };
  ipcMain.handle(CHANNELS.chooseFile, (event, request: unknown) => openDialog(event, request, ['openFile']));
  ipcMain.handle(CHANNELS.chooseFolder, (event, request: unknown) => openDialog(event, request, ['openDirectory', 'createDirectory']));
  ipcMain.handle(CHANNELS.chooseSavePath, async (event, request: unknown) => {
    const options = checked(event.senderFrame?.url, request);
    const window = BrowserWindow.fromWebContents(event.sender);
    const { canceled, filePath } = window ? await dialog.showSaveDialog(window, options) : await dialog.showSaveDialog(options);
    return canceled || filePath === '' ? null : filePath;
  });
}

function checked(url: string | undefined, request: unknown): Pick<OpenDialogOptions, 'title' | 'defaultPath' | 'filters'> {
  if (!isOwnPage(url)) throw new Error('This page may not open dialogs.');
  const { title, defaultPath, filters } = choice.parse(request);
  return { ...(title === undefined ? {} : { title }), ...(defaultPath === undefined ? {} : { defaultPath }), ...(filters === undefined ? {} : { filters }) };
}

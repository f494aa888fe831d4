import { app, ipcMain } from 'electron';
import { CHANNELS } from '../core/api/desktop-bridge.ts';
import { LANGUAGES, language, speak, systemLanguage } from '../renderer/i18n/i18n.ts';
import { isOwnPage } from './page.ts';

/** Menus, tray and notices speak the language of the system until a window says which one it is drawn in. `changed` draws anew what stays on the screen. */
export async function followLanguage(changed: () => void): Promise<void> {
  ipcMain.on(CHANNELS.language, (event, wanted: unknown) => {
    const known = LANGUAGES.find((one) => one === wanted);
    if (!isOwnPage(event.senderFrame?.url) || known === undefined || known === language()) return;
    void speak(known).then(changed);
  });
  await speak(systemLanguage(app.getPreferredSystemLanguages()));
}

import { BrowserWindow, ipcMain, Menu, type MenuItemConstructorOptions, type WebContents } from 'electron';
import { CHANNELS } from '../core/api/desktop-bridge.ts';
import { type DesktopMenu, type DesktopMenuItem, desktopMenu } from '../core/api/desktop-menu.ts';
import { t } from '../renderer/i18n/i18n.ts';
import { acceleratorOf } from './accelerator.ts';
import { isOwnPage } from './page.ts';

/** What an item of the native menu asks for: a command of the renderer, by id. */
export type SendCommand = (command: string) => void;

/** Until a window has said what its menu is, and while there is none. */
const firstMenu = (): DesktopMenu => [
  {
    label: t('File'),
    items: [
      { command: 'new-window', label: t('New window'), enabled: true },
      { role: 'quit', label: t('Quit Swivel') },
    ],
  },
];

/**
 * The native menu follows the window that has the focus: each says what belongs in its own, in its language and with its shortcuts. Items show their
 * shortcut, but the page handles the keys: the same commands work in a browser.
 */
export class WindowMenus {
  readonly #menus = new WeakMap<WebContents, Menu>();
  readonly #send: SendCommand;

  constructor(send: SendCommand) {
    this.#send = send;
    Menu.setApplicationMenu(this.#build(firstMenu()));
    ipcMain.on(CHANNELS.showMenu, (event, wanted: unknown) => {
      const menu = desktopMenu.safeParse(wanted);
      if (!isOwnPage(event.senderFrame?.url) || !menu.success) return;
      this.#menus.set(event.sender, this.#build(menu.data));
      const focused = BrowserWindow.getFocusedWindow();
      if (focused === null || focused.webContents === event.sender) this.#show(event.sender);
    });
  }

  /** To be called for every window that is opened. */
  follow(window: BrowserWindow): void {
    window.on('focus', () => this.#show(window.webContents));
    window.on('closed', () => {
      if (BrowserWindow.getAllWindows().length === 0) Menu.setApplicationMenu(this.#build(firstMenu()));
    });
  }

  #show(contents: WebContents): void {
    const menu = this.#menus.get(contents);
    if (menu) Menu.setApplicationMenu(menu);
  }

  #build(menu: DesktopMenu): Menu {
    const groups = menu.map(({ label, items }) => ({ label, submenu: items.map((item) => this.#item(item)) }));
    return Menu.buildFromTemplate([...(process.platform === 'darwin' ? [{ role: 'appMenu' as const }] : []), ...groups]);
  }

  #item(item: DesktopMenuItem): MenuItemConstructorOptions {
    if ('separator' in item) return { type: 'separator' };
    if ('role' in item) return item;
    const { command, label, shortcut, enabled } = item;
    const accelerator = shortcut && acceleratorOf(shortcut);
    return { id: command, label, enabled, click: () => this.#send(command), ...(accelerator ? { accelerator, registerAccelerator: false } : {}) };
  }
}

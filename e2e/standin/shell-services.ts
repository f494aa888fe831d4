import { EventEmitter } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { record } from './launch.ts';
import { protocol } from './schemes.ts';

/** Answers for the next dialogs; tests push them: `electron.__canned.push({ canceled: false, filePaths: ['/x'] })`. */
export const canned: unknown[] = [];

const ask = (kind: string, otherwise: unknown) => async (first: unknown, second?: unknown) => {
  record(kind, second ?? first);
  return canned.shift() ?? otherwise;
};

export const dialog = {
  showOpenDialog: ask('open-dialog', { canceled: true, filePaths: [] }),
  showSaveDialog: ask('save-dialog', { canceled: true, filePath: '' }),
  showMessageBox: ask('message-box', { response: 0, checkboxChecked: false }),
  showMessageBoxSync: (first: unknown, second?: { cancelId?: number }) => {
    record('message-box', second ?? first);
    return (canned.shift() as number | undefined) ?? second?.cancelId ?? 0;
  },
  showErrorBox: (title: string, content: string) => record('error-box', { title, content }),
};

export const shell = {
  openExternal: async (url: string) => record('open-external', url),
  showItemInFolder: (path: string) => record('show-in-folder', path),
};

interface ItemOptions {
  id?: string;
  label?: string;
  role?: string;
  click?: (...args: unknown[]) => void;
  submenu?: ItemOptions[] | Menu;
}

export class MenuItem {
  readonly id: string | undefined;
  readonly label: string | undefined;
  readonly role: string | undefined;
  readonly submenu: Menu | undefined;
  readonly #click: ((...args: unknown[]) => void) | undefined;

  constructor(options: ItemOptions) {
    this.id = options.id;
    this.label = options.label;
    this.role = options.role;
    this.submenu = options.submenu instanceof Menu ? options.submenu : options.submenu && Menu.buildFromTemplate(options.submenu);
    this.#click = options.click;
  }

  click(...args: unknown[]): void {
    this.#click?.(this, null, ...args);
  }
}

export class Menu {
  static #application: Menu | null = null;
  readonly items: MenuItem[] = [];

  static buildFromTemplate(template: (ItemOptions | MenuItem)[]): Menu {
    const menu = new Menu();
    for (const item of template) menu.items.push(item instanceof MenuItem ? item : new MenuItem(item));
    return menu;
  }
  static setApplicationMenu(menu: Menu | null): void {
    Menu.#application = menu;
  }
  static getApplicationMenu(): Menu | null {
    return Menu.#application;
  }

  getMenuItemById(id: string): MenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id);
      if (found) return found;
    }
    return null;
  }
}

export class Tray extends EventEmitter {
  toolTip = '';
  menu: Menu | null = null;
  constructor() {
    super();
    record('tray', this);
  }
  setToolTip(text: string): void {
    this.toolTip = text;
  }
  setContextMenu(menu: Menu | null): void {
    this.menu = menu;
  }
  destroy(): void {}
}

export class Notification extends EventEmitter {
  readonly title: string;
  readonly body: string;
  constructor(options: { title: string; body: string }) {
    super();
    this.title = options.title;
    this.body = options.body;
  }
  static isSupported(): boolean {
    return true;
  }
  show(): void {
    record('notification', { title: this.title, body: this.body });
    this.emit('show');
  }
}

const image = (bytes: Buffer) => ({ toPNG: () => bytes, isEmpty: () => bytes.length === 0, getSize: () => ({ width: 16, height: 16 }) });
export const nativeImage = {
  createEmpty: () => image(Buffer.alloc(0)),
  createFromPath: (path: string) => image(existsSync(path) ? readFileSync(path) : Buffer.alloc(0)),
};
export const nativeTheme = Object.assign(new EventEmitter(), { themeSource: 'system', shouldUseDarkColors: false });
export const powerMonitor = new EventEmitter();
const display = { id: 1, bounds: { x: 0, y: 0, width: 1920, height: 1080 }, workArea: { x: 0, y: 0, width: 1920, height: 1080 }, scaleFactor: 1 };
export const screen = { getPrimaryDisplay: () => display, getAllDisplays: () => [display] };

/** Which permission handlers were set; a test asks what they answer. */
const handlers: Record<string, unknown> = {};
const defaultSession = Object.assign(new EventEmitter(), {
  protocol,
  handlers,
  setPermissionRequestHandler: (handler: unknown) => {
    handlers['request'] = handler;
  },
  setPermissionCheckHandler: (handler: unknown) => {
    handlers['check'] = handler;
  },
  setDevicePermissionHandler: (handler: unknown) => {
    handlers['device'] = handler;
  },
});
export const session = { defaultSession };

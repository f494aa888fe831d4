import type { DesktopMenu } from './desktop-menu.ts';

/** A kind of file a dialog offers, by its endings without the dot. */
export interface FileFilter {
  name: string;
  /** Without dots. */
  extensions: string[];
}

/** What a file dialog begins with. */
export interface FileChoice {
  title?: string;
  /** Folder or file the dialog starts at. */
  defaultPath?: string;
  filters?: FileFilter[];
}

/** What the desktop shell gives its window as `window.desktop`: named functions only. Absent in a browser. */
export interface DesktopBridge {
  readonly platform: string;
  /** Native dialog for a file to read; null when it was left without a choice. */
  chooseFile(options: FileChoice): Promise<string | null>;
  /** Native dialog for a file to write; null when it was left without a choice. */
  chooseSavePath(options: FileChoice): Promise<string | null>;
  /** Native dialog for a folder, where a new one can be made too; null when it was left without a choice. */
  chooseFolder(options: FileChoice): Promise<string | null>;
  /** Path on disk of a file (a DOM `File`) that was dropped on the window; empty when it has none. */
  pathForFile(file: unknown): string;
  /** Calls back with the id of a command (renderer/commands) chosen from the native menu or the tray; returns how to stop. */
  onCommand(listener: (command: string) => void): () => void;
  /** Calls back with the text of a flow document that was opened from outside; returns how to stop. */
  onOpenDocument(listener: (text: string, fileName: string) => void): () => void;
  /** Tells the shell the language the window is drawn in ("en", "de"): its menus, tray and notices take it too. */
  setLanguage(language: string): void;
  /** Calls back with the hash route to show (a notification was clicked); returns how to stop. */
  onOpenRoute(listener: (route: string) => void): () => void;
  /** Opens another window at a hash route, such as `#/flow/x`. */
  openWindow(route: string): void;
  /** Makes this the native menu while the window has the focus. */
  showMenu(menu: DesktopMenu): void;
}

/** The page posts this with one end of a message channel; the preload hands that end to the main process, which serves the API on it. */
export const CONNECT_MESSAGE = 'rpc:connect';

/** Channels between preload and main process. Closed list; nothing else is listened to. */
export const CHANNELS = {
  connect: 'swivel:connect',
  chooseFile: 'swivel:choose-file',
  chooseSavePath: 'swivel:choose-save-path',
  chooseFolder: 'swivel:choose-folder',
  command: 'swivel:command',
  openDocument: 'swivel:open-document',
  openRoute: 'swivel:open-route',
  openWindow: 'swivel:open-window',
  showMenu: 'swivel:show-menu',
  language: 'swivel:language',
  /** The page listens now: documents that were opened before are sent. */
  ready: 'swivel:ready',
} as const;

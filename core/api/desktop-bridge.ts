/** What the desktop shell gives its window as `window.desktop`: named functions only. Absent in a browser. */
export interface DesktopBridge {
  readonly platform: string;
  /** Native dialog to choose a file to read; null when it was closed. `extensions` without dots. */
  openFile(options: FileChoice): Promise<string | null>;
  openFolder(options: FileChoice): Promise<string | null>;
  /** Native dialog to choose where to write; null when it was closed. */
  saveFile(options: FileChoice): Promise<string | null>;
  /** Path on disk of a file that was dropped on the window (a DOM `File`); empty when it has none. */
  pathOf(file: unknown): string;
  /** Calls back with the id of a command chosen from the native menu or tray; returns how to stop. */
  onCommand(callback: (command: string) => void): () => void;
  /** Calls back with the id of a flow to show: a file was opened with Swivel, or a notification was clicked. Returns how to stop. */
  onOpenFlow(callback: (flowId: string) => void): () => void;
  /** Tells the shell which theme is on, for the window frame. */
  setTheme(theme: 'light' | 'dark'): void;
}

export interface FileChoice {
  title: string;
  extensions?: readonly string[];
  /** Folder or file to start at. */
  startAt?: string;
}

/** The page posts this with one end of a message channel; the preload hands that end to the main process, which serves the API on it. */
export const CONNECT_MESSAGE = 'swivel:connect';

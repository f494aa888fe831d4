export interface FileFilter {
  name: string;
  extensions: string[];
}

/** What the desktop shell's preload offers on `window.desktop`; absent in a browser. */
export interface DesktopBridge {
  readonly platform: string;
  /** Native dialog for a file to read; null when it was left without a choice. */
  chooseFile?(options: { title?: string; defaultPath?: string; filters?: FileFilter[] }): Promise<string | null>;
  /** Native dialog for a file to write. */
  chooseSavePath?(options: { title?: string; defaultPath?: string; filters?: FileFilter[] }): Promise<string | null>;
  /** Path of a file that was dropped on the window. */
  pathForFile?(file: File): string;
  /** A native menu item was chosen; `command` is a command id of renderer/commands. */
  onCommand?(listener: (command: string) => void): () => void;
  /** A flow document was opened from outside (file association, open-file). */
  onOpenDocument?(listener: (text: string, fileName: string) => void): () => void;
}

declare global {
  interface Window {
    desktop?: DesktopBridge;
  }
}

export const desktop: DesktopBridge | undefined = globalThis.window?.desktop;

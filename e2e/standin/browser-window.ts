import { EventEmitter } from 'node:events';
import { app, openWindows } from './app.ts';
import { cdp, isConnected } from './chromium.ts';
import { WebContents, type WebPreferences } from './web-contents.ts';

interface Bounds {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface WindowOptions extends Partial<Bounds> {
  title?: string;
  show?: boolean;
  webPreferences?: WebPreferences;
}

/** A window that nobody sees: its page is real, its frame only remembered. */
export class BrowserWindow extends EventEmitter {
  readonly id: number;
  readonly webContents: WebContents;
  readonly #bounds: Bounds;
  #title: string;
  #visible: boolean;
  #minimized = false;
  #maximized = false;

  constructor(options: WindowOptions = {}) {
    super();
    this.id = openWindows.size + 1;
    this.#bounds = { x: options.x ?? 0, y: options.y ?? 0, width: options.width ?? 800, height: options.height ?? 600 };
    this.#title = options.title ?? '';
    this.#visible = options.show !== false;
    openWindows.add(this);
    this.webContents = new WebContents(options.webPreferences ?? {}, { width: this.#bounds.width, height: this.#bounds.height });
    this.webContents.on('first-shown', () => this.emit('ready-to-show'));
    app.emit('browser-window-created', {}, this);
    app.emit('web-contents-created', {}, this.webContents);
  }

  static getAllWindows(): BrowserWindow[] {
    return [...openWindows] as BrowserWindow[];
  }
  static getFocusedWindow(): BrowserWindow | null {
    return BrowserWindow.getAllWindows()[0] ?? null;
  }
  static fromWebContents(contents: WebContents): BrowserWindow | null {
    return BrowserWindow.getAllWindows().find((window) => window.webContents === contents) ?? null;
  }
  static fromId(id: number): BrowserWindow | null {
    return BrowserWindow.getAllWindows().find((window) => window.id === id) ?? null;
  }

  loadURL(address: string): Promise<void> {
    return this.webContents.loadURL(address);
  }
  show(): void {
    this.#visible = true;
    this.emit('show');
  }
  hide(): void {
    this.#visible = false;
    this.emit('hide');
  }
  focus(): void {
    this.emit('focus');
  }
  isVisible(): boolean {
    return this.#visible;
  }
  minimize(): void {
    this.#minimized = true;
    this.emit('minimize');
  }
  restore(): void {
    this.#minimized = false;
    this.emit('restore');
  }
  isMinimized(): boolean {
    return this.#minimized;
  }
  maximize(): void {
    this.#maximized = true;
    this.emit('maximize');
  }
  isMaximized(): boolean {
    return this.#maximized;
  }
  getBounds(): Bounds {
    return { ...this.#bounds };
  }
  getNormalBounds(): Bounds {
    return this.getBounds();
  }
  setBounds(bounds: Partial<Bounds>): void {
    Object.assign(this.#bounds, bounds);
    this.emit('resize');
    void this.webContents.ready.then(() => this.webContents.resize({ width: this.#bounds.width, height: this.#bounds.height }));
  }
  getTitle(): string {
    return this.#title;
  }
  setTitle(title: string): void {
    this.#title = title;
  }
  isDestroyed(): boolean {
    return !openWindows.has(this);
  }

  close(): void {
    if (this.isDestroyed()) return;
    let prevented = false;
    this.emit('close', {
      preventDefault: () => {
        prevented = true;
      },
    });
    if (prevented) return;
    if (isConnected() && this.webContents.target !== '') this.webContents.leave();
    else this.destroy();
  }

  destroy(): void {
    if (isConnected() && this.webContents.target !== '') void cdp().send('Target.closeTarget', { targetId: this.webContents.target });
    this.gone();
  }

  /** Chromium's target is closed, by us or by the page itself. */
  gone(): void {
    if (!openWindows.delete(this)) return;
    this.webContents.destroyed();
    this.emit('closed');
    if (openWindows.size > 0) return;
    if (app.listenerCount('window-all-closed') > 0) app.emit('window-all-closed');
    else app.quit();
  }
}

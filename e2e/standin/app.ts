import { EventEmitter } from 'node:events';
import { mkdirSync, readFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { startChromium, stopChromium } from './chromium.ts';
import { launch, refuse } from './launch.ts';
import { serveSchemes } from './schemes.ts';

interface ClosableWindow {
  close(): void;
  isDestroyed(): boolean;
}

/** Every window that is open, in the order of opening. */
export const openWindows = new Set<ClosableWindow>();

class App extends EventEmitter {
  name = 'Swivel';
  readonly isPackaged = false;
  readonly #ready = Promise.withResolvers<void>();
  readonly #paths = new Map<string, string>();
  #isReady = false;
  #quitting = false;

  getName(): string {
    return this.name;
  }
  setName(name: string): void {
    this.name = name;
  }
  getVersion(): string {
    return (JSON.parse(readFileSync(join(launch.root, 'package.json'), 'utf8')) as { version?: string }).version ?? '0.0.0';
  }
  getAppPath(): string {
    return launch.root;
  }
  getLocale(): string {
    return 'en-GB';
  }
  getPreferredSystemLanguages(): string[] {
    return ['en-GB'];
  }

  getPath(name: string): string {
    const config = process.env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config');
    const given = launch.switches.find((word) => word.startsWith('--user-data-dir='))?.slice('--user-data-dir='.length);
    const userData = given ?? join(config, this.name);
    const known: Record<string, string> = {
      home: homedir(),
      appData: config,
      userData,
      temp: tmpdir(),
      downloads: join(homedir(), 'Downloads'),
      documents: join(homedir(), 'Documents'),
      exe: process.execPath,
    };
    const path = this.#paths.get(name) ?? known[name] ?? refuse(`app.getPath('${name}')`);
    if (name === 'userData') mkdirSync(path, { recursive: true });
    return path;
  }
  setPath(name: string, path: string): void {
    this.#paths.set(name, path);
  }

  isReady(): boolean {
    return this.#isReady;
  }
  whenReady(): Promise<void> {
    return this.#ready.promise;
  }
  /** Always granted: two stand-ins know nothing of each other. The workspace's own lease is what keeps them apart. */
  requestSingleInstanceLock(): boolean {
    return true;
  }
  hasSingleInstanceLock(): boolean {
    return true;
  }
  releaseSingleInstanceLock(): void {}
  setAppUserModelId(): void {}
  focus(): void {}

  /** Starts what stands behind the app. Called once the app's main module has been loaded. */
  async boot(): Promise<void> {
    await serveSchemes(this.getPath('userData'));
    await startChromium(this.getPath('userData'));
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
      process.once(signal, () => {
        this.quit();
        setTimeout(() => this.exit(0), 1500).unref();
      });
    }
    this.#isReady = true;
    this.emit('will-finish-launching');
    this.#ready.resolve();
    this.emit('ready', {}, {});
  }

  quit(): void {
    if (this.#quitting) return;
    let prevented = false;
    const event = {
      preventDefault: () => {
        prevented = true;
      },
    };
    this.emit('before-quit', event);
    if (prevented) return;
    for (const window of [...openWindows]) {
      window.close();
      if (!window.isDestroyed()) return;
    }
    this.#quitting = true;
    this.emit('will-quit', event);
    if (prevented) this.#quitting = false;
    else this.exit(0);
  }

  exit(code = 0): void {
    this.emit('quit', {}, code);
    stopChromium();
    setTimeout(() => process.exit(code), 50);
  }
}

export const app = new App();

import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { app } from './app.ts';
import type { Params } from './cdp.ts';
import { cdp } from './chromium.ts';
import { createCodec, decode, encode } from './codec.ts';
import { ipcMain, MessagePortMain } from './ipc.ts';
import { refuse } from './launch.ts';
import { createPeer, pageWorld, preloadWorld } from './page-scripts.ts';
import { fromHttp, toHttp } from './schemes.ts';
import { session } from './shell-services.ts';

const WORLD = 'Electron Isolated Context';

export interface WebPreferences {
  preload?: string;
  nodeIntegration?: boolean;
  contextIsolation?: boolean;
}

type OpenHandler = (details: { url: string; frameName: string; features: string; disposition: string }) => { action: 'allow' | 'deny' };

let made = 0;

/** A page: a target in Chromium, with the preload in a real isolated world. */
export class WebContents extends EventEmitter {
  readonly id = ++made;
  readonly session = session.defaultSession;
  readonly ready: Promise<void>;
  readonly #preferences: WebPreferences;
  readonly #ports = new Map<number, MessagePortMain>();
  readonly #size: { width: number; height: number };
  #target = '';
  #session = '';
  #context = 0;
  #url = '';
  #expected: string | null = null;
  #shown = false;
  #destroyed = false;
  #onOpen: OpenHandler = () => ({ action: 'allow' });

  constructor(preferences: WebPreferences, size: { width: number; height: number }) {
    super();
    this.#preferences = preferences;
    this.#size = size;
    this.ready = this.#attach();
    this.ready.catch((error: unknown) => {
      if (!this.#destroyed) this.emit('render-process-gone', {}, { reason: String(error) });
    });
  }

  get target(): string {
    return this.#target;
  }

  get mainFrame() {
    return { url: this.#url, frameTreeNodeId: this.id, parent: null, top: null };
  }

  command(method: string, params: object = {}): Promise<Params> {
    return cdp().send(method, params, this.#session);
  }

  async #attach(): Promise<void> {
    await app.whenReady();
    if (this.#preferences.nodeIntegration || this.#preferences.contextIsolation === false) refuse('nodeIntegration or contextIsolation:false');
    this.#target = (await cdp().send('Target.createTarget', { url: 'about:blank', newWindow: true, ...this.#size }))['targetId'];
    this.#session = (await cdp().send('Target.attachToTarget', { targetId: this.#target, flatten: true }))['sessionId'];
    cdp().listen(this.#session, (method, params) => this.#hear(method, params));
    const documents = [{ urlPattern: '*', resourceType: 'Document', requestStage: 'Request' }];
    await Promise.all([this.command('Page.enable'), this.command('Runtime.enable'), this.command('Fetch.enable', { patterns: documents })]);
    await this.resize(this.#size);
    const secret = `s${randomUUID()}`;
    const facts = {
      platform: process.platform,
      arch: process.arch,
      versions: { electron: process.versions['electron'], chrome: 'stand-in', node: process.versions.node },
    };
    const preload = this.#preferences.preload ? readFileSync(this.#preferences.preload, 'utf8') : '';
    const inPage = `(${pageWorld})(${JSON.stringify(secret)},${createPeer})`;
    const inPreload = `(${preloadWorld})(${JSON.stringify(secret)},${createPeer},${JSON.stringify(facts)},(${createCodec})(),function(require,module,exports,process,global){${preload}\n})`;
    await this.command('Runtime.addBinding', { name: '__standinSend', executionContextName: WORLD });
    await this.command('Page.addScriptToEvaluateOnNewDocument', { source: inPage });
    await this.command('Page.addScriptToEvaluateOnNewDocument', { worldName: WORLD, source: inPreload });
  }

  resize(size: { width: number; height: number }): Promise<Params> {
    return this.command('Emulation.setDeviceMetricsOverride', { ...size, deviceScaleFactor: 1, mobile: false });
  }

  /** Closes the page as its person would: it may ask to stay. One that cannot be asked is closed without being asked: nobody waits for it for ever. */
  leave(): void {
    this.ready
      .then(() => this.command('Page.close'))
      .catch(() => cdp().send('Target.closeTarget', { targetId: this.#target }))
      .catch(() => undefined);
  }

  /** The page wants to stay; whoever listens may prevent that. */
  #answerUnload(): void {
    let leaves = false;
    this.emit('will-prevent-unload', {
      preventDefault: () => {
        leaves = true;
      },
    });
    // Whoever steers the page may have answered before.
    this.command('Page.handleJavaScriptDialog', { accept: leaves }).catch(() => undefined);
  }

  #hear(method: string, params: Params): void {
    switch (method) {
      case 'Runtime.executionContextCreated':
        if (params['context'].name === WORLD) this.#context = params['context'].id;
        return;
      case 'Runtime.bindingCalled':
        if (params['name'] === '__standinSend') void this.#fromPreload(decode(JSON.parse(params['payload'])));
        return;
      case 'Page.javascriptDialogOpening':
        if (params['type'] === 'beforeunload') this.#answerUnload();
        return;
      case 'Page.frameNavigated':
        if (params['frame'].parentId) return;
        this.#url = fromHttp(params['frame'].url);
        for (const port of this.#ports.values()) port.emit('close');
        this.#ports.clear();
        this.emit('did-navigate', {}, this.#url);
        return;
      case 'Page.domContentEventFired':
        this.emit('dom-ready', {});
        if (!this.#shown) this.emit('first-shown');
        this.#shown = true;
        return;
      case 'Page.loadEventFired':
        this.emit('did-finish-load', {});
        return;
      case 'Fetch.requestPaused':
        this.#navigating(params);
        return;
      case 'Inspector.targetCrashed':
        this.emit('render-process-gone', {}, { reason: 'crashed' });
    }
  }

  /** A request for a document in the main frame that the app itself did not ask for is announced, and may be prevented. */
  #navigating(params: Params): void {
    let prevented = false;
    const url = fromHttp(params['request'].url);
    const event = {
      url,
      isMainFrame: true,
      preventDefault: () => {
        prevented = true;
      },
    };
    const asked = params['request'].url === this.#expected || params['request'].url === toHttp(this.#url).split('#')[0];
    if (params['frameId'] === this.#target && !asked) this.emit('will-navigate', event, url);
    this.#expected = null;
    const answer = prevented
      ? this.command('Fetch.failRequest', { requestId: params['requestId'], errorReason: 'Aborted' })
      : this.command('Fetch.continueRequest', { requestId: params['requestId'] });
    answer.catch(() => undefined);
  }

  async #fromPreload(message: Params): Promise<void> {
    const event: Params = { sender: this, senderFrame: this.mainFrame, processId: 1, frameId: 1, ports: [] };
    switch (message['kind']) {
      case 'send':
        for (const id of message['ports'] ?? []) {
          const port = new MessagePortMain(id, (reply) => this.#toPreload(reply));
          this.#ports.set(id, port);
          event['ports'].push(port);
        }
        ipcMain.emit(message['channel'], event, ...message['args']);
        return;
      case 'port':
        this.#ports.get(message['id'])?.deliver(message['data']);
        return;
      case 'open':
        this.#onOpen({ url: fromHttp(message['url']), frameName: message['name'], features: '', disposition: 'new-window' });
        return;
      case 'invoke':
        try {
          const handler = ipcMain.handlers.get(message['channel']);
          if (!handler) throw new Error(`No handler registered for '${message['channel']}'`);
          this.#toPreload({ kind: 'result', id: message['id'], value: await handler(event, ...message['args']) });
        } catch (error) {
          this.#toPreload({ kind: 'result', id: message['id'], error: `Error invoking remote method '${message['channel']}': ${error}` });
        }
    }
  }

  #toPreload(message: object): void {
    if (this.#destroyed || this.#context === 0) return;
    const expression = `__standinReceive(${JSON.stringify(JSON.stringify(encode(message)))})`;
    this.command('Runtime.evaluate', { contextId: this.#context, expression }).catch(() => undefined);
  }

  send(channel: string, ...args: unknown[]): void {
    this.#toPreload({ kind: 'event', channel, args });
  }

  async loadURL(address: string): Promise<void> {
    await this.ready;
    const url = toHttp(address);
    this.#expected = url.split('#')[0] ?? url;
    const { errorText } = await this.command('Page.navigate', { url });
    if (errorText) throw new Error(`${errorText} loading '${address}'`);
  }

  getURL(): string {
    return this.#url;
  }
  setWindowOpenHandler(handler: OpenHandler): void {
    this.#onOpen = handler;
  }
  reload(): void {
    void this.command('Page.reload');
  }
  isDestroyed(): boolean {
    return this.#destroyed;
  }
  destroyed(): void {
    this.#destroyed = true;
    for (const port of this.#ports.values()) port.emit('close');
    this.emit('destroyed');
  }
}

/**
 * The two halves of the context bridge, sent to the page as text: one runs in the page's own world, one in the preload's isolated world. They share only
 * the DOM, so they talk in custom events whose names hold a secret. They may use nothing from this module.
 */
// biome-ignore-all lint/suspicious/noExplicitAny: the bridge carries whatever the app sends
type Any = any;

/** One side of the bridge: packs values, functions and promises into events and back. */
export function createPeer(secret: string, me: string, other: string) {
  const page = document;
  const EventOf = CustomEvent;
  const promises = new Map<number, { resolve(value: unknown): void; reject(error: unknown): void }>();
  const replies = new Map<number, Any>();
  const functions: ((...args: unknown[]) => unknown)[] = [];
  let last = 0;
  const emit = (kind: string, detail: unknown) => page.dispatchEvent(new EventOf(secret + other + kind, { detail }));
  const hear = (kind: string, listener: (detail: Any) => void) => page.addEventListener(secret + me + kind, (event) => listener((event as CustomEvent).detail));
  const pack = (value: Any): Any => {
    if (typeof value === 'function') return { function: functions.push(value) - 1 };
    if (value && typeof value.then === 'function') {
      const id = ++last;
      value.then(
        (result: unknown) => emit('promise', { id, value: pack(result) }),
        (error: Any) => emit('promise', { id, error: String(error?.message ?? error) }),
      );
      return { promise: id };
    }
    if (Array.isArray(value)) return { list: value.map(pack) };
    const plain = value && typeof value === 'object' && [Object.prototype, null].includes(Object.getPrototypeOf(value));
    return plain ? { members: Object.entries(value).map(([key, member]) => [key, pack(member)]) } : { value };
  };
  const unpack = (packed: Any): Any => {
    if (packed === null || typeof packed !== 'object') return packed;
    if (packed.function !== undefined)
      return (...args: unknown[]) => {
        const id = ++last;
        emit('call', { id, function: packed.function, args: args.map(pack) });
        const reply = replies.get(id);
        replies.delete(id);
        if (reply?.error !== undefined) throw new Error(reply.error);
        return unpack(reply?.value);
      };
    if (packed.promise !== undefined) return new Promise((resolve, reject) => promises.set(packed.promise, { resolve, reject }));
    if (packed.members !== undefined) return Object.freeze(Object.fromEntries(packed.members.map(([key, member]: [string, Any]) => [key, unpack(member)])));
    return packed.list === undefined ? packed.value : Object.freeze(packed.list.map(unpack));
  };
  hear('call', (call) => {
    try {
      emit('reply', { id: call.id, value: pack(functions[call.function]?.(...call.args.map(unpack))) });
    } catch (error) {
      emit('reply', { id: call.id, error: String((error as Error)?.message ?? error) });
    }
  });
  hear('reply', (reply) => replies.set(reply.id, reply));
  hear('promise', ({ id, value, error }) => {
    const waiting = promises.get(id);
    promises.delete(id);
    if (error === undefined) waiting?.resolve(unpack(value));
    else waiting?.reject(new Error(error));
  });
  return { emit, hear, pack, unpack };
}

/** The page's own world: receives what the preload exposes; hands window.open and blank links to the main process. */
export function pageWorld(secret: string, peerOf: typeof createPeer): void {
  const peer = peerOf(secret, 'page', 'preload');
  peer.hear('expose', ({ key, api }) => Object.defineProperty(window, key, { value: peer.unpack(api), enumerable: true }));
  // Electron asks the main process before a window opens; here the answer cannot be waited for, so open() gives null.
  window.open = (address = 'about:blank', name = '') => {
    peer.emit('open', { url: new URL(address, location.href).href, name: String(name) });
    return null;
  };
  window.addEventListener('click', (event) => {
    const link = event.defaultPrevented ? null : (event.target as Element | null)?.closest?.<HTMLAnchorElement>('a[target=_blank][href]');
    if (!link) return;
    event.preventDefault();
    peer.emit('open', { url: link.href, name: '_blank' });
  });
}

/** The preload's isolated world: `require('electron')` with contextBridge and ipcRenderer, then the preload itself. */
export function preloadWorld(
  secret: string,
  peerOf: typeof createPeer,
  facts: object,
  codec: { encode(value: unknown): unknown; decode(value: unknown): Any },
  preload: (...args: unknown[]) => void,
): void {
  const world = globalThis as Any;
  const raw = world.__standinSend;
  delete world.__standinSend;
  const send = (message: unknown) => raw(JSON.stringify(codec.encode(message)));
  let last = 0;
  const calls = new Map<number, { resolve(value: unknown): void; reject(error: unknown): void }>();
  const listeners = new Map<string, ((...args: unknown[]) => void)[]>();
  const ports = new Map<number, MessagePort>();
  const listenersOf = (channel: string) => {
    const there = listeners.get(channel) ?? [];
    listeners.set(channel, there);
    return there;
  };
  const ipcRenderer: Any = {
    send: (channel: string, ...args: unknown[]) => send({ kind: 'send', channel, args }),
    sendSync: () => {
      throw new Error('Electron stand-in: sendSync is not available here.');
    },
    invoke: (channel: string, ...args: unknown[]) =>
      new Promise((resolve, reject) => {
        const id = ++last;
        calls.set(id, { resolve, reject });
        send({ kind: 'invoke', id, channel, args });
      }),
    postMessage: (channel: string, message: unknown, transfer: MessagePort[] = []) => {
      const ids = transfer.map((port) => {
        const id = ++last;
        ports.set(id, port);
        port.onmessage = (event) => send({ kind: 'port', id, data: event.data });
        return id;
      });
      send({ kind: 'send', channel, args: [message], ports: ids });
    },
    on: (channel: string, listener: (...args: unknown[]) => void) => {
      listenersOf(channel).push(listener);
      return ipcRenderer;
    },
    off: (channel: string, listener: (...args: unknown[]) => void) => {
      listeners.set(
        channel,
        listenersOf(channel).filter((one) => one !== listener),
      );
      return ipcRenderer;
    },
  };
  world.__standinReceive = (text: string) => {
    const message = codec.decode(JSON.parse(text));
    if (message.kind === 'result') {
      const call = calls.get(message.id);
      calls.delete(message.id);
      if (message.error === undefined) call?.resolve(message.value);
      else call?.reject(new Error(message.error));
    } else if (message.kind === 'event')
      for (const listener of [...listenersOf(message.channel)]) listener({ sender: ipcRenderer, ports: [] }, ...message.args);
    else if (message.kind === 'port') ports.get(message.id)?.postMessage(message.data);
    else if (message.kind === 'port-closed') {
      ports.get(message.id)?.close();
      ports.delete(message.id);
    }
  };
  const peer = peerOf(secret, 'preload', 'page');
  peer.hear('open', (request) => send({ kind: 'open', ...request }));
  const electron = {
    contextBridge: { exposeInMainWorld: (key: string, api: unknown) => peer.emit('expose', { key, api: peer.pack(api) }) },
    ipcRenderer,
    webUtils: { getPathForFile: () => '' },
    webFrame: { setZoomFactor() {}, getZoomFactor: () => 1 },
  };
  const require = (name: string) => {
    if (name === 'electron' || name === 'electron/renderer') return electron;
    throw new Error(`module not found: ${name} (a sandboxed preload has only electron)`);
  };
  const module = { exports: {} };
  preload(require, module, module.exports, { ...facts, env: {}, argv: [], sandboxed: true, contextIsolated: true, type: 'renderer' }, globalThis);
}

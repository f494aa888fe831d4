import { EventEmitter } from 'node:events';

type Handler = (event: unknown, ...args: unknown[]) => unknown;

class IpcMain extends EventEmitter {
  readonly handlers = new Map<string, Handler>();

  handle(channel: string, handler: Handler): void {
    if (this.handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    this.handlers.set(channel, handler);
  }

  removeHandler(channel: string): void {
    this.handlers.delete(channel);
  }
}

export const ipcMain = new IpcMain();

/** The main process's end of a message channel whose other end is in a page. Messages wait until `start`, as in Electron. */
export class MessagePortMain extends EventEmitter {
  readonly #send: (message: object) => void;
  readonly #waiting: unknown[] = [];
  #started = false;
  readonly id: number;

  constructor(id: number, send: (message: object) => void) {
    super();
    this.id = id;
    this.#send = send;
  }

  start(): void {
    this.#started = true;
    for (const data of this.#waiting.splice(0)) this.deliver(data);
  }

  deliver(data: unknown): void {
    if (this.#started) this.emit('message', { data, ports: [] });
    else this.#waiting.push(data);
  }

  postMessage(data: unknown): void {
    this.#send({ kind: 'port', id: this.id, data });
  }

  close(): void {
    this.#send({ kind: 'port-closed', id: this.id });
    this.emit('close');
  }
}

import type { ClientContext, ClientLink } from '@orpc/client';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { RPCLink as SocketLink } from '@orpc/client/websocket';
import { CONNECT_MESSAGE } from '../../core/api/desktop-bridge.ts';
import { desktop } from './desktop.ts';

export type Link = ClientLink<ClientContext>;
/** `lost` says that the host does not answer; a new attempt is on its way. */
export type ConnectionState = 'connecting' | 'open' | 'lost';

const FIRST_RETRY_MS = 400;
const LAST_RETRY_MS = 5_000;

/** The line to the backend. Comes back by itself; calls that were under way when it broke fail, and are asked again by those who made them. */
class Connection {
  #state: ConnectionState = 'connecting';
  #link: Link | null = null;
  #retryMs = FIRST_RETRY_MS;
  readonly #listeners = new Set<() => void>();

  get state(): ConnectionState {
    return this.#state;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Resolves at once when the line is open, else when it next opens. */
  whenOpen(signal?: AbortSignal): Promise<void> {
    if (this.#state === 'open') return Promise.resolve();
    return new Promise((resolve, reject) => {
      const stop = this.subscribe(() => {
        if (this.#state !== 'open') return;
        stop();
        resolve();
      });
      signal?.addEventListener('abort', () => {
        stop();
        reject(signal.reason);
      });
    });
  }

  link(): Link {
    if (this.#link) return this.#link;
    if (!desktop) window.addEventListener('unhandledrejection', forgetEndOfLine);
    this.#link = desktop ? this.#openPort() : this.#openSocket();
    return this.#link;
  }

  /** Puts another link in place: tests speak to a backend in memory. */
  replace(link: Link): void {
    this.#link = link;
    this.#set('open');
  }

  #openPort(): Link {
    const { port1, port2 } = new MessageChannel();
    window.postMessage(CONNECT_MESSAGE, window.location.origin === 'null' ? '*' : window.location.origin, [port2]);
    port1.start();
    this.#set('open');
    return new PortLink({ port: port1 });
  }

  #openSocket(): Link {
    const socket = new WebSocket(new URL('rpc', window.location.href.replace(/^http/, 'ws').replace(/[?#].*$/, '')));
    socket.addEventListener('open', () => {
      this.#retryMs = FIRST_RETRY_MS;
      this.#set('open');
    });
    socket.addEventListener('close', () => {
      this.#set('lost');
      setTimeout(() => {
        this.#link = this.#openSocket();
      }, this.#retryMs);
      this.#retryMs = Math.min(this.#retryMs * 2, LAST_RETRY_MS);
    });
    return new SocketLink({ websocket: socket });
  }

  #set(state: ConnectionState): void {
    if (state === this.#state) return;
    this.#state = state;
    for (const listener of [...this.#listeners]) listener();
  }
}

/** When a line breaks, oRPC also rejects waits of its own that nobody can hear any more. That the line is lost is told by its state. */
function forgetEndOfLine(event: PromiseRejectionEvent): void {
  const { reason } = event;
  if (reason instanceof Error && reason.name === 'AbortError' && reason.message.startsWith('[AsyncIdQueue]')) event.preventDefault();
}

export const connection = new Connection();

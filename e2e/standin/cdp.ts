// biome-ignore lint/suspicious/noExplicitAny: the protocol has thousands of shapes; each caller knows its own
export type Params = Record<string, any>;

type Listener = (method: string, params: Params) => void;

/** A connection to Chromium's DevTools protocol: requests with answers, events by session. */
export class Cdp {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, { method: string; resolve(result: Params): void; reject(error: Error): void }>();
  readonly #listeners = new Map<string, Listener>();
  #last = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener('message', (event) => this.#hear(String(event.data)));
  }

  static async connect(address: string): Promise<Cdp> {
    const socket = new WebSocket(address);
    await new Promise<void>((resolve, reject) => {
      socket.onopen = () => resolve();
      socket.onerror = () => reject(new Error('Chromium does not answer.'));
    });
    return new Cdp(socket);
  }

  /** Events of a session; the browser's own are those of the empty one. */
  listen(session: string, listener: Listener): void {
    this.#listeners.set(session, listener);
  }

  send(method: string, params: object = {}, session?: string): Promise<Params> {
    const id = ++this.#last;
    this.#socket.send(JSON.stringify({ id, method, params, sessionId: session }));
    // What a test does through the debugger is no turn of the event loop: without one, what it sends may lie there until something else happens.
    setImmediate(() => undefined);
    return new Promise((resolve, reject) => this.#waiting.set(id, { method, resolve, reject }));
  }

  #hear(text: string): void {
    const message = JSON.parse(text) as { id?: number; error?: { message: string }; result: Params; sessionId?: string; method: string; params: Params };
    if (message.id === undefined) {
      this.#listeners.get(message.sessionId ?? '')?.(message.method, message.params);
      return;
    }
    const call = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.error) call?.reject(new Error(`${call.method}: ${message.error.message}`));
    else call?.resolve(message.result);
  }
}

import type { Socket } from 'node:net';
import { Agent, type Dispatcher, ProxyAgent } from 'undici';
import type { Clock } from '../../base/clock.ts';
import type { StopSignal } from '../../base/stop-signal.ts';
import type { HttpLimits, HttpMethod } from '../../catalog/families/http-service.ts';
import { guardedConnector, type Reach, trusted } from './connector.ts';
import { ACCEPTED, TooLarge, Unpacked } from './unpack.ts';

/** One request to one address; redirects are somebody else's. */
export interface Hop {
  readonly method: HttpMethod;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | undefined;
  readonly mostBytes: number;
  readonly limits: HttpLimits;
  readonly signal: StopSignal;
}

/** A whole answer. */
export interface HopAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** Why there is no whole answer: `sent` tells whether any of the request may have left, `cause` what happened, `status` of what had begun to arrive. */
export class HopFailed extends Error {
  readonly sent: boolean;
  readonly status: number | undefined;

  constructor(cause: unknown, sent: boolean, status?: number) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.sent = sent;
    this.status = status;
  }
}

/** A limit of time was reached. */
export class TooSlow extends Error {
  readonly limit: keyof HttpLimits;
  readonly ms: number;

  constructor(limit: keyof HttpLimits, ms: number) {
    super(limit);
    this.limit = limit;
    this.ms = ms;
  }
}

/** Fewer bytes than were announced. */
export class CutShort extends Error {
  readonly taken: number;
  readonly announced: string;

  constructor(taken: number, announced: string) {
    super('cut short');
    this.taken = taken;
    this.announced = announced;
  }
}

/** Sends requests over kept connections of its own; ends all of them when it is closed, whatever they are doing. */
export class Transport {
  readonly #dispatcher: Dispatcher;
  readonly #clock: Clock;
  readonly #sockets = new Set<Socket>();

  constructor(reach: Reach, proxy: string, clock: Clock) {
    this.#clock = clock;
    const timers = { headersTimeout: 0, bodyTimeout: 0 };
    const opened = (socket: Socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
    };
    // The proxy was chosen by whoever made the connection, and decides itself what a name stands for.
    this.#dispatcher =
      proxy === ''
        ? new Agent({ ...timers, connect: guardedConnector(reach, opened) })
        : new ProxyAgent({ ...timers, uri: proxy, requestTls: { ...trusted(reach.authority), rejectUnauthorized: true, timeout: reach.connectMs } });
  }

  /** Sockets that are open. */
  get open(): number {
    return this.#sockets.size;
  }

  /** Rejects with a `HopFailed`. */
  send(hop: Hop): Promise<HopAnswer> {
    return new Promise((resolve, reject) => {
      const sending = new Sending(hop, this.#clock, resolve, reject);
      const { method, url, headers, body } = hop;
      try {
        this.#dispatcher.dispatch(
          {
            origin: url.origin,
            path: `${url.pathname}${url.search}`,
            method,
            headers: { 'accept-encoding': ACCEPTED, ...headers },
            body: body === undefined ? null : body,
          },
          sending,
        );
      } catch (error) {
        sending.fail(error);
      }
    });
  }

  async close(): Promise<void> {
    await this.#dispatcher.destroy().catch(() => undefined);
    for (const socket of this.#sockets) socket.destroy();
  }
}

/** One request on its way: hears what undici tells, and ends it when a limit is reached or somebody cancels. */
class Sending implements Dispatcher.DispatchHandler {
  readonly #hop: Hop;
  readonly #clock: Clock;
  readonly #resolve: (answer: HopAnswer) => void;
  readonly #reject: (error: HopFailed) => void;
  readonly #timers: (() => void)[] = [];
  #controller: Dispatcher.DispatchController | null = null;
  #sent = false;
  #over = false;
  #status: number | undefined;
  #headers: Record<string, string> = {};
  #unpacked: Unpacked | null = null;

  constructor(hop: Hop, clock: Clock, resolve: (answer: HopAnswer) => void, reject: (error: HopFailed) => void) {
    this.#hop = hop;
    this.#clock = clock;
    this.#resolve = resolve;
    this.#reject = reject;
    const signal = hop.signal as AbortSignal;
    const stop = () => this.fail(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
    this.#timers.push(() => signal.removeEventListener('abort', stop));
    this.#within('total', () => true);
    this.#within('connect', () => !this.#sent);
    if (signal.aborted) stop();
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#over) {
      controller.abort(new Error('nobody waits for it any more'));
      return;
    }
    this.#sent = true;
    this.#within('firstByte', () => this.#status === undefined);
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number, headers: Record<string, string | string[] | undefined>): void {
    if (status < 200 || this.#over) return;
    this.#status = status;
    for (const [name, value] of Object.entries(headers))
      if (value !== undefined) this.#headers[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : String(value);
    const announced = Number(this.#headers['content-length'] ?? 0);
    const isPacked = (this.#headers['content-encoding'] ?? 'identity') !== 'identity';
    if (!isPacked && this.#hop.method !== 'HEAD' && announced > this.#hop.mostBytes) {
      this.fail(new TooLarge());
      return;
    }
    this.#unpacked = new Unpacked(
      this.#hop.method === 'HEAD' ? '' : (this.#headers['content-encoding'] ?? ''),
      this.#hop.mostBytes,
      (error) => this.fail(error),
      () => controller.resume(),
    );
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (!this.#over && this.#unpacked?.add(chunk) === false) controller.pause();
  }

  onResponseEnd(): void {
    const unpacked = this.#unpacked;
    if (this.#over || !unpacked || this.#status === undefined) {
      this.fail(new CutShort(0, '?'));
      return;
    }
    const announced = this.#headers['content-length'];
    const hasBody = this.#hop.method !== 'HEAD' && this.#status !== 204 && this.#status !== 304;
    if (hasBody && announced !== undefined && Number(announced) !== unpacked.taken) {
      this.fail(new CutShort(unpacked.taken, announced));
      return;
    }
    const status = this.#status;
    void unpacked.finish().then((body) => this.#end(() => this.#resolve({ status, headers: this.#headers, body })));
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.fail(error);
  }

  fail(cause: unknown): void {
    this.#end(() => {
      this.#unpacked?.close();
      this.#reject(new HopFailed(cause, this.#sent, this.#status));
      if (this.#controller && !this.#controller.aborted) this.#controller.abort(cause instanceof Error ? cause : new Error('cancelled'));
    });
  }

  #end(tell: () => void): void {
    if (this.#over) return;
    this.#over = true;
    for (const stop of this.#timers) stop();
    tell();
  }

  #within(limit: keyof HttpLimits, stillWaiting: () => boolean): void {
    const ms = this.#hop.limits[limit];
    this.#timers.push(
      this.#clock.after(ms, () => {
        if (stillWaiting()) this.fail(new TooSlow(limit, ms));
      }),
    );
  }
}

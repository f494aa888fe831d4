import type { StopSignal } from '../../base/stop-signal.ts';
import type { ConnectContext, Secrets } from '../../catalog/connection-spec.ts';
import { RemoteRoot } from './remote-path.ts';
import { askedOf, SftpSession } from './session.ts';
import { type Asked, isLost } from './sftp-errors.ts';
import type { SftpConfig } from './spec.ts';

/** Cuts in a row, without anything carried in between, until it is given up. */
const MOST_CUTS = 4;
const FIRST_WAIT_MS = 150;

/** Something to do on a connection, that may be begun again on another one. */
export type OnSession<T> = (session: SftpSession, root: RemoteRoot) => Promise<T>;

/** The way to the server: one connection at a time, made anew when it was cut. */
export class Line {
  readonly asked: Asked;
  readonly #config: SftpConfig;
  readonly #secrets: Secrets;
  readonly #context: ConnectContext;
  #open: Promise<{ session: SftpSession; root: RemoteRoot }> | null = null;
  #session: SftpSession | null = null;
  #closed = false;

  constructor(config: SftpConfig, secrets: Secrets, context: ConnectContext) {
    this.#config = config;
    this.#secrets = secrets;
    this.#context = context;
    this.asked = askedOf(config, context);
  }

  /** Does something; where the connection is cut meanwhile, again on another one. `progress` tells how far it has come: as long as it gets on, it is not given up. */
  async use<T>(signal: StopSignal, work: OnSession<T>, progress: () => number = () => 0): Promise<T> {
    for (let cuts = 0, come = progress(); ; ) {
      signal.throwIfAborted();
      try {
        const { session, root } = await this.#connected();
        return await orStopped(signal, work(session, root));
      } catch (error) {
        signal.throwIfAborted();
        if (!isLost(error) || this.#closed) throw error;
        cuts = progress() > come ? 1 : cuts + 1;
        come = progress();
        if (cuts >= MOST_CUTS) throw error;
        await this.#pause(FIRST_WAIT_MS * 2 ** (cuts - 1) * (0.5 + this.#context.random()), signal);
      }
    }
  }

  /** Connects once, so that whoever opens it learns why that cannot be. */
  async connect(): Promise<void> {
    await orStopped(this.#context.signal, this.#connected());
  }

  /** Does something on the connection as it is, only if it is still there; what goes wrong is nobody's business any more. */
  async tidy(work: OnSession<unknown>): Promise<void> {
    if (!this.#open || this.#session?.alive !== true) return;
    try {
      const { session, root } = await this.#open;
      await work(session, root);
    } catch {
      // The next delivery sweeps it.
    }
  }

  /** 16 hexadecimal digits. */
  key(): string {
    return Array.from({ length: 16 }, () => Math.floor(this.#context.random() * 16).toString(16)).join('');
  }

  async close(): Promise<void> {
    this.#closed = true;
    const session = this.#session;
    this.#session = null;
    session?.close();
  }

  #connected(): Promise<{ session: SftpSession; root: RemoteRoot }> {
    if (this.#open && this.#session?.alive !== false) return this.#open;
    const open = (async () => {
      const session = await SftpSession.open(this.#config, this.#secrets, this.#context);
      this.#session = session;
      if (this.#closed) session.close();
      try {
        return { session, root: await RemoteRoot.find(session, this.#config.folder.trim(), this.asked) };
      } catch (error) {
        session.close();
        throw error;
      }
    })();
    this.#session = null;
    this.#open = open;
    open.catch(() => {
      if (this.#open === open) this.#open = null;
    });
    return open;
  }

  #pause(ms: number, signal: StopSignal): Promise<void> {
    return orStopped(signal, new Promise<void>((resolve) => this.#context.clock.after(ms, resolve)));
  }
}

/** The same, or a rejection as soon as it is to stop; what was begun goes on unseen. */
async function orStopped<T>(signal: StopSignal, work: Promise<T>): Promise<T> {
  let stop: () => void = () => undefined;
  const stopped = new Promise<never>((_resolve, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
  });
  work.catch(() => undefined);
  try {
    return await Promise.race([work, stopped]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

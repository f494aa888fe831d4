import type { Clock } from '../base/clock.ts';
import { OperationalError } from '../base/errors.ts';
import type { StopSignal } from '../base/stop-signal.ts';

/** A signed-in line to a database. */
export interface PooledSession {
  /** It was cut, or is in a state nobody knows; it is not used again. */
  readonly lost: boolean;
  /** Never throws. */
  end(): Promise<void>;
}

/** How a pool is made. */
export interface PoolOptions<S extends PooledSession> {
  /** Name of the connection, for sentences. */
  readonly name: string;
  /** Most sessions at a time. */
  readonly most: number;
  /** How long one waits for a session that somebody else has. */
  readonly waitMs: number;
  readonly clock: Clock;
  open(): Promise<S>;
}

interface Waiting<S> {
  give(session: S | null): void;
  refuse(error: unknown): void;
}

/**
 * A few sessions that are shared: one that was given back is used again. Who asks while all are in use waits, in order, and gets the OperationalError
 * `too-many-connections` when it takes too long.
 */
export class SessionPool<S extends PooledSession> {
  readonly #options: PoolOptions<S>;
  readonly #idle: S[] = [];
  readonly #inUse = new Set<S>();
  readonly #waiting: Waiting<S>[] = [];
  #opening = 0;
  #closed = false;

  constructor(options: PoolOptions<S>) {
    this.#options = options;
  }

  /** A session of one's own until it is released. */
  async take(signal?: StopSignal): Promise<S> {
    signal?.throwIfAborted();
    const idle = this.#usable();
    if (idle) return this.#lend(idle);
    if (this.#inUse.size + this.#opening < this.#options.most) return this.#openOne();
    const given = await this.#wait(signal);
    return given ? this.#lend(given) : this.take(signal);
  }

  /** Gives it back; a lost one is ended. */
  release(session: S): void {
    if (!this.#inUse.delete(session)) return;
    if (session.lost || this.#closed) {
      void session.end();
      this.#waiting.shift()?.give(null);
      return;
    }
    const next = this.#waiting.shift();
    if (!next) this.#idle.push(session);
    else {
      this.#inUse.add(session);
      next.give(session);
    }
  }

  /** Takes a session for the time of `work`. */
  async use<T>(work: (session: S) => Promise<T>, signal?: StopSignal): Promise<T> {
    const session = await this.take(signal);
    try {
      return await work(session);
    } finally {
      this.release(session);
    }
  }

  /** Ends all sessions, those in use too: what is going on there fails. */
  async close(): Promise<void> {
    this.#closed = true;
    const all = [...this.#idle.splice(0), ...this.#inUse];
    for (const one of this.#waiting.splice(0)) one.refuse(closed(this.#options.name));
    await Promise.all(all.map((session) => session.end()));
  }

  #usable(): S | undefined {
    for (let session = this.#idle.pop(); session; session = this.#idle.pop()) {
      if (!session.lost) return session;
      void session.end();
    }
    return undefined;
  }

  #lend(session: S): S {
    this.#inUse.add(session);
    return session;
  }

  async #openOne(): Promise<S> {
    if (this.#closed) throw closed(this.#options.name);
    this.#opening++;
    try {
      const session = await this.#options.open();
      if (this.#closed) {
        await session.end();
        throw closed(this.#options.name);
      }
      return this.#lend(session);
    } catch (error) {
      // The place that was kept for it is free again.
      this.#waiting.shift()?.give(null);
      throw error;
    } finally {
      this.#opening--;
    }
  }

  #wait(signal?: StopSignal): Promise<S | null> {
    const { clock, waitMs, name, most } = this.#options;
    return new Promise((resolve, reject) => {
      const end = () => {
        stop();
        signal?.removeEventListener('abort', onAbort);
        const at = this.#waiting.indexOf(waiting);
        if (at >= 0) this.#waiting.splice(at, 1);
      };
      const waiting: Waiting<S> = {
        give: (session) => {
          end();
          resolve(session);
        },
        refuse: (error) => {
          end();
          reject(error);
        },
      };
      const onAbort = () => waiting.refuse(signal?.reason);
      const stop = clock.after(waitMs, () => waiting.refuse(exhausted(name, most)));
      signal?.addEventListener('abort', onAbort, { once: true });
      this.#waiting.push(waiting);
    });
  }
}

function exhausted(name: string, most: number): OperationalError {
  return new OperationalError('too-many-connections', `"${name}": all ${most} sessions of this connection are in use, and none became free in time.`, {
    hint: 'Let fewer steps use it at the same time, or raise the most sessions in the settings of the connection.',
    retryable: true,
  });
}

function closed(name: string): OperationalError {
  return new OperationalError('connection-lost', `"${name}" was closed.`, { retryable: true });
}

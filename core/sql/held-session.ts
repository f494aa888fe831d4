import { OperationalError } from '../base/errors.ts';
import type { StopSignal } from '../base/stop-signal.ts';
import type { PooledSession, SessionPool } from './session-pool.ts';

/** The session a writer has for itself until it is closed; one that was lost is given back for another. */
export class HeldSession<S extends PooledSession> {
  readonly #pool: SessionPool<S>;
  readonly #signal: StopSignal;
  #session: S | null;
  /** What this session has ready for the writer; gone with the session. */
  prepared = false;

  constructor(pool: SessionPool<S>, session: S, signal: StopSignal) {
    this.#pool = pool;
    this.#session = session;
    this.#signal = signal;
  }

  /** The session, a new one in place of one that was lost. */
  async take(): Promise<S> {
    if (this.#session && !this.#session.lost) return this.#session;
    this.release();
    this.#session = await this.#pool.take(this.#signal);
    return this.#session;
  }

  /** The session of the open transaction. Throws where it was given back. */
  get mine(): S {
    if (!this.#session) throw new OperationalError('connection-lost', 'The line to the database is closed.', { retryable: true });
    return this.#session;
  }

  /** The session as long as it can be asked something. */
  get alive(): S | null {
    return this.#session && !this.#session.lost ? this.#session : null;
  }

  release(): void {
    const session = this.#session;
    this.#session = null;
    this.prepared = false;
    if (session) this.#pool.release(session);
  }
}

import { OperationalError } from '../../base/errors.ts';
import type { Batch } from '../../data/batch.ts';
import type { MaybePromise } from '../maybe-promise.ts';
import type { RejectReason } from '../node-door.ts';
import { isolate, PushAttempt, poisonReason } from './isolation.ts';

/** Tries something again as often as the step is set to, while `safe` says that it may be. */
export type TryAgain = (attempt: () => Promise<void>, safe: () => boolean) => Promise<void>;

/** What pushing safely needs of the step. */
export interface SafePushOptions {
  readonly push: (port: string, part: Batch) => MaybePromise;
  readonly reject: (batch: Batch, row: number, reason: RejectReason) => void;
  /** Whether the run is over, so that what is thrown is only the echo. */
  readonly stopped: () => boolean;
}

/** Pushes batches of which nothing stays in the step: what is thrown can be tried again, or blamed on the records it comes from. */
export class SafePush {
  /** Absent: nothing is tried again. */
  again: TryAgain | null = null;
  readonly #options: SafePushOptions;
  #attempt: PushAttempt | null = null;
  #isolated = 0;

  constructor(options: SafePushOptions) {
    this.#options = options;
  }

  /** Rows of the batch in hand were filtered, dropped or rejected. */
  ended(batch: Batch, rows: Int32Array, count: number): void {
    this.#attempt?.ended(batch, rows, count);
  }

  /** Something left the step. */
  passedOn(): void {
    if (this.#attempt) this.#attempt.passedOn = true;
  }

  /** Pushes a batch. Throws only what no record is to blame for. */
  push(port: string, batch: Batch): MaybePromise {
    const attempt = new PushAttempt(batch);
    const failed = (error: unknown) => this.#recover(port, batch, attempt, error);
    try {
      const pushed = this.#try(port, batch, attempt);
      return pushed instanceof Promise ? pushed.catch(failed) : pushed;
    } catch (error) {
      return failed(error);
    }
  }

  #try(port: string, part: Batch, attempt: PushAttempt): MaybePromise {
    this.#attempt = attempt;
    return this.#options.push(port, part);
  }

  async #recover(port: string, batch: Batch, attempt: PushAttempt, error: unknown): Promise<void> {
    const { stopped, reject } = this.#options;
    if (stopped()) throw error;
    if (this.again && error instanceof OperationalError && error.retryable) {
      let first = true;
      const next = async () => {
        // The first try was the one that failed.
        if (first) {
          first = false;
          throw error;
        }
        const rest = attempt.rest(batch);
        if (rest.count > 0) await this.#try(port, rest, attempt);
      };
      return this.again(next, () => !attempt.passedOn);
    }
    const push = async (part: Batch, noting: PushAttempt) => this.#try(port, part, noting);
    const poison = await isolate(batch, attempt, error, { push, stopped, before: this.#isolated });
    this.#attempt = null;
    this.#isolated += poison.length;
    for (const one of poison) reject(batch, one.row, poisonReason(one.error));
  }
}

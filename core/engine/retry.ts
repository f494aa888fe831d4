import { formatDuration } from '../base/amounts.ts';
import type { Clock } from '../base/clock.ts';
import { OperationalError } from '../base/errors.ts';
import type { RetryPolicy } from '../flow/flow.ts';
import { cancelled } from './cancel.ts';

/** How often and with which pauses something is tried. */
export interface RetryOptions {
  /** Null: one try only. */
  readonly policy: RetryPolicy | null;
  readonly clock: Clock;
  readonly random: () => number;
  readonly signal: AbortSignal;
  /** Hears a sentence before each wait. */
  readonly waiting: (message: string) => void;
  /** False when trying again could do something twice. Asked after each failure. */
  readonly safe?: () => boolean;
}

/** Longest wait that the other side may ask for where the policy does not say: some ask for years. */
const MOST_ASKED_MS = 300_000;

/**
 * Tries until it works, as often as the policy says. Only operational errors marked retryable are tried again; the wait grows by the policy's
 * factor up to its cap, with half of it left to chance, and is never shorter than what the other side asked for (Retry-After, up to a cap of its own).
 * Cancel ends it.
 */
export async function withRetry<T>(attempt: () => Promise<T>, options: RetryOptions): Promise<T> {
  const attempts = options.policy?.attempts ?? 1;
  for (let tried = 1; ; tried++) {
    try {
      return await attempt();
    } catch (error) {
      if (options.signal.aborted) throw cancelled();
      if (tried >= attempts || !options.policy || !(error instanceof OperationalError) || !error.retryable || options.safe?.() === false) throw error;
      const wait = retryDelay(options.policy, tried, options.random(), error.retryAfterMs);
      options.waiting(`${error.message} Waiting ${formatDuration(wait)} to try again (${tried + 1} of ${attempts}).`);
      await pause(wait, options.clock, options.signal);
    }
  }
}

/** The same for one call within a step: what is thrown in the end is not retryable any more, so that nobody counts its tries a second time. */
export async function withRetries<T>(attempt: () => Promise<T>, options: RetryOptions): Promise<T> {
  try {
    return await withRetry(attempt, options);
  } catch (error) {
    if (!(error instanceof OperationalError) || !error.retryable || options.signal.aborted) throw error;
    const { code, message, hint, place, details } = error;
    throw new OperationalError(code, message, {
      ...(hint === undefined ? {} : { hint }),
      ...(place === undefined ? {} : { place }),
      ...(details === undefined ? {} : { details }),
      cause: error,
    });
  }
}

/** Milliseconds to wait after the failed try number `tried`, counted from 1; `chance` is 0 to 1. */
export function retryDelay(policy: RetryPolicy, tried: number, chance: number, retryAfterMs?: number): number {
  const full = Math.min(policy.maxDelayMs, policy.firstDelayMs * policy.factor ** (tried - 1));
  const asked = Math.min(retryAfterMs ?? 0, policy.maxRetryAfterMs ?? MOST_ASKED_MS);
  return Math.max(Math.round(full / 2 + (full / 2) * chance), asked);
}

/** Resolves after `ms`; rejects at once when the signal is aborted. */
export function pause(ms: number, clock: Clock, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(cancelled());
    const stop = clock.after(ms, () => {
      signal.removeEventListener('abort', onAbort);
      resolve();
    });
    const onAbort = () => {
      stop();
      reject(cancelled());
    };
    signal.addEventListener('abort', onAbort, { once: true });
  });
}

import type { ConnectContext } from '../catalog/connection-spec.ts';

/** How a session is signed in, in one product. */
export interface SigningIn {
  /** Longest time for all of it. */
  readonly withinMs: number;
  signIn(): Promise<unknown>;
  /** Cuts the line. */
  destroy(): void;
  /** The error where time is up. */
  timedOut(): Error;
  /** Any other error in our words. */
  trouble(error: unknown): Error;
}

/** Signs in within the time there is, or until the signal is given; a line that did not get there is cut. */
export async function signInWithin({ clock, signal }: ConnectContext, { withinMs, signIn, destroy, timedOut, trouble }: SigningIn): Promise<void> {
  const late = Promise.withResolvers<never>();
  late.promise.catch(() => undefined);
  const stop = clock.after(withinMs, () => late.reject(timedOut()));
  const onAbort = () => late.reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    await Promise.race([signIn(), late.promise]);
  } catch (error) {
    destroy();
    if (signal.aborted) throw signal.reason;
    throw trouble(error);
  } finally {
    stop();
    signal.removeEventListener('abort', onAbort);
  }
}

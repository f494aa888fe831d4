import type { StopSignal } from '../base/stop-signal.ts';

/** Runs `work`; when the signal is given meanwhile, what the server is doing is cancelled there, and the reason of the signal thrown. */
export async function stoppable<T>(session: { cancel(over: Promise<unknown>): Promise<void> }, signal: StopSignal, work: () => Promise<T>): Promise<T> {
  signal.throwIfAborted();
  const going = work();
  let stopping = Promise.resolve();
  const onAbort = () => {
    stopping = session.cancel(going);
  };
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await going;
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    throw error;
  } finally {
    signal.removeEventListener('abort', onAbort);
    await stopping;
  }
}

import type { ConnectContext } from '../../catalog/connection-spec.ts';

/** What a connection is opened with in tests: the machine's own time. */
export function connectContext(name: string, signal: AbortSignal = new AbortController().signal): ConnectContext {
  return {
    name,
    signal,
    hide: () => undefined,
    random: () => Math.random(),
    clock: {
      zone: 'UTC',
      now: () => Date.now(),
      monotonic: () => performance.now(),
      after(ms, callback) {
        const timer = setTimeout(callback, ms);
        return () => clearTimeout(timer);
      },
    },
  };
}

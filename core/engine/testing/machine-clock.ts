import type { Clock } from '../../base/clock.ts';

/** Real time, for tests that wait a little. */
export function machineClock(): Clock {
  return {
    now: () => Date.now(),
    monotonic: () => performance.now(),
    zone: 'UTC',
    after(ms, callback) {
      const timer = setTimeout(callback, ms);
      return () => clearTimeout(timer);
    },
  };
}

import type { Clock } from '../base/clock.ts';

/** The machine's own clock. Its timers do not keep the process alive. */
export function systemClock(): Clock {
  let zone: string | null = null;
  return {
    now: () => Date.now(),
    monotonic: () => performance.now(),
    // Asked for when it is needed: finding it out loads the calendars of the system.
    get zone() {
      zone ??= Intl.DateTimeFormat().resolvedOptions().timeZone;
      return zone;
    },
    after(ms, callback) {
      const timer = setTimeout(callback, Math.min(ms, 2 ** 31 - 1));
      timer.unref();
      return () => clearTimeout(timer);
    },
  };
}

import type { Clock } from '../base/clock.ts';

/** The machine's own clock. Its timers do not keep the process alive, and its steady time is the same in every thread of the program. */
export function systemClock(): Clock {
  let zone: string | null = null;
  // `performance` counts from where its thread began.
  const began = Number(process.hrtime.bigint() / 1_000n) / 1_000 - performance.now();
  return {
    now: () => Date.now(),
    monotonic: () => began + performance.now(),
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

const STEP_MS = 15 * 60_000;

/**
 * When times of day (minutes since midnight) are due, found without the scheduler and its libraries: by walking through the year in quarters of an hour and
 * looking at the wall clock of the zone. A time that comes twice counts the first time; one that a jump leaves out counts at the first instant behind the
 * jump; on a day that a zone leaves out nothing is due.
 */
export function daysOf(zone: string, from: number, until: number, minutes: readonly number[]): number[][] {
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  const dues = minutes.map((): number[] => []);
  const lastDay = minutes.map(() => '');
  for (let at = from; at <= until; at += STEP_MS) {
    const shown = clock.format(at);
    const day = shown.slice(0, 10);
    const now = Number(shown.slice(11, 13)) * 60 + Number(shown.slice(14, 16));
    minutes.forEach((minute, i) => {
      if (now < minute || lastDay[i] === day) return;
      // On the first day the time may have come before the walk began.
      if (lastDay[i] !== '' || at !== from) dues[i]?.push(at);
      lastDay[i] = day;
    });
  }
  return dues;
}

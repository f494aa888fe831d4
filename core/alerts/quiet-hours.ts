import { DateTime } from 'luxon';
import type { QuietHours } from './alert-settings.ts';

/**
 * Until when nothing is to be told that is not urgent, ms since 1970; null when it may be told now. Hours are those on the clock of the zone: a night in
 * which the clock changes is an hour shorter or longer, and an end that is left out by the change is the next instant there is.
 */
export function quietUntil(now: number, quiet: QuietHours, machineZone: string): number | null {
  if (!quiet.on || quiet.from === quiet.to) return null;
  const zone = quiet.zone === '' ? machineZone : quiet.zone;
  const here = DateTime.fromMillis(now, { zone });
  // A zone that nobody knows keeps nobody from being told.
  if (!here.isValid) return null;
  for (const day of [-1, 0]) {
    const from = at(here, day, quiet.from);
    const to = at(here, quiet.to > quiet.from ? day : day + 1, quiet.to);
    if (now >= from && now < to) return to;
  }
  return null;
}

function at(here: DateTime, days: number, time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return here.startOf('day').plus({ days }).set({ hour, minute }).toMillis();
}

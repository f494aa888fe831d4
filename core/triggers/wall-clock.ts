/** A moment as the wall clock of a zone shows it. */
export interface WallTime {
  /** Days since 1970-01-01, as the calendar there counts. */
  day: number;
  /** Minutes since midnight by the hands of the clock. */
  minute: number;
}

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(zone: string): Intl.DateTimeFormat {
  let clock = clocks.get(zone);
  if (!clock) {
    const digits = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' } as const;
    clock = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', calendar: 'iso8601', era: undefined, ...digits });
    clocks.set(zone, clock);
  }
  return clock;
}

/** How far the wall clock of a zone is ahead of UTC at an instant, ms. */
export function offsetAt(at: number, zone: string): number {
  const parts: Record<string, number> = {};
  for (const { type, value } of clockOf(zone).formatToParts(at)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1_000) * 1_000;
}

/** What the wall clock of a zone shows at an instant. */
export function wallAt(at: number, zone: string): WallTime {
  const floating = at + offsetAt(at, zone);
  const day = Math.floor(floating / DAY_MS);
  return { day, minute: Math.floor((floating - day * DAY_MS) / MINUTE_MS) };
}

/**
 * The instant at which the wall clock of a zone shows a time: the first of two, and for a time that a jump of the clock leaves out the first instant behind
 * the jump.
 */
export function instantOf({ day, minute }: WallTime, zone: string): number {
  const floating = day * DAY_MS + minute * MINUTE_MS;
  const offsets = [offsetAt(floating - DAY_MS, zone), offsetAt(floating + DAY_MS, zone)];
  const shown = offsets.map((offset) => floating - offset).filter((at) => at + offsetAt(at, zone) === floating);
  if (shown.length > 0) return Math.min(...shown);
  const [before = 0, after = 0] = offsets;
  let [early, late] = [floating - Math.max(before, after), floating - Math.min(before, after)];
  const first = offsetAt(early, zone);
  while (late - early > 1) {
    const middle = Math.floor((early + late) / 2);
    if (offsetAt(middle, zone) === first) early = middle;
    else late = middle;
  }
  return late;
}

/** ISO weekday of a day, 1 is Monday. */
export function weekdayOf(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

/** A day as YYYY-MM-DD. */
export function isoDay(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** The first day of a month; months beyond the year carry over. */
export function firstOfMonth(year: number, month: number): number {
  return Date.UTC(year, month - 1, 1) / DAY_MS;
}

/** Year and month (1 to 12) of a day. */
export function monthOf(day: number): { year: number; month: number } {
  const date = new Date(day * DAY_MS);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1 };
}

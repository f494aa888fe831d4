import { Cron } from 'croner';

/** A cron expression of five parts (minute, hour, day of month, month, day of week) that is read in a time zone. */
export interface CronTime {
  cron: string;
  /** IANA name. */
  zone: string;
}

/** Due times, or a sentence why there are none. */
export type CronAnswer<T> = { ok: true; value: T } | { ok: false; problem: string };

/**
 * The first due time strictly after `after`. Times of day keep to the wall clock of the zone: in a night when the clock jumps ahead a time that
 * does not exist comes at the first instant after the jump, and one that comes twice counts once (its first pass).
 */
export function nextDue(time: CronTime, after: number): CronAnswer<number> {
  const answer = nextDues(time, after, 1);
  return answer.ok ? { ok: true, value: answer.value[0] ?? 0 } : answer;
}

/** The next `count` due times after `after`; at least one, or a problem. */
export function nextDues(time: CronTime, after: number, count: number): CronAnswer<number[]> {
  const expression = time.cron.trim();
  try {
    new Intl.DateTimeFormat('en', { timeZone: time.zone || 'unknown' });
  } catch {
    return { ok: false, problem: `There is no time zone "${time.zone}".` };
  }
  try {
    const job = new Cron(expression, { paused: true, mode: '5-part', timezone: time.zone });
    const dues = job.nextRuns(count, new Date(after)).map((date) => date.getTime());
    return dues.length === 0 ? { ok: false, problem: `"${expression}" names a day that never comes.` } : { ok: true, value: dues };
  } catch {
    return { ok: false, problem: expression === '' ? 'No time is set.' : `"${expression}" is not a time that can be understood.` };
  }
}

/** The last due time in (after, until], or null when there is none. Looks back a bounded number of times, however long the gap is. */
export function lastDue(time: CronTime, after: number, until: number): number | null {
  try {
    const job = new Cron(time.cron.trim(), { paused: true, mode: '5-part', timezone: time.zone });
    const last = job.previousRuns(1, new Date(until + 1))[0]?.getTime() ?? null;
    return last !== null && last > after && last <= until ? last : null;
  } catch {
    return null;
  }
}

/** How many due times lie in (after, until], counted up to `most`. */
export function countDues(time: CronTime, after: number, until: number, most = 1_000): number {
  const answer = nextDues(time, after, most);
  return answer.ok ? answer.value.filter((due) => due <= until).length : 0;
}

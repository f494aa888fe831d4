import { DateTime } from 'luxon';
import type { Expectation } from '../../flow/expectation.ts';
import { nextDues } from '../due-times.ts';

/** One time at which a file is due. */
export interface ExpectedTime {
  /** Day of the due time in the zone, ISO. */
  readonly day: string;
  readonly due: number;
  /** Due time and grace. */
  readonly until: number;
  /** The instant that placeholders of the name are filled in for. */
  readonly nameAt: number;
}

/** Where the days of an expectation are counted. */
export interface ExpectationDays {
  /** IANA zone of the flow. */
  readonly zone: string;
  /** Days off of the workspace. */
  readonly holidays: readonly string[];
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Days back in which the time before another is looked for: mostly it was the day before; three weeks, for what comes once a week and was left out twice. */
const BACK_DAYS = [2, 5, 22];
const A_FEW = 4;
const MOST = 400;

/**
 * The times after `after` at which a file is due, at most `most`. As with schedules: in the night when the clock jumps ahead a time that does not exist is due
 * at the first instant behind the gap; one that comes twice is due once, the first time.
 */
export function expectedTimes(expectation: Expectation, { zone, holidays }: ExpectationDays, after: number, most: number): ExpectedTime[] {
  const { due, weekdays, except, withWorkspace, graceMinutes, nameDay } = expectation;
  if (weekdays.length === 0) return [];
  const [hour, minute] = due.split(':').map(Number);
  const calendar = { rule: 'skip' as const, weekdays, holidays: except, withWorkspace };
  const answer = nextDues({ cron: `${minute} ${hour} * * *`, zone, calendar, monthly: null }, holidays, after, most);
  if (!answer.ok) return [];
  return answer.value.map((at) => {
    const local = DateTime.fromMillis(at, { zone });
    return { day: local.toISODate() as string, due: at, until: at + graceMinutes * MINUTE_MS, nameAt: local.plus({ days: nameDay }).toMillis() };
  });
}

/** The last time at or before `until`, within three weeks; null when there is none. */
export function lastExpected(expectation: Expectation, days: ExpectationDays, until: number): ExpectedTime | null {
  for (const back of BACK_DAYS) {
    const found = expectedTimes(expectation, days, until - back * DAY_MS, back + 2).findLast(({ due }) => due <= until);
    if (found) return found;
  }
  return null;
}

/** The times after `after` up to the first one that is later than `now`, that one included. */
export function timesUntilNext(expectation: Expectation, days: ExpectationDays, after: number, now: number): ExpectedTime[] {
  const times: ExpectedTime[] = [];
  for (let from = after; times.length < MOST; from = times.at(-1)?.due ?? from) {
    const more = expectedTimes(expectation, days, from, A_FEW);
    if (more.length === 0) break;
    const next = more.findIndex(({ due }) => due > now);
    if (next >= 0) return [...times, ...more.slice(0, next + 1)];
    times.push(...more);
  }
  return times;
}

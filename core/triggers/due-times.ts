import type { Cron } from 'croner';
import type { DueSettings } from '../base/trigger-settings.ts';
import { type CronAnswer, cronJob, cronProblem } from './cron-times.ts';
import { instantOf, monthOf, wallAt } from './wall-clock.ts';
import { nextMonth, type WorkingDays, workingDays } from './working-days.ts';

/** What decides when a schedule is due. */
export type DueRule = Pick<DueSettings, 'cron' | 'zone' | 'calendar' | 'monthly'>;

/** A time that the calendar of a schedule has changed: left out (`at` null), or moved. */
export interface MovedTime {
  from: number;
  at: number | null;
}

/** Days that are looked through for the next due time. */
const MOST_DAYS = 366 * 9;
/** A shifted time is looked for no farther away than this. */
const FAR_DAYS = 31;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

const NEVER = 'None of these times falls on a working day.';

/** The first `count` due times strictly after `after`, or a sentence why there are none. */
export function nextDues(rule: DueRule, holidays: readonly string[], after: number, count: number): CronAnswer<number[]> {
  const problem = problemOf(rule);
  if (problem !== null) return { ok: false, problem };
  const dues = [...take(duesAfter(rule, holidays, after), count)];
  return dues.length > 0 ? { ok: true, value: dues } : { ok: false, problem: rule.monthly || rule.calendar.rule !== 'any' ? NEVER : never(rule.cron) };
}

/** The first due time strictly after `after`, or a sentence why there is none. */
export function nextDue(rule: DueRule, holidays: readonly string[], after: number): CronAnswer<number> {
  const answer = nextDues(rule, holidays, after, 1);
  return answer.ok ? { ok: true, value: answer.value[0] ?? 0 } : answer;
}

/**
 * From a due time on: the last `most` due times up to `until`, how many there are in all (counted up to 100,000), and the first behind `until`, null when there
 * is none.
 */
export function duesUntil(
  rule: DueRule,
  holidays: readonly string[],
  first: number,
  until: number,
  most: number,
): { last: number[]; count: number; next: number | null } {
  const last = [first];
  let count = 1;
  if (problemOf(rule) !== null) return { last, count, next: null };
  for (const due of duesAfter(rule, holidays, first)) {
    if (due > until) return { last, count, next: due };
    if (++count > 100_000) break;
    last.push(due);
    if (last.length > most) last.shift();
  }
  return { last, count, next: null };
}

/** Times in (after, until] that the calendar leaves out or moves, at most `most`: for a person who wonders where they are. */
export function movedTimes(rule: DueRule, holidays: readonly string[], after: number, until: number, most: number): MovedTime[] {
  if (rule.monthly || rule.calendar.rule === 'any' || cronProblem(rule) !== null) return [];
  const days = workingDays(rule.calendar, holidays);
  const moved: MovedTime[] = [];
  for (const from of cronTimes(rule, after)) {
    if (from > until || moved.length >= most) break;
    const wall = wallAt(from, rule.zone);
    if (days.works(wall.day)) continue;
    const to = rule.calendar.rule === 'skip' ? null : days.nearest(wall.day, rule.calendar.rule === 'next' ? 1 : -1);
    moved.push({ from, at: to === null ? null : instantOf({ ...wall, day: to }, rule.zone) });
  }
  return moved;
}

function duesAfter(rule: DueRule, holidays: readonly string[], after: number): Iterable<number> {
  if (rule.monthly) return monthlyTimes(rule, workingDays(rule.calendar, holidays), after);
  if (rule.calendar.rule === 'any') return cronTimes(rule, after);
  const days = workingDays(rule.calendar, holidays);
  return rule.calendar.rule === 'skip' ? onWorkingDays(rule, days, after) : shifted(rule, days, after);
}

/** Times of day keep to the wall clock of the zone: one that a jump leaves out comes right after it, one that comes twice counts once. */
function* cronTimes({ cron, zone }: Pick<DueRule, 'cron' | 'zone'>, after: number): Generator<number> {
  const job = cronJob(cron, zone);
  for (let at: Date | null = job.nextRun(new Date(after)); at; at = job.nextRun(at)) yield at.getTime();
}

function* onWorkingDays(rule: DueRule, days: WorkingDays, after: number): Generator<number> {
  const job = cronJob(rule.cron, rule.zone);
  const last = after + MOST_DAYS * DAY_MS;
  for (let at = job.nextRun(new Date(after)); at && at.getTime() < last; ) {
    const { day } = wallAt(at.getTime(), rule.zone);
    if (days.works(day)) {
      yield at.getTime();
      at = job.nextRun(at);
    } else at = job.nextRun(new Date(instantOf({ day: day + 1, minute: 0 }, rule.zone) - 1));
  }
}

/** Each working day has its own times and those of the days off that move to it; equal ones count once. */
function* shifted(rule: DueRule, days: WorkingDays, after: number): Generator<number> {
  const { zone } = rule;
  const way = rule.calendar.rule === 'next' ? 1 : -1;
  const job = cronJob(rule.cron, zone);
  const begin = wallAt(after, zone).day;
  for (let day = begin; day < begin + MOST_DAYS; day++) {
    if (!days.works(day)) continue;
    const times = new Set(timesOn(job, day, zone));
    for (let off = day - way; !days.works(off) && Math.abs(off - day) < FAR_DAYS; off -= way)
      for (const at of timesOn(job, off, zone)) times.add(instantOf({ day, minute: wallAt(at, zone).minute }, zone));
    for (const at of [...times].sort((a, b) => a - b)) if (at > after) yield at;
    const ahead = job.nextRun(new Date(instantOf({ day: day + 1, minute: 0 }, zone) - 1));
    if (!ahead) return;
    day = Math.max(day, wallAt(ahead.getTime(), zone).day - FAR_DAYS - 1);
  }
}

function timesOn(job: Cron, day: number, zone: string): number[] {
  const times: number[] = [];
  const end = instantOf({ day: day + 1, minute: 0 }, zone);
  for (let at = job.nextRun(new Date(instantOf({ day, minute: 0 }, zone) - 1)); at && at.getTime() < end; at = job.nextRun(at)) times.push(at.getTime());
  return times;
}

function* monthlyTimes(rule: DueRule, days: WorkingDays, after: number): Generator<number> {
  const { nth, time } = rule.monthly ?? { nth: 1, time: '00:00' };
  let month = monthOf(wallAt(after, rule.zone).day);
  for (let i = 0; i < 12 * 9; i++, month = nextMonth(month)) {
    const day = days.nth(month.year, month.month, nth);
    const at = day === null ? null : instantOf({ day, minute: minuteOf(time) ?? 0 }, rule.zone);
    if (at !== null && at > after) yield at;
  }
}

/** Minutes since midnight of HH:MM; null for what is no time of day. */
export function minuteOf(time: string): number | null {
  const [, hours, minutes] = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(time.trim()) ?? [];
  return hours === undefined ? null : Number(hours) * 60 + Number(minutes);
}

function problemOf(rule: DueRule): string | null {
  return rule.monthly ? monthlyProblem(rule) : cronProblem(rule);
}

function monthlyProblem({ zone, monthly, calendar }: DueRule): string | null {
  if (cronProblem({ cron: '0 0 * * *', zone }) !== null) return `There is no time zone "${zone}".`;
  if (minuteOf(monthly?.time ?? '') === null) return `"${monthly?.time ?? ''}" is not a time of day.`;
  return calendar.weekdays.length === 0 ? NEVER : null;
}

function never(cron: string): string {
  return `"${cron.trim()}" names a day that never comes.`;
}

function* take<T>(all: Iterable<T>, count: number): Generator<T> {
  let left = count;
  if (left <= 0) return;
  for (const one of all) {
    yield one;
    if (--left === 0) return;
  }
}

/** Whether two due times that follow each other are less than an hour apart: then the schedule goes by the time that passes, not by the time of day. */
export function goesByElapsedTime(rule: DueRule, holidays: readonly string[], after: number): boolean {
  const answer = nextDues(rule, holidays, after, 2);
  return answer.ok && answer.value.length === 2 && Number(answer.value[1]) - Number(answer.value[0]) < 60 * MINUTE_MS;
}

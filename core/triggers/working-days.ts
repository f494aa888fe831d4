import type { Calendar } from '../base/trigger-settings.ts';
import { firstOfMonth, isoDay, monthOf, weekdayOf } from './wall-clock.ts';

/** Says of days whether people work then. */
export interface WorkingDays {
  works(day: number): boolean;
  /** The nearest working day from `day` on (1) or back (-1), `day` itself included; null when there is none within a year. */
  nearest(day: number, way: 1 | -1): number | null;
  /** The n-th working day of a month: 1 the first, -1 the last; null when the month has not so many. */
  nth(year: number, month: number, nth: number): number | null;
}

const YEAR = 366;

/** The working days of a calendar, with the holidays of the workspace where it wants them. A holiday without a year (`12-25`) comes every year. */
export function workingDays(calendar: Calendar, ofWorkspace: readonly string[]): WorkingDays {
  const off = new Set([...calendar.holidays, ...(calendar.withWorkspace ? ofWorkspace : [])].map((text) => text.trim().split(/\s/)[0] ?? ''));
  const weekdays = new Set(calendar.weekdays);
  const works = (day: number) => {
    const date = isoDay(day);
    return weekdays.has(weekdayOf(day)) && !off.has(date) && !off.has(date.slice(5));
  };
  return {
    works,
    nearest(day, way) {
      for (let i = 0; i < YEAR; i++) if (works(day + i * way)) return day + i * way;
      return null;
    },
    nth(year, month, nth) {
      const [first, behind] = [firstOfMonth(year, month), firstOfMonth(year, month + 1)];
      const days = Array.from({ length: behind - first }, (_, i) => first + i).filter(works);
      const day = nth > 0 ? days[nth - 1] : days.at(nth);
      return nth === 0 ? null : (day ?? null);
    },
  };
}

/** The month after one. */
export function nextMonth({ year, month }: { year: number; month: number }): { year: number; month: number } {
  return monthOf(firstOfMonth(year, month + 1));
}

import { fail } from '../failure.ts';
import { weekdayOf } from './moment.ts';

const isWorkDay = (days: number, holidays: ReadonlySet<number>): boolean => weekdayOf(days) <= 5 && !holidays.has(days);

/** Working days from start to end, both included; negative when end is before start. */
export function workDaysBetween(start: number, end: number, holidays: ReadonlySet<number>): number {
  if (end < start) return -workDaysBetween(end, start, holidays);
  const weeks = Math.floor((end - start + 1) / 7);
  let count = weeks * 5;
  for (let day = start + weeks * 7; day <= end; day++) if (weekdayOf(day) <= 5) count++;
  for (const holiday of holidays) if (holiday >= start && holiday <= end && weekdayOf(holiday) <= 5) count--;
  return count;
}

/** The day so many working days after start (before it, if negative). */
export function workDayAfter(start: number, count: number, holidays: ReadonlySet<number>): number {
  if (Math.abs(count) > 1_000_000) return fail('out-of-range', 'So many working days cannot be counted.');
  const direction = count < 0 ? -1 : 1;
  let day = start;
  let left = Math.abs(count);
  if (holidays.size === 0 && left > 20) {
    const weeks = Math.floor(left / 5) - 1;
    day += direction * weeks * 7;
    left -= weeks * 5;
  }
  while (left > 0) {
    day += direction;
    if (isWorkDay(day, holidays)) left--;
  }
  return day;
}

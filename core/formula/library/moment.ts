/** A day of the calendar as days since 1970-01-01, and where there is a time, the milliseconds since its midnight and the minutes east of Greenwich (null: local time of the flow's zone). */
export interface Moment {
  readonly days: number;
  readonly timed: boolean;
  readonly ms: number;
  readonly offset: number | null;
}

/** Milliseconds in a day. */
export const DAY = 86_400_000;
const ISO = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(Z|[+-]\d\d(?::?\d\d)?)?)?$/;

/** Year, month and day in the Gregorian calendar. */
export interface CalendarDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** Days since 1970-01-01 of a calendar day; months beyond 12 and days beyond the month's end run over. Source: days_from_civil by H. Hinnant. */
export function daysOf(year: number, month: number, day: number): number {
  const y = year + Math.floor((month - 1) / 12);
  const m = ((((month - 1) % 12) + 12) % 12) + 1;
  const shifted = m <= 2 ? y - 1 : y;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (m + (m > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468;
}

/** The reverse of `daysOf`. */
export function calendarDay(days: number): CalendarDay {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return { year, month, day: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1 };
}

/** How many days a month has. */
export function daysInMonth(year: number, month: number): number {
  return daysOf(year, month + 1, 1) - daysOf(year, month, 1);
}

/** Whether there is such a day, in the years 1 to 9999. */
export function dayExists(year: number, month: number, day: number): boolean {
  return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** Reads an ISO date or date with time; `undefined` for anything else and for days and times that do not exist. */
export function readMoment(text: string): Moment | undefined {
  if (text.length < 10 || text.charCodeAt(4) !== 45) return undefined;
  const parts = ISO.exec(text);
  if (parts === null) return undefined;
  const [, year = '', month = '', day = '', hour, minute = '0', second = '0', fraction = '', zone] = parts;
  if (!dayExists(Number(year), Number(month), Number(day))) return undefined;
  const days = daysOf(Number(year), Number(month), Number(day));
  if (hour === undefined) return { days, timed: false, ms: 0, offset: null };
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const ms = Number(hour) * 3_600_000 + Number(minute) * 60_000 + Number(second) * 1000 + Number(fraction.padEnd(3, '0').slice(0, 3));
  return { days, timed: true, ms, offset: zone === undefined ? null : offsetOf(zone) };
}

function offsetOf(zone: string): number {
  if (zone === 'Z') return 0;
  const digits = zone.slice(1).replace(':', '');
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2) || 0);
  return zone.startsWith('-') ? -minutes : minutes;
}

const two = (value: number): string => (value < 10 ? `0${value}` : String(value));

/** ISO text of a day. */
export function dayText(days: number): string {
  const { year, month, day } = calendarDay(days);
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
}

/** ISO text of a time of day; milliseconds only where there are any. */
export function timeText(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const rest = ms - seconds * 1000;
  const text = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return rest === 0 ? text : `${text}.${String(rest).padStart(3, '0')}`;
}

/** ISO text of a moment, in the form it came in: with time, with offset, or without. */
export function momentText({ days, timed, ms, offset }: Moment): string {
  if (!timed) return dayText(days);
  const text = `${dayText(days)}T${timeText(ms)}`;
  if (offset === null) return text;
  if (offset === 0) return `${text}Z`;
  const size = Math.abs(offset);
  return `${text}${offset < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/** The same moment so many milliseconds later on its own clock. */
export function shifted(moment: Moment, ms: number): Moment {
  const total = moment.days * DAY + moment.ms + ms;
  const days = Math.floor(total / DAY);
  return { ...moment, days, ms: total - days * DAY };
}

/** The moment `months` later; a day that the month does not have becomes its last. */
export function monthsLater(moment: Moment, months: number): Moment {
  const { year, month, day } = calendarDay(moment.days);
  const first = calendarDay(daysOf(year, month + months, 1));
  return { ...moment, days: daysOf(first.year, first.month, Math.min(day, daysInMonth(first.year, first.month))) };
}

/** Day of the week, 1 Monday to 7 Sunday. */
export function weekdayOf(days: number): number {
  return ((((days + 3) % 7) + 7) % 7) + 1;
}

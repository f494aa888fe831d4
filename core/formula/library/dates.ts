import type { Value } from '../../base/value.ts';
import { fail, failValue } from '../failure.ts';
import type { Computed, FormulaEnv } from './computed.ts';
import { checkRange, daysBetween, toMoment } from './date-arithmetic.ts';
import { createMomentReader, createMomentWriter, fullYear } from './date-format.ts';
import { type Implementations, integer, type Plain, text } from './implementation.ts';
import { calendarDay, DAY, daysInMonth, daysOf, dayText, type Moment, momentText, monthsLater, readMoment, shifted, timeText, weekdayOf } from './moment.ts';
import { workDayAfter, workDaysBetween } from './work-days.ts';
import { asShown, inZone, placedIn } from './zones.ts';

/** A date argument, already checked, as the flow's clocks show it. */
function shownDate(args: readonly Computed[], index: number, env: FormulaEnv): Moment {
  return asShown(readMoment(text(args, index)) ?? fail('not-a-date', 'A date is missing.'), env.zone);
}

const dayPart =
  (pick: (days: number) => number): Plain =>
  (args, env) =>
    pick(shownDate(args, 0, env).days);

const TIME = /^(\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)?$/;

/** Part of the time of day, of a time or a date with time. */
const timePart =
  (unit: number, count: number): Plain =>
  ([value = null], env) => {
    if (value === null || value === '') return null;
    const time = typeof value === 'string' ? TIME.exec(value.trim()) : null;
    if (time !== null && Number(time[1]) < 24 && Number(time[2]) < 60) {
      const ms = (Number(time[1]) * 3600 + Number(time[2]) * 60 + Number(time[3] ?? 0)) * 1000;
      return Math.floor(ms / unit) % count;
    }
    const moment = toMoment(value);
    return moment === null ? null : Math.floor(asShown(moment, env.zone).ms / unit) % count;
  };

function isoWeek(days: number): number {
  const thursday = days - weekdayOf(days) + 4;
  return Math.floor((thursday - daysOf(calendarDay(thursday).year, 1, 1)) / 7) + 1;
}

function weekOfYear(days: number, kind: number): number {
  if (kind === 21) return isoWeek(days);
  const first = daysOf(calendarDay(days).year, 1, 1);
  const before = kind === 2 ? weekdayOf(first) - 1 : weekdayOf(first) % 7;
  return Math.floor((days - first + before) / 7) + 1;
}

function weekday(days: number, kind: number): number {
  if (kind === 1) return (weekdayOf(days) % 7) + 1;
  if (kind === 2 || kind === 3) return weekdayOf(days) - (kind - 2);
  return fail('out-of-range', `WEEKDAY knows the kinds 1, 2 and 3, not ${kind}.`);
}

function monthsBetween(start: number, end: number): number {
  const [a, b] = [calendarDay(start), calendarDay(end)];
  return (b.year - a.year) * 12 + b.month - a.month - (b.day < a.day ? 1 : 0);
}

function difference(start: number, end: number, unit: string): number {
  if (end < start) return fail('dates-in-wrong-order', 'DATEDIF needs the earlier date first.');
  const months = monthsBetween(start, end);
  const rest = (whole: number): number => end - monthsLater({ days: start, timed: false, ms: 0, offset: null }, whole).days;
  const units: Readonly<Record<string, () => number>> = {
    Y: () => Math.floor(months / 12),
    M: () => months,
    D: () => end - start,
    YM: () => months % 12,
    MD: () => rest(months),
    YD: () => rest(months - (months % 12)),
  };
  const upper = unit.toUpperCase();
  const compute = Object.hasOwn(units, upper) ? units[upper] : undefined;
  return compute === undefined
    ? fail('unit-unknown', `DATEDIF does not know the unit "${unit.slice(0, 20)}".`, { hint: 'Use "Y", "M", "D", "YM", "MD" or "YD".' })
    : compute();
}

function holidaysOf(value: Computed | undefined): ReadonlySet<number> {
  const items = Array.isArray(value) ? (value as readonly Value[]) : [];
  return new Set(items.flatMap((item) => toMoment(item)?.days ?? []));
}

const MONTHS: Readonly<Record<string, number>> = { year: 12, quarter: 3, month: 1 };
const SPANS: Readonly<Record<string, number>> = { week: 7 * DAY, day: DAY, hour: 3_600_000, minute: 60_000, second: 1000 };

function addUnits(moment: Moment, count: number, unit: string): Moment {
  const name = unit.trim().toLowerCase().replace(/s$/, '');
  if (name === 'workday') return { ...moment, days: workDayAfter(moment.days, count, new Set()) };
  if (Object.hasOwn(MONTHS, name)) return monthsLater(moment, count * (MONTHS[name] ?? 0));
  if (!Object.hasOwn(SPANS, name))
    return fail('unit-unknown', `DATE.ADD does not know the unit "${unit.slice(0, 20)}".`, {
      hint: 'Use years, quarters, months, weeks, days, workdays, hours, minutes or seconds.',
    });
  const span = SPANS[name] ?? 0;
  return shifted(span < DAY ? { ...moment, timed: true } : moment, count * span);
}

/** A reader for the format of a call; made again only when the format changes. */
function remembered<T>(make: (format: string, locale: string) => T): (format: string, locale: string) => T {
  let last: { format: string; locale: string; made: T } | undefined;
  return (format, locale) => {
    if (last?.format !== format || last.locale !== locale) last = { format, locale, made: make(format, locale) };
    return last.made;
  };
}

const language = (args: readonly Computed[], index: number): string => (args[index] as string | undefined) || 'en';

function parseWith(read: (value: string) => Moment | undefined, value: string, format: string): Moment | null {
  if (value.trim() === '') return null;
  return read(value.trim()) ?? failValue('not-a-date', value, `a date written ${format}`, {}, 'Correct the value or the format.');
}

/** Dates and times. */
export const dateLibrary: Implementations = {
  plain: {
    TODAY: (_, env) => dayText(inZone(env.now, env.zone).days),
    NOW: (_, env) => momentText(inZone(env.now, env.zone)),
    DATE: (args) =>
      momentText(checkRange({ days: daysOf(fullYear(integer(args, 0, 0)), integer(args, 1, 1), integer(args, 2, 1)), timed: false, ms: 0, offset: null })),
    DATEVALUE: (args, env) => dayText(shownDate(args, 0, env).days),
    'DATE.ADD': (args, env) => momentText(checkRange(addUnits(readMoment(text(args, 0)) ?? shownDate(args, 0, env), integer(args, 1, 0), text(args, 2)))),
    YEAR: dayPart((days) => calendarDay(days).year),
    QUARTER: dayPart((days) => Math.ceil(calendarDay(days).month / 3)),
    MONTH: dayPart((days) => calendarDay(days).month),
    DAY: dayPart((days) => calendarDay(days).day),
    HOUR: timePart(3_600_000, 24),
    MINUTE: timePart(60_000, 60),
    SECOND: timePart(1000, 60),
    TIME: (args) => {
      const ms = (integer(args, 0, 0) * 3600 + integer(args, 1, 0) * 60 + integer(args, 2, 0)) * 1000;
      return ms >= 0 && ms < DAY ? timeText(ms) : fail('out-of-range', 'TIME needs a time between 00:00:00 and 23:59:59.');
    },
    WEEKDAY: (args, env) => weekday(shownDate(args, 0, env).days, integer(args, 1, 1)),
    WEEKNUM: (args, env) => weekOfYear(shownDate(args, 0, env).days, integer(args, 1, 1)),
    ISOWEEKNUM: dayPart(isoWeek),
    EDATE: (args, env) => dayText(checkRange(monthsLater(shownDate(args, 0, env), integer(args, 1, 0))).days),
    EOMONTH: (args, env) => {
      const { year, month } = calendarDay(shownDate(args, 0, env).days);
      const target = calendarDay(daysOf(year, month + integer(args, 1, 0), 1));
      return dayText(checkRange({ days: daysOf(target.year, target.month, daysInMonth(target.year, target.month)), timed: false, ms: 0, offset: null }).days);
    },
    DAYS: (args, env) => daysBetween(shownDate(args, 0, env), shownDate(args, 1, env), env),
    DATEDIF: (args, env) => difference(shownDate(args, 0, env).days, shownDate(args, 1, env).days, text(args, 2)),
    NETWORKDAYS: (args, env) => workDaysBetween(shownDate(args, 0, env).days, shownDate(args, 1, env).days, holidaysOf(args[2])),
    WORKDAY: (args, env) =>
      dayText(
        checkRange({ days: workDayAfter(shownDate(args, 0, env).days, integer(args, 1, 0), holidaysOf(args[2])), timed: false, ms: 0, offset: null }).days,
      ),
    ISDATE: ([value = null]) => typeof value === 'string' && readMoment(value.trim()) !== undefined,
  },
  perCall: {
    'DATE.PARSE': () => {
      const reader = remembered(createMomentReader);
      return (args) => {
        const moment = parseWith(reader(text(args, 1), language(args, 2)), text(args, 0), text(args, 1));
        return moment === null ? null : dayText(moment.days);
      };
    },
    'DATE.FORMAT': () => {
      const writer = remembered(createMomentWriter);
      return (args, env) => writer(text(args, 1), language(args, 2))(shownDate(args, 0, env), env.zone);
    },
    'DATETIME.PARSE': () => {
      const reader = remembered(createMomentReader);
      return (args, env) => {
        const moment = parseWith(reader(text(args, 1), 'en'), text(args, 0), text(args, 1));
        if (moment === null) return null;
        const zone = (args[2] as string | undefined) || env.zone;
        return momentText(moment.offset === null ? placedIn({ ...moment, timed: true }, zone) : moment);
      };
    },
  },
};

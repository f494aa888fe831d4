import fc from 'fast-check';
import { DateTime } from 'luxon';
import { expect, test } from 'vitest';
import { FormulaFailure } from '../failure.ts';
import { createMomentReader, createMomentWriter } from './date-format.ts';
import { calendarDay, daysOf, dayText, momentText, readMoment } from './moment.ts';
import { workDayAfter, workDaysBetween } from './work-days.ts';
import { instantOf, placedIn } from './zones.ts';

const day = fc.integer({ min: -200_000, max: 200_000 });

test('days and calendar agree with luxon', () => {
  fc.assert(
    fc.property(day, (days) => {
      const theirs = DateTime.fromMillis(days * 86_400_000, { zone: 'utc' });
      expect(dayText(days)).toBe(theirs.toISODate());
      const { year, month, day: ofMonth } = calendarDay(days);
      expect(daysOf(year, month, ofMonth)).toBe(days);
      expect(readMoment(dayText(days))?.days).toBe(days);
    }),
  );
});

test('formats of digits read and write as luxon does', () => {
  const format = fc.constantFrom('dd.MM.yyyy', 'M/d/yyyy', 'yyyyMMdd', 'd-M-yyyy HH:mm', 'yyyy-MM-dd HH:mm:ss');
  fc.assert(
    fc.property(day, fc.integer({ min: 0, max: 86_399 }), format, (days, second, pattern) => {
      const theirs = DateTime.fromMillis(days * 86_400_000 + second * 1000, { zone: 'utc' }).toFormat(pattern);
      const written = createMomentWriter(pattern, 'en')({ days, timed: true, ms: second * 1000, offset: null }, 'UTC');
      expect(written).toBe(theirs);
      const back = createMomentReader(pattern, 'en')(theirs);
      expect(back?.days).toBe(days);
      expect(back?.ms).toBe(DateTime.fromFormat(theirs, pattern, { zone: 'utc' }).toMillis() - days * 86_400_000);
    }),
  );
});

test.each([
  ['29', 2029],
  ['30', 1930],
  ['99', 1999],
  ['00', 2000],
])('the two-digit year %s is %i, with digits and with names of months', (digits, year) => {
  expect(calendarDay(createMomentReader('dd.MM.yy', 'en')(`01.02.${digits}`)?.days ?? 0).year).toBe(year);
  expect(calendarDay(createMomentReader('d MMM yy', 'en')(`1 Feb ${digits}`)?.days ?? 0).year).toBe(year);
});

test('Excel spelling of formats is understood: mm is the month where there is no hour', () => {
  expect(momentText(createMomentReader('DD.MM.YYYY', 'en')('31.01.2026') ?? fail())).toBe('2026-01-31');
  expect(momentText(createMomentReader('dd.mm.yyyy', 'en')('31.01.2026') ?? fail())).toBe('2026-01-31');
});

const fail = (): never => {
  throw new Error('was not read');
};

test('a local time that the clocks jump over is refused, one that comes twice is the first', () => {
  const at = (text: string) => readMoment(text) ?? fail();
  expect(() => placedIn(at('2026-03-29T02:30:00'), 'Europe/Berlin')).toThrow(FormulaFailure as never);
  expect(momentText(placedIn(at('2026-10-25T02:30:00'), 'Europe/Berlin'))).toBe('2026-10-25T02:30:00+02:00');
  expect(momentText(placedIn(at('2026-03-29T03:00:00'), 'Europe/Berlin'))).toBe('2026-03-29T03:00:00+02:00');
  expect(momentText(placedIn(at('2026-10-04T01:59:00'), 'Australia/Lord_Howe'))).toBe('2026-10-04T01:59:00+10:30');
  expect(instantOf(at('2026-01-01T00:00:00+01:00'), 'UTC')).toBe(Date.UTC(2025, 11, 31, 23));
});

test.each(['2026-02-30', '2026-13-01', '2026-1-1', '2026-01-01T25:00', '0000-01-01', '2026-01-01x'])('%s is no date', (text) => {
  expect(readMoment(text)).toBeUndefined();
});

test('working days are those counted one by one', () => {
  const isWorkDay = (days: number) => new Date(days * 86_400_000).getUTCDay() % 6 !== 0;
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 30_000 }), fc.integer({ min: 0, max: 120 }), (start, length) => {
      let count = 0;
      for (let i = start; i <= start + length; i++) if (isWorkDay(i)) count++;
      expect(workDaysBetween(start, start + length, new Set())).toBe(count);
      let next = start;
      for (let left = length; left > 0; ) if (isWorkDay(++next)) left--;
      expect(workDayAfter(start, length, new Set())).toBe(next);
    }),
  );
});

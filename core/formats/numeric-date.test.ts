import fc from 'fast-check';
import { DateTime } from 'luxon';
import { expect, test } from 'vitest';
import { isDay, quickDateReader } from './numeric-date.ts';

const FORMATS = [
  ['date', 'dd.MM.yyyy'],
  ['date', 'd/M/yyyy'],
  ['date', 'yyyyMMdd'],
  ['datetime', 'dd.MM.yyyy HH:mm'],
  ['datetime', 'yyyy-MM-dd H:mm:ss'],
  ['time', 'HH:mm'],
] as const;
const SHOWN = { date: 'yyyy-MM-dd', datetime: "yyyy-MM-dd'T'HH:mm:ss", time: 'HH:mm:ss' } as const;

test.each(FORMATS)('%s %s: what is read quickly is what luxon reads', (type, format) => {
  const read = quickDateReader(type, format);
  expect(read).not.toBeNull();
  const number = (max: number) => fc.integer({ min: 0, max });
  let quick = 0;
  fc.assert(
    fc.property(number(9999), number(13), number(32), number(25), number(61), number(61), fc.boolean(), (y, mo, d, h, mi, s, pad) => {
      const two = (value: number) => (pad ? String(value).padStart(2, '0') : String(value));
      const text = format
        .replace('yyyy', String(y).padStart(4, '0'))
        .replace(/MM?/, two(mo))
        .replace(/dd?/, two(d))
        .replace(/HH?/, two(h))
        .replace('mm', two(mi))
        .replace('ss', two(s));
      const got = read?.(text);
      if (got === undefined) return;
      quick++;
      const moment = DateTime.fromFormat(text, format, { zone: 'utc', locale: 'en-US' });
      expect([got, moment.isValid]).toEqual([moment.toFormat(SHOWN[type]), true]);
    }),
    { numRuns: 400 },
  );
  expect(quick).toBeGreaterThan(20);
});

test.each([
  ['date', 'dd MMM yyyy'],
  ['date', 'dd.MM.yy'],
  ['date', 'MM.yyyy'],
  ['date', "dd'T'MM yyyy"],
  ['datetime', 'dd.MM.yyyy HH:mm ZZ'],
  ['date', 'dd.dd.MM.yyyy'],
] as const)('%s %s is left to the full parser', (type, format) => expect(quickDateReader(type, format)).toBeNull());

test('days of the calendar', () => {
  expect(['2024-02-29', '2000-02-29', '0004-02-29', '2026-12-31'].every(isDay)).toBe(true);
  expect(['2023-02-29', '1900-02-29', '2026-04-31', '2026-00-10', '2026-13-01', '2026-01-00'].some(isDay)).toBe(false);
});

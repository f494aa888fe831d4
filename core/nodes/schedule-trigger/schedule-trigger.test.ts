import { describe, expect, test } from 'vitest';
import { spec } from './spec.ts';

const at = (cron: string, zone = 'Europe/Berlin') => spec.config.parse({ cron, zone });

describe('in words', () => {
  test.each([
    ['0 1 * * 1-5', 'Europe/Berlin', 'At 01:00, Monday to Friday, Berlin time'],
    ['*/15 * * * *', 'UTC', 'Every 15 minutes, UTC'],
    ['30 6 1 * *', 'America/New_York', 'At 06:30, on day 1 of the month, New York time'],
  ])('%s in %s', (cron, zone, words) => expect(spec.summary(at(cron, zone))).toBe(words));
});

describe('refused', () => {
  test.each(['', '0 1 * *', '0 1 * * 1-5 2026', '61 * * * *', 'every day', '@daily', '0 0 30 2 *', '0 0 31 4,6 *'])('the time %s', (cron) => {
    expect(spec.check(at(cron), {})).toMatchObject([{ field: 'cron', hint: expect.any(String) }]);
    expect(spec.summary(at(cron))).toBe('no valid time yet');
  });

  test.each(['', 'Berlin', 'Europe/Nowhere'])('the zone "%s"', (zone) => expect(spec.check(at('0 1 * * *', zone), {})).toMatchObject([{ field: 'zone' }]));
});

test.each(['0 0 29 2 *', '0 0 L * *', '0 9 * * 1#2', '15,45 8-18 * * MON-FRI'])('%s is a time that comes', (cron) =>
  expect(spec.check(at(cron), {})).toEqual([]),
);

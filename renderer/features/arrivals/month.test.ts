import { expect, test } from 'vitest';
import type { Arrival, ArrivalCalendar } from '../../../core/api/arrival-models.ts';
import { expectationSchema } from '../../../core/flow/expectation.ts';
import { boundsOf, daysOf, monthOf, monthsOn, rowsOf } from './month.ts';

const came = (flowId: string, expectationId: string, day: string): Arrival => ({
  flowId,
  flowName: flowId,
  expectationId,
  name: expectationId,
  day,
  due: Date.parse(`${day}T01:00Z`),
  until: 0,
  state: 'on-time',
  said: null,
  file: 'a.csv',
  bytes: 1,
  rows: 1,
  arrivedAt: 1,
  runId: null,
});

test('months go on over the end of a year, and have their days', () => {
  expect(monthsOn(monthOf('2026-11-20'), 2)).toEqual({ year: 2027, month: 0 });
  expect(monthsOn({ year: 2026, month: 0 }, -1)).toEqual({ year: 2025, month: 11 });
  expect(daysOf({ year: 2028, month: 1 })).toHaveLength(29);
  const { from, to } = boundsOf({ year: 2026, month: 10 });
  expect([new Date(from).toISOString().slice(0, 10), new Date(to).toISOString().slice(0, 10)]).toEqual(['2026-10-31', '2026-12-02']);
});

test('a row per expected file, those of flows in service first; what is past stays', () => {
  const calendar: ArrivalCalendar = {
    lastLook: 1,
    expected: ['b', 'a'].map((flowId) => ({
      flowId,
      flowName: flowId,
      zone: 'UTC',
      expectation: expectationSchema.parse({ id: 'e', path: 'in.csv' }),
      next: [{ day: '2026-11-24', due: 9 }],
      trouble: null,
    })),
    arrivals: [came('a', 'e', '2026-11-20'), came('a', 'gone', '2026-11-02'), came('z', 'other', '2026-10-31')],
  };
  const rows = rowsOf(calendar, { year: 2026, month: 10 });
  expect(rows.map(({ key, name, current }) => [key, name, current])).toEqual([
    ['a/e', 'in.csv', true],
    ['b/e', 'in.csv', true],
    ['a/gone', 'gone', false],
  ]);
  expect(rows[0]?.cells.filter(({ arrival, next }) => arrival || next !== null).map(({ day, next }) => [day, next])).toEqual([
    ['2026-11-20', null],
    ['2026-11-24', 9],
  ]);
});

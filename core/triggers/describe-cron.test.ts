import { expect, test } from 'vitest';
import { calendarSchema } from '../base/trigger-settings.ts';
import { catalog } from '../nodes/index.ts';
import { aFlow } from '../store/testing/made-up.ts';
import { describeCron } from './describe-cron.ts';
import { triggersOf } from './flow-triggers.ts';

test('a schedule is said in words, with the next ten times over a change of the clock', () => {
  const { valid, words, next } = describeCron('0 1 * * 1-5', 'Europe/Berlin', Date.parse('2026-03-26T12:00:00Z'));
  expect([valid, words]).toEqual([true, 'At 01:00, Monday to Friday']);
  expect(next.map((at) => new Date(at).toISOString().slice(0, 16)).slice(0, 5)).toEqual([
    '2026-03-27T00:00',
    '2026-03-29T23:00',
    '2026-03-30T23:00',
    '2026-03-31T23:00',
    '2026-04-01T23:00',
  ]);
});

test('in German it is said in German; days off are told apart, and moved or left out', () => {
  const now = Date.parse('2026-12-23T12:00:00Z');
  expect(describeCron('0 1 * * 1-5', 'Europe/Berlin', now, { language: 'de' }).words).toBe('Um 01:00, Montag bis Freitag');
  const calendar = calendarSchema.parse({ rule: 'next', holidays: ['12-25 Christmas', '2026-12-24'] });
  const { next, moved } = describeCron('0 6 * * *', 'UTC', now, { calendar }, ['2026-12-28']);
  const days = (times: readonly (number | null)[]) => times.map((at) => (at === null ? null : new Date(at).toISOString().slice(5, 10)));
  expect(days(next.slice(0, 3))).toEqual(['12-29', '12-30', '12-31']);
  expect([days(moved.map(({ from }) => from)).slice(0, 5), days(moved.map(({ at }) => at)).slice(0, 5)]).toEqual([
    ['12-24', '12-25', '12-26', '12-27', '12-28'],
    Array(5).fill('12-29'),
  ]);
  const left = describeCron('0 6 * * *', 'UTC', now, { calendar: { ...calendar, rule: 'skip' } });
  expect([days(left.next).slice(0, 2), days(left.moved.map(({ at }) => at)).slice(0, 4)]).toEqual([
    ['12-28', '12-29'],
    [null, null, null, null],
  ]);
  const last = describeCron('', 'UTC', now, { monthly: { nth: -1, time: '18:00' }, calendar });
  expect(days(last.next).slice(0, 4)).toEqual(['12-31', '01-29', '02-26', '03-31']);
});

test.each([
  ['', 'Europe/Berlin', 'No time is set.'],
  ['* * *', 'Europe/Berlin', '"* * *" is not a time that can be understood.'],
  ['0 0 30 2 *', 'Europe/Berlin', '"0 0 30 2 *" names a day that never comes.'],
  ['0 1 * * *', 'Mars/Base', 'There is no time zone "Mars/Base".'],
])('what is wrong with "%s" in %s is said', (cron, zone, error) => {
  expect(describeCron(cron, zone, 0)).toEqual({ valid: false, words: '', next: [], moved: [], error });
});

test('the triggers of a flow are what its kinds say starts it', () => {
  const flow = aFlow('f', 'F', ['source']);
  const trigger = { id: 't', kind: 'schedule-trigger', version: 1, name: 't', position: { x: 0, y: 0 }, config: { cron: '5 4 * * *' } };
  expect(triggersOf({ ...flow, nodes: [...flow.nodes, trigger, { ...trigger, id: 'm', kind: 'manual-trigger' }] }, catalog)).toEqual([
    { nodeId: 't', name: 't', settings: expect.objectContaining({ on: 'due', cron: '5 4 * * *', zone: 'Europe/Berlin', missed: 'once' }) },
  ]);
});

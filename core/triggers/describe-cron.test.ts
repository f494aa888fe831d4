import { expect, test } from 'vitest';
import { catalog } from '../nodes/index.ts';
import { aFlow } from '../store/testing/made-up.ts';
import { describeCron } from './describe-cron.ts';
import { schedulesOf } from './flow-schedules.ts';

test('a schedule is said in words, with the next five times over a change of the clock', () => {
  const { valid, words, next } = describeCron('0 1 * * 1-5', 'Europe/Berlin', Date.parse('2026-03-26T12:00:00Z'));
  expect([valid, words]).toEqual([true, 'At 01:00, Monday to Friday']);
  expect(next.map((at) => new Date(at).toISOString().slice(0, 16))).toEqual([
    '2026-03-27T00:00',
    '2026-03-29T23:00',
    '2026-03-30T23:00',
    '2026-03-31T23:00',
    '2026-04-01T23:00',
  ]);
});

test.each([
  ['', 'Europe/Berlin', 'No time is set.'],
  ['* * *', 'Europe/Berlin', '"* * *" is not a time that can be understood.'],
  ['0 0 30 2 *', 'Europe/Berlin', '"0 0 30 2 *" names a day that never comes.'],
  ['0 1 * * *', 'Mars/Base', 'There is no time zone "Mars/Base".'],
])('what is wrong with "%s" in %s is said', (cron, zone, error) => {
  expect(describeCron(cron, zone, 0)).toEqual({ valid: false, words: '', next: [], error });
});

test('the schedules of a flow are found by what its triggers can be set to', () => {
  const flow = aFlow('f', 'F', ['source']);
  const trigger = { id: 't', kind: 'schedule-trigger', version: 1, name: 't', position: { x: 0, y: 0 }, config: { cron: '5 4 * * *' } };
  expect(schedulesOf({ ...flow, nodes: [...flow.nodes, trigger, { ...trigger, id: 'm', kind: 'manual-trigger' }] }, catalog)).toEqual([
    { nodeId: 't', cron: '5 4 * * *', zone: 'Europe/Berlin', missed: 'once' },
  ]);
});

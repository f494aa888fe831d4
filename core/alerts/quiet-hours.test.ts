import { expect, test } from 'vitest';
import { quietUntil } from './quiet-hours.ts';

const quiet = { on: true, from: '22:00', to: '06:00', zone: 'Europe/Berlin' };
const until = (now: string, changes: Partial<typeof quiet> = {}) => {
  const end = quietUntil(Date.parse(now), { ...quiet, ...changes }, 'UTC');
  return end === null ? null : new Date(end).toISOString();
};

test('over midnight, from the first minute to the last', () => {
  expect(until('2026-11-20T20:59:59Z')).toBeNull();
  expect(until('2026-11-20T21:00:00Z')).toBe('2026-11-21T05:00:00.000Z');
  expect(until('2026-11-21T04:59:59Z')).toBe('2026-11-21T05:00:00.000Z');
  expect(until('2026-11-21T05:00:00Z')).toBeNull();
});

test('within a day, off, and without a length', () => {
  expect(until('2026-11-20T12:00:00Z', { from: '12:00', to: '14:00' })).toBe('2026-11-20T13:00:00.000Z');
  expect(until('2026-11-20T23:00:00Z', { on: false })).toBeNull();
  expect(until('2026-11-20T23:00:00Z', { from: '05:00', to: '05:00' })).toBeNull();
  expect(until('2026-11-20T23:00:00Z', { zone: '' })).toBe('2026-11-21T06:00:00.000Z');
  expect(until('2026-11-20T23:00:00Z', { zone: 'Nowhere/Land' })).toBeNull();
});

test('both nights of clock change: the end is what the clock on the wall says', () => {
  expect(until('2026-03-28T22:00:00Z')).toBe('2026-03-29T04:00:00.000Z');
  expect(until('2026-10-24T21:00:00Z')).toBe('2026-10-25T05:00:00.000Z');
  // 02:30 does not exist in that night: it ends when the clock has gone past it.
  expect(until('2026-03-28T22:00:00Z', { to: '02:30' })).toBe('2026-03-29T01:30:00.000Z');
  // 02:30 exists twice: the first one counts.
  expect(until('2026-10-24T23:00:00Z', { to: '02:30' })).toBe('2026-10-25T00:30:00.000Z');
  expect(until('2026-10-25T00:45:00Z', { to: '02:30' })).toBeNull();
});

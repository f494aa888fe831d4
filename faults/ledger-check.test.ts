import { expect, test } from 'vitest';
import { unexplained, wrongBetween } from './ledger-check.ts';

test.each([
  { done: 1, unknown: 0, copies: 1, adds: true, wrong: null },
  { done: 1, unknown: 1, copies: 2, adds: true, wrong: null },
  { done: 1, unknown: 1, copies: 1, adds: true, wrong: null },
  { done: 0, unknown: 1, copies: 0, adds: true, wrong: null },
  { done: 2, unknown: 0, copies: 1, adds: false, wrong: null },
  { done: 1, unknown: 0, copies: 2, adds: true, wrong: 'holds 2 copies, but' },
  { done: 0, unknown: 0, copies: 1, adds: true, wrong: 'holds 1 copies, but' },
  { done: 2, unknown: 0, copies: 1, adds: true, wrong: 'holds only 1' },
  { done: 1, unknown: 0, copies: 0, adds: false, wrong: 'holds only 0' },
  { done: 1, unknown: 1, copies: 2, adds: false, wrong: 'should hold once' },
])('%o', ({ wrong, ...books }) => {
  if (wrong === null) expect(wrongBetween(books)).toBeNull();
  else expect(wrongBetween(books)).toContain(wrong);
});

test('what no effect explains is counted', () => {
  expect(unexplained({ done: 1, unknown: 1, copies: 5, adds: true })).toBe(3);
  expect(unexplained({ done: 1, unknown: 1, copies: 1, adds: true })).toBe(0);
});

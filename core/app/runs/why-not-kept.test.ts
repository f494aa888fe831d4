import { expect, test } from 'vitest';
import type { Capture } from '../../store/captures.ts';
import { whyNotKept } from './why-not-kept.ts';

const kept = { records: 10, passed: 10, complete: false, stopped: 'run-ended', removedAt: null, masked: [] } as unknown as Capture;

test.each([
  ['all that had passed when the run ended', {}, 'was kept only as far as it went (10 records), because the run ended early'],
  ['less than that', { passed: 1_200 }, 'was kept only in part (10 of 1,200 records), because the run ended early'],
  ['nobody knows how much passed', { passed: null }, 'was kept only in part, because the run ended early'],
  ['no room', { passed: 1_200, stopped: 'quota' }, 'was kept only in part (10 of 1,200 records), because the space for kept data was used up'],
] as const)('%s', (_what, change, said) => {
  expect(whyNotKept({ ...kept, ...change })).toBe(said);
});

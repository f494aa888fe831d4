import { expect, it } from 'vitest';
import { timeWords, trialMarks, trialNotes } from './trial-notes.ts';
import type { TrialResult } from './useTrial.ts';

const sample = { fields: [], rows: [], origins: [], first: 0, total: 0, profile: [], cut: false };
const trial: TrialResult = {
  sample,
  rejected: sample,
  console: [],
  microsecondsPerRecord: 3,
  failing: [
    { line: 4, message: 'Error: no', records: [0, 2] },
    { line: 0, message: 'somewhere', records: [1] },
  ],
  timing: {
    microsecondsPerRecord: 3,
    slower: 3,
    lines: [
      { line: 1, hits: 10, microseconds: 10, share: 0.1 },
      { line: 2, hits: 10, microseconds: 60, share: 0.6 },
      { line: 4, hits: 10, microseconds: 30, share: 0.3 },
    ],
  },
};

it('marks every line that fails, and of the others those that most time goes into', () => {
  expect(trialNotes(trial)).toEqual([
    { line: 4, kind: 'failing', words: 'fails for 2 records' },
    { line: 2, kind: 'slow', words: '60 % of the time, 6.0 µs each of 10 times' },
  ]);
  expect(trialMarks(trial)).toEqual([{ line: 4, message: 'Error: no' }]);
  expect(trialMarks({ ...trial, failing: [], error: { code: 'x', message: 'y', line: 3, column: 2 } })).toEqual([{ line: 3, column: 2, message: 'y' }]);
});

it('says short times in words', () => {
  expect([0.42, 42, 1_300].map(timeWords)).toEqual(['0.4 µs', '42 µs', '1.3 ms']);
});

import { expect, test } from 'vitest';
import type { Problem } from '../../core/flow/flow.ts';
import { isOnlyMissing, toneOf } from './problem-tone.ts';

const missing: Problem = { severity: 'error', code: 'missing-setting', message: 'No file is chosen.' };
const wrong: Problem = { severity: 'error', code: 'unknown-field', message: 'There is no field "Statsu".' };
const doubtful: Problem = { severity: 'warning', code: 'no-file', message: 'There is no such file now.' };

test('what is not filled in yet is said more calmly than what is wrong', () => {
  expect([missing, wrong, doubtful].map(toneOf)).toEqual(['warning', 'error', 'warning']);
  expect([[], [missing], [missing, missing], [missing, wrong], [missing, doubtful]].map(isOnlyMissing)).toEqual([false, true, true, false, false]);
});

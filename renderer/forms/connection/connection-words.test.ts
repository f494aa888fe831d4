import { expect, test } from 'vitest';
import { withoutName } from './connection-words.ts';

test('where a connection is in sight, a sentence about it does not begin with its name', () => {
  expect(withoutName('"HR files": nothing answers at a:22.', 'HR files')).toBe('Nothing answers at a:22.');
  expect(withoutName('„HR files“: Unter a:22 antwortet nichts.', 'HR files')).toBe('Unter a:22 antwortet nichts.');
  expect(withoutName('"HR files": a.example did not let hr in.', 'HR files')).toBe('a.example did not let hr in.');
  expect(withoutName('"HR files": nothing answers at a:22.', 'Payroll')).toBe('"HR files": nothing answers at a:22.');
  expect(withoutName('Signed in as "hr".', 'HR files')).toBe('Signed in as "hr".');
});

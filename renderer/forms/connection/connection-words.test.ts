import { expect, test } from 'vitest';
import { withoutName } from './connection-words.ts';

test('where a connection is in sight, a sentence about it does not begin with its name', () => {
  expect(withoutName('"HR files": nothing answers at a:22.', 'HR files')).toBe('Nothing answers at a:22.');
  expect(withoutName('„HR files“: über a:22 kommt nichts.', 'HR files')).toBe('Über a:22 kommt nichts.');
  expect(withoutName('"HR files": nothing answers at a:22.', 'Payroll')).toBe('"HR files": nothing answers at a:22.');
  expect(withoutName('Signed in as "hr".', 'HR files')).toBe('Signed in as "hr".');
});

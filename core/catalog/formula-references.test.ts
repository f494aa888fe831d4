import { expect, test } from 'vitest';
import { renameInFormula } from './formula-references.ts';

test.each([
  ['UPPER([Status])', 'UPPER([State])'],
  ['[Status] & "[Status]"', '[State] & "[Status]"'],
  ['[Status.code] + [Status[0].x]', '[State.code] + [State[0].x]'],
  ['[Statuses] + [Sta] + [My Status]', '[Statuses] + [Sta] + [My Status]'],
  ['"say ""[Status]""" & [Status', '"say ""[Status]""" & [Status'],
  ['', ''],
])('%s', (before, after) => {
  expect(renameInFormula(before, 'Status', 'State')).toBe(after);
});

test('names with special characters are escaped', () => {
  expect(renameInFormula('[a\\.b]+[a.b]', 'a.b', 'c[1].d')).toBe('[c\\[1\\]\\.d]+[c\\[1\\]\\.d]');
});

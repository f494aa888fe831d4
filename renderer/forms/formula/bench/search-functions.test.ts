import { expect, it } from 'vitest';
import { functionTable } from '../../../../core/formula/functions/table.ts';
import { searchFunctions } from './search-functions.ts';

const namesOf = (query: string) => searchFunctions(query).flatMap(({ functions }) => functions.map(({ name }) => name));

it('shows every function by category while nothing is searched', () => {
  expect(namesOf('').sort()).toEqual(functionTable.map(({ name }) => name).sort());
  expect(searchFunctions('')[0]?.category).toBe('Logic');
});

it('finds by name, by what it does and by the words of an example, names that begin so first', () => {
  expect(namesOf('left')[0]).toBe('LEFT');
  expect(namesOf('accents')).toContain('UNACCENT');
  expect(namesOf('hamburg "burg"')).toContain('CONTAINS');
  expect(namesOf('pad')[0]).toBe('PAD.LEFT');
  expect(namesOf('no such thing at all')).toEqual([]);
});

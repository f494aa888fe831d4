import { expect, it } from 'vitest';
import { searchSnippets } from './search-snippets.ts';

const snippet = (name: string, description: string, code: string) => ({ name, description, content: { code } });
const LIBRARY = [snippet('IBAN check', 'Rejects wrong account numbers', 'reject()'), snippet('Names', 'Splits a full name', 'record.iban = 1')];

it('finds by name, description and code, names first, capitals ignored', () => {
  const found = (query: string) => searchSnippets(LIBRARY, query).map(({ name }) => name);
  expect(found('')).toEqual(['IBAN check', 'Names']);
  expect(found('iban')).toEqual(['IBAN check', 'Names']);
  expect(found('full NAME')).toEqual(['Names']);
  expect(found('splits reject')).toEqual([]);
});

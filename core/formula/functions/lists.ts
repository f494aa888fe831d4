import { defineFunctions } from './function-spec.ts';

/** Lists, written in braces or found in records, and looking things up in them. */
export const listFunctions = defineFunctions('Lists and lookups', [
  ['CHOOSE', 'number:integer, value:any!, more:any?!*', 'given', 'The value at this place: 1 is the first.', 'CHOOSE(2, "a", "b", "c") → b'],
  [
    'XLOOKUP',
    'value:any, in:list, results:list, otherwise:any?',
    'any',
    'Finds the value in one list and gives the item at the same place of another; fails, or gives the last value, when it is not there.',
    'XLOOKUP("de", {"de", "fr"}, {"Germany", "France"}) → Germany',
    'XLOOKUP("x", {"de"}, {"Germany"}, "?") → ?',
  ],
  [
    'LOOKUP',
    'value:any, in:list, results:list?',
    'any',
    'As XLOOKUP, but takes the largest item that is not above the value; the list must rise. For steps such as tax brackets.',
    'LOOKUP(2500, {0, 1000, 5000}, {"low", "middle", "high"}) → middle',
  ],
  ['XMATCH', 'value:any, in:list', 'integer', 'The place of a value in a list, from 1; fails when it is not there.', 'XMATCH("b", {"a", "b"}) → 2'],
  [
    'INDEX',
    'list:list, number:integer',
    'any',
    'The item at a place of a list: 1 is the first, -1 the last. Empty when there is none.',
    'INDEX({"a", "b", "c"}, -1) → c',
  ],
  ['LIST.COUNT', 'list:list', 'integer', 'How many items a list has.', 'LIST.COUNT({"a", "b"}) → 2'],
  ['LIST.CONTAINS', 'list:list, value:any', 'boolean', 'TRUE when a value stands in a list.', 'LIST.CONTAINS({"a", "b"}, "B") → TRUE'],
  ['LIST.JOIN', 'list:list, separator:text', 'text', 'All items of a list as one text.', 'LIST.JOIN({"a", "b"}, ", ") → a, b'],
  ['LIST.UNIQUE', 'list:list', 'list', 'The list without what comes again.', 'LIST.UNIQUE({"a", "b", "A"}) → ["a","b"]'],
  ['LIST.SORT', 'list:list', 'list', 'The list in rising order, empty items last.', 'LIST.SORT({3, 1, 2}) → [1,2,3]'],
  ['TEXTSPLIT', 'text:text, separator:text', 'list', 'Cuts a text at a separator into a list.', 'TEXTSPLIT("a;b", ";") → ["a","b"]'],
]);

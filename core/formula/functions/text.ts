import { defineFunctions } from './function-spec.ts';

/** Texts: cutting, searching, replacing, patterns. */
export const textFunctions = defineFunctions('Text', [
  ['UPPER', 'text:text', 'text', 'All letters as capitals.', 'UPPER("Müller") → MÜLLER'],
  ['LOWER', 'text:text', 'text', 'All letters small.', 'LOWER("ÄB") → äb'],
  ['PROPER', 'text:text', 'text', 'The first letter of each word as a capital, the others small.', 'PROPER("anna-lena o\'NEIL") → Anna-Lena O\'Neil'],
  ['TRIM', 'text:text', 'text', 'Without blanks at both ends, and with single blanks between words.', 'TRIM("  a   b ") → a b'],
  ['LEN', 'text:text', 'integer', 'How many characters a person would count: an accented letter or an emoji is one.', 'LEN("Zoë") → 3'],
  ['LEFT', 'text:text, count:integer?', 'text', 'The first characters (1 if no count is given).', 'LEFT("Hamburg", 3) → Ham'],
  ['RIGHT', 'text:text, count:integer?', 'text', 'The last characters (1 if no count is given).', 'RIGHT("Hamburg", 4) → burg'],
  ['MID', 'text:text, start:integer, count:integer', 'text', 'Some characters from the middle; the first one has position 1.', 'MID("Hamburg", 4, 2) → bu'],
  [
    'SUBSTITUTE',
    'text:text, old:text, new:text, which:integer?',
    'text',
    'Replaces a text wherever it stands (capitals matter), or only its n-th appearance.',
    'SUBSTITUTE("a-b-c", "-", "/") → a/b/c',
    'SUBSTITUTE("a-b-c", "-", "/", 2) → a-b/c',
  ],
  ['REPLACE', 'text:text, start:integer, count:integer, new:text', 'text', 'Replaces characters by their position.', 'REPLACE("abcdef", 2, 3, "-") → a-ef'],
  [
    'CONTAINS',
    'text:text, part:text',
    'boolean',
    'TRUE when the part stands somewhere in the text; capitals do not matter.',
    'CONTAINS("Hamburg", "BURG") → TRUE',
  ],
  ['STARTSWITH', 'text:text, part:text', 'boolean', 'TRUE when the text begins with the part; capitals do not matter.', 'STARTSWITH("Hamburg", "ham") → TRUE'],
  ['ENDSWITH', 'text:text, part:text', 'boolean', 'TRUE when the text ends with the part; capitals do not matter.', 'ENDSWITH("Hamburg", "BURG") → TRUE'],
  [
    'FIND',
    'part:text, text:text, start:integer?',
    'integer',
    'Position of a part in a text, from 1; capitals matter. Fails when it is not there.',
    'FIND("b", "Hamburg") → 4',
  ],
  [
    'SEARCH',
    'part:text, text:text, start:integer?',
    'integer',
    'Position of a part in a text, from 1; capitals do not matter. Fails when it is not there.',
    'SEARCH("B", "Hamburg") → 4',
  ],
  ['CONCAT', 'value:any, more:any?*', 'text', 'All values one after another as one text; lists are taken apart.', 'CONCAT("a", 1, TRUE) → a1TRUE'],
  [
    'TEXTJOIN',
    'separator:text, skip empty:boolean, value:any, more:any?*',
    'text',
    'All values as one text with a separator between them; lists are taken apart.',
    'TEXTJOIN(", ", TRUE, "a", "", "b") → a, b',
  ],
  ['EXACT', 'first:text, second:text', 'boolean', 'TRUE when two texts are the same to the letter, capitals included.', 'EXACT("a", "A") → FALSE'],
]);

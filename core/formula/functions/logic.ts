import { defineFunctions } from './function-spec.ts';

/** Decisions and what to do about empty or failing values. */
export const logicFunctions = defineFunctions(
  'Logic',
  [
    [
      'IF',
      'condition:boolean, then:any!, otherwise:any?!',
      'given',
      'Gives one value when a condition holds and another when it does not (FALSE if that is left out).',
      'IF(2 > 1, "yes", "no") → yes',
      'IF(FALSE, "yes") → FALSE',
    ],
    [
      'IFS',
      'condition:boolean, value:any!*',
      'given',
      'Gives the value behind the first condition that holds; fails when none does.',
      'IFS(1 > 2, "a", TRUE, "b") → b',
    ],
    [
      'SWITCH',
      'value:any, case:any, result:any!, more:any?!*',
      'given',
      'Gives the result behind the case that equals the value; a single value at the end is the default.',
      'SWITCH("m", "f", "Ms", "m", "Mr", "-") → Mr',
      'SWITCH(9, 1, "one", "other") → other',
    ],
    ['AND', 'condition:boolean, more:boolean?*', 'boolean', 'TRUE when all conditions hold; stops at the first that does not.', 'AND(1 < 2, 2 < 3) → TRUE'],
    ['OR', 'condition:boolean, more:boolean?*', 'boolean', 'TRUE when at least one condition holds; stops at the first that does.', 'OR(1 > 2, 2 < 3) → TRUE'],
    ['XOR', 'condition:boolean, more:boolean?*', 'boolean', 'TRUE when an odd number of conditions hold.', 'XOR(TRUE, FALSE) → TRUE'],
    ['NOT', 'condition:boolean', 'boolean', 'Turns TRUE into FALSE and FALSE into TRUE.', 'NOT(1 > 2) → TRUE'],
    [
      'IFERROR',
      'value:any!, instead:any!',
      'given',
      'Gives the second value when the first cannot be computed.',
      'IFERROR(1 / 0, "none") → none',
      'IFERROR(6 / 2, 0) → 3',
    ],
    ['IFBLANK', 'value:any!, instead:any!', 'given', 'Gives the second value when the first is empty.', 'IFBLANK("", "none") → none'],
    ['COALESCE', 'value:any!, more:any?!*', 'given', 'Gives the first value that is not empty.', 'COALESCE(NULL, "", "x", "y") → x'],
    ['ISBLANK', 'value:any', 'boolean', 'TRUE for an empty value: NULL or a text without a character.', 'ISBLANK("") → TRUE', 'ISBLANK(" ") → FALSE'],
    ['ISERROR', 'value:any', 'boolean', 'TRUE when the value cannot be computed.', 'ISERROR(1 / 0) → TRUE'],
    ['ISNUMBER', 'value:any', 'boolean', 'TRUE for a number, and for a text that reads as one.', 'ISNUMBER("12.5") → TRUE', 'ISNUMBER("12 kg") → FALSE'],
    ['ISTEXT', 'value:any', 'boolean', 'TRUE for a text that is not empty.', 'ISTEXT("a") → TRUE', 'ISTEXT(1) → FALSE'],
    [
      'ISDATE',
      'value:any',
      'boolean',
      'TRUE for a date written year-month-day that exists in the calendar, with or without a time.',
      'ISDATE("2026-02-28") → TRUE',
      'ISDATE("2026-02-30") → FALSE',
    ],
    ['ISLOGICAL', 'value:any', 'boolean', 'TRUE for TRUE and FALSE.', 'ISLOGICAL(FALSE) → TRUE'],
  ],
  { IFS: 2 },
);

import { defineFunctions } from './function-spec.ts';

/** Arithmetic. */
export const numberFunctions = defineFunctions('Numbers', [
  [
    'ROUND',
    'number:number!, places:integer?',
    'arithmetic',
    'Rounds to decimal places, halves away from zero; negative places round to tens, hundreds …',
    'ROUND(2.345, 2) → 2.35',
    'ROUND(-2.5, 0) → -3',
    'ROUND(1234, -2) → 1200',
  ],
  ['ABS', 'number:number!', 'arithmetic', 'The number without its sign.', 'ABS(-5) → 5'],
  ['SUM', 'value:any!, more:any?!*', 'arithmetic', 'The sum of all numbers; lists are taken apart, empty values are passed over.', 'SUM(1, 2, {3, 4}) → 10'],
  ['MIN', 'value:any!, more:any?!*', 'arithmetic', 'The smallest number; lists are taken apart, empty values are passed over.', 'MIN(3, 1, 2) → 1'],
  ['MAX', 'value:any!, more:any?!*', 'arithmetic', 'The largest number; lists are taken apart, empty values are passed over.', 'MAX(3, 1, 2) → 3'],
]);

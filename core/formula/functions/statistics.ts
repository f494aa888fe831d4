import { defineFunctions } from './function-spec.ts';

/** Several numbers at once; lists are taken apart, empty values are ignored. */
export const statisticsFunctions = defineFunctions('Statistics', [
  [
    'MIN',
    'value:any!, more:any?!*',
    'arithmetic',
    'The smallest number, or the earliest date.',
    'MIN(3, 1, 2) → 1',
    'MIN(DATE(2026, 1, 2), DATE(2026, 1, 1)) → 2026-01-01',
  ],
  ['MAX', 'value:any!, more:any?!*', 'arithmetic', 'The largest number, or the latest date.', 'MAX(3, 1, 2) → 3'],
  ['AVERAGE', 'value:any!, more:any?!*', 'arithmetic', 'The mean.', 'AVERAGE(1, 2, 6) → 3'],
  ['MEDIAN', 'value:any, more:any?*', 'number', 'The number in the middle.', 'MEDIAN(1, 9, 2) → 2'],
  ['MODE', 'value:any, more:any?*', 'number', 'The most frequent number.', 'MODE(1, 2, 2) → 2'],
  ['COUNT', 'value:any, more:any?*', 'integer', 'How many numbers there are, texts that read as numbers included.', 'COUNT(1, "2", "x", NULL) → 2'],
  ['COUNTA', 'value:any, more:any?*', 'integer', 'How many values are not empty.', 'COUNTA(1, "x", NULL, "") → 2'],
  ['COUNTBLANK', 'value:any, more:any?*', 'integer', 'How many values are empty.', 'COUNTBLANK(1, "x", NULL, "") → 2'],
  ['LARGE', 'list:list, number:integer', 'number', 'The n-th largest number.', 'LARGE({5, 9, 7}, 2) → 7'],
  ['SMALL', 'list:list, number:integer', 'number', 'The n-th smallest number.', 'SMALL({5, 9, 7}, 2) → 7'],
  ['STDEV.S', 'value:any, more:any?*', 'number', 'The standard deviation of a sample.', 'STDEV.S(1, 2, 3) → 1'],
  ['STDEV.P', 'value:any, more:any?*', 'number', 'The standard deviation of a whole population.', 'STDEV.P(1, 3) → 1'],
  ['VAR.S', 'value:any, more:any?*', 'number', 'The variance of a sample.', 'VAR.S(1, 3) → 2'],
  ['VAR.P', 'value:any, more:any?*', 'number', 'The variance of a whole population.', 'VAR.P(1, 3) → 1'],
  ['PERCENTILE.INC', 'list:list, share:number', 'number', 'The number below which a share of the list lies, 0 to 1.', 'PERCENTILE.INC({1, 2, 3}, 0.5) → 2'],
  ['QUARTILE.INC', 'list:list, quarter:integer', 'number', 'The quartile 0 to 4 of a list.', 'QUARTILE.INC({1, 2, 3, 4, 5}, 1) → 2'],
  ['GEOMEAN', 'value:any, more:any?*', 'number', 'The geometric mean.', 'GEOMEAN(2, 8) → 4'],
  ['HARMEAN', 'value:any, more:any?*', 'number', 'The harmonic mean.', 'HARMEAN(2, 2) → 2'],
  ['AVEDEV', 'value:any, more:any?*', 'number', 'The mean distance from the mean.', 'AVEDEV(1, 3) → 1'],
  ['CORREL', 'first:list, second:list', 'number', 'How far two lists go together, -1 to 1.', 'ROUND(CORREL({1, 2, 3}, {2, 4, 6}), 6) → 1'],
]);

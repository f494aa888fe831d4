import type { Value } from '../../base/value.ts';
import { fail } from '../failure.ts';
import { compareNumbers, divide } from './arithmetic.ts';
import { numericOf } from './compare.ts';
import type { Computed, FormulaEnv, Numeric } from './computed.ts';
import { orderOfMoments } from './date-arithmetic.ts';
import type { Implementations } from './implementation.ts';
import { readMoment } from './moment.ts';
import { numbersOf, sumOf } from './numbers.ts';

/** All values with lists taken apart. */
function flattened(values: readonly Computed[]): Computed[] {
  return values.flatMap((value) => (Array.isArray(value) ? flattened(value as readonly Value[]) : [value]));
}

const isFilled = (value: Computed): boolean => value !== null && value !== '' && value !== undefined;

/** The largest (sign 1) or smallest (-1) number; where all values are dates, the latest or earliest. */
function extreme(args: readonly Computed[], sign: 1 | -1, env: FormulaEnv): Computed {
  const values = flattened(args).filter(isFilled);
  const moments = values.map((value) => (typeof value === 'string' ? readMoment(value) : undefined));
  if (values.length > 0 && moments.every((moment) => moment !== undefined)) {
    let best = 0;
    moments.forEach((moment, i) => {
      const other = moments[best];
      if (other !== undefined && orderOfMoments(moment, other, env) * sign > 0) best = i;
    });
    return values[best] ?? null;
  }
  let best: Numeric | undefined;
  for (const number of numbersOf(values)) if (best === undefined || compareNumbers(number, best) * sign > 0) best = number;
  return best ?? null;
}

/** Statistics that stay exact or count things; the others are in excel.ts. */
export const statisticsLibrary: Implementations = {
  plain: {
    MIN: (args, env) => extreme(args, -1, env),
    MAX: (args, env) => extreme(args, 1, env),
    AVERAGE: (args) => {
      const numbers = numbersOf(args);
      return numbers.length === 0 ? fail('value-missing', 'AVERAGE has no number to work with.') : divide(sumOf(numbers), numbers.length);
    },
    COUNT: (args) => flattened(args).filter((value) => numericOf(value) !== undefined).length,
    COUNTA: (args) => flattened(args).filter(isFilled).length,
    COUNTBLANK: (args) => flattened(args).filter((value) => !isFilled(value)).length,
  },
};

import * as excel from '@formulajs/formulajs';
import type { Value } from '../../base/value.ts';
import { fail } from '../failure.ts';
import { withoutNoise } from './arithmetic.ts';
import type { Computed, Numeric } from './computed.ts';
import { isDecimal } from './computed.ts';
import type { Implementations, Plain } from './implementation.ts';
import { numbersOf } from './numbers.ts';

/** A function of the Excel library: takes doubles, texts and lists of doubles, and gives a value or an error of its own. */
type ExcelFunction = (...args: (number | string | boolean | number[])[]) => unknown;

const SENTENCES: ReadonlyMap<string, readonly [string, string]> = new Map([
  ['#DIV/0!', ['division-by-zero', 'divides by zero']],
  ['#NUM!', ['number-impossible', 'has no result for these numbers']],
  ['#VALUE!', ['value-unusable', 'cannot work with these values']],
  ['#N/A', ['not-found', 'has no result for these values']],
]);

/** The result as a value of ours; the library's errors become failures. */
function leave(name: string, result: unknown): Computed {
  if (typeof result === 'number' && Number.isFinite(result)) return Number.isInteger(result) ? result : withoutNoise(result, Math.abs(result));
  if (typeof result === 'string' || typeof result === 'boolean') return result;
  const [code, words] = SENTENCES.get(result instanceof Error ? result.message : '') ?? ['number-impossible', 'has no result for these values'];
  return fail(code, `${name} ${words}.`);
}

/** Numbers as doubles, lists as lists of doubles. */
function doubleOf(value: Computed): number | string | boolean | number[] {
  if (Array.isArray(value)) return numbersOf(value as readonly Value[]).map(Number);
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  return typeof value === 'object' && value !== null && !isDecimal(value) ? 0 : Number(value as Numeric | null);
}

/** The library throws for some impossible numbers; that is a failure like its error values. */
function attempt(compute: () => unknown): unknown {
  try {
    return compute();
  } catch (error) {
    if (error instanceof RangeError || error instanceof TypeError) return new Error('#NUM!');
    throw error;
  }
}

const each =
  (name: string, compute: ExcelFunction): Plain =>
  (args) =>
    leave(
      name,
      attempt(() => compute(...args.map(doubleOf))),
    );

/** All arguments together as one list of numbers. */
const together =
  (name: string, compute: ExcelFunction): Plain =>
  (args) => {
    const numbers = numbersOf(args).map(Number);
    return numbers.length === 0
      ? fail('value-missing', `${name} has no number to work with.`)
      : leave(
          name,
          attempt(() => compute(numbers)),
        );
  };

/** The first argument alone, the others together. */
const firstThenList =
  (name: string, compute: ExcelFunction): Plain =>
  ([first = null, ...others]) =>
    leave(
      name,
      attempt(() => compute(doubleOf(first), numbersOf(others).map(Number))),
    );

/** The library counts periods one by one. */
const MOST_PERIODS = 10_000;

const ONE_BY_ONE: Readonly<Record<string, unknown>> = {
  SQRT: excel.SQRT,
  EXP: excel.EXP,
  LN: excel.LN,
  LOG: excel.LOG,
  PI: excel.PI,
  SUMPRODUCT: excel.SUMPRODUCT,
  EVEN: excel.EVEN,
  ODD: excel.ODD,
  ISEVEN: excel.ISEVEN,
  ISODD: excel.ISODD,
  SIN: excel.SIN,
  COS: excel.COS,
  TAN: excel.TAN,
  ASIN: excel.ASIN,
  ACOS: excel.ACOS,
  ATAN: excel.ATAN,
  ATAN2: (x: number, y: number) => Math.atan2(y, x),
  DEGREES: excel.DEGREES,
  RADIANS: excel.RADIANS,
  ROMAN: (number: number) => (number <= 3999 ? excel.ROMAN(number) : new Error('#NUM!')),
  ARABIC: excel.ARABIC,
  LARGE: excel.LARGE,
  SMALL: excel.SMALL,
  'PERCENTILE.INC': excel.PERCENTILE.INC,
  'QUARTILE.INC': excel.QUARTILE.INC,
  CORREL: excel.CORREL,
  PMT: excel.PMT,
  IPMT: excel.IPMT,
  PPMT: excel.PPMT,
  PV: excel.PV,
  FV: excel.FV,
  NPER: excel.NPER,
  RATE: excel.RATE,
  IRR: excel.IRR,
  SLN: excel.SLN,
  DDB: (...args: number[]) => (Math.max(args[2] ?? 0, args[3] ?? 0) <= MOST_PERIODS ? (excel.DDB as ExcelFunction)(...args) : new Error('#NUM!')),
  EFFECT: excel.EFFECT,
  NOMINAL: excel.NOMINAL,
};

const ALL_TOGETHER: Readonly<Record<string, unknown>> = {
  MEDIAN: excel.MEDIAN,
  MODE: excel.MODE.SNGL,
  'STDEV.S': excel.STDEV.S,
  'STDEV.P': excel.STDEV.P,
  'VAR.S': excel.VAR.S,
  'VAR.P': excel.VAR.P,
  GEOMEAN: excel.GEOMEAN,
  HARMEAN: excel.HARMEAN,
  AVEDEV: excel.AVEDEV,
};

const made = (functions: Readonly<Record<string, unknown>>, make: (name: string, compute: ExcelFunction) => Plain): Record<string, Plain> =>
  Object.fromEntries(Object.entries(functions).map(([name, compute]) => [name, make(name, compute as ExcelFunction)]));

/** Functions that work as in Excel to the digit, in doubles. Only what is named here can be reached. */
export const excelLibrary: Implementations = {
  plain: {
    ...made(ONE_BY_ONE, each),
    ...made(ALL_TOGETHER, together),
    NPV: firstThenList('NPV', excel.NPV as ExcelFunction),
    BASE: (args) =>
      String(
        leave(
          'BASE',
          attempt(() => (excel.BASE as ExcelFunction)(...args.map(doubleOf))),
        ),
      ).toUpperCase(),
  },
};

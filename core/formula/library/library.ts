import { conversionLibrary } from './conversion.ts';
import { dateLibrary } from './dates.ts';
import { excelLibrary } from './excel.ts';
import type { Implementations, Plain, Special } from './implementation.ts';
import { listLibrary } from './lists.ts';
import { logicLibrary } from './logic.ts';
import { numberLibrary } from './numbers.ts';
import { patternLibrary } from './patterns.ts';
import { statisticsLibrary } from './statistics.ts';
import { textLibrary } from './text.ts';
import { wholeNumberLibrary } from './whole-numbers.ts';

const parts: readonly Implementations[] = [
  logicLibrary,
  textLibrary,
  patternLibrary,
  numberLibrary,
  wholeNumberLibrary,
  statisticsLibrary,
  excelLibrary,
  dateLibrary,
  listLibrary,
  conversionLibrary,
];

/** Functions that need all their values, by name. */
export const plainFunctions: ReadonlyMap<string, Plain> = new Map(parts.flatMap(({ plain }) => Object.entries(plain ?? {})));

/** Functions that decide which values they compute, by name. */
export const specialFunctions: ReadonlyMap<string, Special> = new Map(parts.flatMap(({ special }) => Object.entries(special ?? {})));

/** Functions that are made for each place they stand in, by name. */
export const perCallFunctions: ReadonlyMap<string, () => Plain> = new Map(parts.flatMap(({ perCall }) => Object.entries(perCall ?? {})));

import type { Implementations, Plain, Special } from './implementation.ts';
import { logicLibrary } from './logic.ts';
import { numberLibrary } from './numbers.ts';
import { textLibrary } from './text.ts';

const parts: readonly Implementations[] = [logicLibrary, textLibrary, numberLibrary];

/** Functions that need all their values, by name. */
export const plainFunctions: ReadonlyMap<string, Plain> = new Map(parts.flatMap(({ plain }) => Object.entries(plain ?? {})));

/** Functions that decide which values they compute, by name. */
export const specialFunctions: ReadonlyMap<string, Special> = new Map(parts.flatMap(({ special }) => Object.entries(special ?? {})));

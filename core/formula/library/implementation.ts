import { mustBeWorkable } from '../../base/too-large.ts';
import type { Site } from '../failure.ts';
import type { Closure, Computed, FormulaEnv } from './computed.ts';

/** A function that needs all its values: they arrive already turned into the types of its parameters (number: Numeric, integer: number, date: checked text …). */
export type Plain = (args: readonly Computed[], env: FormulaEnv) => Computed;

/** A function that decides which of its values are computed at all. */
export type Special = (args: readonly Closure[], sites: readonly Site[]) => Closure;

/** The work behind the functions of one category, by name. */
export interface Implementations {
  readonly plain?: Readonly<Record<string, Plain>>;
  /** Made anew for each place a function stands in, for those that keep something prepared (a pattern, a format) between records. */
  readonly perCall?: Readonly<Record<string, () => Plain>>;
  readonly special?: Readonly<Record<string, Special>>;
}

/** An argument that the parameter's type has made a text. Throws `ValueTooLarge` for one that must not be taken apart. */
export const text = (args: readonly Computed[], index: number): string => {
  const value = args[index] as string;
  if (typeof value === 'string') mustBeWorkable(value);
  return value;
};
/** An argument that the parameter's type has made a whole number; `otherwise` where it was left out. */
export const integer = (args: readonly Computed[], index: number, otherwise: number): number => (args[index] as number | undefined) ?? otherwise;
